/**
 * A long list as answers need it: sorted each way, and with the text that a search looks through. Made when
 * it is first asked for, and from then on changed where the list changes.
 */
import type { ListPage } from './list-page.ts';

interface About<Row, Sort extends string> {
  /** In lower case, all that a search may find. */
  readonly text: (row: Row) => string;
  /** Rows that compare alike stay in the list's own order. */
  readonly compare: (a: Row, b: Row, sort: Sort) => number;
  /** The places where another object stands; null where other rows stand in the list. */
  readonly changed: (before: readonly Row[], after: readonly Row[]) => readonly number[] | null;
}

export interface IndexQuery<Row, Sort extends string> {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly keeps: (row: Row) => boolean;
}

/** More changes than that are quicker sorted anew. */
const mostMoved = 200;

export class ListIndex<Row, Sort extends string> {
  private readonly about: About<Row, Sort>;
  private rows: readonly Row[] = [];
  private texts: string[] | null = null;
  private readonly orders = new Map<Sort, number[]>();

  constructor(about: About<Row, Sort>) {
    this.about = about;
  }

  page(
    rows: readonly Row[],
    { offset, count, search, sort, descending, keeps }: IndexQuery<Row, Sort>,
  ): ListPage<Row> {
    this.follow(rows);
    const order = this.orderOf(sort);
    const text = search.trim().toLowerCase();
    const texts = text === '' ? null : this.allTexts();
    const found: Row[] = [];
    let total = 0;
    for (let i = 0; i < order.length; i++) {
      const place = order[descending ? order.length - 1 - i : i] ?? 0;
      const row = rows[place];
      if (row === undefined || (texts && !texts[place]?.includes(text)) || !keeps(row)) continue;
      if (total >= offset && found.length < count) found.push(row);
      total++;
    }
    return { rows: found, total };
  }

  private compareAt(rows: readonly Row[], sort: Sort): (a: number, b: number) => number {
    return (a, b) => {
      const [one, other] = [rows[a], rows[b]];
      return (
        (one !== undefined && other !== undefined ? this.about.compare(one, other, sort) : 0) ||
        a - b
      );
    };
  }

  private orderOf(sort: Sort): readonly number[] {
    let order = this.orders.get(sort);
    if (!order) {
      order = this.rows.map((_, place) => place).toSorted(this.compareAt(this.rows, sort));
      this.orders.set(sort, order);
    }
    return order;
  }

  private allTexts(): readonly string[] {
    this.texts ??= this.rows.map(this.about.text);
    return this.texts;
  }

  private follow(rows: readonly Row[]): void {
    if (rows === this.rows) return;
    const before = this.rows;
    const places = this.about.changed(before, rows);
    this.rows = rows;
    if (!places || places.length > mostMoved) {
      this.texts = null;
      this.orders.clear();
      return;
    }
    for (const place of places) {
      const row = rows[place];
      if (this.texts && row !== undefined) this.texts[place] = this.about.text(row);
    }
    for (const [sort, order] of this.orders) {
      const compare = this.compareAt(rows, sort);
      const moved = places.filter((place) => {
        const [was, is] = [before[place], rows[place]];
        return was !== undefined && is !== undefined && this.about.compare(was, is, sort) !== 0;
      });
      // Those that stay are in order; those that moved come in one by one.
      for (const place of moved) order.splice(order.indexOf(place), 1);
      for (const place of moved) order.splice(placeFor(order, place, compare), 0, place);
    }
  }
}

/** Where an item comes in. */
function placeFor(
  order: readonly number[],
  item: number,
  compare: (a: number, b: number) => number,
): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(order[middle] ?? 0, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
