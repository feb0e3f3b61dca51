/** Policy tests in any small world: each session of each by the slow reference comes to the same. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAbout } from '#engine/analysis/policy-tests/subjects.ts';
import { placesOf } from '#engine/analysis/policy-tests/places.ts';
import { sessionOfTest } from '#engine/analysis/policy-tests/test-sessions.ts';
import { TestRunner, mostFailingShown } from '#engine/analysis/policy-tests/test-run.ts';
import { explainFailure } from '#engine/analysis/policy-tests/explain-failure.ts';
import type { TestWorld } from '#engine/analysis/policy-tests/test-world.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import {
  type PolicyTest,
  type TestStatus,
  type TestedEndpoints,
  testStatuses,
} from '#model/lab/policy-test.ts';
import { type Tag, sameTag, tagCategories } from '#model/tagging/tags.ts';
import { attemptOf } from '#mocks/world/lab/attempt.ts';
import { buildWorld } from '#mocks/world/build-world.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { testArbitrary } from './generators/policy-tests.ts';
import { deviceNames, interfaces, tagNames, userGroups, userNames } from './generators/pools.ts';
import { worldArbitrary } from './generators/world.ts';
import { referenceDecide } from './reference/decide.ts';
import { scaled } from './scale.ts';

const at = { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };

function endpointsOf({ ems }: TestWorld): readonly Endpoint[] {
  return [ems, ...(ems.otherServers ?? [])].flatMap(({ endpoints }) => endpoints);
}

/** The sets once more, as docs/policy-tests.md words them. */
function isIn(endpoint: Endpoint, sets: TestedEndpoints): boolean {
  const has = (tag: Tag): boolean => endpoint.tags.some((one) => sameTag(one, tag));
  const { endpoints, users, groups, allOf, anyOf, noneOf } = sets;
  if (endpoints.length > 0 && ![endpoint.host, endpoint.uid].some((one) => endpoints.includes(one)))
    return false;
  if (users.length > 0 && !users.some((one) => one === endpoint.user)) return false;
  if (groups.length > 0 && !endpoint.groups.some((one) => groups.includes(one))) return false;
  if (anyOf.length > 0 && !anyOf.some(has)) return false;
  return allOf.every(has) && !noneOf.some(has);
}

interface Expected {
  readonly status: TestStatus;
  readonly failed: number;
  readonly pairs: number;
}

/** Every session, one after the other. */
function slowly(one: PolicyTest, world: TestWorld): Expected {
  const { places } = placesOf(one, world);
  const makers = one.who.kind === 'unknown' ? [null] : endpointsOf(world);
  let [failed, pairs, subjects] = [0, 0, 0];
  for (const maker of makers) {
    const isSubject = one.who.kind === 'unknown' || (maker !== null && isIn(maker, one.who));
    if (isSubject) subjects++;
    for (const place of places) {
      const gets = (certificate = one.certificate): boolean =>
        !(maker?.quarantined ?? false) &&
        place.ways.some(
          (way) =>
            referenceDecide(
              world.ems,
              place.fortigate,
              sessionOfTest(one, place, way, maker, world, certificate),
              world.resolver,
            ).action === 'accept',
        );
      const asked: boolean[] = isSubject
        ? [
            gets() === (one.expect !== 'may-not-reach'),
            ...(one.withoutCertificate === null
              ? []
              : [gets('none') === (one.withoutCertificate === 'may-reach')]),
          ]
        : one.expect === 'only'
          ? [!gets()]
          : [];
      pairs += asked.length;
      failed += asked.filter((holds) => !holds).length;
    }
  }
  const saysNobody = one.expect === 'may-not-reach' && one.withoutCertificate !== 'may-reach';
  const status = failed > 0 ? 'failed' : subjects === 0 && !saysNobody ? 'nobody' : 'passed';
  return { status, failed, pairs };
}

const drawn = worldArbitrary(1).chain((world) => {
  const tested: TestWorld = { ...world, definedTags: [], at };
  const hosts = endpointsOf(tested).map(({ host }) => host);
  const servers = world.fortigates.flatMap(({ config }) =>
    config['firewall access-proxy'].map(({ name }) => name),
  );
  const names = {
    endpoints: hosts,
    users: [...userNames, 'nobody at all'],
    groups: userGroups,
    tags: tagCategories.flatMap((category) => tagNames.map((name) => ({ category, name }))),
    servers,
    fortigates: deviceNames.slice(0, world.fortigates.length),
    interfaces,
  };
  return fc.record({
    world: fc.constant(tested),
    tests: fc.array(testArbitrary(names, fc.constant('T')), { minLength: 1, maxLength: 8 }),
  });
});

test('a test comes to what each of its sessions does by the reference, together or alone', () => {
  const seen = new Map<TestStatus, number>();
  fc.assert(
    fc.property(drawn, ({ world, tests }) => {
      const together = new TestRunner(world);
      for (const one of tests) {
        const { result, failing } = together.finish(one);
        expect(new TestRunner(world).finish(one).result).toEqual(result);
        seen.set(result.status, (seen.get(result.status) ?? 0) + 1);
        const { status, failed, pairs, problems } = result;
        expect(status === 'error').toBe(problems.length > 0);
        if (status === 'error') continue;
        expect({ status, failed, pairs }).toEqual(slowly(one, world));
        expect(failing).toHaveLength(Math.min(failed, mostFailingShown));
        for (const pair of failing) {
          const { explanation } = explainFailure(pair, world);
          // One that is quarantined is expected to reach it, and does not.
          expect(explanation?.action ?? 'deny').not.toBe(pair.expected);
        }
      }
    }),
    { numRuns: scaled(300) },
  );
  const seldom = testStatuses.filter((status) => (seen.get(status) ?? 0) < 20);
  expect(seldom).toEqual([]);
});

test('the sets are those of the documentation', () => {
  const property = fc.property(drawn, ({ world, tests }) => {
    const all = endpointsOf(world);
    for (const { who } of tests) {
      if (who.kind === 'unknown') continue;
      expect(all.filter(isAbout(who))).toEqual(all.filter((one) => isIn(one, who)));
    }
  });
  expect(fc.check(property, { numRuns: scaled(50) }).failed).toBe(false);
});

test('a failing pair opens Connect on the very session that failed', () => {
  const state = buildWorld(demo);
  const world: TestWorld = {
    ...state,
    resolver: state.names,
    definedTags: [],
    at: state.clock,
  };
  const servers = state.fortigates.flatMap(({ config }) =>
    config['firewall access-proxy'].map(({ name }) => name),
  );
  const names = {
    endpoints: state.ems.endpoints.map(({ host }) => host),
    users: state.ems.endpoints.flatMap(({ user }) => (user === null ? [] : [user])),
    groups: state.ems.endpoints.flatMap(({ groups }) => groups),
    tags: state.ems.endpoints.flatMap(({ tags }) => tags),
    servers,
    fortigates: state.fortigates.map(({ name }) => name),
    interfaces: [],
  };
  let opened = 0;
  fc.assert(
    fc.property(testArbitrary(names, fc.constant('T')), (one) => {
      if (one.time !== null) return;
      for (const failing of new TestRunner(world).finish(one).failing) {
        const { request, explanation } = explainFailure(failing, world);
        if (explanation === null || request.srcintf === 'any') continue;
        opened++;
        const { dstintf: _, ...session } = attemptOf(state, request).session;
        const { dstintf: __, ...meant } = failing.session;
        expect(session).toEqual(meant);
      }
    }),
    { numRuns: scaled(200) },
  );
  expect(opened).toBeGreaterThan(scaled(100));
});
