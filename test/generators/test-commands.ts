/** Commands about policy tests. */
import { printTests } from '#formats/policy-tests/print-tests.ts';
import type { PolicyTest } from '#model/lab/policy-test.ts';
import type { Command } from '#mocks/world/commands.ts';
import type { WorldState } from '#mocks/world/state.ts';
import * as fc from 'fast-check';
import type { Chooser } from './chooser.ts';
import { connectionRequest } from './connections.ts';
import { testArbitrary } from './policy-tests.ts';

type TestKind =
  | 'lab/save-policy-test'
  | 'lab/delete-policy-tests'
  | 'lab/move-policy-test'
  | 'lab/import-policy-tests'
  | 'lab/keep-policy-test'
  | 'lab/add-test-counterexample';
type Of<K extends TestKind> = Extract<Command, { kind: K }>;

function testOf(state: WorldState, one: Chooser): PolicyTest {
  const { endpoints } = state.ems;
  const names = {
    endpoints: endpoints.map(({ host }) => host),
    users: [],
    groups: endpoints.flatMap(({ groups }) => groups),
    tags: endpoints.flatMap(({ tags }) => tags.map(({ category, name }) => ({ category, name }))),
    servers: state.fortigates.flatMap(({ config }) =>
      config['firewall access-proxy'].map(({ name }) => name),
    ),
    fortigates: state.fortigates.map(({ name }) => name),
    interfaces: [],
  };
  return one.drawn(testArbitrary(names, fc.constantFrom('A', 'B', 'C')));
}

function nameOf({ policyTests }: WorldState, one: Chooser): string {
  return one.of(policyTests)?.name ?? 'nobody';
}

/** Mostly what overwrites or is up to date, at times what is not. */
function basedOn({ revision }: WorldState, one: Chooser): number | null {
  return one.either(null, revision, Math.max(0, revision - 3));
}

export const testMakers: {
  readonly [K in TestKind]: (state: WorldState, one: Chooser) => Of<K>;
} = {
  'lab/save-policy-test': (state, one) => ({
    kind: 'lab/save-policy-test',
    test: testOf(state, one),
    former: one.either(null, null, nameOf(state, one)),
    basedOn: basedOn(state, one),
  }),
  'lab/delete-policy-tests': (state, one) => ({
    kind: 'lab/delete-policy-tests',
    names: [...new Set([nameOf(state, one), nameOf(state, one)])],
  }),
  'lab/move-policy-test': (state, one) => ({
    kind: 'lab/move-policy-test',
    name: nameOf(state, one),
    to: one.upTo(2),
  }),
  'lab/import-policy-tests': (state, one) => ({
    kind: 'lab/import-policy-tests',
    text: one.either(
      printTests([testOf(state, one)]),
      printTests(state.policyTests.toReversed()),
      'tests: [',
    ),
    mode: one.either('replace', 'add'),
    basedOn: basedOn(state, one),
  }),
  'lab/keep-policy-test': (state, one) => ({
    kind: 'lab/keep-policy-test',
    request: connectionRequest(state, one),
    action: one.either('accept', 'deny'),
  }),
  'lab/add-test-counterexample': (state, one) => ({
    kind: 'lab/add-test-counterexample',
    name: nameOf(state, one),
  }),
};
