import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { RefusedSetting } from '#model/fortios/refused.ts';
import type { BuiltInTagName } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';
import type { BrokenLink } from '#model/ems/standing.ts';
import type { CertificateState } from '#model/decision/session.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';

/** One name that a policy lists under its tags, and what the FortiGate found for it. */
export type TagAsk = { readonly name: string; readonly known: boolean } & (
  | { readonly kind: 'tag'; readonly tag: Tag; readonly addressKind: 'ip' | 'mac' }
  | { readonly kind: 'built-in'; readonly builtIn: BuiltInTagName }
  | { readonly kind: 'group'; readonly members: readonly TagAsk[] }
  | { readonly kind: 'dangling' }
);

export interface TagCondition {
  readonly kind: 'tags';
  readonly list: 'primary' | 'secondary';
  readonly logic: 'or' | 'and';
  /** What the policy says, where the FortiGate does not heed it: standard policies are always `or` [477578]. */
  readonly writtenLogic: 'or' | 'and';
  readonly negate: boolean;
  readonly asked: readonly TagAsk[];
  readonly held: boolean;
}

/** One condition of a policy: what it asks, what was found, whether it held. */
export type Condition =
  | {
      readonly kind: 'srcintf' | 'dstintf';
      readonly asked: readonly string[];
      readonly found: string;
      readonly held: boolean;
      /** The zones that the interface is in, where the policy names the interface, which matches nothing then. */
      readonly zones?: readonly string[];
    }
  | {
      readonly kind: 'srcaddr' | 'dstaddr';
      readonly asked: readonly string[];
      readonly negate: boolean;
      readonly found: string;
      readonly held: boolean;
      /** Sources that keep a ZTNA policy from matching anything, by the names that stand for them. */
      readonly unusable?: readonly string[];
    }
  | {
      readonly kind: 'service';
      readonly asked: readonly string[];
      readonly negate: boolean;
      readonly found: string;
      readonly held: boolean;
    }
  | {
      readonly kind: 'identity';
      readonly users: readonly string[];
      readonly groups: readonly string[];
      readonly foundUser: string | null;
      readonly foundGroups: readonly string[];
      readonly held: boolean;
    }
  | {
      readonly kind: 'ownership';
      readonly owner: string | null;
      readonly found: string | null;
      readonly held: boolean;
    }
  | { readonly kind: 'schedule'; readonly asked: string; readonly held: boolean }
  | TagCondition;

/** `unreadable`: FortiOS knows its action, and the lab does not decide by it. */
export type PolicyVerdict = 'disabled' | 'unreadable' | 'no-match' | 'accept' | 'deny' | 'redirect';

/** A policy as it was considered. */
export interface PolicyStep {
  readonly policytype: PolicyType;
  readonly policyid: number;
  readonly name: string;
  readonly uuid: string;
  /** What the policy does if it matches. */
  readonly action: 'accept' | 'deny';
  readonly verdict: PolicyVerdict;
  readonly conditions: readonly Condition[];
  /** Settings with a value that FortiOS refuses: their defaults hold. Absent where there is none. */
  readonly refused?: readonly RefusedSetting[];
}

/** How the FortiGate came to know the device (rule R4). */
export type DeviceFinding =
  | {
      readonly by: 'certificate' | 'address';
      readonly uid: string;
      readonly information: true;
      readonly online: boolean;
    }
  | {
      readonly by: 'certificate' | 'address';
      readonly uid: string;
      readonly information: false;
      readonly why: 'not-registered' | BrokenLink;
    }
  | {
      readonly by: 'nothing';
      readonly information: false;
      readonly why: 'no-endpoint' | BrokenLink;
    };

export type RouteFinding =
  | {
      readonly kind: 'routed';
      readonly gateway: number;
      readonly realServer: string;
      readonly port: number;
    }
  /** `saas` has its destinations from a database, `web-portal` has none: neither has real servers [816389]. */
  | {
      readonly kind: 'without-server';
      readonly gateway: number;
      readonly service: 'saas' | 'web-portal';
    }
  | { readonly kind: 'no-gateway' }
  | {
      readonly kind: 'no-real-server';
      readonly gateway: number;
      /** What FortiClient asked a TCP forwarding gateway for, `10.88.0.9:445`; absent for other gateways. */
      readonly asked?: string;
    };

export interface ZtnaTrace {
  readonly vip: string;
  readonly accessProxy: string | null;
  readonly vipUuid: string;
  readonly certificate: {
    /** False where `client-cert disable`: the FortiGate does not ask. */
    readonly asked: boolean;
    readonly state: CertificateState;
    readonly emptyCertAction: 'accept' | 'block' | 'accept-unmanageable';
    readonly unmanageable: boolean;
  };
  readonly route: RouteFinding | null;
  readonly device: DeviceFinding | null;
  readonly known: readonly Tag[];
  readonly builtIns: readonly BuiltInTagName[];
  readonly policies: readonly PolicyStep[];
}

export interface ForwardTrace {
  readonly srcMac: string | null;
  readonly policies: readonly PolicyStep[];
}

interface Outcome {
  readonly action: 'accept' | 'deny';
  /** 0 for the implicit deny. */
  readonly policyid: number;
  readonly policytype: PolicyType;
}
export interface ZtnaDecision extends Outcome {
  readonly kind: 'ztna';
  readonly error: ZtnaError | null;
  readonly trace: ZtnaTrace;
}
export interface ForwardDecision extends Outcome {
  readonly kind: 'forward';
  readonly error: null;
  readonly trace: ForwardTrace;
}
export type Decision = ZtnaDecision | ForwardDecision;

/** The name of the policy that decided; empty for one without, and for the implicit deny. */
export function decidingName({ policyid, policytype, trace }: Decision): string {
  const decided = trace.policies.find(
    (one) => one.policyid === policyid && one.policytype === policytype,
  );
  return decided?.name ?? '';
}
