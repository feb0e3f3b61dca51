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
import { printValue } from '#formats/fortios/print/print-tree.ts';
import { isTopLevel } from '#formats/fortios/top-level.ts';
import {
  editStatement,
  setStatement,
  withKept,
  withStatement,
  withoutSetting,
} from '../show/kept-statements.ts';
import { keptPaths } from '../show/unknown-sections.ts';
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
function saved({ world, session: before }: Place, session: CliSession, apply: Apply): LineOutcome {
  const section = openSection(session.levels);
  if (!section) return said(session);
  const { path, body } = section.block;
  // A section that was only looked into is none.
  if (body.length === 0 && !keptPaths(world.fortigate.config).includes(path)) return said(session);
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

const next: Handler = (_args, place, apply) => {
  const { session } = place;
  const level = session.levels.at(-1);
  return level?.kind === 'kept' ? saved(place, folded(session, level), apply) : said(session);
};

/** Saves, and leaves the section; out of an entry, its table together with it. */
const end: Handler = (_args, place, apply) => {
  let after = place.session;
  for (;;) {
    const level = after.levels.at(-1);
    if (level?.kind !== 'kept') return said(after);
    if (after.levels.length === 1) {
      const outcome = saved(place, after, apply);
      return outcome.lines.length > 0 ? outcome : said(withLevels(after, []));
    }
    after = folded(after, level);
    if (!level.isEntry) {
      return saved(place, after, apply);
    }
  }
};

function opened(isEntry: boolean, level: KeptLevel): Handler {
  return (args, { session }) => {
    // A name with a blank in it is one word: `redistribute "my list"`.
    const name = isEntry
      ? args.map(({ text }) => text).join(' ')
      : args.map(({ text, quoted }) => printValue({ text, quoted })).join(' ');
    // The block before it was cut off.
    if (!isEntry && isTopLevel(name)) return said(session, errors.parse(args[0]?.text ?? ''));
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

const isEntryOf = (name: string) => (one: ConfigStatement) =>
  one.kind === 'edit' && one.key.text === name;

function remove(level: KeptLevel): Handler {
  return (args, place, apply) => {
    const { session } = place;
    const name = args[0]?.text ?? '';
    if (!namesOf(level, 'edit').includes(name)) return said(session, errors.notInTable(name));
    const body = level.body.filter((one) => !isEntryOf(name)(one));
    return saved(place, replacedTop(session, { ...level, body }), apply);
  };
}

/** `rename`, `clone` and `move`, of entries by their keys. */
function arrange(kind: 'rename' | 'clone' | 'before' | 'after', level: KeptLevel): Handler {
  return (args, place, apply) => {
    const { session } = place;
    const [name = '', other = ''] = args.map(({ text }) => text);
    const entry = level.body.find(isEntryOf(name));
    if (entry?.kind !== 'edit') return said(session, errors.noEntry(name));
    const isThere = level.body.some(isEntryOf(other));
    const made = editStatement(other, entry.body);
    let body: readonly ConfigStatement[];
    switch (kind) {
      case 'rename':
      case 'clone':
        if (isThere) return said(session, errors.exists(other));
        body =
          kind === 'clone'
            ? [...level.body, made]
            : level.body.map((one) => (one === entry ? made : one));
        break;
      case 'before':
      case 'after': {
        if (!isThere) return said(session, errors.noEntry(other));
        const rest = level.body.filter((one) => one !== entry);
        const at = rest.findIndex(isEntryOf(other));
        body = at < 0 ? level.body : rest.toSpliced(kind === 'after' ? at + 1 : at, 0, entry);
        break;
      }
    }
    return saved(place, replacedTop(session, { ...level, body }), apply);
  };
}

const purge: Handler = (_args, { session }) =>
  said({ ...session, purging: 'kept' }, ['This operation will clear all table!']);

/** The answer to its question. */
export function answerKeptPurge(answer: string, place: Place, apply: Apply): LineOutcome {
  const session = { ...place.session, purging: null };
  const top = session.levels.at(-1);
  if (top?.kind !== 'kept' || !/^y(es)?$/i.test(answer.trim())) return said(session);
  const body = top.body.filter(({ kind }) => kind !== 'edit');
  return saved({ ...place, session }, replacedTop(session, { ...top, body }), apply);
}

function unselect(level: KeptLevel): Handler {
  return (args, { session }) => {
    const [name, ...values] = args.map(({ text }) => text);
    const body = level.body.map((one) =>
      one.kind === 'set' && one.name === name
        ? { ...one, values: one.values.filter(({ text }) => !values.includes(text)) }
        : one,
    );
    return said(replacedTop(session, { ...level, body }));
  };
}

function arrangeSteps(level: KeptLevel): readonly Step[] {
  const offers = () => namesOf(level, 'edit');
  const two = (word: string, run: Handler, help: string) => [
    value('<key>', 'An entry’s key.', {
      offers,
      next: [keyword(word, help, { next: [value('<key>', 'Another key.', { run })] })],
    }),
  ];
  return [
    keyword('rename', 'Give an entry another key.', {
      next: two('to', arrange('rename', level), 'The new key.'),
    }),
    keyword('clone', 'Copy an entry.', {
      next: two('to', arrange('clone', level), 'The copy’s key.'),
    }),
    keyword('move', 'Move an entry before or after another.', {
      next: [
        value('<key>', 'An entry’s key.', {
          offers,
          next: (['before', 'after'] as const).map((place) =>
            keyword(place, `Its place is ${place} this entry.`, {
              next: [value('<key>', 'Another entry.', { offers, run: arrange(place, level) })],
            }),
          ),
        }),
      ],
    }),
  ];
}

export function keptSteps(level: KeptLevel): readonly Step[] {
  const settings = () => namesOf(level, 'set');
  const entries = () => namesOf(level, 'edit');
  const named = (run: Handler) =>
    value('<setting>', 'The name of a setting.', {
      offers: settings,
      next: [
        value('<value>', 'A value; several may follow.', {
          isList: true,
          run,
        }),
      ],
    });
  const key = (run: Handler) => value('<key>', 'An entry’s key.', { offers: entries, run });
  const inTable: readonly Step[] = [
    keyword('edit', 'Open an entry, or begin a new one.', { next: [key(opened(true, level))] }),
    keyword('delete', 'Delete an entry.', { next: [key(remove(level))] }),
    keyword('purge', 'Delete every entry.', { run: purge }),
    ...arrangeSteps(level),
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
    keyword('set', 'Give a setting a value.', { next: [named(setting('set', level))] }),
    keyword('unset', 'Take a setting away.', {
      next: [value('<setting>', 'The name of a setting.', { offers: settings, run: unset(level) })],
    }),
    keyword('append', 'Add to a list.', { next: [named(setting('append', level))] }),
    keyword('select', 'Give a list these values.', { next: [named(setting('set', level))] }),
    keyword('unselect', 'Take values out of a list.', { next: [named(unselect(level))] }),
    ...looking(),
    keyword('abort', 'Leave without saving.', { run: abort }),
    keyword('end', 'Save and leave.', { run: end }),
  ];
}
