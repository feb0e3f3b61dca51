/** Places of a long list, rising: made once, and then changed in a few places without being copied. */

/** So many changes beside the list are quick to look through; then a new list is made. */
const mostBeside = 500;

export class PlaceList {
  /** Rising. */
  private readonly base: readonly number[];
  /** None of them in the base. */
  private readonly added: ReadonlySet<number>;
  /** All of them in the base. */
  private readonly removed: ReadonlySet<number>;
  private merged: readonly number[] | null = null;

  constructor(
    base: readonly number[],
    added: ReadonlySet<number> = new Set(),
    removed: ReadonlySet<number> = new Set(),
  ) {
    this.base = base;
    this.added = added;
    this.removed = removed;
  }

  get size(): number {
    return this.base.length + this.added.size - this.removed.size;
  }

  /** The lowest place; undefined where there is none. */
  get first(): number | undefined {
    const [low] = [...this.added].toSorted((a, b) => a - b);
    const first = this.base.find((place) => !this.removed.has(place));
    return low !== undefined && (first === undefined || low < first) ? low : first;
  }

  /** Rising. */
  all(): readonly number[] {
    if (this.added.size === 0 && this.removed.size === 0) return this.base;
    this.merged ??= [
      ...this.base.filter((place) => !this.removed.has(place)),
      ...this.added,
    ].toSorted((a, b) => a - b);
    return this.merged;
  }

  /** @param gone places that are in the list; `come` are not */
  with(come: readonly number[], gone: readonly number[]): PlaceList {
    if (come.length === 0 && gone.length === 0) return this;
    const [added, removed] = [new Set(this.added), new Set(this.removed)];
    for (const place of gone) if (!added.delete(place)) removed.add(place);
    for (const place of come) if (!removed.delete(place)) added.add(place);
    const next = new PlaceList(this.base, added, removed);
    return added.size + removed.size > mostBeside ? new PlaceList(next.all()) : next;
  }
}
