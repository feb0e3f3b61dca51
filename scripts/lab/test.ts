/** Runs the policy tests of a workspace: those in its cases, or those of a file of their own. */
import { type JsonPath, type TextPosition, positionIn } from '#formats/json.ts';
import { problemPath } from '#formats/policy-tests/problem-path.ts';
import { readTests } from '#formats/policy-tests/read-tests.ts';
import type { PolicyTest, TestProblem } from '#model/lab/policy-test.ts';
import { failureSentence, problemSentence, resultWords } from '#model/words/policy-test.ts';
import { plain } from '#model/words/sentence.ts';
import { explainFailure } from '#engine/analysis/policy-tests/explain-failure.ts';
import { type TestOutcome, TestRunner } from '#engine/analysis/policy-tests/test-run.ts';
import type { TestWorld } from '#engine/analysis/policy-tests/test-world.ts';
import { testWorldOf } from '#mocks/world/policy-tests/test-world-of.ts';
import { caseMoment } from '#mocks/world/lab/case-state.ts';
import {
  type Command,
  Refusal,
  type Terminal,
  checkFailed,
  done,
  filesOf,
  nameOf,
} from './command.ts';
import { type ReportedSuite, type ReportedTest, junitText } from './junit.ts';
import { type FileWorld, sayWarnings, worldsIn } from './sessions.ts';

const usage = 'test WORKSPACE [--tests FILE] [--junit FILE]';

function optionsOf(args: readonly string[]) {
  const options: { tests: string | null; junit: string | null } = { tests: null, junit: null };
  let rest = args;
  for (const name of ['tests', 'junit'] as const) {
    const at = rest.indexOf(`--${name}`);
    if (at < 0) continue;
    const file = rest[at + 1];
    if (file === undefined || file.startsWith('--'))
      throw new Refusal(`Name a file after --${name}; use: ${usage}`);
    options[name] = file;
    rest = rest.toSpliced(at, 2);
  }
  const [file = ''] = filesOf(rest, usage, 1);
  if (file === '-' && options.tests === '-')
    throw new Refusal(`Only one of the two can come from standard input; use: ${usage}`);
  return { ...options, file };
}

/** The tests of a world with the places of their faults, as `FILE:LINE:COLUMN`. */
interface Suite {
  readonly world: FileWorld;
  readonly tests: readonly PolicyTest[];
  readonly placeOf: (place: number, problem: TestProblem) => string;
}

function placeText(file: string, { line, column }: TextPosition): string {
  return `${nameOf(file)}:${line}:${column}`;
}

function testsIn(file: string, text: string, worlds: readonly FileWorld[]): readonly Suite[] {
  const read = readTests(text);
  if (!read.ok) {
    const [{ message, ...position }] = read.faults;
    throw new Refusal(`${placeText(file, position)}: ${message}`);
  }
  const { tests } = read;
  const placeOf: Suite['placeOf'] = (place, problem) =>
    placeText(file, read.placeOf(place, problem));
  return worlds.map((world) => ({ world, tests, placeOf }));
}

function ownTests(file: string, text: string, worlds: readonly FileWorld[]): readonly Suite[] {
  const isList = /^\uFEFF?\s*\[/.test(text);
  return worlds.map((world, i) => ({
    world,
    tests: world.tests,
    placeOf: (place, problem) => {
      const within = problemPath(world.tests[place], problem);
      const path: JsonPath = [...(isList ? [i] : []), 'tests', place, ...within];
      return placeText(file, positionIn(text, path));
    },
  }));
}

/** A test's line without its name, where it does not hold. */
function failureWords(
  { result, failing }: TestOutcome,
  world: TestWorld,
  placed: (problem: TestProblem) => string,
): ReportedTest['failure'] {
  switch (result.status) {
    case 'passed':
      return null;
    case 'error':
      return {
        kind: 'error',
        message: result.problems.map((one) => `${placed(one)}: ${problemSentence(one)}`).join(' '),
      };
    case 'nobody':
      return { kind: 'failure', message: resultWords(result) };
    case 'failed': {
      const [first] = failing;
      const why = first ? ` ${plain(failureSentence(explainFailure(first, world)))}` : '';
      return { kind: 'failure', message: `${resultWords(result)}${why}` };
    }
  }
}

function runSuite({ world, tests, placeOf }: Suite): ReportedSuite {
  const { name, ems, fortigates, resolver } = world;
  const tested = world.state
    ? testWorldOf(world.state)
    : { ems, fortigates, resolver, definedTags: [], at: caseMoment(world) };
  const runner = new TestRunner(tested);
  return {
    name,
    tests: tests.map((test, place) => ({
      name: test.name,
      failure: failureWords(runner.finish(test), tested, (problem) => placeOf(place, problem)),
    })),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function linesOf(suites: readonly ReportedSuite[]): readonly string[] {
  return suites.flatMap(({ name, tests }) =>
    tests.map(({ name: test, failure }) => {
      const said = suites.length > 1 ? `${name}: ${test}` : test;
      return oneLine(failure === null ? `passed: ${said}` : `failed: ${said}: ${failure.message}`);
    }),
  );
}

async function suitesOf(
  { file, tests }: { readonly file: string; readonly tests: string | null },
  terminal: Terminal,
): Promise<readonly Suite[]> {
  const text = await terminal.read(file);
  const worlds = worldsIn(file, text);
  const suites =
    tests === null
      ? ownTests(file, text, worlds)
      : testsIn(tests, await terminal.read(tests), worlds);
  if (suites.every((one) => one.tests.length === 0))
    throw new Refusal(
      tests === null
        ? `${nameOf(file)}: there is no policy test in it; add tests, or name a file with --tests.`
        : `${nameOf(tests)}: there is no policy test in it; add one.`,
    );
  return suites;
}

export const testCommand: Command = {
  usage,
  about: 'Runs policy tests: one line a test, then how many passed and failed.',
  run: async (args, terminal) => {
    const options = optionsOf(args);
    const read = await suitesOf(options, terminal);
    for (const { world } of read) sayWarnings(options.file, world, terminal);
    const suites = read.map(runSuite);
    const all = suites.flatMap(({ tests }) => tests);
    const failed = all.filter(({ failure }) => failure !== null).length;
    if (options.junit !== null) await terminal.write(options.junit, junitText(suites));
    const lines = [...linesOf(suites), `${all.length - failed} passed, ${failed} failed`];
    terminal.out(`${lines.join('\n')}\n`);
    return failed > 0 ? checkFailed : done;
  },
};
