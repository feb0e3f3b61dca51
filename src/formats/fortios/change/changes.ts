/** What differs between two configurations, by table and entry, for showing before it is taken over. */
import type { ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';
import type { Field, FieldSet } from '#model/fortios/fields.ts';
import { type FortiosConfig, isTableName, tables } from '#model/fortios/tables.ts';
import { keptInPlace } from '../entry-order.ts';
import { configTree } from '../print/print-config.ts';
import { printValue } from '../print/print-tree.ts';
import { defaultWords, fromWords, problemOf } from '../refused-value.ts';
import { type Scope, scopedSections } from '../scoped-sections.ts';
import { isOrdered } from '../print/section-order.ts';
import { type Settings, noSettings, settingsOf } from '../settings.ts';

export interface FieldChange {
  /** The setting; one in a sub-table with its way there, as `api-gateway 1 url-map`. */
  readonly field: string;
  /** As it would be written after `set`; null where it is not set, so that FortiOS's default is in force. */
  readonly before: string | null;
  readonly after: string | null;
  /** The value in the text, where FortiOS would refuse it: `after` is then what holds instead: the value before it, or the default. */
  readonly refused: string | null;
}
export interface ConfigChange {
  readonly scope: Scope;
  /** The words after `config`. */
  readonly table: string;
  /** The entry; null for a section that has settings and no entries. */
  readonly key: string | null;
  /** `moved` where nothing else has changed. */
  readonly kind: 'added' | 'changed' | 'removed' | 'moved';
  readonly fields: readonly FieldChange[];
}

function written(values: readonly ConfigValue[]): string {
  return values.map(printValue).join(' ');
}

interface Setting {
  readonly text: string;
  /** What is in force: the text, or what holds in place of a value that FortiOS would refuse. */
  readonly holds: string | null;
  readonly isRefused: boolean;
}

function isRefusedValue(name: string, field: Field, values: readonly ConfigValue[]): boolean {
  const problem = problemOf(name, field, fromWords(field, values));
  return problem !== null && !problem.harmless;
}

/** What is in force where the last value of a setting is refused: the one before it, else the default. */
function heldInstead(body: readonly ConfigStatement[], name: string, field: Field): string | null {
  const valid = body.findLast(
    (one) => one.kind === 'set' && one.name === name && !isRefusedValue(name, field, one.values),
  );
  return valid?.kind === 'set' ? written(valid.values) : defaultWords(field);
}

function setting(
  body: readonly ConfigStatement[],
  name: string,
  values: readonly ConfigValue[],
  fields: FieldSet | null,
): Setting {
  const text = written(values);
  const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field && isRefusedValue(name, field, values)
    ? { text, holds: heldInstead(body, name, field), isRefused: true }
    : { text, holds: text, isRefused: false };
}

const present: Setting = { text: '', holds: '', isRefused: false };

/** Every setting of a body with its way there; an entry by itself is there, with nothing to say. */
function collect(
  body: readonly ConfigStatement[],
  way: string,
  fields: FieldSet | null,
  into: Map<string, Setting>,
): void {
  const { sets, sections, entries } = settingsOf(body);
  for (const [name, values] of sets) into.set(way + name, setting(body, name, values, fields));
  for (const [path, inner] of sections) {
    const sub = fields && Object.hasOwn(fields, path) ? fields[path] : undefined;
    collect(inner, `${way}${path} `, sub?.kind === 'table' ? sub.fields : null, into);
  }
  for (const [key, entry] of entries) {
    into.set(way + key, present);
    collect(entry.body, `${way}${key} `, fields, into);
  }
}

function fieldChanges(
  table: string,
  before: readonly ConfigStatement[],
  after: readonly ConfigStatement[],
): readonly FieldChange[] {
  const fields = isTableName(table) ? tables[table].fields : null;
  const old = new Map<string, Setting>();
  const now = new Map<string, Setting>();
  collect(before, '', fields, old);
  collect(after, '', fields, now);
  const names = new Set([...now.keys(), ...old.keys()]);
  return [...names].flatMap((field) => {
    const [from, to] = [old.get(field), now.get(field)];
    if (from?.text === to?.text) return [];
    const refused = to?.isRefused === true ? to.text : null;
    return [{ field, before: from?.holds ?? null, after: to?.holds ?? null, refused }];
  });
}

function* entryChanges(
  scope: Scope,
  table: string,
  old: Settings,
  now: Settings,
): Generator<ConfigChange> {
  for (const [key, entry] of old.entries)
    if (!now.entries.has(key))
      yield { scope, table, key, kind: 'removed', fields: fieldChanges(table, entry.body, []) };
  const common = [...now.entries.keys()].filter((key) => old.entries.has(key));
  const places = new Map([...old.entries.keys()].map((key, i) => [key, i]));
  const still = isOrdered(table)
    ? keptInPlace(common.map((key) => places.get(key) ?? 0))
    : new Set(common.keys());
  const moved = new Set(common.filter((_, i) => !still.has(i)));
  for (const [key, entry] of now.entries) {
    const before = old.entries.get(key);
    const fields =
      before?.body === entry.body ? [] : fieldChanges(table, before?.body ?? [], entry.body);
    if (!before) yield { scope, table, key, kind: 'added', fields };
    else if (fields.length > 0) yield { scope, table, key, kind: 'changed', fields };
    else if (moved.has(key)) yield { scope, table, key, kind: 'moved', fields };
  }
}

/** In the order in which the sections print: what went from a table, then what came or changed. */
export function changesBetween(
  before: FortiosConfig,
  after: FortiosConfig,
): readonly ConfigChange[] {
  const old = scopedSections(configTree(before, 'entries'));
  const now = scopedSections(configTree(after, 'entries'));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((at) => {
    const from = old.get(at);
    const to = now.get(at);
    const { scope, block } = to ?? from ?? {};
    if (!scope || !block) return [];
    const was = from ? settingsOf(from.block.body) : noSettings;
    const is = to ? settingsOf(to.block.body) : noSettings;
    const loose = fieldChanges(
      block.path,
      (from?.block.body ?? []).filter(({ kind }) => kind !== 'edit'),
      (to?.block.body ?? []).filter(({ kind }) => kind !== 'edit'),
    );
    const own: readonly ConfigChange[] =
      loose.length === 0
        ? []
        : [{ scope, table: block.path, key: null, kind: 'changed', fields: loose }];
    return [...own, ...entryChanges(scope, block.path, was, is)];
  });
}
