/** Policy tests as a part of the world: added, changed and taken away by commands that *Undo* takes back. */
import { readTests } from '#formats/policy-tests/read-tests.ts';
import { connectRequestSchema } from '#model/lab/connect-request.ts';
import {
  type PolicyTest,
  mostTests,
  policyTestSchema,
  testsTextModes,
} from '#model/lab/policy-test.ts';
import { count } from '#model/plural.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { invalid, notFound } from '../refusal.ts';
import { basedOn, checkRevision } from '../revisions.ts';
import { type WorldState, objectPath } from '../state.ts';
import { addExample } from '../lab/findings/made-device.ts';
import { keptTest } from './kept-test.ts';
import { exampleAgainst } from './test-counterexamples.ts';

function placeOf({ policyTests }: WorldState, name: string): number {
  const place = policyTests.findIndex((one) => one.name === name);
  return place < 0
    ? notFound(`There is no policy test ${name}. It may have been deleted or renamed.`, 'name')
    : place;
}

function checkRoom(tests: readonly PolicyTest[], field: string): void {
  if (tests.length > mostTests)
    invalid(-651, field, `A world has at most ${mostTests} policy tests. Delete some first.`);
}

function withTests(state: WorldState, policyTests: readonly PolicyTest[]): WorldState {
  return { ...state, policyTests };
}

const { policyTests: allPath, policyTest: testPath } = objectPath;

const saveTest = command('lab/save-policy-test', {
  input: z.object({
    test: policyTestSchema,
    /** The name that it had before; null for a new one. */
    former: z.string().nullable(),
    basedOn,
  }),
  words: ({ test, former }) => `${former === null ? 'add' : 'change'} the policy test ${test.name}`,
  touches: (_, { test, former }) => [
    allPath,
    testPath(test.name),
    ...(former === null ? [] : [testPath(former)]),
  ],
  run: (state, { test, former, basedOn: shown }) => {
    const { policyTests } = state;
    const { name } = test;
    const place = former === null ? policyTests.length : placeOf(state, former);
    if (former !== null) checkRevision(state, testPath(former), shown, 'The settings');
    if (name !== former && policyTests.some((one) => one.name === name))
      invalid(-5, 'name', `Another policy test has the name ${name}. Choose another name.`);
    const after = policyTests.toSpliced(place, former === null ? 0 : 1, test);
    checkRoom(after, 'name');
    return { state: withTests(state, after), key: name };
  },
});

const deleteTests = command('lab/delete-policy-tests', {
  input: z.object({ names: z.array(z.string()).min(1).max(mostTests) }),
  words: ({ names }) =>
    names.length === 1
      ? `delete the policy test ${names[0]}`
      : `delete ${count(names.length, 'policy test')}`,
  touches: (_, { names }) => [allPath, ...names.map(testPath)],
  run: (state, { names }) => {
    for (const name of names) placeOf(state, name);
    return {
      state: withTests(
        state,
        state.policyTests.filter(({ name }) => !names.includes(name)),
      ),
    };
  },
});

const moveTest = command('lab/move-policy-test', {
  input: z.object({ name: z.string(), to: z.number().int().min(0) }),
  words: ({ name }) => `move the policy test ${name}`,
  touches: () => [allPath],
  run: (state, { name, to }) => {
    const place = placeOf(state, name);
    const test = state.policyTests[place];
    if (to >= state.policyTests.length)
      invalid(-651, 'to', `There are ${count(state.policyTests.length, 'policy test')}.`);
    const rest = state.policyTests.toSpliced(place, 1);
    return { state: withTests(state, test ? rest.toSpliced(to, 0, test) : rest) };
  },
});

/** Tests of the same name are replaced in their places; the others come after. */
function added(before: readonly PolicyTest[], more: readonly PolicyTest[]): readonly PolicyTest[] {
  const byName = new Map(more.map((one) => [one.name, one]));
  const kept = before.map((one) => byName.get(one.name) ?? one);
  const known = new Set(before.map(({ name }) => name));
  return [...kept, ...more.filter(({ name }) => !known.has(name))];
}

/** What says the same stays the same object: it is not stored or run anew. */
function unchangedKept(
  before: readonly PolicyTest[],
  after: readonly PolicyTest[],
): readonly PolicyTest[] {
  const texts = new Map(before.map((one) => [JSON.stringify(policyTestSchema.parse(one)), one]));
  return after.map((one) => texts.get(JSON.stringify(policyTestSchema.parse(one))) ?? one);
}

const importTests = command('lab/import-policy-tests', {
  input: z.object({ text: z.string(), mode: z.enum(testsTextModes), basedOn }),
  words: ({ mode }) => (mode === 'replace' ? 'change the policy tests' : 'import policy tests'),
  touches: (before, _, { state }) => {
    const [was, is] = [before, state].map(
      ({ policyTests }) => new Map(policyTests.map((one) => [one.name, one])),
    );
    const names = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
    return [
      allPath,
      ...[...names].filter((name) => was?.get(name) !== is?.get(name)).map(testPath),
    ];
  },
  run: (state, { text, mode, basedOn: shown }) => {
    checkRevision(state, allPath, shown, 'The policy tests');
    const read = readTests(text);
    if (!read.ok) {
      const [{ line, column, message }] = read.faults;
      return invalid(-651, 'text', `Line ${line}, column ${column}: ${message}`);
    }
    const { policyTests: before } = state;
    const after = mode === 'replace' ? read.tests : added(before, read.tests);
    checkRoom(after, 'text');
    return { state: withTests(state, unchangedKept(before, after)) };
  },
});

/** A connection as it was decided, to be so from now on. */
const keepTest = command('lab/keep-policy-test', {
  input: z.object({ request: connectRequestSchema, action: z.enum(['accept', 'deny']) }),
  words: () => 'keep a connection as a policy test',
  touches: (_, __, { key }) => [allPath, ...(key ? [testPath(key)] : [])],
  run: (state, { request, action }) => {
    const test = keptTest(state, request, action);
    const after = [...state.policyTests, test];
    checkRoom(after, 'request');
    return { state: withTests(state, after), key: test.name };
  },
});

/** The device that gets in otherwise than a test says, among those of the world. */
const addCounterexample = command('lab/add-test-counterexample', {
  input: z.object({ name: z.string() }),
  words: ({ name }) => `add a device that gets in against the policy test ${name}`,
  touches: () => [],
  run: (state, test) => addExample(state, exampleAgainst(state, test)),
});

export const policyTestCommands = [
  saveTest,
  deleteTests,
  moveTest,
  importTests,
  keepTest,
  addCounterexample,
] as const;
