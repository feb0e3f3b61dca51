/** Changes of a FortiGate's configuration, and several of them as one. */
import { withKeptBlock } from '#cli/show/unknown-sections.ts';
import { configBlockSchema } from '#model/fortios/config-tree.ts';
import { looseRowSchema } from '#model/fortios/fields.ts';
import { rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import { type FortiosConfig, type TableName, tableNames } from '#model/fortios/tables.ts';
import { entryWord, entryWords } from '#model/words/entry.ts';
import { z } from '#model/zod.ts';
import { type Carried, command, givenIn } from '../command.ts';
import * as rows from './fortigate-rows.ts';
import { asStep } from '../refusal.ts';
import { basedOn, checkRevision } from '../revisions.ts';
import {
  type WorldState,
  findFortiGate,
  fortigateNamed,
  objectPath,
  withFortiGate,
} from '../state.ts';

const inTable = { fortigate: z.string(), table: z.enum(tableNames) };
const onRow = { ...inTable, key: z.string() };
type OnRow = z.output<z.ZodObject<typeof onRow>>;

const touchesRow = (_before: WorldState, { fortigate, table, key }: OnRow) => [
  objectPath.row(fortigate, table, key),
];

/** What it made; nothing where nothing was. */
const touchesAdded = (
  _before: WorldState,
  { fortigate, table }: Pick<OnRow, 'fortigate' | 'table'>,
  { key }: Carried,
) => (typeof key === 'string' ? [objectPath.row(fortigate, table, key)] : []);

/** The entries that are others than before, by their keys before and after. */
function touchesRows(before: WorldState, { fortigate }: { fortigate: string }, after: Carried) {
  const [old, now] = [before, after.state].map((state) => findFortiGate(state, fortigate)?.config);
  if (!old || !now) return [];
  const keysIn = <T extends TableName>(table: T, config: FortiosConfig, other: FortiosConfig) => {
    const same = new Set(rowsOf(other, table));
    return rowsOf(config, table)
      .filter((row) => !same.has(row))
      .map((row) => objectPath.row(fortigate, table, rowKey(table, row)));
  };
  return tableNames.flatMap((table) => [...keysIn(table, old, now), ...keysIn(table, now, old)]);
}

const namedSchema = z.object({ name: z.string().min(1) });

/** An entry that is made, by its name where it has one: `firewall address WEB`. */
function madeWords(table: string, values: unknown): string {
  const { data } = namedSchema.safeParse(values);
  return data ? `${entryWord(table)} ${data.name}` : `an entry of ${table}`;
}

export const createRow = command('fortigate/create', {
  input: z.object({ ...inTable, values: z.unknown() }),
  words: ({ table, values }) => `create ${madeWords(table, values)}`,
  touches: touchesAdded,
  run: (state, { fortigate, table, values }) =>
    rows.create(state, fortigateNamed(state, fortigate), table, values),
});

const updateRow = command('fortigate/update', {
  input: z.object({ ...onRow, values: z.unknown(), basedOn }),
  words: ({ table, key }) => `edit ${entryWords(table, key)}`,
  touches: touchesRow,
  run: (state, { fortigate: name, table, key, values, basedOn: shown }) => {
    const fortigate = fortigateNamed(state, name);
    checkRevision(state, objectPath.row(name, table, key), shown, `The settings of ${key}`);
    return { state: rows.update(state, fortigate, table, key, values) };
  },
});

const deleteRow = command('fortigate/delete', {
  input: z.object(onRow),
  words: ({ table, key }) => `delete ${entryWords(table, key)}`,
  touches: touchesRow,
  run: (state, { fortigate, table, key }) => ({
    state: rows.remove(state, fortigateNamed(state, fortigate), table, key),
  }),
});

const moveRow = command('fortigate/move', {
  input: z.object({ ...onRow, place: z.enum(['before', 'after']), other: z.string() }),
  words: ({ table, key }) => `move ${entryWords(table, key)}`,
  // An order is a table's, not a row's: moving one does not make another's form out of date.
  touches: () => [],
  run: (state, { fortigate, table, ...move }) => ({
    state: rows.move(state, fortigateNamed(state, fortigate), table, move),
  }),
});

/** A copy below the original, switched off, under a free number [assumed for the number]. */
const cloneRow = command('fortigate/clone', {
  input: z.object({ ...onRow, newKey: z.string().nullable() }),
  words: ({ table, key }) => `clone ${entryWords(table, key)}`,
  touches: touchesAdded,
  run: (state, { fortigate, table, key, newKey }) =>
    rows.clone(state, fortigateNamed(state, fortigate), table, key, newKey),
});

/** Names put into a list of an entry, or taken out, whatever else it holds: members of a group. */
const changeList = command('fortigate/change-list', {
  input: z.object({
    ...onRow,
    list: z.string(),
    names: z.array(z.string()).readonly(),
    isAdded: z.boolean(),
  }),
  words: ({ table, key }) => `edit ${entryWords(table, key)}`,
  touches: touchesRow,
  run: (state, { fortigate, table, ...change }) => ({
    state: rows.changeList(state, fortigateNamed(state, fortigate), table, change),
  }),
});

/** A whole entry from the command line, settings that the lab does not know included; `key` null for a new one. */
const saveRow = command('fortigate/save-row', {
  input: z.object({ ...inTable, key: z.string().nullable(), row: looseRowSchema }),
  words: ({ table, key, row }) =>
    key === null ? `create ${madeWords(table, row)}` : `edit ${entryWords(table, key)}`,
  touches: (before, { key, ...row }, after) =>
    touchesAdded(before, row, key === null ? after : { ...after, key }),
  run: (state, { fortigate, table, key, row }) =>
    rows.save(state, fortigateNamed(state, fortigate), table, key, row),
});

/** References to the entry go along, as on a device. */
const renameRow = command('fortigate/rename', {
  input: z.object({ ...onRow, newKey: z.string() }),
  words: ({ table, key }) => `rename ${entryWords(table, key)}`,
  touches: touchesRows,
  run: (state, { fortigate, table, key, newKey }) => ({
    state: rows.rename(state, fortigateNamed(state, fortigate), table, key, newKey),
  }),
});

/** A section that is none of the lab's tables, which keeps it as it is. */
const keepSection = command('fortigate/keep-section', {
  input: z.object({ fortigate: z.string(), block: configBlockSchema }),
  words: ({ block }) => `edit ${block.path}`,
  // No editor stays open over it.
  touches: () => [],
  run: (state, { fortigate, block }) => ({
    state: withFortiGate(state, fortigateNamed(state, fortigate).name, (one) => ({
      ...one,
      config: withKeptBlock(one.config, block),
    })),
  }),
});

const rowCommands = [
  createRow,
  updateRow,
  deleteRow,
  moveRow,
  cloneRow,
  changeList,
  saveRow,
  renameRow,
] as const;
const [first, ...others] = rowCommands;
const rowCommandSchema = z.discriminatedUnion('kind', [
  first.schema,
  ...others.map(({ schema }) => schema),
]);
export type FortiGateCommand = z.output<typeof rowCommandSchema>;

/** Changes of one FortiGate that are made together or not at all, and undone together. */
const batch = command('fortigate/batch', {
  input: z.object({
    fortigate: z.string(),
    /** What *Undo* calls it. */
    words: z.string(),
    steps: z.array(rowCommandSchema).readonly(),
  }),
  words: ({ words }) => words,
  touches: touchesRows,
  run: (state, { steps }) => runSteps(state, steps),
});

/** One after the other; the key is the first that was made. */
export function runSteps(state: WorldState, steps: readonly FortiGateCommand[]): Carried {
  let done: Carried = { state };
  for (const [at, step] of steps.entries()) {
    const { state: before } = done;
    const one = asStep(at, () => givenIn(rowCommands, step).run(before));
    done = { state: one.state, key: done.key ?? one.key ?? null };
  }
  return done;
}

export const fortigateCommands = [...rowCommands, keepSection, batch] as const;
