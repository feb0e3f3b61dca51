/** The commands inside an entry: its settings, its sub-tables, and the ways out that save it. */
import { printValue } from '#formats/fortios/print/print-tree.ts';
import { isTopLevel } from '#formats/fortios/top-level.ts';
import type { Field, FieldValue, LooseRow, Release } from '#model/fortios/fields.ts';
import { fieldsIn } from '#model/fortios/tables/releases.ts';
import { defaultOf } from '#model/fortios/rows.parse.ts';
import { isNegationHidden, withNegationOfTags } from '#model/tagging/tag-negation.ts';
import { isNames, textOf } from '#model/fortios/values.ts';
import { errors, refusalLines } from '../errors.ts';
import { fieldHelp, readValue, valueSteps } from '../field-values.ts';
import { type Handler, type Place, type Step, keyword, value } from '../grammar.ts';
import { keptSettings } from '../show/kept-settings.ts';
import { anchored, keptIn, setStatement, withKept, withoutKept } from '../show/kept-statements.ts';
import {
  numbered,
  pushed,
  replacedTop,
  rowsHere,
  tableRows,
  upserted,
  withLevels,
  withSubRows,
} from '../levels.ts';
import { abort, looking, said } from '../show/looking.ts';
import type { EntryLevel, CliSession } from '../session.ts';

function withRow(session: CliSession, entry: EntryLevel, row: LooseRow): CliSession {
  return replacedTop(session, { ...entry, row });
}

/** A setting of the open entry; a value of it that the reader had set aside is void from then on. */
function withField(
  session: CliSession,
  entry: EntryLevel,
  name: string,
  held: FieldValue,
): CliSession {
  const row = { ...withoutKept(entry.row, name), [name]: held };
  return withRow(session, entry, withNegationOfTags(row, entry.row));
}

function setField(
  verb: 'set' | 'append' | 'select' | 'unselect',
  entry: EntryLevel,
  name: string,
  field: Field,
): Handler {
  return (args, { world, session }) => {
    const typedTexts = args.map(({ text }) => text);
    const held = entry.row[name];
    const before = isNames(held) ? held : [];
    if (verb === 'unselect') {
      const missing = typedTexts.find((one) => !before.includes(one));
      if (missing !== undefined) return said(session, errors.notInDatasource(missing));
      const without = before.filter((one) => !typedTexts.includes(one));
      return said(withField(session, entry, name, without));
    }
    const reading = readValue(world, entry.table, name, field, args);
    if (!reading.ok) return said(session, reading.lines);
    const joined =
      verb === 'append' && isNames(reading.value)
        ? [...new Set([...before, ...reading.value])]
        : reading.value;
    return said(withField(session, entry, name, joined));
  };
}

/** A setting that the lab keeps as it was typed. */
function setKept(entry: EntryLevel, name: string): Handler {
  return (args, { session }) =>
    said(withRow(session, entry, withKept(entry.row, entry.fields, setStatement(name, args))));
}

/** What is kept in this table besides the lab's fields: common names, and what the table's entries have. */
function keptNames({ world }: Place, entry: EntryLevel, path: string): readonly string[] {
  const others = path === entry.table ? tableRows(world, entry.table) : [];
  return keptSettings(path, [entry.row, ...others].flatMap(keptIn)).filter(
    (name) => !Object.hasOwn(entry.fields, name),
  );
}

/** What was set here, on the entry as it is by now: someone else may have changed other settings of it. */
function merged({ opened, row }: EntryLevel, current: LooseRow): LooseRow {
  const changes = Object.entries(row).filter(([name, held]) => held !== opened[name]);
  return changes.length === 0 ? current : { ...current, ...Object.fromEntries(changes) };
}

/** Saves the open entry, and leaves it; what stands against it leaves it open. */
function save(leavesTable: boolean): Handler {
  return (_args, { world, session }, apply) => {
    const { levels } = session;
    const entry = levels.at(-1);
    const table = levels.at(-2);
    if (entry?.kind !== 'entry' || table?.kind !== 'table') return said(session);
    const above = withLevels(session, levels.slice(0, -1));
    if (entry.readOnly) return said(leavesTable ? withLevels(above, []) : above);
    const rows = rowsHere(world, above.levels);
    const current = rows.find((one) => textOf(one[entry.key]) === entry.name);
    const row = current ? merged(entry, current) : numbered(entry, rows);
    const left = (after: CliSession): CliSession =>
      leavesTable ? withLevels(after, after.levels.slice(0, -1)) : after;
    if (levels.length > 2)
      return said(left(withSubRows(above, table.path, upserted(rows, table.key, row))));
    const refusal =
      row === current
        ? null
        : apply({
            kind: 'save',
            table: entry.table,
            key: current ? entry.name : null,
            row: anchored(row, entry.fields, entry.key),
          });
    return refusal ? said(session, refusalLines(refusal)) : said(left(above));
  };
}

