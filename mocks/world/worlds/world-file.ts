/** A world as one JSON text, which `lab` takes as well: docs/world-file.md. Its history is no part of it. */
import { type ConfigReading, readConfig } from '#formats/fortios/config.ts';
import {
  JsonError,
  type JsonPath,
  type TextPosition,
  positionIn,
  readJson,
} from '#formats/json.ts';
import { issueWords, pathOfIssue } from '#formats/json-faults.ts';
import { resolverSchema } from '#model/decision/session.ts';
import { emptyConfig } from '#model/fortios/rows.parse.ts';
import { emsSchema } from '#model/ems/ems.ts';
import { withUuids } from '#model/fortios/tables/uuids.ts';
import { ignoredFindingSchema } from '#model/lab/findings.ts';
import { connectAnswerSchema } from '#model/lab/lab-api.ts';
import { endedSessionSchema } from '#model/lab/lab-sessions.ts';
import { policyTestSchema } from '#model/lab/policy-test.ts';
import { worldNameSchema } from '#model/lab/worlds/worlds.ts';
import { postureSchema } from '#model/tagging/posture.ts';
import { z } from '#model/zod.ts';
import { emptyConsole } from '../ems/ems-servers.ts';
import { type WorldState, objectPath } from '../state.ts';
import {
  clockSchema,
  consoleSchema,
  drawSchema,
  logEntrySchema,
  openSessionSchema,
} from '../storage/row-schemas.ts';

export const worldFileFormat = 'posture-lab-world';
export const worldFileVersion = 1;

const fortigateSchema = z.object({
  name: z.string().min(1),
  serial: z.string().default(''),
  ip: z.string().default(''),
  version: z.string().default('7.6.4'),
  build: z.number().default(3596),
  connector: z.number().int().min(1).max(7).default(1),
  unverified: z.array(z.number()).readonly().optional(),
  /** FortiOS's own text, as `show` prints it. */
  config: z.string().default(''),
  logs: z.array(logEntrySchema).default([]),
});

/** A draft of the world: its changes in their order, each with the commands that make it. */
const draftSchema = z.object({
  name: worldNameSchema,
  changes: z.array(z.object({ words: z.string(), commands: z.array(z.unknown()) })),
});
export type DraftFile = z.output<typeof draftSchema>;

const held = consoleSchema.shape;

export const worldFileSchema = z.object({
  format: z.literal(worldFileFormat),
  version: z.literal(worldFileVersion),
  name: worldNameSchema,
  scenario: z
    .object({ id: z.string(), name: z.string() })
    .default({ id: 'file', name: 'World from a file' }),
  clock: clockSchema,
  random: z
    .object({ upcoming: z.array(drawSchema), seed: z.number() })
    .default({ upcoming: [], seed: 588_080 }),
  ems: emsSchema,
  /** What the open console of EMS holds besides. */
  tagDefinitions: held.tagDefinitions.default([]),
  outbreaks: held.outbreaks.default([]),
  tagsByHand: held.tagsByHand.default([]),
  fortiAnalyzer: held.fortiAnalyzer.default({ handlers: [], events: [] }),
  pendingTagChanges: held.pendingTagChanges.default([]),
  /** The same of the other EMS servers, by serial number. */
  closedConsoles: z.record(z.string(), consoleSchema).default({}),
  names: resolverSchema.default({ fqdn: {}, geography: {} }),
  turns: z.record(z.string(), z.number()).default({}),
  postures: z.record(z.string(), postureSchema).default({}),
  fortigates: z.array(fortigateSchema),
  policyTests: z.array(policyTestSchema).default([]),
  ignoredFindings: z.array(ignoredFindingSchema).default([]),
  connection: z.object({ answer: connectAnswerSchema }).nullable().default(null),
  openSessions: z.array(openSessionSchema).default([]),
  endedSessions: z.array(endedSessionSchema).default([]),
  stepsDone: z.array(z.string()).default([]),
  draft: draftSchema.optional(),
});

export interface NamedState {
  readonly name: string;
  readonly state: WorldState;
  /** A draft of it that goes along. */
  readonly draft?: DraftFile | undefined;
}

