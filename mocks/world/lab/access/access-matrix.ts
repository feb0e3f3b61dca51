/** Lab > Access matrix: windows of rows and columns over the sets of `engine/analysis/columns`. */
import { beginningCost, matrixAfter } from '#engine/analysis/columns/followed-matrix.ts';
import type { Matrix } from '#engine/analysis/columns/matrix.ts';
import {
  type Bits,
  countBits,
  hasBit,
  noBits,
  orInto,
  without,
} from '#engine/analysis/columns/bits.ts';
import type { PlainOptions } from '#engine/analysis/plain-session.ts';
import { endpointsOfAll } from '#engine/sync/lines.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type {
  MatrixCell,
  MatrixColumn,
  MatrixRow,
  MatrixWindow,
  matrixFilter,
} from '#model/lab/access-matrix.ts';
import type { Counting } from '#model/lab/counting.ts';
import type { z } from '#model/zod.ts';
import { basisOf } from '../../basis.ts';
import type { Beside } from '../../jobs.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../../state.ts';
import { type ServerColumn, cellOfOutcome, columnsOf, firstRows, headOf } from './first-cells.ts';
import { type RowPlaces, groupRows, placesFound } from './matrix-rows.ts';

export type MatrixFilter = z.infer<z.ZodObject<typeof matrixFilter>>;

/** What is worked out for one answer, in policies asked: some 20 ms. */
export const matrixSlice = 20_000;
/** Pairs of a world so small that its matrix is there with the first answer. */
const fewPairs = 200_000;

/** What is asked for of rows and columns. */
interface Sight {
  readonly start: number;
  readonly count: number;
  readonly left: number;
  readonly width: number;
}

type FirstCells = Pick<MatrixWindow, 'rows' | 'columns' | 'totalRows' | 'totalColumns'>;

function windowKey(filter: MatrixFilter, { start, count, left, width }: Sight): string {
  return JSON.stringify([filter, start, count, left, width]);
}

interface Column {
  readonly matrix: Matrix;
  readonly fortigate: string;
  /** In that matrix. */
  readonly place: number;
  readonly server: string;
  readonly isThere: boolean;
}

/** The matrices of some FortiGates, and the rows that were asked for last. */
export class MatrixUnderWay {
  readonly endpoints: readonly Endpoint[];
  private readonly isSmall: boolean;
  private readonly columns: readonly ServerColumn[];
  /** The first cells of each window, as long as the sets are not there. */
  private readonly firsts = new Map<string, FirstCells>();
  private readonly state: WorldState;
  readonly fortigates: readonly FortiGate[];
  private readonly options: PlainOptions;
  /** Each FortiGate's, made one a step. */
  private readonly matrices: Matrix[] = [];
  /** The same by what EMS has, made after those. */
  private readonly views: Matrix[] = [];
  private rows: { readonly asked: string; readonly rows: readonly RowPlaces[] } | null = null;

  /** Of an earlier state of the world, from whose matrices these may follow. */
  private earlier: MatrixUnderWay | undefined;

  constructor(
    state: WorldState,
    fortigates: readonly FortiGate[],
    srcintf: string,
    earlier: MatrixUnderWay | undefined,
  ) {
    this.earlier = earlier;
    this.state = state;
    this.fortigates = fortigates;
    this.options = { srcintf: srcintf === '' ? null : srcintf, at: state.clock };
    this.endpoints = endpointsOfAll(state.ems);
    this.columns = columnsOf(fortigates);
    this.isSmall = this.endpoints.length * this.columns.length <= fewPairs;
    if (this.isSmall) while (!this.isMade) this.makeNext();
  }

  /** The first cells wait for nothing: in a large world, sets are made when the same is asked again. */
  isTimeFor(filter: MatrixFilter, at: Sight): boolean {
    return this.isSmall || this.isMade || this.firsts.has(windowKey(filter, at));
  }

  private get isMade(): boolean {
    return this.views.length === this.fortigates.length;
  }

  /** Where it is begun. */
  private matrixOf({ name }: FortiGate): Matrix | undefined {
    return this.matrices[this.fortigates.findIndex((one) => one.name === name)];
  }

  /** Gives what it cost, in policies asked. */
  private makeNext(): number {
    const { ems, names } = this.state;
    const fortigate = this.fortigates[this.matrices.length];
    if (fortigate) {
      const before = this.earlier?.matrixOf(fortigate);
      const inputs = { ems, fortigate, options: this.options, resolver: names };
      const next = matrixAfter(before, inputs);
      this.matrices.push(next);
      return beginningCost(next);
    }
    // All that follows from it is begun.
    this.earlier = undefined;
    const view = this.matrices[this.views.length]?.asEmsHasIt();
    if (!view) return 1;
    this.views.push(view);
    return beginningCost(view);
  }

