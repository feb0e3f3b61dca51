/** The connection that *Connect* shows, held against the world as it is now. */
import { decide } from '#engine/decide/decide.ts';
import { inTurn } from '#engine/decide/turns.ts';
import { explain } from '#engine/explain/explain.ts';
import { findRepairs } from '#engine/repairs/repairs.ts';
import { type Explanation, explanationSchema } from '#model/decision/explanation.ts';
import { type ConnectRequest, endpointIn } from '#model/lab/connect-request.ts';
import type { ConnectionRepairs, LastConnection } from '#model/lab/lab-api.ts';
import { attemptOf } from './attempt.ts';
import { basisOf } from '../basis.ts';
import type { Beside } from '../jobs.ts';
import { RefusalError } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import { travelling } from '../tagging/tag-changes.ts';

function attempt(state: WorldState, request: ConnectRequest): ReturnType<typeof attemptOf> | null {
  try {
    return attemptOf(state, request);
  } catch (error) {
    if (error instanceof RefusalError) return null;
    throw error;
  }
}

/** Through the schema, since a stored explanation has its fields in another order. */
function same(a: Explanation, b: Explanation): boolean {
  const [left, right] = [a, b].map((one) => JSON.stringify(explanationSchema.parse(one)));
  return left === right;
}

export function lastConnection(state: WorldState, _input: null): LastConnection {
  const answer = state.connection?.answer ?? null;
  if (!answer) return { answer, outOfDate: false, travelling: [] };
  const endpoint = endpointIn(answer.request);
  const onTheWay = endpoint === null ? [] : [...travelling(state, { uid: endpoint })];
  const now = attempt(state, answer.request);
  if (!now) return { answer, outOfDate: true, travelling: onTheWay };
  const { fortigate } = now;
  const session = inTurn(state.turns, state.ems, fortigate, now.session, state.names, 1);
  const decision = decide(state.ems, fortigate, session, state.names);
  return {
    answer,
    outOfDate: !same(answer.explanation, explain(decision, session, state.ems, fortigate)),
    travelling: onTheWay,
  };
}

/** What is counted for one answer, in policies asked: some 20 ms. */
const slice = 20_000;

/** Ask again while it says that it is still counting. */
export function connectionRepairs(
  state: WorldState,
  _input: null,
  { repairs }: Beside,
): ConnectionRepairs {
  const request = state.connection?.answer.request;
  if (!request) return { repairs: null };
  const underWay = repairs.take(JSON.stringify(request), basisOf(state), () => {
    const now = attempt(state, request);
    if (!now) return null;
    const { fortigate, session } = now;
    const decision = decide(state.ems, fortigate, session, state.names);
    return findRepairs(decision, session, state, state.names);
  });
  underWay?.work.advance(slice);
  return { repairs: underWay?.answer ?? null };
}
