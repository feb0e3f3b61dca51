/** The preview of a change is worked out in slices, from its first step on. */
import { expect, test } from 'vitest';
import { emptyResolver } from '#model/decision/session.ts';
import { makeEstate } from '#test/generators/estate.ts';
import type { Matrix } from './columns/matrix.ts';
import { type ImpactSide, ImpactUnderWay, matrixOfSide } from './impact.ts';

const size = { tags: 40, policies: 200, endpoints: 3000, servers: 20 };
const { ems, fortigate } = makeEstate(size);
const side: ImpactSide = {
  ems,
  fortigates: [fortigate],
  resolver: emptyResolver,
  at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 },
};
const policies = fortigate.config['firewall policy'];
const without: ImpactSide = {
  ...side,
  fortigates: [
    { ...fortigate, config: { ...fortigate.config, 'firewall policy': policies.slice(1) } },
  ],
};
/** As a world has it for one answer. */
const slice = 20_000;

/** Counts the matrices of the state before that are made, and keeps them as a world does. */
function counted() {
  const made: Matrix[] = [];
  return {
    made,
    matrixBefore: (one: ImpactSide['fortigates'][number]): Matrix => {
      const matrix = matrixOfSide(side, one);
      made.push(matrix);
      return matrix;
    },
  };
}

test('nothing is worked out before the first slice, and none does more than its share', () => {
  const { made, matrixBefore } = counted();
  const impact = new ImpactUnderWay(side, without, matrixBefore);
  expect(made).toEqual([]);
  expect(impact.counting).toEqual({ done: 0, total: 1 });
  impact.advance(slice);
  // Beginning it is a slice by itself in an estate of this size.
  expect(made.map(({ work }) => work.done)).toEqual([0]);
  while (impact.counting) {
    const before = made[0]?.work.done ?? 0;
    impact.advance(1);
    expect((made[0]?.work.done ?? 0) - before).toBeLessThanOrEqual(1);
  }
  expect(made.map(({ work }) => work.isDone)).toEqual([true]);
});

test('in one go or in slices, it comes to the same', () => {
  const whole = new ImpactUnderWay(side, without, counted().matrixBefore);
  whole.advance(Number.POSITIVE_INFINITY);
  expect(whole.counting).toBeNull();
  const sliced = new ImpactUnderWay(side, without, counted().matrixBefore);
  while (sliced.counting) sliced.advance(1);
  expect(sliced.flipped).toEqual(whole.flipped);
  expect(whole.flipped.length).toBeGreaterThan(0);
});

test('a change that access does not follow from is whole at once', () => {
  const { made, matrixBefore } = counted();
  const impact = new ImpactUnderWay(side, { ...side }, matrixBefore);
  expect(impact.counting).toBeNull();
  expect(made).toEqual([]);
});

test('a change of policies costs no slice to begin, where the matrix before it is there', () => {
  const { made, matrixBefore } = counted();
  const kept = matrixBefore(fortigate);
  kept.work.finish();
  const impact = new ImpactUnderWay(side, without, () => kept);
  impact.advance(slice);
  expect(impact.counting).toBeNull();
  expect(made).toHaveLength(1);
});

test('who gains and who loses is what the two matrices say pair by pair', () => {
  const moved = policies.map((policy, at) =>
    at === 3 ? { ...policy, action: 'deny' as const } : policy,
  );
  const after: ImpactSide = {
    ...side,
    ems: { ...ems, endpoints: ems.endpoints.toSpliced(100, 50) },
    fortigates: [{ ...fortigate, config: { ...fortigate.config, 'firewall policy': moved } }],
  };
  for (const then of [after, { ...after, ems }]) {
    const impact = new ImpactUnderWay(side, then, (one) => matrixOfSide(side, one));
    impact.advance(Number.POSITIVE_INFINITY);
    const [was, is] = [side, then].map(({ ems: of, fortigates: [one] }) => {
      const matrix = matrixOfSide({ ...side, ems: of }, one ?? fortigate);
      matrix.work.finish();
      return new Map(
        matrix.endpoints.flatMap((endpoint, place) =>
          matrix.servers.map((server, at) => [
            `${endpoint.host} ${server.name}`,
            endpoint.quarantined ? null : matrix.outcomeAt(place, at),
          ]),
        ),
      );
    });
    const expected = new Map<string, number>();
    const count = (way: string, pairs: typeof was, others: typeof was): void => {
      for (const [pair, outcome] of pairs ?? []) {
        if (outcome?.action !== 'accept' || others?.get(pair)?.action === 'accept') continue;
        const key = `${way} ${pair.split(' ').at(-1)} ${outcome.policytype} ${outcome.policyid}`;
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
    };
    count('gains', is, was);
    count('loses', was, is);
    const found = impact.flipped.map(
      (one) => [`${one.way} ${one.server} ${one.policytype} ${one.policyid}`, one.count] as const,
    );
    expect(new Map(found)).toEqual(expected);
    expect(expected.size).toBeGreaterThan(0);
  }
});
