/**
 * The results of policy tests beside the state: run anew where what they follow from has changed, a slice for
 * each answer, and kept where it has not.
 */
import { WorldNames, fortigatesOf } from '#engine/analysis/policy-tests/subjects.ts';
import { type TestOutcome, TestRunner } from '#engine/analysis/policy-tests/test-run.ts';
import type { TestWorld } from '#engine/analysis/policy-tests/test-world.ts';
import { linesOf, serversOfEms } from '#engine/sync/lines.ts';
import type { PolicyTest } from '#model/lab/policy-test.ts';
import type { FortiGate, WorldState } from '../state.ts';
import { testWorldOf } from './test-world-of.ts';

/** What the result of a test follows from. */
interface Inputs {
  readonly state: WorldState;
  /** What the clock changes: the minute, and what FortiGates still know of an EMS that is out of reach. */
  readonly moment: string;
}

interface Kept {
  readonly test: PolicyTest;
  readonly inputs: Inputs;
  readonly outcome: TestOutcome;
}

/** One world's runner, and the test that it is at. */
interface Running {
  readonly inputs: Inputs;
  readonly world: TestWorld;
  readonly runner: TestRunner;
  readonly names: WorldNames;
  test: PolicyTest | null;
  steps: Generator<number, TestOutcome> | null;
}

function isSameDevice(a: FortiGate | undefined, b: FortiGate | undefined): boolean {
  return (
    a?.name === b?.name &&
    a?.config === b?.config &&
    a?.connector === b?.connector &&
    a?.unverified === b?.unverified
  );
}

function areSameDevices(a: readonly FortiGate[], b: readonly FortiGate[]): boolean {
  return a.length === b.length && a.every((one, i) => isSameDevice(one, b[i]));
}

/** All but FortiGates and the time. */
function isSameEms(a: WorldState, b: WorldState): boolean {
  return (
    a.ems === b.ems &&
    a.names === b.names &&
    a.closedConsoles === b.closedConsoles &&
    a.tagDefinitions === b.tagDefinitions &&
    a.outbreaks === b.outbreaks &&
    a.fortiAnalyzer === b.fortiAnalyzer
  );
}

/** Of each FortiGate, the states of its lines to EMS; none changes by time while every line is up. */
function linksOf({ ems, fortigates, clock }: WorldState): readonly string[] {
  const isDown = serversOfEms(ems).some(({ fabricDevices }) =>
    fabricDevices.some(({ downSince }) => downSince !== undefined),
  );
  if (!isDown) return [];
  return fortigates.flatMap((one) =>
    linesOf(ems, one, clock.epochMs).map(({ knowledge }) => knowledge.link),
  );
}

function inputsOf(state: WorldState): Inputs {
  // Schedules know no seconds.
  const minute = Math.floor(state.clock.epochMs / 60_000);
  return { state, moment: [minute, ...linksOf(state)].join(' ') };
}

function areSameInputs(a: Inputs, b: Inputs): boolean {
  return (
    a.moment === b.moment &&
    isSameEms(a.state, b.state) &&
    areSameDevices(a.state.fortigates, b.state.fortigates)
  );
}

/** The FortiGates that the test leads through, as the state has them. */
function devicesOf(test: PolicyTest, state: WorldState): readonly FortiGate[] {
  const names = new Set(fortigatesOf(test, testWorldOf(state)).map(({ name }) => name));
  return state.fortigates.filter(({ name }) => names.has(name));
}

export class TestRuns {
  private readonly kept = new Map<string, Kept>();
  private running: Running | null = null;

  /** Goes on until so much is spent, in policies asked, or every test is run. Outcomes in the order of the tests. */
  advance(state: WorldState, cost: number): readonly (TestOutcome | null)[] {
    const running = this.runningOf(state);
    const { policyTests } = state;
    const names = new Set(policyTests.map(({ name }) => name));
    for (const name of this.kept.keys()) if (!names.has(name)) this.kept.delete(name);
    let left = cost;
    return policyTests.map((test) => {
      const known = this.outcomeOf(test, running);
      if (known || left <= 0) return known;
      const { outcome, spent } = this.runFor(test, running, left);
      left -= spent;
      return outcome;
    });
  }

  /** The world that the outcomes are of. */
  worldOf(state: WorldState): TestWorld {
    return this.runningOf(state).world;
  }

  private runningOf(state: WorldState): Running {
    const inputs = inputsOf(state);
    if (this.running && areSameInputs(this.running.inputs, inputs)) return this.running;
    const world = testWorldOf(state);
    this.running = {
      inputs,
      world,
      runner: new TestRunner(world),
      names: new WorldNames(world),
      test: null,
      steps: null,
    };
    return this.running;
  }

  /** What was found before, where the test and what it follows from are as they were. */
  private outcomeOf(test: PolicyTest, { inputs, names }: Running): TestOutcome | null {
    const found = this.kept.get(test.name);
    if (found?.test !== test) return null;
    if (found.inputs === inputs) return found.outcome;
    const [was, is] = [found.inputs, inputs];
    const isSame =
      isSameEms(was.state, is.state) &&
      (was.moment === is.moment || test.time !== null) &&
      areSameDevices(devicesOf(test, was.state), devicesOf(test, is.state)) &&
      // Tags and groups are there by other FortiGates, too; and one that is missing may be on another.
      found.outcome.result.problems.length === 0 &&
      (test.who.kind === 'unknown' || names.problemsOf(test.who).length === 0);
    if (!isSame) return null;
    this.kept.set(test.name, { ...found, inputs });
    return found.outcome;
  }

  private runFor(test: PolicyTest, running: Running, cost: number) {
    if (running.test !== test || !running.steps) {
      running.test = test;
      running.steps = running.runner.run(test);
    }
    const { inputs, steps } = running;
    let spent = 0;
    while (spent < cost) {
      const step = steps.next();
      if (step.done) {
        running.test = null;
        running.steps = null;
        this.kept.set(test.name, { test, inputs, outcome: step.value });
        // Beginning a test costs something, too, where it is about nobody.
        return { outcome: step.value, spent: spent + 10 };
      }
      spent += step.value;
    }
    return { outcome: null, spent };
  }
}
