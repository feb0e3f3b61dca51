/** The commands inside a table: `config firewall policy`, or `config api-gateway` in an entry. */
import type { FieldValue } from '#model/fortios/fields.ts';
import { usersOf } from '#model/fortios/references.ts';
import { textOf } from '#model/fortios/values.ts';
import { errors, refusalLines } from '../errors.ts';
import { readValue, textProblem } from '../field-values.ts';
import {
  type Handler,
  type LineOutcome,
  type Place,
  type Step,
  keyword,
  value,
} from '../grammar.ts';
import { blankRow, isNumbered, pushed, rowsHere, tableRows, withSubRows } from '../levels.ts';
import type { Word } from '../line.ts';
import { abort, keysHere, leave, looking, said } from '../show/looking.ts';
import { readOnlyEntry } from '../records/tag-entries.ts';
import type { Apply, CliSession, CliWorld, Level } from '../session.ts';

type TableLevel = Extract<Level, { kind: 'table' }>;

/** A number is its digits, however many zeros were typed before them. */
function keyText({ fields, key }: TableLevel, text: string): string {
  return isNumbered(fields, key) && /^\d{1,15}$/.test(text) ? String(Number(text)) : text;
}

/** In a table of the device, not in one inside an entry. */
function isTop({ levels }: CliSession): boolean {
  return levels.length === 1;
}

/** `edit`: opens an entry, or begins a new one. */
function edit(table: TableLevel): Handler {
  return (args, { world, session }) => {
    const name = keyText(table, args[0]?.text ?? '');
    const row = rowsHere(world, session.levels).find((one) => textOf(one[table.key]) === name);
    const { fields, key } = table;
    const entry = { kind: 'entry' as const, table: table.table, fields, key, name };
    const object = isTop(session) ? readOnlyEntry(world, table.table, row, name) : null;
    if (object) {
      const opened = {
        ...entry,
        isNew: false,
        readOnly: true as const,
        opened: object,
        row: object,
      };
      return said(pushed(session, opened));
    }
    if (row) return said(pushed(session, { ...entry, isNew: false, opened: row, row }));
    const problem = keyProblem(world, table, name);
    if (problem) return said(session, problem);
    const keyValue: FieldValue = isNumbered(fields, key) ? Number(name) : name;
    const blank = blankRow(fields, key, keyValue);
    return said(pushed(session, { ...entry, isNew: true, opened: blank, row: blank }), [
      `new entry '${name}' added`,
    ]);
  };
}

/** What stands against a key for a new entry. */
function keyProblem(
  world: CliWorld,
  { table, fields, key }: TableLevel,
  name: string,
): readonly string[] | null {
  const field = fields[key];
  if (!field) return null;
  if (field.kind !== 'number')
    return name === '' ? errors.incomplete() : textProblem(key, field, name);
  // 0 stands for the next free number.
  if (name === '0') return null;
  const word: Word = { text: name, quoted: false, start: 0 };
  const reading = readValue(world, table, key, field, [word]);
  return reading.ok ? null : reading.lines;
}

function remove(table: TableLevel): Handler {
  return (args, { world, session }, apply) => {
    const name = args[0]?.text ?? '';
    const rows = rowsHere(world, session.levels);
    const found = rows.find((row) => textOf(row[table.key]) === name);
    if (isTop(session) && readOnlyEntry(world, table.table, found, name))
      return said(session, errors.readOnly(name));
    if (!found) return said(session, errors.notInTable(name));
    if (session.levels.length > 1)
      return said(
        withSubRows(
          session,
          table.path,
          rows.filter((row) => textOf(row[table.key]) !== name),
        ),
      );
    return said(session, deleted(world, table, [name], apply));
  };
}

/** Deletes entries of the device's table, all or none. */
function deleted(
  world: CliWorld,
  { table }: TableLevel,
  keys: readonly string[],
  apply: Apply,
): readonly string[] {
  for (const key of keys) {
    const users = usersOf(world.fortigate.config, table, key).map(
      (one) => `${one.table} ${one.key}`,
    );
    if (users.length > 0) return errors.inUse(new Set(users).size);
  }
  const refusal = apply({ kind: 'delete', table, keys });
  return refusal ? refusalLines(refusal) : [];
}

