/** Which policy tests would come out otherwise in another world than the present one, before it is made. */
import type { PolicyTest, TestsPreview } from '#model/lab/policy-test.ts';
import { type TestOutcome, TestRunner } from './test-run.ts';
import { fortigatesOf } from './subjects.ts';
import type { TestWorld } from './test-world.ts';

export class TestsPreviewUnderWay {
  /** Tests in all, and those that have run. */
  readonly total: number;
  done = 0;
  private readonly fail: string[] = [];
  private readonly pass: string[] = [];
  private readonly steps: Iterator<number, void>;

  /** @param changed the FortiGates by which a test can come out otherwise; null for any */
  constructor(
    tests: readonly PolicyTest[],
    before: TestWorld,
    after: TestWorld,
    changed: readonly string[] | null = null,
  ) {
    const touched = tests.filter(
      (test) =>
        changed === null || fortigatesOf(test, before).some(({ name }) => changed.includes(name)),
    );
    this.total = touched.length;
    this.steps = this.run(touched, new TestRunner(before), new TestRunner(after));
  }

  get isDone(): boolean {
    return this.done >= this.total;
  }

  get answer(): TestsPreview {
    return { fail: [...this.fail], pass: [...this.pass] };
  }

  /** Goes on until so much is spent, in policies asked, or all is done. */
  advance(cost: number): void {
    for (let left = cost; left > 0 && !this.isDone;) {
      const step = this.steps.next();
      left -= step.done ? 0 : step.value;
    }
  }

  private *run(
    tests: readonly PolicyTest[],
    before: TestRunner,
    after: TestRunner,
  ): Generator<number, void> {
    for (const test of tests) {
      const was = yield* before.run(test);
      const will = yield* after.run(test);
      const passes = (outcome: TestOutcome): boolean => outcome.result.status === 'passed';
      if (passes(was) && !passes(will)) this.fail.push(test.name);
      if (!passes(was) && passes(will)) this.pass.push(test.name);
      this.done++;
      // A test about nothing costs something, too.
      yield 1;
    }
  }
}
