/** A table of the world: which part of the state its rows are, and how they are written and read. */
import type { WorldState } from '../state.ts';
import {
  type PlaceChange,
  type Places,
  type Ranked,
  followPlaces,
  noPlaces,
  placeRows,
} from './places.ts';
import { type RowChange, type RowWrite, type StoredRow, groupKey } from './rows.ts';

/** A state with the places of its ordered rows. */
export interface Placed {
  readonly state: WorldState;
  /** By `groupKey`; absent where there are no rows. */
  readonly places: ReadonlyMap<string, Places>;
}

export interface Taken {
  readonly placed: Placed;
  readonly changes: readonly RowChange[];
}

/** Called for each row that cannot be read. */
export type Unreadable = (write: RowWrite) => void;

export interface WorldTable {
  readonly name: string;
  /** Settings go back with *Undo*; what has happened stays. */
  readonly isSetting: boolean;
  readonly changes: (
    before: Placed,
    after: WorldState,
  ) => { readonly changes: readonly RowChange[]; readonly places: Placed['places'] };
  /** The state with rows of one owner written anew, and what that changed. */
  readonly take: (
    placed: Placed,
    owner: string,
    writes: readonly RowWrite[],
    unreadable: Unreadable,
  ) => Taken;
}

/** An owner's rows in a state, and the state with others; undefined where there is no such owner. */
interface Part<Rows> {
  readonly get: (state: WorldState, owner: string) => Rows | undefined;
  readonly put: (state: WorldState, owner: string, rows: Rows) => WorldState;
  /** EMS's and the lab's own have one without a name. */
  readonly owners?: (state: WorldState) => readonly string[];
  readonly isSetting: boolean;
}

interface OrderedTable<Row> extends Part<readonly Row[]> {
  readonly key: (row: Row) => string;
  readonly write?: (row: Row) => unknown;
  /** Null where it is no such row. */
  readonly read: (stored: unknown, owner: string) => Row | null;
  /** Where a row is made anew though nothing of it changed. */
  readonly isSame?: (a: Row, b: Row) => boolean;
}

const ownerless = (): readonly string[] => [''];

function bothOwners(
  owners: (state: WorldState) => readonly string[],
  before: WorldState,
  after: WorldState,
): ReadonlySet<string> {
  return new Set([...owners(before), ...owners(after)]);
}

function storedOf<Row>(ranked: Ranked<Row> | null, write: (row: Row) => unknown): StoredRow | null {
  return ranked && { rank: ranked.rank, row: write(ranked.row) };
}

/** Rows whose order counts. */
export function ordered<Row>(name: string, about: OrderedTable<Row>): WorldTable {
  const { get, put, key: keyOf, read, isSetting, owners = ownerless } = about;
  const { write = (row) => row, isSame = () => false } = about;
  const changed = (owner: string, { key, before, after }: PlaceChange<Row>): RowChange => ({
    table: name,
    owner,
    key,
    before: storedOf(before, write),
    after: storedOf(after, write),
  });
  return {
    name,
    isSetting,
    changes: ({ state: before, places }, after) => {
      let now: Map<string, Places> | null = null;
      const changes: RowChange[] = [];
      for (const owner of bothOwners(owners, before, after)) {
        const [was, is] = [get(before, owner) ?? [], get(after, owner) ?? []];
        if (was === is) continue;
        const group = groupKey({ table: name, owner });
        const old = places.get(group) ?? noPlaces;
        const followed = followPlaces(was, old, is, { keyOf, isSame });
        if (followed.places !== old) {
          now ??= new Map(places);
          now.set(group, followed.places);
        }
        for (const one of followed.changes) changes.push(changed(owner, one));
      }
      return { changes, places: now ?? places };
    },
    take: (placed, owner, writes, unreadable) => {
      const rows = get(placed.state, owner);
      if (rows === undefined) {
        for (const one of writes) if (one.value) unreadable(one);
        return { placed, changes: [] };
      }
      const ranked = new Map<string, Ranked<Row> | null>();
      for (const one of writes) {
        const row = one.value && read(one.value.row, owner);
        if (one.value && row === null) unreadable(one);
        ranked.set(one.key, one.value && row !== null ? { rank: one.value.rank, row } : null);
      }
      const group = groupKey({ table: name, owner });
      const next = placeRows(rows, placed.places.get(group) ?? noPlaces, ranked);
      return {
        placed: {
          state: put(placed.state, owner, next.rows),
          places: new Map(placed.places).set(group, next.places),
        },
        changes: next.changes.map((one) => changed(owner, one)),
      };
    },
  };
}

