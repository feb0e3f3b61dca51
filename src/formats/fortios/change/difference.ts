/**
 * The commands that lead a device from one configuration to another, ready to paste. Every reference is
 * valid at each step: what is new comes before what names it, what goes after what named it.
 */
import type { ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { movesBetween } from '../entry-order.ts';
import { configTree } from '../print/print-config.ts';
import { type Scope, type ScopedSection, scopedSections, unscoped } from '../scoped-sections.ts';
import { afterReferred, dependencyOrder, isOrdered } from '../print/section-order.ts';
import { type Settings, noSettings, settingsOf } from '../settings.ts';

const nowhere = { line: 0, column: 0 } as const;

function bare(text: string): ConfigValue {
  return { text, quoted: false };
}

function sameWords(a: readonly ConfigValue[], b: readonly ConfigValue[]): boolean {
  return a.length === b.length && a.every(({ text }, i) => text === b[i]?.text);
}

/** From one set of settings to another: what is no longer set first, as FortiOS checks an entry at its end. */
function settingCommands(old: Settings, now: Settings): readonly ConfigStatement[] {
  const gone = [...old.sets.keys()]
    .filter((name) => !now.sets.has(name))
    .map((name): ConfigStatement => ({ kind: 'unset', name, ...nowhere }));
  const set = [...now.sets].flatMap(([name, values]): readonly ConfigStatement[] => {
    const before = old.sets.get(name);
    return before && sameWords(before, values) ? [] : [{ kind: 'set', name, values, ...nowhere }];
  });
  const paths = new Set([...old.sections.keys(), ...now.sections.keys()]);
  const inner = [...paths].flatMap((path): readonly ConfigStatement[] => {
    const body = bodyCommands(
      settingsOf(old.sections.get(path) ?? []),
      settingsOf(now.sections.get(path) ?? []),
    );
    return body.length === 0 ? [] : [{ kind: 'config', path, body, ...nowhere }];
  });
  return [...gone, ...set, ...inner];
}

function editCommand(
  key: ConfigValue,
  old: readonly ConfigStatement[],
  now: readonly ConfigStatement[],
): ConfigStatement {
  return { kind: 'edit', key, body: settingCommands(settingsOf(old), settingsOf(now)), ...nowhere };
}

function deleteCommand(key: ConfigValue): ConfigStatement {
  return { kind: 'delete', values: [key], ...nowhere };
}

/** Moves to the order of `now`, in a table that has the old entries that stay and the new ones behind. */
function moveCommands(old: Settings, now: Settings): readonly ConfigStatement[] {
  const to = [...now.entries.keys()];
  const from = [
    ...[...old.entries.keys()].filter((key) => now.entries.has(key)),
    ...to.filter((key) => !old.entries.has(key)),
  ];
  const keyOf = (name: string) => now.entries.get(name)?.key ?? bare(name);
  return movesBetween(from, to).map(({ key, where, other }) => ({
    kind: 'move',
    values: [keyOf(key), bare(where), keyOf(other)],
    ...nowhere,
  }));
}

/** A table inside an entry is changed at one place: nothing outside names its entries. */
function bodyCommands(old: Settings, now: Settings): readonly ConfigStatement[] {
  const deleted = [...old.entries]
    .filter(([name]) => !now.entries.has(name))
    .map(([, { key }]) => deleteCommand(key));
  const edited = [...now.entries].flatMap(([name, { key, body }]) => {
    const before = old.entries.get(name);
    const edit = editCommand(key, before?.body ?? [], body);
    return before && edit.kind === 'edit' && edit.body.length === 0 ? [] : [edit];
  });
  return [...settingCommands(old, now), ...deleted, ...edited, ...moveCommands(old, now)];
}

interface SectionCommands {
  readonly scope: Scope;
  readonly path: string;
  readonly build: readonly ConfigStatement[];
  readonly remove: readonly ConfigStatement[];
  readonly move: readonly ConfigStatement[];
}

function sectionCommands(
  scope: Scope,
  path: string,
  old: Settings,
  now: Settings,
): SectionCommands {
  const setsIn = (from: Settings) => (key: string) =>
    settingsOf(from.entries.get(key)?.body ?? []).sets;
  const names = [...now.entries.keys()];
  const added = afterReferred(
    path,
    names.filter((name) => !old.entries.has(name)),
    now.entries,
    setsIn(now),
  );
  const kept = names.filter((name) => old.entries.has(name));
  const edits = [...added, ...kept].flatMap((name): readonly ConfigStatement[] => {
    const before = old.entries.get(name);
    const after = now.entries.get(name);
    if (!after) return [];
    const edit = editCommand(after.key, before?.body ?? [], after.body);
    return before && edit.kind === 'edit' && edit.body.length === 0 ? [] : [edit];
  });
  const gone = afterReferred(
    path,
    [...old.entries.keys()].filter((name) => !now.entries.has(name)),
    old.entries,
    setsIn(old),
  ).toReversed();
  // What the device has once these are built, which the moves begin with.
  const built: Settings = {
    ...old,
    entries: new Map([...old.entries].filter(([name]) => now.entries.has(name))),
  };
  return {
    scope,
    path,
    build: [...settingCommands(old, now), ...edits],
    remove: gone.flatMap((name) => {
      const entry = old.entries.get(name);
      return entry ? [deleteCommand(entry.key)] : [];
    }),
    move: isOrdered(path) ? moveCommands(built, now) : [],
  };
}

/** Sections as they stand, but the known tables among them in the order of who names whom. */
function inDependencyOrder(commands: readonly SectionCommands[]): readonly SectionCommands[] {
  const known = commands
    .filter(({ path }) => dependencyOrder(path) >= 0)
    .toSorted((a, b) => dependencyOrder(a.path) - dependencyOrder(b.path));
  let next = 0;
  return commands.map((one) => (dependencyOrder(one.path) >= 0 ? (known[next++] ?? one) : one));
}

/**
 * The statements that lead from one configuration to the other; `printTree` makes their text. Comments and
 * the order of lists that FortiOS does not order are no part of it.
 */
export function differenceScript(
  before: FortiosConfig,
  after: FortiosConfig,
): readonly ConfigStatement[] {
  const old = scopedSections(configTree(before, 'entries'));
  const now = scopedSections(configTree(after, 'entries'));
  const commands = [...new Set([...now.keys(), ...old.keys()])].flatMap((at) => {
    const from = old.get(at);
    const to = now.get(at);
    const { scope, block } = to ?? from ?? {};
    if (!scope || !block) return [];
    return [
      sectionCommands(
        scope,
        block.path,
        from ? settingsOf(from.block.body) : noSettings,
        to ? settingsOf(to.block.body) : noSettings,
      ),
    ];
  });
  const ordered = inDependencyOrder(commands);
  const section = (
    { scope, path }: SectionCommands,
    body: readonly ConfigStatement[],
  ): readonly ScopedSection[] =>
    body.length === 0 ? [] : [{ scope, block: { kind: 'config', path, body, ...nowhere } }];
  return unscoped([
    ...ordered.flatMap((one) => section(one, one.build)),
    ...ordered.toReversed().flatMap((one) => section(one, one.remove)),
    ...ordered.flatMap((one) => section(one, one.move)),
  ]);
}