/** `rename`, `clone`, `move`: what is done to an entry by its name, in the device's table or in a sub-table. */
function arrange(kind: 'rename' | 'clone' | 'before' | 'after', table: TableLevel): Handler {
  return (args, { world, session }, apply) => {
    const [name = '', other = ''] = args.map(({ text }) => text);
    const rows = rowsHere(world, session.levels);
    const find = (key: string) => rows.find((row) => textOf(row[table.key]) === key);
    const row = find(name);
    const readOnly = [name, other].find(
      (one) => isTop(session) && readOnlyEntry(world, table.table, find(one), one),
    );
    if (readOnly !== undefined) return said(session, errors.readOnly(readOnly));
    if (!row) return said(session, errors.noEntry(name));
    const isMove = kind === 'before' || kind === 'after';
    if (isMove && !find(other)) return said(session, errors.noEntry(other));
    if (!isMove) {
      if (find(other)) return said(session, errors.exists(other));
      const problem = keyProblem(world, table, other);
      if (problem) return said(session, problem);
    }
    if (session.levels.length === 1) {
      const refusal = apply(
        isMove
          ? { kind: 'move', table: table.table, key: name, place: kind, other }
          : { kind, table: table.table, key: name, newKey: other },
      );
      return said(session, refusal ? refusalLines(refusal) : []);
    }
    const changed = {
      ...row,
      [table.key]: isNumbered(table.fields, table.key) ? Number(other) : other,
    };
    return said(
      withSubRows(
        session,
        table.path,
        kind === 'rename' ? rows.map((one) => (one === row ? changed : one)) : [...rows, changed],
      ),
    );
  };
}

function purge(table: TableLevel): Handler {
  return (_args, { session }) =>
    session.levels.length > 1
      ? said(withSubRows(session, table.path, []))
      : said({ ...session, purging: table.table }, ['This operation will clear all table!']);
}

/** The answer to purge's question. */
export function answerPurge(answer: string, { world, session }: Place, apply: Apply): LineOutcome {
  const top = session.levels.at(-1);
  const after = { ...session, purging: null };
  if (top?.kind !== 'table' || !/^y(es)?$/i.test(answer.trim())) return said(after);
  const keys = tableRows(world, top.table).flatMap((row) => {
    const key = textOf(row[top.key]);
    return readOnlyEntry(world, top.table, row, key) ? [] : [key];
  });
  return said(after, keys.length === 0 ? [] : deleted(world, top, keys, apply));
}

/** Tables in which an entry's place means something. */
function isOrdered({ key }: TableLevel): boolean {
  return key === 'policyid';
}

export function tableSteps(table: TableLevel): readonly Step[] {
  const existing = (run: Handler | null, next: readonly Step[] = []) =>
    value('<key>', 'An entry of the table.', {
      offers: keysHere,
      next,
      ...(run ? { run } : {}),
    });
  const isNumber = isNumbered(table.fields, table.key);
  const newKey = (run: Handler) =>
    value(isNumber ? '<integer>' : '<name>', 'The key of the new entry.', { run });
  const steps: Step[] = [
    keyword('edit', 'Open an entry, or begin a new one.', {
      next: [
        value(
          isNumber ? '<integer>' : '<name>',
          isNumber ? 'An entry’s number; 0 for the next free one.' : 'An entry’s name.',
          { offers: keysHere, run: edit(table) },
        ),
      ],
    }),
    keyword('delete', 'Delete an entry.', { next: [existing(remove(table))] }),
    keyword('purge', 'Delete every entry.', { run: purge(table) }),
    keyword('rename', 'Give an entry another key.', {
      next: [
        existing(null, [
          keyword('to', 'The new key.', { next: [newKey(arrange('rename', table))] }),
        ]),
      ],
    }),
    keyword('clone', 'Copy an entry.', {
      next: [
        existing(null, [
          keyword('to', 'The copy’s key.', { next: [newKey(arrange('clone', table))] }),
        ]),
      ],
    }),
    ...looking(),
    keyword('abort', 'Leave without saving.', { run: abort }),
    keyword('end', 'Save and leave the table.', { run: leave }),
  ];
  if (isOrdered(table))
    steps.push(
      keyword('move', 'Move an entry before or after another.', {
        next: [
          existing(null, [
            keyword('before', 'Before this entry.', { next: [existing(arrange('before', table))] }),
            keyword('after', 'After this entry.', { next: [existing(arrange('after', table))] }),
          ]),
        ],
      }),
    );
  return steps;
}
