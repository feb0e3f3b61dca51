/** What differs between two states of the world, row by row, and a state with rows taken over. */
import type { WorldState } from '../state.ts';
import { type RowChange, type RowWrite, addressKey, groupKey, inverseOf } from './rows.ts';
import type { Placed, Taken, Unreadable } from './table.ts';
import { worldTables } from './tables.ts';

/** A world of which nothing is known: what every stored world's rows are added to. */
export const emptyWorld: Placed = {
  state: {
    revision: 0,
    scenario: { id: '', name: '' },
    clock: { epochMs: 0, offsetMinutes: 0 },
    random: { upcoming: [], seed: 0 },
    ems: {
      serial: '',
      tenant: '',
      name: '',
      version: '',
      endpoints: [],
      fabricDevices: [],
      customClassificationTags: [],
      fortiAnalyzerConnected: false,
    },
    closedConsoles: {},
    names: { fqdn: {}, geography: {} },
    turns: {},
    postures: {},
    tagDefinitions: [],
    outbreaks: [],
    tagsByHand: [],
    fortiAnalyzer: { handlers: [], events: [] },
    fortigates: [],
    pendingTagChanges: [],
    ignoredFindings: [],
    connection: null,
    openSessions: [],
    endedSessions: [],
    policyTests: [],
    stepsDone: [],
    changed: {},
  },
  places: new Map(),
};

/** Compares by identity: what is the same object has not changed. */
export function rowChangesBetween(before: Placed, after: WorldState): Taken {
  let { places } = before;
  const changes: RowChange[] = [];
  for (const table of worldTables) {
    const found = table.changes({ ...before, places }, after);
    ({ places } = found);
    for (const one of found.changes) changes.push(one);
  }
  return { placed: { state: after, places }, changes };
}

/** Every row of a world, as it is stored. */
export function storedRowsOf(placed: Placed): readonly RowWrite[] {
  return rowChangesBetween(placed, emptyWorld.state).changes.map(inverseOf);
}

const tableByName = new Map(worldTables.map((table, place) => [table.name, { table, place }]));

/**
 * The state with these rows written, added or deleted.
 * @param unreadable called for each row that is none of its table; it is left out
 */
export function takeRows(
  placed: Placed,
  writes: readonly RowWrite[],
  unreadable: Unreadable = () => undefined,
): Taken {
  const groups = new Map<string, RowWrite[]>();
  for (const write of writes) {
    const key = groupKey(write);
    const group = groups.get(key);
    if (group) group.push(write);
    else groups.set(key, [write]);
  }
  const placeOf = ([first]: readonly RowWrite[]): number =>
    tableByName.get(first?.table ?? '')?.place ?? worldTables.length;
  let now = placed;
  const changes: RowChange[] = [];
  for (const group of [...groups.values()].toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const [first] = group;
    const found = first && tableByName.get(first.table);
    if (!found) {
      for (const one of group) if (one.value) unreadable(one);
      continue;
    }
    const taken = found.table.take(now, first.owner, group, unreadable);
    now = taken.placed;
    for (const one of taken.changes) changes.push(one);
  }
  return { placed: now, changes };
}

/** One change after the other as one: what was first, and what is last. */
export function joinChanges(
  first: readonly RowChange[],
  then: readonly RowChange[],
): readonly RowChange[] {
  if (first.length === 0) return then;
  if (then.length === 0) return first;
  const joined = new Map(first.map((one) => [addressKey(one), one]));
  for (const one of then) {
    const before = joined.get(addressKey(one));
    joined.set(addressKey(one), before ? { ...before, after: one.after } : one);
  }
  return [...joined.values()];
}

const settings = new Set(worldTables.filter(({ isSetting }) => isSetting).map(({ name }) => name));

/** What *Undo* takes back of them: what was logged, measured, opened and ended has happened and stays. */
export function settingsIn(changes: readonly RowChange[]): readonly RowChange[] {
  return changes.filter(({ table }) => settings.has(table));
}
