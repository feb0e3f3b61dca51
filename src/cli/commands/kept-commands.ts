/**
 * The commands inside a section that is none of the lab's tables. Nothing is known of its settings, so
 * every name and value is taken, and kept as it was typed.
 */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import { errors, refusalLines } from '../errors.ts';
import {
  type Handler,
  type LineOutcome,
  type Place,
  type Step,
  keyword,
  value,
} from '../grammar.ts';
import { setStatement, withKept, withStatement, withoutSetting } from '../show/kept-statements.ts';
import { keptStatement, openSection, pushed, replacedTop, withLevels } from '../levels.ts';
import { abort, looking, said } from '../show/looking.ts';
import type { Apply, KeptLevel, CliSession } from '../session.ts';

function namesOf(level: KeptLevel, kind: 'set' | 'edit' | 'config'): readonly string[] {
  return level.body.flatMap((one) => {
    if (one.kind !== kind) return [];
    switch (one.kind) {
      case 'set':
        return [one.name];
      case 'edit':
        return [one.key.text];
      case 'config':
        return [one.path];
    }
  });
}

/** What the section holds from now on takes effect; inside another table's entry it waits for that. */
function saved(session: CliSession, before: CliSession, apply: Apply): LineOutcome {
  const section = openSection(session.levels);
  if (!section) return said(session);
  const refusal = apply({ kind: 'keep', block: section.block });
  return refusal ? said(before, refusalLines(refusal)) : said(session);
}

/** The session a level up, with what was set here in its place. */
function folded(session: CliSession, level: KeptLevel): CliSession {
  const above = session.levels.at(-2);
  const up = withLevels(session, session.levels.slice(0, -1));
  const statement = keptStatement(level);
  if (above?.kind === 'kept')
    return replacedTop(up, { ...above, body: withStatement(above.body, statement) });
  if (above?.kind === 'entry') {
    return replacedTop(up, { ...above, row: withKept(above.row, above.fields, statement) });
  }
  return up;
}

const next: Handler = (_args, { session }, apply) => {
  const level = session.levels.at(-1);
  return level?.kind === 'kept' ? saved(folded(session, level), session, apply) : said(session);
};

/** Saves, and leaves the section; out of an entry, its table together with it. */
const end: Handler = (_args, { session }, apply) => {
  let after = session;
  for (;;) {
    const level = after.levels.at(-1);
    if (level?.kind !== 'kept') return said(after);
    if (after.levels.length === 1) {
      const outcome = saved(after, session, apply);
      return outcome.lines.length > 0 ? outcome : said(withLevels(after, []));
    }
    after = folded(after, level);
    if (!level.isEntry) {
      return saved(after, session, apply);
    }
  }
};

function opened(isEntry: boolean, level: KeptLevel): Handler {
  return (args, { session }) => {
    const name = args.map(({ text }) => text).join(' ');
    const body = level.body.flatMap((one): readonly ConfigStatement[] =>
      (isEntry && one.kind === 'edit' && one.key.text === name) ||
      (!isEntry && one.kind === 'config' && one.path === name)
        ? one.body
        : [],
    );
    const isThere = namesOf(level, isEntry ? 'edit' : 'config').includes(name);
    return said(
      pushed(session, { kind: 'kept', name, isEntry, body }),
      isEntry && !isThere ? [`new entry '${name}' added`] : [],
    );
  };
}

function setting(kind: 'set' | 'append', level: KeptLevel): Handler {
  return (args, { session }) => {
    const [name, ...rest] = args;
    if (!name) return said(session, errors.incomplete());
    const typed = setStatement(name.text, rest);
    const old = level.body.find((one) => one.kind === 'set' && one.name === name.text);
    const statement =
      kind === 'append' && old?.kind === 'set'
        ? { ...typed, values: [...old.values, ...typed.values] }
        : typed;
    return said(replacedTop(session, { ...level, body: withStatement(level.body, statement) }));
  };
}

function unset(level: KeptLevel): Handler {
  return (args, { session }) => {
    const name = args[0]?.text ?? '';
    const body = withoutSetting(level.body, name);
    return said(replacedTop(session, { ...level, body }));
  };
}

function remove(level: KeptLevel): Handler {
  return (args, { session }, apply) => {
    const name = args[0]?.text ?? '';
    if (!namesOf(level, 'edit').includes(name)) return said(session, errors.notInTable(name));
    const body = level.body.filter((one) => !(one.kind === 'edit' && one.key.text === name));
    return saved(replacedTop(session, { ...level, body }), session, apply);
  };
}

export function keptSteps(level: KeptLevel): readonly Step[] {
  const settings = () => namesOf(level, 'set');
  const entries = () => namesOf(level, 'edit');
  const named = (kind: 'set' | 'append') =>
    value('<setting>', 'The name of a setting.', {
      offers: settings,
      next: [
        value('<value>', 'A value; several may follow.', {
          isList: true,
          run: setting(kind, level),
        }),
      ],
    });
  const key = (run: Handler) => value('<key>', 'An entry’s key.', { offers: entries, run });
  const inTable: readonly Step[] = [
    keyword('edit', 'Open an entry, or begin a new one.', { next: [key(opened(true, level))] }),
    keyword('delete', 'Delete an entry.', { next: [key(remove(level))] }),
  ];
  const inEntry: readonly Step[] = [keyword('next', 'Save the entry.', { run: next })];
  return [
    ...(level.isEntry ? inEntry : inTable),
    keyword('config', 'A table inside.', {
      next: [
        value('<section>', 'The words of the section.', {
          isList: true,
          offers: (_place: Place) => namesOf(level, 'config'),
          run: opened(false, level),
        }),
      ],
    }),
    keyword('set', 'Give a setting a value.', { next: [named('set')] }),
    keyword('unset', 'Take a setting away.', {
      next: [value('<setting>', 'The name of a setting.', { offers: settings, run: unset(level) })],
    }),
    keyword('append', 'Add to a list.', { next: [named('append')] }),
    ...looking(),
    keyword('abort', 'Leave without saving.', { run: abort }),
    keyword('end', 'Save and leave.', { run: end }),
  ];
}
