/** What a change that is not made yet would do to access: the forms' preview. */
import {
  ImpactUnderWay,
  type ImpactSide,
  type MatrixBefore,
  matrixOfSide,
} from '#engine/analysis/impact.ts';
import { sumFlipped } from '#engine/analysis/flipped-pairs.ts';
import { TestsPreviewUnderWay } from '#engine/analysis/policy-tests/tests-preview.ts';
import type { AccessImpact, ImpactAnswer } from '#model/lab/access-impact.ts';
import type { Counting } from '#model/lab/counting.ts';
import { type Basis, basisOf } from '../../basis.ts';
import type { Beside } from '../../jobs.ts';
import { settled } from '../../tagging/tag-changes.ts';
import { testWorldOf } from '../../policy-tests/test-world-of.ts';
import { type WorldState, changedAt, objectPath } from '../../state.ts';

/** What is worked out for one answer, in policies asked: some 20 ms. */
const slice = 20_000;
const mostGroups = 40;
const mostEnding = 20;

/** A preview under way, with the world as it would be. */
export interface PlannedImpact {
  readonly after: WorldState;
  readonly impact: ImpactUnderWay;
  readonly tests: TestsPreviewUnderWay;
}

/** Two states that are compared. */
export interface ComparedWorlds extends PlannedImpact {
  readonly past: WorldState;
}

function sideOf({ ems, fortigates, names, clock }: WorldState): ImpactSide {
  return { ems, fortigates, resolver: names, at: clock };
}

/** Works out one answer's worth, of access first and of the tests after it; what is left, or null once all is known. */
export function advanceImpact({ impact, tests }: PlannedImpact): Counting | null {
  if (impact.counting) impact.advance(slice);
  else tests.advance(slice);
  return impact.counting ?? (tests.isDone ? null : { done: tests.done, total: tests.total });
}

/** With all that is on its way to tags: what a change of posture comes to in the end. */
function arrivedIn(state: WorldState): WorldState {
  const due = state.pendingTagChanges.map(({ dueMs }) => dueMs ?? state.clock.epochMs);
  if (due.length === 0) return state;
  const epochMs = Math.max(state.clock.epochMs, ...due);
  const later = settled(state, { ...state, clock: { ...state.clock, epochMs } });
  return { ...later, clock: state.clock };
}

/** The state as previews compare it. */
export function arrivedSideOf(state: WorldState): ImpactSide {
  return sideOf(arrivedIn(state));
}

/** Matrices of a state as it is, which are kept beside it. */
export function keptMatrices(
  basis: Basis,
  side: ImpactSide,
  { matricesBefore, policyMaps }: Pick<Beside, 'matricesBefore' | 'policyMaps'>,
): MatrixBefore {
  const { ems, resolver: names, at: clock } = side;
  return (fortigate) =>
    matricesBefore.take(fortigate.name, basis, (earlier) => {
      const population = policyMaps.populationOf({ ems, names, clock }, fortigate);
      return matrixOfSide(side, fortigate, earlier, population);
    });
}

export function impactOf(state: WorldState, { after, impact, tests }: PlannedImpact): AccessImpact {
  const groups = impact.flipped;
  const open = new Set(after.openSessions.map(({ shown }) => shown.id));
  const ending = state.openSessions
    .filter(({ shown }) => !open.has(shown.id))
    .map(
      ({ shown }) =>
        `${shown.endpoint?.host ?? shown.srcip} to ${shown.server ?? shown.destination}`,
    );
  return {
    ...sumFlipped(groups),
    groups: groups.slice(0, mostGroups).map((one) => ({ ...one, hosts: [...one.hosts] })),
    moreGroups: Math.max(0, groups.length - mostGroups),
    ending: ending.slice(0, mostEnding),
    moreEnding: Math.max(0, ending.length - mostEnding),
    tests: tests.answer,
  };
}

/**
 * The same between another state and the present one, both as they are; null where it has to be begun.
 * @param now a third state, in place of the present one
 */
export function accessSince(
  state: WorldState,
  {
    question,
    past,
    now = state,
  }: {
    readonly question: string;
    readonly past: WorldState | null;
    readonly now?: WorldState;
  },
  { comparisons }: Beside,
): {
  readonly past: WorldState;
  readonly impact: AccessImpact | null;
  readonly counting: Counting | null;
} | null {
  const asked = `${question} ${state.revision}`;
  const underWay = comparisons.take(asked, basisOf(state), () => {
    if (!past) return null;
    const [before, side] = [sideOf(past), sideOf(now)];
    const impact = new ImpactUnderWay({ ...before, at: side.at }, side, (fortigate) =>
      matrixOfSide({ ...before, at: side.at }, fortigate),
    );
    const tests = new TestsPreviewUnderWay(
      now.policyTests,
      testWorldOf({ ...past, clock: now.clock }),
      testWorldOf(now),
    );
    return { after: now, past, impact, tests };
  });
  if (!underWay) {
    comparisons.drop(asked);
    return null;
  }
  const counting = advanceImpact(underWay);
  return {
    past: underWay.past,
    // No session ends by being compared.
    impact: counting ? null : impactOf({ ...now, openSessions: [] }, underWay),
    counting,
  };
}

/**
 * What lies between the state and the one that a change leads to, begun.
 * @param kept what was worked out of FortiGates as they are
 */
export function planImpact(
  state: WorldState,
  after: WorldState,
  kept: Pick<Beside, 'matricesBefore' | 'policyMaps'>,
): PlannedImpact {
  const [before, then] = [arrivedIn(state), arrivedIn(after)];
  const side = sideOf(before);
  const impact = new ImpactUnderWay(
    side,
    { ...sideOf(then), at: side.at },
    keptMatrices(basisOf(before), side, kept),
  );
  const tests = new TestsPreviewUnderWay(
    state.policyTests,
    testWorldOf(before),
    testWorldOf({ ...then, clock: before.clock }),
  );
  return { after: then, impact, tests };
}

/** How far the preview of a change is; null where it has to be begun, with the world as the change leaves it. */
export function accessImpact(
  state: WorldState,
  { question, after }: { readonly question: string; readonly after: WorldState | null },
  beside: Beside,
): ImpactAnswer | null {
  const basis = basisOf(state);
  const asked = `${question} ${changedAt(state, objectPath.policyTests)}`;
  const { impacts } = beside;
  const underWay = impacts.take(asked, basis, () => {
    return after && planImpact(state, after, beside);
  });
  if (!underWay) {
    impacts.drop(asked);
    return null;
  }
  const counting = advanceImpact(underWay);
  return { impact: counting ? null : impactOf(state, underWay), counting, problem: null };
}

/** The whole state, for a world that was forked to see what a change makes of it. */
export function wholeState(state: WorldState, _input: null): WorldState {
  return state;
}