  advance(cost: number): void {
    let left = cost;
    while (left > 0 && !this.isMade) left -= this.makeNext();
    for (const { work } of [...this.matrices, ...this.views])
      if (left > 0) left = work.advance(left);
  }

  get counting(): Counting | null {
    // What is not made yet takes as long as what is.
    const all = [...this.matrices, ...this.views];
    const missing = 2 * this.fortigates.length - all.length;
    if (missing === 0 && all.every(({ work }) => work.isDone)) return null;
    const sum = (count: (matrix: Matrix) => number) =>
      all.reduce((total, matrix) => total + count(matrix), 0);
    const total = sum(({ work }) => work.total) || 1;
    return { done: sum(({ work }) => work.done), total: total * (1 + missing) };
  }

  private columnsNamed(search: string): readonly ServerColumn[] {
    const wanted = search.trim().toLowerCase();
    return this.columns.filter(({ server }) => server.toLowerCase().includes(wanted));
  }

  /** With their matrices, which are made. */
  private madeColumns(search: string): readonly Column[] {
    return this.columnsNamed(search).flatMap(({ fortigate, at, place, server, vip }) => {
      const matrix = this.matrices[at];
      return matrix
        ? [{ matrix, fortigate: fortigate.name, place, server, isThere: vip !== undefined }]
        : [];
    });
  }

  private acceptedBy({ matrix, place }: Column): Bits {
    return matrix.accepted[place] ?? noBits(this.endpoints.length);
  }

  /** Denied, though EMS has on the endpoint what lets others in. */
  private nearBy({ matrix, place }: Column): Bits {
    const accepted = matrix.accepted[place];
    const byEms = matrix.asEmsHasIt().accepted[place];
    return accepted && byEms ? without(byEms, accepted) : noBits(this.endpoints.length);
  }

  /** Who has at least one pair of the kind; null for everybody. */
  private shown(columns: readonly Column[], show: MatrixFilter['show']): Bits | null {
    if (show === 'all') return null;
    const any = noBits(this.endpoints.length);
    for (const column of columns)
      if (show === 'near') orInto(any, this.nearBy(column));
      else if (show === 'allowed') orInto(any, this.acceptedBy(column));
      else if (column.isThere)
        orInto(
          any,
          this.acceptedBy(column).map((word) => ~word),
        );
    return any;
  }

  /** One word for what all pairs of an endpoint come to. */
  private alikeOf(columns: readonly Column[]): (place: number) => string {
    const sets = columns.map((column) => this.acceptedBy(column));
    return (place) => {
      let word = '';
      let part = 0;
      for (const [i, set] of sets.entries()) {
        part = (part << 1) | (hasBit(set, place) ? 1 : 0);
        if (i % 16 === 15) {
          word += String.fromCodePoint(part + 0x4e00);
          part = 0;
        }
      }
      return `${word}${part}`;
    };
  }

  private allowedOf(places: readonly number[], columns: readonly Column[]): number {
    return columns.reduce((sum, column) => {
      const accepted = this.acceptedBy(column);
      return sum + places.reduce((count, place) => count + (hasBit(accepted, place) ? 1 : 0), 0);
    }, 0);
  }

  private rowsOf(filter: MatrixFilter, columns: readonly Column[]): readonly RowPlaces[] {
    const asked = JSON.stringify(filter);
    if (this.rows?.asked === asked) return this.rows.rows;
    const { group, within, search, show, sort } = filter;
    const shown = this.shown(columns, show);
    const found = placesFound(this.endpoints, search).filter(
      (place) => shown === null || hasBit(shown, place),
    );
    const groups = groupRows(this.endpoints, found, group, this.alikeOf(columns));
    const rows =
      within === '' || group === 'none'
        ? [...groups]
        : groupRows(
            this.endpoints,
            groups.find(({ key }) => key === within)?.places ?? [],
            'none',
            () => '',
          ).slice();
    if (sort === 'name') rows.sort((a, b) => a.label.localeCompare(b.label, 'en'));
    else if (sort !== 'listed') {
      const allowed = new Map(rows.map((row) => [row, this.allowedOf(row.places, columns)]));
      const way = sort === 'allowed' ? 1 : -1;
      rows.sort((a, b) => way * ((allowed.get(a) ?? 0) - (allowed.get(b) ?? 0)));
    }
    this.rows = { asked, rows };
    return rows;
  }

  /** The endpoints of a row, once all is counted; null where there is no such row. */
  membersOf(
    filter: MatrixFilter,
    key: string,
  ): { readonly label: string; readonly members: readonly Endpoint[] } | null {
    const row = this.rowsOf(filter, this.madeColumns(filter.server)).find((one) => one.key === key);
    return (
      (row && {
        label: row.label,
        members: row.places.flatMap((one) => this.endpoints[one] ?? []),
      }) ??
      null
    );
  }

