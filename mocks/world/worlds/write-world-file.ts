/** A world as the text of its file, in parts: a large one takes seconds, in which others are answered too. */
import { exportConfig, exportParts } from '#formats/fortios/print/export.ts';
import { maskSecretsInData, maskSecretsInText } from '#formats/fortios/print/secrets.ts';
import type { z } from '#model/zod.ts';
import type { WorldState } from '../state.ts';
import {
  type DraftFile,
  type NamedState,
  worldFileFormat,
  worldFileSchema,
  worldFileVersion,
} from './world-file.ts';

type Secrets = 'masked' | 'kept';
type WorldFile = z.output<typeof worldFileSchema>;

/** A part of the text, and how many entries of lists are in it. */
export interface FilePart {
  readonly text: string;
  readonly entries: number;
}

/** A person reads a small one; of a large one, spaces would be the half. */
const smallUpTo = 1000;
/** Entries of a list that are checked and written in one go. */
const entriesAPart = 200;

/** A command's entries and texts without their secrets. */
function maskedCommand(command: unknown): unknown {
  if (typeof command !== 'object' || command === null) return command;
  return Object.fromEntries(
    Object.entries(command).map(([name, value]: [string, unknown]) => {
      if (name === 'values' || name === 'row' || name === 'block')
        return [name, maskSecretsInData(value)];
      if (name === 'steps' && Array.isArray(value)) return [name, value.map(maskedCommand)];
      return [
        name,
        name === 'text' && typeof value === 'string' ? maskSecretsInText(value) : value,
      ];
    }),
  );
}

function draftOf(draft: DraftFile | undefined, secrets: Secrets) {
  if (!draft || secrets === 'kept') return draft && { draft };
  const changes = draft.changes.map(({ words, commands }) => ({
    words,
    commands: commands.map(maskedCommand),
  }));
  return { draft: { ...draft, changes } };
}

