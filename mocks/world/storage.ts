/** The world outlives a reload: its state as data, each FortiGate's configuration as FortiOS text. */
import { readConfig } from '#formats/fortios/config.ts';
import { printConfig } from '#formats/fortios/print-config.ts';
import { emsSchema } from '#model/ems.ts';
import { fortiAnalyzerSchema } from '#model/fortianalyzer.ts';
import { outbreakSchema } from '#model/outbreak.ts';
import { postureSchema } from '#model/posture.ts';
import { connectAnswerSchema } from '#model/lab-api.ts';
import { endedSessionSchema, labSessionSchema } from '#model/lab-sessions.ts';
import { sessionSchema } from '#model/session.ts';
import { tagDefinitionSchema } from '#model/tagging.ts';
import { tagSchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';
import type { History } from './history.ts';
import type { FortiGate, WorldState } from './state.ts';

const storedVersion = 1;

const drawSchema = z.object({
  sessionid: z.number(),
  srcport: z.number(),
  lanin: z.number(),
  lanout: z.number(),
  nanoseconds: z.number(),
});
const storedFortiGateSchema = z.object({
  name: z.string(),
  serial: z.string(),
  ip: z.string(),
  version: z.string(),
  build: z.number(),
  connector: z.number(),
  config: z.string(),
  logs: z.array(
    z.object({ index: z.number(), subtype: z.enum(['ztna', 'forward']), text: z.string() }),
  ),
});
export const storedWorldSchema = z.object({
  version: z.literal(storedVersion),
  revision: z.number(),
  scenario: z.object({ id: z.string(), name: z.string() }),
  clock: z.object({ epochMs: z.number(), offsetMinutes: z.number() }),
  random: z.object({
    upcoming: z.array(drawSchema),
    seed: z.number(),
  }),
  ems: emsSchema,
  // Absent in worlds stored before there were rules that tag.
  postures: z.record(z.string(), postureSchema).catch({}),
  tagDefinitions: z.array(tagDefinitionSchema).catch([]),
  outbreaks: z.array(outbreakSchema).catch([]),
  tagsByHand: z.array(z.object({ uid: z.string(), tag: tagSchema, add: z.boolean() })).catch([]),
  fortiAnalyzer: fortiAnalyzerSchema.catch({ handlers: [], events: [] }),
  fortigates: z.array(storedFortiGateSchema),
  // Absent in worlds stored before connections were kept.
  connection: z.object({ answer: connectAnswerSchema }).nullable().catch(null),
  // Absent in worlds stored before tag changes took their time and sessions lived on.
  pendingTagChanges: z
    .array(
      z.object({
        uid: z.string(),
        tag: tagSchema,
        add: z.boolean(),
        cause: z.enum(['posture', 'network', 'logon']),
        dueMs: z.number().nullable(),
      }),
    )
    .catch([]),
  openSessions: z
    .array(
      z.object({
        shown: labSessionSchema,
        session: sessionSchema,
        facts: drawSchema,
        certificateSerial: z.string().optional(),
      }),
    )
    .catch([]),
  endedSessions: z.array(endedSessionSchema).catch([]),
  // Absent in worlds stored before a scenario's steps were ticked.
  stepsDone: z.array(z.string()).catch([]),
  changed: z.record(z.string(), z.number()),
});
export type StoredWorld = z.infer<typeof storedWorldSchema>;

const printed = new WeakMap<FortiGate['config'], string>();

function configText(config: FortiGate['config']): string {
  let text = printed.get(config);
  if (text === undefined) {
    text = printConfig(config);
    printed.set(config, text);
  }
  return text;
}

export function toStored(state: WorldState): StoredWorld {
  return {
    version: storedVersion,
    revision: state.revision,
    scenario: state.scenario,
    clock: state.clock,
    random: { upcoming: [...state.random.upcoming], seed: state.random.seed },
    ems: state.ems,
    postures: { ...state.postures },
    tagDefinitions: [...state.tagDefinitions],
    outbreaks: [...state.outbreaks],
    tagsByHand: [...state.tagsByHand],
    fortiAnalyzer: state.fortiAnalyzer,
    fortigates: state.fortigates.map((one) => ({
      ...one,
      config: configText(one.config),
      logs: [...one.logs],
    })),
    connection: state.connection && { ...state.connection },
    pendingTagChanges: [...state.pendingTagChanges],
    openSessions: [...state.openSessions],
    endedSessions: [...state.endedSessions],
    stepsDone: [...state.stepsDone],
    changed: { ...state.changed },
  };
}

/** Null where it is not a world that this version can read. */
export function fromStored(stored: unknown): WorldState | null {
  const parsed = storedWorldSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { version: _, fortigates, ...rest } = parsed.data;
  return {
    ...rest,
    fortigates: fortigates.map((one) => ({ ...one, config: readConfig(one.config).config })),
  };
}

/** What is stored of the history together with a world. */
export interface HistoryWrite {
  readonly history: History;
  readonly keep: readonly { readonly key: string; readonly world: StoredWorld }[];
  readonly drop: readonly string[];
}

/** Where a world is kept. Each method is one transaction. */
export interface WorldStorage {
  /** What is stored, of whatever version; undefined if there is nothing. */
  load(): Promise<unknown>;
  /** The changes that can be undone and redone; undefined if there is nothing. */
  loadHistory(): Promise<unknown>;
  /** A state that was kept for *Undo* or *Redo*. */
  loadKept(key: string): Promise<unknown>;
  /**
   * Stores the world if the stored revision is still `expected` (null: nothing is stored, or it does not
   * matter). False, with nothing written, if another tab was faster.
   * @param past what becomes of the history; without it, that stays
   */
  save(world: StoredWorld, expected: number | null, past?: HistoryWrite): Promise<boolean>;
  /** Puts what could not be read aside, so that it is not lost when a new world is saved. */
  setAside(stored: unknown): Promise<void>;
}

/** For Node and for browsers without IndexedDB: kept as long as the process lives. */
export function memoryStorage(): WorldStorage {
  let kept: StoredWorld | undefined;
  let history: History | undefined;
  const states = new Map<string, StoredWorld>();
  return {
    load: () => Promise.resolve(kept),
    loadHistory: () => Promise.resolve(history),
    loadKept: (key) => Promise.resolve(states.get(key)),
    save: (world, expected, past) => {
      if (kept && expected !== null && kept.revision !== expected) return Promise.resolve(false);
      kept = world;
      if (past) {
        history = past.history;
        for (const key of past.drop) states.delete(key);
        for (const { key, world: state } of past.keep) states.set(key, state);
      }
      return Promise.resolve(true);
    },
    setAside: () => Promise.resolve(),
  };
}