  private cellOf(places: readonly number[], column: Column): MatrixCell {
    const { matrix, place: server } = column;
    const [first] = places;
    if (!column.isThere || first === undefined) return { is: 'none' };
    if (places.length > 1) {
      const accepted = this.allowedOf(places, [column]);
      const is = accepted === 0 ? 'deny' : accepted === places.length ? 'accept' : 'some';
      return { is, accepted };
    }
    const outcome = matrix.outcomeAt(first, server);
    if (!outcome) return { is: 'none' };
    const isNear = outcome.action === 'deny' && matrix.asEmsHasIt().isAccepted(first, server);
    return cellOfOutcome(outcome, isNear);
  }

  private rowOf(row: RowPlaces, all: readonly Column[], shown: readonly Column[]): MatrixRow {
    const { key, label, places } = row;
    const [first] = places;
    const endpoint = first === undefined ? undefined : this.endpoints[first];
    const group = { user: null, tags: [], moreTags: 0, quarantined: false };
    return {
      ...(key === endpoint?.uid ? headOf(endpoint) : group),
      key,
      label,
      size: places.length,
      allowed: this.allowedOf(places, all),
      cells: shown.map((column) => this.cellOf(places, column)),
    };
  }

  /** What can be shown before the sets are there: endpoints as EMS lists them. */
  private firstOf(filter: MatrixFilter, at: Sight): FirstCells {
    const key = windowKey(filter, at);
    const first = this.firsts.get(key) ?? this.decideFirst(filter, at);
    this.firsts.set(key, first);
    return first;
  }

  private decideFirst(
    { group, show, sort, search, server }: MatrixFilter,
    { start, count, left, width }: Sight,
  ): FirstCells {
    const columns = this.columnsNamed(server);
    const isPlain = group === 'none' && show === 'all' && sort === 'listed' && search === '';
    if (!isPlain) return { rows: [], columns: [], totalRows: 0, totalColumns: columns.length };
    const shown = columns.slice(left, left + width);
    return {
      rows: firstRows(this.state, shown, this.options, { start, count }),
      columns: shown.map((one) => ({
        fortigate: one.fortigate.name,
        server: one.server,
        allowed: null,
      })),
      totalRows: this.endpoints.length,
      totalColumns: columns.length,
    };
  }

  window(
    filter: MatrixFilter,
    at: Sight,
    named: { readonly interfaces: readonly string[]; readonly fortigates: readonly string[] },
  ): MatrixWindow {
    const { counting } = this;
    const columns = counting ? [] : this.madeColumns(filter.server);
    const about = {
      start: at.start,
      left: at.left,
      totalColumns: columns.length,
      endpoints: this.endpoints.length,
      interfaces: [...named.interfaces],
      fortigates: [...named.fortigates],
      counting,
    };
    if (counting) return { ...about, ...this.firstOf(filter, at), allowed: 0, pairs: 0 };
    const rows = this.rowsOf(filter, columns);
    const shown = columns.slice(at.left, at.left + at.width);
    const allowedBy = (column: Column): number => countBits(this.acceptedBy(column));
    return {
      ...about,
      rows: rows.slice(at.start, at.start + at.count).map((row) => this.rowOf(row, columns, shown)),
      columns: shown.map((column): MatrixColumn => {
        const { fortigate, server } = column;
        return { fortigate, server, allowed: allowedBy(column) };
      }),
      totalRows: rows.length,
      allowed: columns.reduce((sum, column) => sum + allowedBy(column), 0),
      pairs: columns.filter(({ isThere }) => isThere).length * this.endpoints.length,
    };
  }
}

function interfacesOf(fortigates: readonly FortiGate[]): readonly string[] {
  return [
    ...new Set(
      fortigates.flatMap(({ config }) => config['system interface'].map(({ name }) => name)),
    ),
  ].toSorted();
}

/** That of one FortiGate or all, as far as it has come. */
export function matrixOf(
  state: WorldState,
  { fortigate, srcintf }: Pick<MatrixFilter, 'fortigate' | 'srcintf'>,
  { matrices }: Beside,
): MatrixUnderWay {
  const fortigates =
    fortigate === '' ? state.fortigates : [fortigateNamed(state, fortigate, 'fortigate')];
  return matrices.take(
    JSON.stringify([fortigate, srcintf]),
    basisOf(state),
    (earlier) => new MatrixUnderWay(state, fortigates, srcintf, earlier),
  );
}

/** Ask again while it says that it is still counting. */
export function accessMatrix(
  state: WorldState,
  {
    start,
    count,
    left,
    width,
    ...filter
  }: MatrixFilter & { start: number; count: number; left: number; width: number },
  beside: Beside,
): MatrixWindow {
  const underWay = matrixOf(state, filter, beside);
  const at = { start, count, left, width };
  if (underWay.isTimeFor(filter, at)) underWay.advance(matrixSlice);
  return underWay.window(filter, at, {
    interfaces: interfacesOf(underWay.fortigates),
    fortigates: state.fortigates.map(({ name }) => name),
  });
}
