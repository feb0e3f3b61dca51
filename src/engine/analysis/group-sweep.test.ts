/** The sweep of a group is the sweeps of its endpoints put together; like endpoints are decided once. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Endpoint } from '#model/ems/ems.ts';
import { type SweptFact, sweptFacts } from '#model/lab/access-matrix.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { makeEstate } from '#test/generators/estate.ts';
import { worldArbitrary } from '#test/generators/world.ts';
import { scaled } from '#test/scale.ts';
import { endpointsOfAll } from '../sync/lines.ts';
import { outcomeOf } from '../decide/decide.ts';
import { type GroupSweep, GroupSweepUnderWay } from './group-sweep.ts';
import { plainSession, serversOf } from './plain-session.ts';
import { type Sweep, sweepOf } from './sweep.ts';

interface Swept {
  readonly endpoint: Endpoint;
  readonly isAllowed: boolean;
  readonly sweep: Sweep;
}

function sum<Of>(list: readonly Of[], count: (one: Of) => number): number {
  return list.reduce((all, one) => all + count(one), 0);
}

/** One endpoint after the other, written down from what a sweep is. */
function together(swept: readonly Swept[]): GroupSweep {
  const factOf = (fact: SweptFact) => {
    const having = swept.flatMap(({ endpoint, isAllowed, sweep }) => {
      const values = sweep.facts.find((one) => one.fact === fact)?.values;
      return values ? [{ endpoint, isAllowed, values }] : [];
    });
    const all = having.flatMap(({ values }) =>
      values.map((one) => ({
        ...one,
        value: fact === 'address' ? (one.isOwn ? 'own' : 'other') : one.value,
      })),
    );
    return {
      fact,
      have: having.length,
      values: [...new Set(all.map(({ value }) => value))].map((value) => {
        const these = all.filter((one) => one.value === value);
        return {
          value,
          of: these.length,
          allowed: these.filter(({ outcome }) => outcome.action === 'accept').length,
          own: these.filter(({ isOwn }) => isOwn).length,
        };
      }),
      hanging: having
        .filter(({ isAllowed, values }) =>
          values.some(({ outcome }) => (outcome.action === 'accept') !== isAllowed),
        )
        .map(({ endpoint }) => endpoint),
    };
  };
  return {
    allowed: swept.filter(({ isAllowed }) => isAllowed).length,
    combinations: sum(swept, ({ sweep }) => sweep.combinations),
    allowedCombinations: sum(swept, ({ sweep }) => sweep.allowed),
    facts: sweptFacts.map(factOf).filter(({ have }) => have > 0),
  };
}

test('it is the sweeps of its endpoints put together', () => {
  let shared = 0;
  let hanging = 0;
  const property = fc.property(worldArbitrary(1), ({ ems, fortigates, resolver, sessions }) => {
    const at = sessions[0]?.at ?? { epochMs: 0, offsetMinutes: 0 };
    for (const fortigate of fortigates)
      for (const { vip } of serversOf(fortigate.config)) {
        if (!vip) continue;
        const options = { srcintf: null, at };
        const members = endpointsOfAll(ems);
        const group = new GroupSweepUnderWay(ems, fortigate, members, vip, options, resolver);
        group.work.finish();
        const swept = members.map((endpoint): Swept => {
          const session = plainSession(endpoint, fortigate.name, vip, options);
          return {
            endpoint,
            isAllowed: outcomeOf(ems, fortigate, session, resolver).action === 'accept',
            sweep: sweepOf(ems, fortigate, endpoint, session, resolver),
          };
        });
        expect(group.answer).toEqual(together(swept));
        shared += group.counts.shared;
        hanging += sum(group.answer.facts, (one) => one.hanging.length);
      }
  });
  fc.assert(property, { numRuns: scaled(process.env['LONG'] ? 400 : 40) });
  expect(shared).toBeGreaterThan(0);
  expect(hanging).toBeGreaterThan(0);
});

test('like endpoints are decided once, in slices', () => {
  const { ems, fortigate } = makeEstate({ tags: 3, policies: 10, endpoints: 1, servers: 1 });
  const [one] = ems.endpoints;
  const vip = serversOf(fortigate.config)[0]?.vip;
  if (!one || !vip) throw new Error('no pair');
  const copies = Array.from({ length: 50 }, (_, i) => ({ ...one, uid: `${one.uid}-${i}` }));
  const options = { srcintf: null, at: { epochMs: 0, offsetMinutes: 0 } };
  const sweep = (endpoints: readonly Endpoint[]) =>
    new GroupSweepUnderWay(
      { ...ems, endpoints: [...endpoints] },
      fortigate,
      endpoints,
      vip,
      options,
      emptyResolver,
    );
  const alone = sweep([one]);
  alone.work.finish();
  const all = sweep(copies);
  expect(all.counts.decided).toBe(0);
  all.work.advance(1);
  expect(all.work).toMatchObject({ done: 1, total: 50 });
  all.work.finish();
  expect(all.counts.decided).toBe(alone.counts.decided);
  expect(all.answer.combinations).toBe(50 * alone.answer.combinations);
});
