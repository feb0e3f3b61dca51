/** What FortiOS knows of the order of entries and of sections. */
import { referredTables } from '#model/fortios/references.ts';
import { type TableName, isTableName, tableNames } from '#model/fortios/tables.ts';
import type { Settings } from '../settings.ts';

/**
 * Lists whose order decides, so that FortiOS has `move` in them: policies of every kind. Elsewhere entries
 * are found by name, and there is no such command [assumed for lists that the lab does not know].
 */
export function isOrdered(path: string): boolean {
  return /^firewall .*policy\d*$/.test(path) || path === 'firewall policy';
}

/** Tables whose objects others name come first: those that refer to nothing of a later one. */
export function dependencyOrder(path: string): number {
  return isTableName(path) ? tableNames.indexOf(path) : -1;
}

/** The fields by which entries of a table name others of the same table: members of groups. */
function ownReferences(table: TableName, names: Iterable<string>): readonly string[] {
  return [...names].filter((field) => referredTables(table, field).includes(table));
}

/**
 * Entries in an order in which each comes after those of them that it names. Where they name each other
 * in a circle, which no device would take, they keep the order that they have.
 */
export function afterReferred(
  path: string,
  keys: readonly string[],
  entries: Settings['entries'],
  setsOf: (key: string) => Settings['sets'],
): readonly string[] {
  if (!isTableName(path)) return keys;
  const waiting = new Map<string, number>();
  const users = new Map<string, string[]>();
  const among = new Set(keys);
  for (const key of keys) {
    if (!entries.has(key)) continue;
    const sets = setsOf(key);
    const named = new Set(
      ownReferences(path, sets.keys()).flatMap((field) =>
        (sets.get(field) ?? []).map(({ text }) => text),
      ),
    );
    const needed = [...named].filter((name) => name !== key && among.has(name));
    waiting.set(key, needed.length);
    for (const name of needed) {
      const list = users.get(name);
      if (list) list.push(key);
      else users.set(name, [key]);
    }
  }
  const ready = keys.filter((key) => (waiting.get(key) ?? 0) === 0);
  for (const key of ready)
    for (const user of users.get(key) ?? []) {
      const left = (waiting.get(user) ?? 0) - 1;
      waiting.set(user, left);
      if (left === 0) ready.push(user);
    }
  const placed = new Set(ready);
  return [...ready, ...keys.filter((key) => !placed.has(key))];
}
