/** Whose turn it is among the real servers of an API gateway (`ldb-method`): sessions take it in order [259754]. */
import type { Decision } from '#model/decision/decision.ts';
import type { Ems } from '#model/ems/ems.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import type { FortiGateInput } from './compile.ts';
import { decide } from './decide.ts';

/** How many sessions each API gateway has led to its real servers. */
export type Turns = Readonly<Record<string, number>>;

/** Null where it reached none, or the gateway chooses the same one always: nothing to remember. */
function turnKey(fortigate: FortiGateInput, decision: Decision): string | null {
  if (decision.kind !== 'ztna') return null;
  const { accessProxy, route } = decision.trace;
  if (route?.kind !== 'routed' || route.server === null) return null;
  const proxy = fortigate.config['firewall access-proxy'].find(({ name }) => name === accessProxy);
  const gateway = proxy?.['api-gateway'].find(({ id }) => id === route.gateway);
  const method = gateway?.['ldb-method'];
  return method === 'round-robin' || method === 'weighted'
    ? JSON.stringify([fortigate.name, accessProxy, route.gateway])
    : null;
}

/**
 * The session with its turn at the API gateway that it reaches.
 * @param ago 1 for the turn that the last one had, 0 for the next
 */
export function inTurn(
  turns: Turns,
  ems: Ems,
  fortigate: FortiGateInput,
  session: Session,
  resolver: Resolver,
  ago: 0 | 1 = 0,
): Session {
  if (Object.keys(turns).length === 0) return session;
  const key = turnKey(fortigate, decide(ems, fortigate, session, resolver));
  const turn = key !== null && Object.hasOwn(turns, key) ? turns[key] : undefined;
  return turn === undefined ? session : { ...session, turn: Math.max(0, turn - ago) };
}

/** One that reached a real server has had its turn, whatever a policy said of it [assumed]. */
export function afterTurn(turns: Turns, fortigate: FortiGateInput, decision: Decision): Turns {
  const key = turnKey(fortigate, decision);
  if (key === null) return turns;
  const { [key]: before = 0 } = turns;
  return { ...turns, [key]: before + 1 };
}
