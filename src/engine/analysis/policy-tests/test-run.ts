/** Runs policy tests, a slice at a time: which hold, and the first pairs that are otherwise than expected. */
import type { Session } from '#model/decision/session.ts';
import type {
  FailingPair,
  PolicyTest,
  TestProblem,
  TestResult,
  TestStatus,
} from '#model/lab/policy-test.ts';
import type { PlainOutcome } from '../plain-decisions.ts';
import { type TestPlace, placesOf } from './places.ts';
import { WorldNames, isAbout } from './subjects.ts';
import { type Maker, TestSessions, sessionOfTest } from './test-sessions.ts';
import type { TestWorld } from './test-world.ts';

/** A pair that is otherwise than expected. */
export interface FailingSession {
  readonly maker: Maker;
  readonly place: TestPlace;
  readonly expected: FailingPair['expected'];
  readonly of: FailingPair['of'];
  readonly session: Session;
  /** EMS quarantines the endpoint, and FortiClient blocks the connection. */
  readonly isBlocked: boolean;
}

export interface TestOutcome {
  readonly result: TestResult;
  /** The first ones. */
  readonly failing: readonly FailingSession[];
}

/** So many failing pairs of a test are shown. */
export const mostFailingShown = 20;

/** Looking whether a test is about an endpoint. */
const lookCost = 0.2;

interface Tally {
  subjects: number;
  pairs: number;
  failed: number;
  readonly failing: FailingSession[];
}

/** A way into a place, with what decides its sessions. */
interface Entry {
  readonly way: TestPlace['ways'][number];
  readonly decide: (maker: Maker) => PlainOutcome;
}

/** One part of a test: of whom, to where, with which certificate, and what is expected. */
interface Part {
  readonly place: TestPlace;
  readonly expected: FailingPair['expected'];
  readonly of: FailingPair['of'];
  readonly certificate: PolicyTest['certificate'];
  readonly entries: readonly Entry[];
}

function notReached(outcome: PlainOutcome): boolean {
  return outcome.error === 21 || outcome.error === 22;
}

/** The session that tells most of a pair: one that is accepted, else one that comes to a gateway. */
function tellingEntry(entries: readonly Entry[], maker: Maker) {
  let telling: { readonly entry: Entry; readonly outcome: PlainOutcome } | null = null;
  for (const entry of entries) {
    const outcome = entry.decide(maker);
    if (outcome.action === 'accept') return { entry, outcome };
    if (telling === null || (notReached(telling.outcome) && !notReached(outcome)))
      telling = { entry, outcome };
  }
  return telling;
}

function checkPair(
  test: PolicyTest,
  part: Part,
  maker: Maker,
  world: TestWorld,
  tally: Tally,
): void {
  const told = tellingEntry(part.entries, maker);
  if (!told) return;
  tally.pairs++;
  const isBlocked = maker?.quarantined ?? false;
  const action = isBlocked ? 'deny' : told.outcome.action;
  if (action === part.expected) return;
  tally.failed++;
  if (tally.failing.length >= mostFailingShown) return;
  const { place, expected, of, certificate } = part;
  const session = sessionOfTest(test, place, told.entry.way, maker, world, certificate);
  tally.failing.push({ maker, place, expected, of, session, isBlocked });
}

function partsOf(test: PolicyTest, places: readonly TestPlace[], sessions: TestSessions) {
  const part = (
    place: TestPlace,
    of: Part['of'],
    expected: Part['expected'],
    certificate = test.certificate,
  ): Part => ({
    place,
    expected,
    of,
    certificate,
    entries: place.ways.map((way) => ({
      way,
      decide: sessions.through(test, place, way, certificate),
    })),
  });
  const { withoutCertificate: without } = test;
  return {
    subjects: places.flatMap((place) => [
      part(place, 'subjects', test.expect === 'may-not-reach' ? 'deny' : 'accept'),
      ...(without === null
        ? []
        : [
            part(place, 'without-certificate', without === 'may-reach' ? 'accept' : 'deny', 'none'),
          ]),
    ]),
    others: test.expect === 'only' ? places.map((place) => part(place, 'others', 'deny')) : [],
  };
}

/** A test that asks of nobody whether he may tells nothing; that nobody may is then so. */
function statusOf({ expect, withoutCertificate }: PolicyTest, tally: Tally): TestStatus {
  if (tally.failed > 0) return 'failed';
  const asksNobody = expect === 'may-not-reach' && withoutCertificate !== 'may-reach';
  return tally.subjects === 0 && !asksNobody ? 'nobody' : 'passed';
}

function outcomeOf(
  test: PolicyTest,
  places: readonly TestPlace[],
  problems: readonly TestProblem[],
  tally: Tally,
): TestOutcome {
  const { name } = test;
  const { subjects, pairs, failed, failing } = tally;
  const status = problems.length > 0 ? 'error' : statusOf(test, tally);
  const servers = places.length;
  return { result: { name, status, subjects, servers, pairs, failed, problems }, failing };
}

/** Runs tests of one world, which share what they ask. */
export class TestRunner {
  private readonly world: TestWorld;
  private readonly names: WorldNames;
  private readonly sessions: TestSessions;

  constructor(world: TestWorld) {
    this.world = world;
    this.names = new WorldNames(world);
    this.sessions = new TestSessions(world);
  }

  /** What keeps the test from being run. */
  problemsOf(test: PolicyTest): readonly TestProblem[] {
    const { who } = test;
    const noSubjects = who.kind === 'endpoints' ? this.names.problemsOf(who) : [];
    return [...noSubjects, ...placesOf(test, this.world).problems];
  }

  /** Gives what each step cost, in policies asked; its value in the end is the outcome. */
  *run(test: PolicyTest): Generator<number, TestOutcome> {
    const { world, names, sessions } = this;
    const { who } = test;
    const { places } = placesOf(test, world);
    const problems = this.problemsOf(test);
    const tally: Tally = { subjects: 0, pairs: 0, failed: 0, failing: [] };
    if (problems.length > 0) {
      // Every name was looked at, for the one that comes nearest.
      yield lookCost * problems.length * names.endpoints.length;
      return outcomeOf(test, places, problems, tally);
    }
    const parts = partsOf(test, places, sessions);
    const checkAll = (maker: Maker, these: readonly Part[]): number => {
      const before = sessions.spent;
      for (const part of these) checkPair(test, part, maker, world, tally);
      return sessions.spent - before;
    };
    if (who.kind === 'unknown') {
      tally.subjects = 1;
      yield checkAll(null, parts.subjects);
      return outcomeOf(test, places, problems, tally);
    }
    const isSubject = isAbout(who);
    for (const endpoint of names.endpoints) {
      const isOne = isSubject(endpoint);
      if (isOne) tally.subjects++;
      yield lookCost + checkAll(endpoint, isOne ? parts.subjects : parts.others);
    }
    return outcomeOf(test, places, problems, tally);
  }

  /** The whole run at once. */
  finish(test: PolicyTest): TestOutcome {
    const steps = this.run(test);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }
}
