/** What came of the policy tests in the world as it is now. */
import { anyDeviceOf } from './any-device.ts';
import { explainFailure } from '#engine/analysis/policy-tests/explain-failure.ts';
import { TestRunner } from '#engine/analysis/policy-tests/test-run.ts';
import { printTests } from '#formats/policy-tests/print-tests.ts';
import { readTests } from '#formats/policy-tests/read-tests.ts';
import type {
  CheckedTests,
  TestFailures,
  TestNames,
  TestsAnswer,
  TestsText,
} from '#model/lab/policy-test.ts';
import { problemSentence } from '#model/words/policy-test.ts';
import type { Beside } from '../jobs.ts';
import { notFound } from '../refusal.ts';
import { type WorldState, changedAt, objectPath } from '../state.ts';
import { serversOf } from '#engine/analysis/plain-session.ts';
import { WorldNames } from '#engine/analysis/policy-tests/subjects.ts';
import { testWorldOf } from './test-world-of.ts';

/** What is decided for one answer, in policies asked: some 20 ms. */
const slice = 20_000;

/** Ask again while it says that it is still counting. */
export function policyTests(state: WorldState, _input: null, { tests }: Beside): TestsAnswer {
  const outcomes = tests.advance(state, slice);
  const done = outcomes.filter((one) => one !== null).length;
  return {
    tests: state.policyTests.map((test) => ({
      test,
      revision: changedAt(state, objectPath.policyTest(test.name)),
    })),
    results: outcomes.map((one) => one && one.result),
    revision: changedAt(state, objectPath.policyTests),
    scenario: changedAt(state, objectPath.world),
    counting: done === outcomes.length ? null : { done, total: outcomes.length },
  };
}

/** The first failing pairs of one, each with its reason; null while it is not run yet. */
export function testFailures(
  state: WorldState,
  { name }: { readonly name: string },
  { tests }: Beside,
): TestFailures {
  const place = state.policyTests.findIndex((one) => one.name === name);
  if (place < 0) return notFound(`There is no policy test ${name}.`, 'name');
  const outcomes = tests.advance(state, slice);
  const outcome = outcomes[place];
  const done = outcomes.filter((one) => one !== null).length;
  if (!outcome)
    return { anyDevice: null, result: null, pairs: [], counting: { done, total: outcomes.length } };
  const world = tests.worldOf(state);
  const test = state.policyTests[place];
  return {
    anyDevice: test ? anyDeviceOf(test, world) : null,
    result: outcome.result,
    pairs: outcome.failing.map((one) => explainFailure(one, world)),
    counting: null,
  };
}

export function testsText(state: WorldState, _input: null): TestsText {
  return {
    text: printTests(state.policyTests),
    revision: changedAt(state, objectPath.policyTests),
  };
}

/** Nobody reads more at once, and to look for what comes near takes a while. */
const mostMissing = 20;

/** What is wrong with a text, and what its tests name in vain. */
export function checkTests(state: WorldState, { text }: { readonly text: string }): CheckedTests {
  const read = readTests(text);
  if (!read.ok) return { tests: null, faults: [...read.faults], missing: [] };
  const runner = new TestRunner(testWorldOf(state));
  const missing: CheckedTests['missing'] = [];
  for (const [place, test] of read.tests.entries()) {
    if (missing.length >= mostMissing) break;
    for (const problem of runner.problemsOf(test))
      missing.push({ ...read.placeOf(place, problem), message: problemSentence(problem) });
  }
  return { tests: read.tests.length, faults: [], missing };
}

/** The names that a form of a test offers. */
export function testNames(state: WorldState, _input: null): TestNames {
  const world = testWorldOf(state);
  const { users, groups, tags } = new WorldNames(world).all;
  const servers = state.fortigates.flatMap(({ config }) =>
    serversOf(config).map(({ name }) => name),
  );
  return {
    users: [...users],
    groups: [...groups],
    tags: [...tags.values()].map(({ category, name }) => ({ category, name })),
    servers: [...new Set(servers)],
    fortigates: state.fortigates.map(({ name, config }) => ({
      name,
      interfaces: config['system interface'].map((one) => one.name),
    })),
  };
}
