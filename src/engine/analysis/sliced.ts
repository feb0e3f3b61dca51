/**
 * Work over a whole installation, done a slice at a time, so that whoever waits can be shown how far it is
 * and can stop. No clock: how much a slice may cost is said in policies asked, about a microsecond each.
 */
export class Sliced {
  /** Steps in all, and those done. */
  readonly total: number;
  done = 0;
  private readonly steps: Iterator<number, void>;

  /** @param steps gives what each step cost; there must be `total` of them */
  constructor(total: number, steps: Iterator<number, void>) {
    this.total = total;
    this.steps = steps;
  }

  get isDone(): boolean {
    return this.done >= this.total;
  }

  /** Goes on until so much is spent, or all is done; always at least one step. Gives what is left of it. */
  advance(cost: number): number {
    let left = cost;
    for (; left > 0 && !this.isDone; this.done++) {
      const step = this.steps.next();
      left -= step.done ? 0 : step.value;
    }
    return left;
  }

  finish(): void {
    this.advance(Number.POSITIVE_INFINITY);
  }
}
