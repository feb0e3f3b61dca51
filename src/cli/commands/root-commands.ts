/** The commands at the top: into the configuration tree, and `show` and `get` from outside it. */
import { type TableName, isTableName, tableNames, tables } from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';
import { consoleLevel, consolePath, getConsole, showConsole } from './console-settings.ts';
import { diagnoseSteps } from './diagnose-commands.ts';
import { errors } from '../errors.ts';
import { executeSteps } from './execute-commands.ts';
import { type Handler, type Place, type Step, keyword, printing, value } from '../grammar.ts';
import { pushed, tableRows } from '../levels.ts';
import { said } from '../show/looking.ts';
import { type CliWorld, newSession } from '../session.ts';
import { type ShowTarget, getTarget, showAll, showTarget } from '../show/show.ts';
import { systemStatus } from '../show/system-status.ts';
import { keptBlock, keptPaths } from '../show/unknown-sections.ts';
import { usualSections } from '../show/usual-sections.ts';

interface Path {
  readonly words: readonly string[];
  readonly target: ShowTarget;
}

function paths({ world }: Place): readonly Path[] {
  return [
    ...tableNames.map((table): Path => ({
      words: table.split(' '),
      target: { kind: 'table', table },
    })),
    ...keptSections(world).map((path): Path => ({
      words: path.split(' '),
      target: { kind: 'kept', path },
    })),
  ];
}

function keptSections({ fortigate }: CliWorld): readonly string[] {
  const all = new Set([...keptPaths(fortigate.config), consolePath, ...usualSections]);
  return [...all].filter((path) => !isTableName(path));
}

type Ending = (target: ShowTarget) => { readonly run: Handler; readonly next?: readonly Step[] };

function wordsHelp(found: readonly Path[]): string {
  const [only] = found;
  if (found.length === 1 && only && isConsole(only.target)) return 'How the command line behaves.';
  if (found.length > 1 || !only) return 'A part of the configuration.';
  return only.target.kind === 'table' ? 'A table.' : 'Kept as it is.';
}

/** These open a part of a device with VDOMs, and are no sections. */
const scopes: ReadonlySet<string> = new Set(['global', 'vdom']);

/**
 * Any other section, whatever its name: it is kept as it is typed. What is the beginning of several known words
 * is none, and neither is what can be no word of FortiOS's.
 */
function otherSection(
  before: readonly string[],
  known: readonly string[],
  ending: Ending,
): readonly Step[] {
  return [
    value('<section>', 'The words of another section, which is kept as it is typed.', {
      isList: true,
      run: (args, place, apply) => {
        const words = args.map(({ text }) => text);
        const [first = ''] = words;
        const wrong =
          known.some((one) => one.startsWith(first)) || (before.length === 0 && scopes.has(first))
            ? first
            : words.find((one) => !/^[a-z0-9][\w.-]{0,62}$/i.test(one));
        if (wrong !== undefined) return said(place.session, errors.parse(wrong));
        const path = [...before, ...words].join(' ');
        const target: ShowTarget = isTableName(path)
          ? { kind: 'table', table: path }
          : { kind: 'kept', path };
        return ending(target).run([], place, apply);
      },
    }),
  ];
}

/**
 * The configuration tree as steps, word by word.
 * @param before the words on the way, where sections may follow that are not known; else null
 */
function pathSteps(
  among: readonly Path[],
  ending: Ending,
  before: readonly string[] | null,
): readonly Step[] {
  const known = knownSteps(among, ending, before);
  if (before === null) return known;
  const words = known.flatMap((one) => (one.kind === 'word' ? [one.word] : []));
  return [...known, ...otherSection(before, words, ending)];
}

function knownSteps(
  among: readonly Path[],
  ending: Ending,
  before: readonly string[] | null,
): readonly Step[] {
  const byWord = Map.groupBy(among, ({ words }) => words[0] ?? '');
  return [...byWord].map(([word, found]) => {
    const here = found.find(({ words }) => words.length === 1);
    const below = found
      .filter(({ words }) => words.length > 1)
      .map(({ words, target }) => ({ words: words.slice(1), target }));
    const end = here ? ending(here.target) : null;
    return keyword(word, wordsHelp(found), {
      // Unfolded where it is walked, not before.
      next: () => [
        ...(below.length === 0
          ? []
          : pathSteps(below, ending, end || before === null ? null : [...before, word])),
        ...(end?.next ?? []),
      ],
      ...(end ? { run: end.run } : {}),
    });
  });
}