/** In one go. Parsed, so that the same world is the same text, however its parts came about. */
function smallFile({ name, state, draft }: NamedState, secrets: Secrets): string {
  const { revision: _, changed: __, fortigates, ...rest } = state;
  const file = worldFileSchema.parse({
    format: worldFileFormat,
    version: worldFileVersion,
    name,
    ...rest,
    fortigates: fortigates.map(({ config, logs, ...head }) => ({
      ...head,
      config: exportConfig(config, { form: 'show', secrets }),
      logs,
    })),
    ...draftOf(draft, secrets),
  });
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** What stands in the text in place of something long, until that is written. */
class Gaps {
  private readonly fills: (() => Generator<FilePart, void>)[] = [];

  /** No text of a world is only this. */
  leave(fill: () => Generator<FilePart, void>): string {
    this.fills.push(fill);
    return `\u0000${this.fills.length - 1}`;
  }

  *filled(text: string): Generator<FilePart, void> {
    for (const [at, piece] of text.split(/"\\u0000(\d+)"/).entries())
      if (at % 2 === 0) yield { text: piece, entries: 0 };
      else yield* this.fills[Number(piece)]?.() ?? [];
  }
}

/** @param checked the entries as the schema has them */
function* listParts<Entry>(
  entries: readonly Entry[],
  checked: (some: readonly Entry[]) => readonly unknown[],
): Generator<FilePart, void> {
  yield { text: '[', entries: 0 };
  for (let at = 0; at < entries.length; at += entriesAPart) {
    const some = checked(entries.slice(at, at + entriesAPart));
    const text = JSON.stringify(some).slice(1, -1);
    yield { text: at === 0 ? text : `,${text}`, entries: some.length };
  }
  yield { text: ']', entries: 0 };
}

/** The same of what stands under names. */
function* recordParts<Entry>(
  record: Readonly<Record<string, Entry>>,
  checked: (some: Readonly<Record<string, Entry>>) => object,
): Generator<FilePart, void> {
  const entries = Object.entries(record);
  yield { text: '{', entries: 0 };
  for (let at = 0; at < entries.length; at += entriesAPart) {
    const some = entries.slice(at, at + entriesAPart);
    const text = JSON.stringify(checked(Object.fromEntries(some))).slice(1, -1);
    yield { text: at === 0 ? text : `,${text}`, entries: some.length };
  }
  yield { text: '}', entries: 0 };
}

function* configParts(
  config: WorldState['fortigates'][number]['config'],
  secrets: Secrets,
): Generator<FilePart, void> {
  yield { text: '"', entries: 0 };
  for (const text of exportParts(config, { form: 'show', secrets }))
    yield { text: JSON.stringify(text).slice(1, -1), entries: 0 };
  yield { text: '"', entries: 0 };
}

/** The lists that may be long are left out of the text, and written part by part where they belong. */
function* largeFile(
  { name, state, draft }: NamedState,
  secrets: Secrets,
): Generator<FilePart, void> {
  const { revision: _, changed: __, fortigates, ems, ...rest } = state;
  const { otherServers = [] } = ems;
  const bare = {
    format: worldFileFormat,
    version: worldFileVersion,
    name,
    clock: state.clock,
    ems: { ...ems, endpoints: [], fabricDevices: [], otherServers: [] },
    fortigates: [],
  };
  const checked = (fields: object): WorldFile => worldFileSchema.parse({ ...bare, ...fields });
  const headsOf = (all: WorldState['fortigates']) =>
    all.map(({ config: _config, logs: _logs, ...head }) => head);
  const withoutEndpoints = otherServers.map((server) => ({ ...server, endpoints: [] }));
  const file = checked({
    ...rest,
    openSessions: [],
    endedSessions: [],
    tagsByHand: [],
    pendingTagChanges: [],
    postures: {},
    ems: {
      ...ems,
      endpoints: [],
      ...(ems.otherServers && { otherServers: withoutEndpoints }),
    },
    fortigates: headsOf(fortigates),
    ...draftOf(draft, secrets),
  });
  const gaps = new Gaps();
  const gap = <Entry>(
    entries: readonly Entry[],
    check: (some: readonly Entry[]) => readonly unknown[],
  ) => gaps.leave(() => listParts(entries, check));
  const text = JSON.stringify({
    ...file,
    tagsByHand: gap(state.tagsByHand, (tagsByHand) => checked({ tagsByHand }).tagsByHand),
    pendingTagChanges: gap(
      state.pendingTagChanges,
      (pendingTagChanges) => checked({ pendingTagChanges }).pendingTagChanges,
    ),
    openSessions: gap(state.openSessions, (openSessions) => checked({ openSessions }).openSessions),
    endedSessions: gap(
      state.endedSessions,
      (endedSessions) => checked({ endedSessions }).endedSessions,
    ),
    postures: gaps.leave(() =>
      recordParts(state.postures, (postures) => checked({ postures }).postures),
    ),
    ems: {
      ...file.ems,
      endpoints: gap(
        ems.endpoints,
        (endpoints) => checked({ ems: { ...bare.ems, endpoints } }).ems.endpoints,
      ),
      ...(file.ems.otherServers && {
        otherServers: file.ems.otherServers.map((server, at) => ({
          ...server,
          endpoints: gap(
            otherServers[at]?.endpoints ?? [],
            (endpoints) => checked({ ems: { ...bare.ems, endpoints } }).ems.endpoints,
          ),
        })),
      }),
    },
    fortigates: file.fortigates.map((head, at) => {
      const one = fortigates[at];
      if (!one) return head;
      const checkedLogs = (logs: readonly object[]): readonly unknown[] =>
        checked({ fortigates: [{ ...head, logs }] }).fortigates[0]?.logs ?? [];
      return {
        ...head,
        config: gaps.leave(() => configParts(one.config, secrets)),
        logs: gap(one.logs, checkedLogs),
      };
    }),
  });
  yield* gaps.filled(text);
  yield { text: '\n', entries: 0 };
}

/** So many entries are written, part by part. */
export function entriesOf({ state }: NamedState): number {
  const { ems, fortigates, tagsByHand, pendingTagChanges, openSessions, endedSessions } = state;
  const lists = [
    ems.endpoints,
    ...(ems.otherServers ?? []).map(({ endpoints }) => endpoints),
    ...fortigates.map(({ logs }) => logs),
    Object.keys(state.postures),
    tagsByHand,
    pendingTagChanges,
    openSessions,
    endedSessions,
  ];
  return lists.reduce((sum, { length }) => sum + length, 0);
}

export function* worldFileParts(named: NamedState, secrets: Secrets): Generator<FilePart, void> {
  if (named.state.ems.endpoints.length < smallUpTo)
    yield { text: smallFile(named, secrets), entries: entriesOf(named) };
  else yield* largeFile(named, secrets);
}

export function writeWorldFile(named: NamedState, secrets: Secrets = 'kept'): string {
  return [...worldFileParts(named, secrets)].map(({ text }) => text).join('');
}