/** A table that FortiOS has in such entries and the lab does not read. */
function otherTable(known: readonly string[]): Step {
  return value('<section>', 'The words of another table, which is kept as it is typed.', {
    isList: true,
    run: (args, { session }) => {
      const [first = ''] = args.map(({ text }) => text);
      // The beginning of several words, or a setting.
      if (first === '' || known.some((one) => one.startsWith(first)))
        return said(session, errors.parse(first));
      const name = args.map(({ text, quoted }) => printValue({ text, quoted })).join(' ');
      // It is no table of an entry: the block before it was cut off.
      if (isTopLevel(name)) return said(session, errors.parse(first));
      return said(pushed(session, { kind: 'kept', name, isEntry: false, body: [] }));
    },
  });
}

/** Of the object of a tag: whatever would change it is refused. */
function readOnlySteps(name: string): readonly Step[] {
  const refuse: Handler = (_args, { session }) => said(session, errors.readOnly(name));
  const refused = ['set', 'unset', 'append', 'select', 'unselect'].map((verb) =>
    keyword(verb, 'Refused: EMS manages this object.', {
      next: [value('<setting>', 'The name of a setting.', { isList: true, run: refuse })],
    }),
  );
  return [...refused, ...looking(), ...leavingSteps];
}

const leavingSteps: readonly Step[] = [
  keyword('next', 'Save the entry.', { run: save(false) }),
  keyword('abort', 'Leave without saving.', { run: abort }),
  keyword('end', 'Save the entry and leave the table.', { run: save(true) }),
];

/**
 * @param path the table that the entry is of, or the sub-table
 * @param release what it lacks cannot be set; what an older text has set can be taken away
 */
export function entrySteps(entry: EntryLevel, path: string, release: Release): readonly Step[] {
  if (entry.readOnly) return readOnlySteps(entry.name);
  const there = fieldsIn(entry.fields, release);
  const all = Object.entries(entry.fields).filter(([name]) => name !== entry.key);
  const fields = all.filter(([name]) => Object.hasOwn(there, name));
  const plain = fields.filter(([, field]) => field.kind !== 'table');
  const lists = plain.filter(([, field]) => field.kind === 'names' || field.kind === 'words');
  const isUnsettable = ([name, field]: readonly [string, Field]): boolean =>
    field.kind !== 'table' && (Object.hasOwn(there, name) || entry.row[name] !== field.default);
  const setting =
    (verb: 'set' | 'append' | 'select' | 'unselect') =>
    ([name, field]: readonly [string, Field]) =>
      keyword(name, fieldHelp(field), {
        next: valueSteps(entry.table, name, field, setField(verb, entry, name, field)),
      });
  const subTables = fields.flatMap(([name, field]) =>
    field.kind !== 'table'
      ? []
      : [
          keyword(name, 'A table inside this entry.', {
            run: (_args, { session }) =>
              said(
                pushed(session, {
                  kind: 'table',
                  path: name,
                  table: entry.table,
                  fields: field.fields,
                  key: field.key,
                }),
              ),
          }),
        ],
  );
  const keptTables = keptIn(entry.row).flatMap((one) => (one.kind === 'config' ? [one.path] : []));
  const keptConfigs = keptTables.map((text) =>
    keyword(text, 'Kept as it is.', {
      run: (_args, { session }) => {
        const body = keptIn(entry.row).flatMap((one) =>
          one.kind === 'config' && one.path === text ? one.body : [],
        );
        return said(pushed(session, { kind: 'kept', name: text, isEntry: false, body }));
      },
    }),
  );
  const keptSetting = (place: Place) =>
    keptNames(place, entry, path).map((name) =>
      keyword(name, 'Kept as it is typed.', {
        next: [
          value('<value>', 'A value; several may follow.', {
            isList: true,
            run: setKept(entry, name),
          }),
        ],
      }),
    );
  return [
    keyword('config', 'A table inside this entry.', {
      next: [
        ...subTables,
        ...keptConfigs,
        otherTable([...fields.map(([name]) => name), ...keptTables]),
      ],
    }),
    keyword('set', 'Give a setting a value.', {
      next: (place) => [
        ...plain.filter(([name]) => !isNegationHidden(name, entry.row)).map(setting('set')),
        ...keptSetting(place),
      ],
    }),
    keyword('unset', 'Give a setting its default.', {
      next: (place) => [
        ...all.filter(isUnsettable).map(([name, field]) =>
          keyword(name, fieldHelp(field), {
            run: (_args, { session }) => said(withField(session, entry, name, defaultOf(field))),
          }),
        ),
        ...keptNames(place, entry, path).map((name) =>
          keyword(name, 'Kept as it is typed.', {
            run: (_args, { session }) =>
              said(withRow(session, entry, withoutKept(entry.row, name))),
          }),
        ),
      ],
    }),
    keyword('append', 'Add to a list.', { next: lists.map(setting('append')) }),
    keyword('select', 'Give a list these values.', { next: lists.map(setting('select')) }),
    keyword('unselect', 'Take values out of a list.', { next: lists.map(setting('unselect')) }),
    ...looking(),
    ...leavingSteps,
  ];
}
