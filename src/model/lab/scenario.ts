/** A world to start from, as data: `mocks/world/build-world.ts` makes it. */
import type { EndpointRoute, FabricDevice, OperatingSystem } from '#model/ems/ems.ts';
import type { Scenario } from '#model/lab/lab-api.ts';
import type { PolicyTest } from '#model/lab/policy-test.ts';
import type { TaggingSpec } from '#model/lab/scenario-tagging.ts';
import type { Resolver, Session } from '#model/decision/session.ts';

/** What the wire brings of one connection: counters and measurements that no rule decides. */
export interface Draw {
  readonly sessionid: number;
  readonly srcport: number;
  /** Bytes. */
  readonly lanin: number;
  readonly lanout: number;
  /** Nanoseconds past the clock's second. */
  readonly nanoseconds: number;
  /** What else its FortiGate logs just after it. Absent for nothing. */
  readonly others?: readonly OtherSession[] | undefined;
}

/** A session of an endpoint, by its host name, that comes in where the endpoint is. */
export type OtherSession = Pick<
  Session,
  'fortigate' | 'dstintf' | 'dstip' | 'dstport' | 'certificate'
> & { readonly endpoint: string };

/** What a scenario says of an endpoint; the rest is made up, the same each time. */
export interface EndpointSpec {
  readonly uid: string;
  readonly host: string;
  readonly os?: OperatingSystem;
  readonly osVersion?: string;
  readonly forticlientVersion?: string;
  readonly user?: string | null;
  readonly groups?: readonly string[];
  readonly ip: string;
  readonly gateway: string | null;
  /** Absent for that of `ip` and `gateway` alone. */
  readonly routes?: readonly EndpointRoute[];
  /** `ZT:FortiAD`, `CLASS:Low`, `OUTBREAK:…`, `FABRIC:…`, in the order in which they came. */
  readonly tags: readonly string[];
  readonly registered?: boolean;
  readonly online?: boolean;
  readonly quarantined?: boolean;
  readonly inSync?: boolean;
  readonly manageable?: boolean;
}

export type FabricDeviceSpec = Pick<FabricDevice, 'name' | 'serial' | 'ip' | 'tagTypes'> &
  Partial<Pick<FabricDevice, 'endpointSharing' | 'selected' | 'fabric' | 'ha' | 'tagLimit'>>;

/** An EMS server of a scenario. */
interface EmsSpec {
  readonly serial: string;
  readonly customClassificationTags: readonly string[];
  readonly endpoints: readonly EndpointSpec[];
  readonly fabricDevices: readonly FabricDeviceSpec[];
}

/** A connection made before the scenario begins. */
export type PastSession = OtherSession & { readonly secondsBefore: number };

export interface ScenarioSpec {
  readonly about: Scenario;
  readonly clock: { readonly epochMs: number; readonly offsetMinutes: number };
  readonly seed: number;
  /** Measurements of the first connections that a person makes. */
  readonly upcoming: readonly Draw[];
  readonly ems: EmsSpec;
  /** Further EMS servers, each with a name of its own. Absent for none. */
  readonly otherEms?: readonly (EmsSpec & { readonly name: string })[];
  readonly fortigates: readonly {
    readonly name: string;
    readonly serial: string;
    readonly ip: string;
    /** FortiOS configuration text. */
    readonly config: string;
  }[];
  /** Absent for none. */
  readonly names?: Resolver;
  /** Absent for none. */
  readonly policyTests?: readonly PolicyTest[];
  readonly history: readonly PastSession[];
  /** Absent where endpoints have just the tags that are listed, by no rule. */
  readonly tagging?: TaggingSpec;
}
