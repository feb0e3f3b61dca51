/** Whose turn it is among the real servers of an API gateway (`ldb-method`): the world keeps it [259754]. */
import { decide } from '#engine/decide/decide.ts';
import type { Decision, ZtnaDecision } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { FortiGate, WorldState } from '../state.ts';

/** An API gateway's sessions take turns at its real servers. */
function turnKey(fortigate: FortiGate, proxy: string, gateway: number): string {
  return JSON.stringify([fortigate.name, proxy, gateway]);
}

/**
 * The session with its turn at the API gateway that it reaches.
 * @param ago 1 for the turn that it had when it was made last, 0 for the next one
 */
export function inTurn(
  state: WorldState,
  fortigate: FortiGate,
  session: Session,
  ago: 0 | 1 = 0,
): Session {
  const { turns } = state;
  if (Object.keys(turns).length === 0) return session;
  const decision = decide(state.ems, fortigate, session, state.names);
  const key = decision.kind === 'ztna' ? keyOf(fortigate, decision) : null;
  const turn = key !== null && Object.hasOwn(turns, key) ? turns[key] : undefined;
  return turn === undefined ? session : { ...session, turn: Math.max(0, turn - ago) };
}

function keyOf(fortigate: FortiGate, { trace }: ZtnaDecision): string | null {
  const { accessProxy, route } = trace;
  return accessProxy !== null && route?.kind === 'routed' && route.server !== null
    ? turnKey(fortigate, accessProxy, route.gateway)
    : null;
}

/** One that reached a real server has had its turn, whatever a policy said of it [assumed]. */
export function withTurn(state: WorldState, fortigate: FortiGate, decision: Decision): WorldState {
  const key = decision.kind === 'ztna' ? keyOf(fortigate, decision) : null;
  if (key === null || decision.kind !== 'ztna') return state;
  const proxy = fortigate.config['firewall access-proxy'].find(
    ({ name }) => name === decision.trace.accessProxy,
  );
  const { route } = decision.trace;
  const gateway = proxy?.['api-gateway'].find(
    ({ id }) => route?.kind === 'routed' && id === route.gateway,
  );
  const method = gateway?.['ldb-method'];
  // Others always choose the same: nothing to remember.
  if (method !== 'round-robin' && method !== 'weighted') return state;
  const { [key]: before = 0 } = state.turns;
  return { ...state, turns: { ...state.turns, [key]: before + 1 } };
}
