import { type PolicyType, policyTypes } from '#model/fortios/policy-list.ts';
import type { RefusedSetting } from '#model/fortios/refused.ts';
import type { BuiltInTagName } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';
import type { BrokenLink } from '#model/ems/standing.ts';
import type { CertificateState } from '#model/decision/session.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';

/** One name that a policy lists under its tags, and what the FortiGate found for it. */
export type TagAsk = { readonly name: string; readonly known: boolean } & (
  | {
      readonly kind: 'tag';
      readonly connector: number;
      readonly tag: Tag;
      readonly addressKind: 'ip' | 'mac';
    }
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

/** Who says who the user is: EMS, or the user himself, whom the FortiGate asked [461532]. */
export const identityWays = ['ems', 'login', 'failed-login'] as const;
export type IdentitySource = (typeof identityWays)[number];

/** The user of a session as the FortiGate has it; nobody where the log-in failed. */
export interface Identity {
  readonly user: string | null;
  readonly groups: readonly string[];
  readonly by: IdentitySource;
  /** What the log-in is checked against, a SAML server or a user database; null where none is. */
  readonly server: string | null;
}

/** What a policy is that was considered. Decisions and log lines call a security policy `policy` [assumed]. */
export const consideredTypes = [...policyTypes, 'security-policy'] as const;
export type ConsideredType = (typeof consideredTypes)[number];

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
      /** The VIP that the session goes to, which a policy has to name [461532]. */
      readonly vip?: string;
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
      readonly by: IdentitySource;
      readonly held: boolean;
    }
  | {
      readonly kind: 'ownership';
      readonly owner: string | null;
      readonly found: string | null;
      readonly held: boolean;
    }
  | { readonly kind: 'schedule'; readonly asked: string; readonly held: boolean }
  /** What a security policy asks of the application or URL, which a session here does not have [218574]. */
  | { readonly kind: 'not-judged'; readonly asked: readonly string[]; readonly held: true }
  | TagCondition;

/** `unreadable`: FortiOS knows its action, and the lab does not decide by it. */
export type PolicyVerdict = 'disabled' | 'unreadable' | 'no-match' | 'accept' | 'deny' | 'redirect';

/** A policy as it was considered. */
export interface PolicyStep {
  readonly policytype: ConsideredType;
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
      /** Its address; of a name, the first that it resolves to. */
      readonly realServer: string;
      readonly port: number;
      /** The number of its entry; null where TCP forwarding leads to it, which logs none. */
      readonly server: number | null;
      /** The name that was resolved; absent where it is an address. */
      readonly resolved?: string;
    }
  /** A real server whose name does not resolve [765420]. */
  | {
      readonly kind: 'unresolved';
      readonly gateway: number;
      readonly name: string;
      /** A name that does resolve, and is spelled nearly so. */
      readonly near: string | null;
    }
  /**
   * `saas` has its destinations from a database, `web-portal` has none, `samlsp` answers itself: they have no
   * real servers [816389, 461532].
   */
  | {
      readonly kind: 'without-server';
      readonly gateway: number;
      readonly service: 'saas' | 'web-portal' | 'samlsp';
    }
  | { readonly kind: 'no-gateway' }
  /** The VIP belongs to an object of 7.6 that the lab does not decide, as `ztna web-proxy web`. */
  | { readonly kind: 'not-decided'; readonly object: string }
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
  /** The connector by which its EMS told of the device; null where there is none to it. */
  readonly connector: number | null;
  readonly known: readonly Tag[];
  readonly builtIns: readonly BuiltInTagName[];
  readonly identity: Identity;
  readonly policies: readonly PolicyStep[];
}

/** Where a VIP leads a forward session. */
export interface NatFinding {
  readonly vip: string;
  readonly ip: string;
  readonly port: number;
}

export interface ForwardTrace {
  readonly srcMac: string | null;
  /** Null where it goes to no VIP. */
  readonly nat: NatFinding | null;
  readonly identity: Identity;
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

/** What decisions and log lines call the policy. */
export function typeOfStep({ policytype }: Pick<PolicyStep, 'policytype'>): PolicyType {
  return policytype === 'security-policy' ? 'policy' : policytype;
}

/** The policy that decided; undefined where none did. */
function decidingStep({ policyid, policytype, trace }: Decision): PolicyStep | undefined {
  return trace.policies.find((one) => one.policyid === policyid && typeOfStep(one) === policytype);
}

/** The name of the policy that decided; empty for one without, and for the implicit deny. */
export function decidingName(decision: Decision): string {
  return decidingStep(decision)?.name ?? '';
}

/** In which list it stands. */
export function decidingList(decision: Decision): ConsideredType {
  return decidingStep(decision)?.policytype ?? decision.policytype;
}
