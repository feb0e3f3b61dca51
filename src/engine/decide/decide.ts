import type { Decision } from '#model/decision/decision.ts';
import type { Ems } from '#model/ems/ems.ts';
import { type Resolver, type Session, emptyResolver } from '#model/decision/session.ts';
import { type FortiGateInput, compile, vipOf } from './compile.ts';
import { decideForward } from './forward.ts';
import { linesOf } from '../sync/lines.ts';
import { decideZtna } from './ztna.ts';

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
  const compiled = compile(fortigate);
  const lines = linesOf(ems, fortigate, session.at.epochMs);
  const vip = vipOf(compiled, session);
  return vip
    ? decideZtna(session, vip, compiled, lines, resolver)
    : decideForward(session, compiled, lines, resolver);
}