/** True for a text that means to be a world file, whatever is wrong with it. */
export function isWorldFile(text: string): boolean {
  return text.slice(0, 1000).includes(`"${worldFileFormat}"`);
}

export type ReadWorldFile =
  | {
      readonly ok: true;
      readonly name: string;
      readonly state: WorldState;
      readonly draft: DraftFile | undefined;
      /** What was read of each FortiGate's configuration, in their order. */
      readonly readings: readonly ConfigReading[];
    }
  | { readonly ok: false; readonly position: TextPosition; readonly message: string };

/** Where a value stands a second time in a list of what must be different; null where none does. */
function doubledAt(values: readonly string[]): number | null {
  const seen = new Set<string>();
  for (const [place, value] of values.entries()) {
    if (seen.has(value)) return place;
    seen.add(value);
  }
  return null;
}

const laterSchema = z.looseObject({ format: z.literal(worldFileFormat), version: z.number() });

type Fault = Extract<ReadWorldFile, { readonly ok: false }>;

function faultAt(text: string, path: JsonPath, message: string): Fault {
  return { ok: false, position: positionIn(text, path), message };
}

/** What must be different and is not; null where all is well. */
function doubled(text: string, file: z.output<typeof worldFileSchema>): Fault | null {
  const uids = file.ems.endpoints.map(({ uid }) => uid);
  const lists = [
    { path: ['fortigates'], field: 'name', values: file.fortigates.map(({ name }) => name) },
    { path: ['ems', 'endpoints'], field: 'uid', values: uids },
    { path: ['policyTests'], field: 'name', values: file.policyTests.map(({ name }) => name) },
  ];
  for (const { path, field, values } of lists) {
    const place = doubledAt(values);
    if (place !== null)
      return faultAt(
        text,
        [...path, place, field],
        `${field} ${values[place] ?? ''} stands here a second time; write another one`,
      );
  }
  return null;
}

function stateOf(
  {
    format: _,
    version: __,
    name: ___,
    draft: ____,
    fortigates,
    ems,
    closedConsoles,
    ...rest
  }: z.output<typeof worldFileSchema>,
  readings: readonly ConfigReading[],
): WorldState {
  return {
    ...rest,
    revision: 1,
    changed: { [objectPath.world]: 1 },
    ems,
    closedConsoles: {
      ...Object.fromEntries((ems.otherServers ?? []).map(({ serial }) => [serial, emptyConsole])),
      ...closedConsoles,
    },
    fortigates: fortigates.map(({ config: _text, ...head }, i) => ({
      ...head,
      config: withUuids(readings[i]?.config ?? emptyConfig(), head.name),
    })),
  };
}

/** Reads a world file; says where it is none, and what to do. */
export function readWorldFile(text: string): ReadWorldFile {
  let json: unknown;
  try {
    json = readJson(text);
  } catch (error) {
    if (error instanceof JsonError)
      return { ok: false, position: error.position, message: `this is not JSON: ${error.message}` };
    throw error;
  }
  const read = worldFileSchema.safeParse(json);
  if (read.success) {
    const fault = doubled(text, read.data);
    if (fault) return fault;
    const readings = read.data.fortigates.map(({ config }) => readConfig(config));
    const { name, draft } = read.data;
    return { ok: true, name, draft, state: stateOf(read.data, readings), readings };
  }
  const later = laterSchema.safeParse(json);
  if (later.success && later.data.version > worldFileVersion)
    return faultAt(
      text,
      ['version'],
      `this file is of version ${later.data.version}, and this page reads version ${worldFileVersion}; open it with a later version of Posture Lab`,
    );
  if (typeof json !== 'object' || json === null || !('format' in json))
    return faultAt(
      text,
      [],
      `this is no world file: its format must be “${worldFileFormat}”; export a world under Lab > Worlds`,
    );
  const [issue] = read.error.issues;
  const path = issue ? pathOfIssue(issue) : [];
  return faultAt(
    text,
    path,
    issue ? issueWords(issue, json, path, 'the file') : 'this is no world file',
  );
}
