/** The connection that *Connect* shows, held against the world as it is now. */
import { decide } from '#engine/decide/decide.ts';
import { inTurn } from '#engine/decide/turns.ts';
import { explain } from '#engine/explain/explain.ts';
import { TestsPreviewUnderWay } from '#engine/analysis/policy-tests/tests-preview.ts';
import { type Installation, applyChange } from '#engine/repairs/apply-change.ts';
import { type RepairsUnderWay, findRepairs } from '#engine/repairs/repairs.ts';
import type { Repairs } from '#model/decision/repair.ts';
import { type Explanation, explanationSchema } from '#model/decision/explanation.ts';
import { type ConnectRequest, endpointIn } from '#model/lab/connect-request.ts';
import type { ConnectionRepairs, LastConnection } from '#model/lab/lab-api.ts';
import { attemptOf } from './attempt.ts';
import { basisOf } from '../basis.ts';
import type { Beside } from '../jobs.ts';
import { RefusalError } from '../refusal.ts';
import { testWorldOf } from '../policy-tests/test-world-of.ts';
import { type WorldState, changedAt, objectPath } from '../state.ts';
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

/** The search for repairs, and then the policy tests of each, in the order in which they are found. */
export interface RepairsJob {
  readonly found: RepairsUnderWay;
  /** Null until every side effect is counted. */
  previews: ReadonlyMap<string, TestsPreviewUnderWay> | null;
}

function previewsOf(
  { repairs }: Repairs,
  state: WorldState,
): ReadonlyMap<string, TestsPreviewUnderWay> {
  const world = testWorldOf(state);
  return new Map(
    repairs.map(({ changes }) => {
      const after = changes.reduce<Installation>(
        (installation, change) => applyChange(installation, change, state.clock.epochMs),
        world,
      );
      const preview = new TestsPreviewUnderWay(state.policyTests, world, { ...world, ...after });
      return [JSON.stringify(changes), preview];
    }),
  );
}

/** The side effects first, then the tests; as far as they are. */
function advanced(job: RepairsJob, state: WorldState): Repairs {
  const { work } = job.found;
  if (!work.isDone) {
    work.advance(slice);
    if (!work.isDone || state.policyTests.length === 0) return job.found.answer;
  }
  const { answer } = job.found;
  if (state.policyTests.length === 0) return answer;
  job.previews ??= previewsOf(answer, state);
  const previews = [...job.previews.values()];
  previews.find((one) => !one.isDone)?.advance(slice);
  const left = previews.some((one) => !one.isDone);
  const tests = { done: 0, total: 0 };
  for (const { done, total } of previews) {
    tests.done += done;
    tests.total += total;
  }
  return {
    ...answer,
    repairs: answer.repairs.map((repair) => {
      const preview = job.previews?.get(JSON.stringify(repair.changes));
      return preview?.isDone ? { ...repair, tests: preview.answer } : repair;
    }),
    counting: left ? { done: work.done + tests.done, total: work.total + tests.total } : null,
  };
}

/** Ask again while it says that it is still counting. */
export function connectionRepairs(
  state: WorldState,
  _input: null,
  { repairs }: Beside,
): ConnectionRepairs {
  const request = state.connection?.answer.request;
  if (!request) return { repairs: null };
  const tests = changedAt(state, objectPath.policyTests);
  const job = repairs.take(JSON.stringify([request, tests]), basisOf(state), () => {
    const now = attempt(state, request);
    if (!now) return null;
    const { fortigate, session } = now;
    const decision = decide(state.ems, fortigate, session, state.names);
    return { found: findRepairs(decision, session, state, state.names), previews: null };
  });
  return { repairs: job && advanced(job, state) };
}
