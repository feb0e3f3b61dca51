/** The plain sessions of many endpoints to every ZTNA server of a FortiGate. */
import type { Decision } from '#model/decision/decision.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { Resolver } from '#model/decision/session.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { LikeSessions } from './like-sessions.ts';
import { type PlainOptions, type Server, plainSession, serversOf } from './plain-session.ts';

/** What a session came to, without its trace: of 5,000 endpoints and 1,000 policies that would be too much. */
export interface PlainOutcome {
  readonly action: Decision['action'];
  readonly policyid: number;
  readonly policytype: Decision['policytype'];
  readonly error: Decision['error'];
}

interface Gate {
  readonly server: Server;
  readonly sessions: LikeSessions;
}

export class PlainDecisions {
  readonly servers: readonly Server[];
  private readonly fortigate: FortiGateInput;
  private readonly options: PlainOptions;
  private readonly gates: readonly Gate[];

  constructor(ems: Ems, fortigate: FortiGateInput, options: PlainOptions, resolver?: Resolver) {
    this.fortigate = fortigate;
    this.options = options;
    this.servers = serversOf(fortigate.config);
    this.gates = this.servers.map((server) => ({
      server,
      sessions: new LikeSessions(ems, fortigate, resolver),
    }));
  }

  /** What has been spent so far, in policies asked. */
  get spent(): number {
    return this.gates.reduce((sum, { sessions }) => sum + sessions.spent, 0);
  }

  /** So many answers were those of another endpoint's session. */
  get shared(): number {
    return this.gates.reduce((sum, { sessions }) => sum + sessions.shared, 0);
  }

  /** In the order of the servers; null where a server has no VIP to connect to. */
  of(endpoint: Endpoint): readonly (PlainOutcome | null)[] {
    return this.gates.map(({ server: { vip }, sessions }) =>
      vip
        ? sessions.of(plainSession(endpoint, this.fortigate.name, vip, this.options), endpoint)
        : null,
    );
  }
}