function keysOf(target: ShowTarget): (place: Place) => readonly string[] {
  return ({ world }) => {
    if (target.kind === 'table') {
      const { key } = tables[target.table];
      return tableRows(world, target.table).map((row) => textOf(row[key]));
    }
    return keptBlock(world.fortigate.config, target.path).body.flatMap((one) =>
      one.kind === 'edit' ? [one.key.text] : [],
    );
  };
}

/** A command that takes a table, or an entry of it. */
function looking(
  look: (target: ShowTarget, key: string | null, place: Place) => readonly string[] | null,
): Ending {
  return (target) => {
    const run: Handler = (args, place) => {
      const key = args[0]?.text ?? null;
      return said(place.session, look(target, key, place) ?? errors.noEntry(key ?? ''));
    };
    return {
      run,
      next: [value('<key>', 'One entry of it.', { offers: keysOf(target), run })],
    };
  };
}

function shown(isFull: boolean): Ending {
  return looking((target, key, { world }) =>
    isConsole(target)
      ? withoutKey(key, showConsole(world, isFull))
      : showTarget(world, target, key, isFull),
  );
}

function isConsole(target: ShowTarget): boolean {
  return target.kind === 'kept' && target.path === consolePath;
}
/** It has no entries. */
function withoutKey(key: string | null, lines: readonly string[]): readonly string[] | null {
  return key === null ? lines : null;
}

function enter(target: ShowTarget): { readonly run: Handler } {
  return {
    run: (_args, { world, session }) => {
      if (target.kind === 'table') return said(pushed(session, tableLevel(target.table)));
      if (isConsole(target)) return said(pushed(session, consoleLevel(world)));
      const { path, body } = keptBlock(world.fortigate.config, target.path);
      return said(pushed(session, { kind: 'kept', name: path, isEntry: false, body }));
    },
  };
}

function tableLevel(table: TableName) {
  const { fields, key } = tables[table];
  return { kind: 'table' as const, path: table, table, fields, key };
}

const showEverything = (isFull: boolean): Handler =>
  printing(({ world }) => showAll(world, isFull));

export const rootSteps: readonly Step[] = [
  keyword('config', 'Change the configuration.', {
    next: (place) => pathSteps(paths(place), enter, []),
  }),
  keyword('get', 'Settings with their values, defaults included.', {
    next: (place) =>
      withStatus(
        pathSteps(
          paths(place),
          looking((target, key, { world }) =>
            isConsole(target) ? withoutKey(key, getConsole(world)) : getTarget(world, target, key),
          ),
          null,
        ),
      ),
  }),
  keyword('show', 'The configuration.', {
    next: (place) => [
      keyword('full-configuration', 'Defaults included, of the fields that the lab knows.', {
        next: () => pathSteps(paths(place), shown(true), null),
        run: showEverything(true),
      }),
      ...pathSteps(paths(place), shown(false), null),
    ],
    run: showEverything(false),
  }),
  keyword('diagnose', 'Look at what the device knows.', { next: diagnoseSteps }),
  keyword('execute', 'Do something at once.', { next: executeSteps }),
  keyword('exit', 'End the session.', {
    run: () => ({ lines: [], session: newSession, closed: true }),
  }),
];

/** `get system status` stands among the tables of `system`. */
function withStatus(steps: readonly Step[]): readonly Step[] {
  const status = keyword('status', 'Version, serial number and time.', {
    run: printing(({ world }) => systemStatus(world)),
  });
  return steps.map((step) => {
    if (step.kind !== 'word' || step.word !== 'system') return step;
    const { next = [] } = step;
    return {
      ...step,
      next: (place: Place) => [...(typeof next === 'function' ? next(place) : next), status],
    };
  });
}