interface KeyedTable<Value> {
  readonly get: (state: WorldState) => Readonly<Record<string, Value>>;
  readonly put: (state: WorldState, values: Readonly<Record<string, Value>>) => WorldState;
  readonly read: (stored: unknown) => Value | null;
  readonly isSetting: boolean;
}

/** Values by their keys, in no order. */
export function keyed<Value>(name: string, about: KeyedTable<Value>): WorldTable {
  const { get, put, read, isSetting } = about;
  return {
    name,
    isSetting,
    changes: ({ state, places }, after) => {
      const [was, is] = [get(state), get(after)];
      const changes: RowChange[] = [];
      const stored = (values: Readonly<Record<string, Value>>, key: string): StoredRow | null =>
        Object.hasOwn(values, key) ? { rank: 0, row: values[key] } : null;
      if (was !== is)
        for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
          const [before, now] = [stored(was, key), stored(is, key)];
          if (before?.row !== now?.row)
            changes.push({ table: name, owner: '', key, before, after: now });
        }
      return { changes, places };
    },
    take: (placed, _, writes, unreadable) => {
      const left = new Map(Object.entries(get(placed.state)));
      const changes: RowChange[] = [];
      for (const one of writes) {
        const value = one.value && read(one.value.row);
        if (one.value && value === null) unreadable(one);
        const was = left.get(one.key);
        const before = was === undefined ? null : { rank: 0, row: was };
        changes.push({ table: name, owner: '', key: one.key, before, after: one.value });
        if (value === null) left.delete(one.key);
        else left.set(one.key, value);
      }
      const state = put(placed.state, Object.fromEntries(left));
      return { placed: { ...placed, state }, changes };
    },
  };
}

interface SingleRow<Value> {
  /** Null where there is none. */
  readonly get: (state: WorldState) => Value | null;
  readonly put: (state: WorldState, value: Value) => WorldState;
  readonly read: (stored: unknown) => Value | null;
  readonly isSetting: boolean;
  /** The state without it, where there can be none. */
  readonly clear?: (state: WorldState) => WorldState;
}

/** What there is once, or not at all. */
export function single<Value>(name: string, about: SingleRow<Value>): WorldTable {
  const { get, put, read, isSetting, clear = (state) => state } = about;
  const stored = (value: Value | null): StoredRow | null =>
    value === null ? null : { rank: 0, row: value };
  return {
    name,
    isSetting,
    changes: ({ state, places }, after) => {
      const [was, is] = [get(state), get(after)];
      const isSame = was === is || JSON.stringify(was) === JSON.stringify(is);
      const change = { table: name, owner: '', key: '', before: stored(was), after: stored(is) };
      return { changes: isSame ? [] : [change], places };
    },
    take: (placed, _, writes, unreadable) => {
      let { state } = placed;
      const changes: RowChange[] = [];
      for (const one of writes) {
        const value = one.value && read(one.value.row);
        const before = stored(get(state));
        changes.push({ table: name, owner: '', key: '', before, after: one.value });
        if (value !== null) state = put(state, value);
        else if (one.value === null) state = clear(state);
        else unreadable(one);
      }
      return { placed: { ...placed, state }, changes };
    },
  };
}
