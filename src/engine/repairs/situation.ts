/** What a repair starts from: one session, as it was decided. */
import type { Decision } from '#model/decision/decision.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import type { Ems } from '#model/ems/ems.ts';
import type { FortiGateInput } from '../decide/compile.ts';

export interface Situation {
  readonly ems: Ems;
  readonly fortigate: FortiGateInput;
  readonly session: Session;
  readonly resolver: Resolver;
  readonly decision: Decision;
}
