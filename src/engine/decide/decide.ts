import type { Decision } from '#model/decision/decision.ts';
import type { Ems } from '#model/ems/ems.ts';
import { type Resolver, type Session, emptyResolver } from '#model/decision/session.ts';
import { type FortiGateInput, compile, vipOf } from './compile.ts';
import { decideForward } from './forward.ts';
import { linesOf } from '../sync/lines.ts';
import { Walk } from './policy-walk.ts';
import { decideZtna } from './ztna.ts';

function decideAlong(
  walk: Walk,
  ems: Ems,
  fortigate: FortiGateInput,
  session: Session,
  resolver: Resolver,
): Decision {
  const compiled = compile(fortigate);
  const lines = linesOf(ems, fortigate, session.at.epochMs);
  const vip = vipOf(compiled, session);
  return vip
    ? decideZtna(session, vip, compiled, lines, resolver, walk)
    : decideForward(session, compiled, lines, resolver, walk);
}

/**
 * Decides a session on one FortiGate, with the whole trace of what was asked and found. Pure: the same
 * EMS, configuration and session always give the same decision. Never throws on configuration: a name
 * that does not exist matches nothing (domain.md sections 6 and 7).
 */
export function decide(
  ems: Ems,
  fortigate: FortiGateInput,
  session: Session,
  resolver: Resolver = emptyResolver,
): Decision {
  return decideAlong(new Walk([]), ems, fortigate, session, resolver);
}

/** What a session comes to, without its trace: for whoever asks of thousands. */
export type Outcome = Pick<Decision, 'kind' | 'action' | 'policyid' | 'policytype' | 'error'>;

/** As `decide`, by the same walk, which keeps nothing and stops at a policy's first condition that fails. */
export function outcomeOf(
  ems: Ems,
  fortigate: FortiGateInput,
  session: Session,
  resolver: Resolver = emptyResolver,
): Outcome {
  const decided = decideAlong(new Walk(null), ems, fortigate, session, resolver);
  const { kind, action, policyid, policytype, error } = decided;
  return { kind, action, policyid, policytype, error };
}
