/** How often each value is there: made once, and then changed in a few values without being copied. */

/** So many values that changed are looked up beside the rest; then all are counted together again. */
const mostBeside = 500;

export class Counted {
  /** Of different values. */
  readonly size: number;
  private readonly base: ReadonlyMap<string, number>;
  /** In place of what the base says. */
  private readonly changed: ReadonlyMap<string, number>;

  private constructor(
    base: ReadonlyMap<string, number>,
    changed: ReadonlyMap<string, number>,
    size: number,
  ) {
    this.base = base;
    this.changed = changed;
    this.size = size;
  }

  static of(values: Iterable<string>): Counted {
    const base = new Map<string, number>();
    for (const value of values) base.set(value, (base.get(value) ?? 0) + 1);
    return new Counted(base, new Map(), base.size);
  }

  private times(value: string): number {
    return this.changed.get(value) ?? this.base.get(value) ?? 0;
  }

  has(value: string): boolean {
    return this.times(value) > 0;
  }

  with(come: readonly string[], gone: readonly string[]): Counted {
    if (come.length === 0 && gone.length === 0) return this;
    const changed = new Map(this.changed);
    let { size } = this;
    const add = (value: string, more: number): void => {
      const before = changed.get(value) ?? this.base.get(value) ?? 0;
      changed.set(value, before + more);
      if (before === 0) size++;
      if (before + more === 0) size--;
    };
    for (const value of come) add(value, 1);
    for (const value of gone) add(value, -1);
    if (changed.size <= mostBeside) return new Counted(this.base, changed, size);
    const base = new Map(this.base);
    for (const [value, times] of changed)
      if (times > 0) base.set(value, times);
      else base.delete(value);
    return new Counted(base, new Map(), base.size);
  }
}
