/**
 * A second opinion on every decision: slow, literal, written from the domain's rules alone and sharing no
 * code with the engine, so that a mistake in one shows as a difference between the two.
 */
import type { Ems } from '#model/ems/ems.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { forwardDecision } from './forward.ts';
import type { FortiGate, ReferenceDecision } from './situation.ts';
import { ztnaDecision, ztnaVip } from './ztna.ts';

export function referenceDecide(
  ems: Ems,
  fortigate: FortiGate,
  session: Session,
  resolver: Resolver,
): ReferenceDecision {
  const situation = { ems, fortigate, session, resolver };
  const vip = ztnaVip(situation);
  return vip ? ztnaDecision(situation, vip) : forwardDecision(situation);
}
