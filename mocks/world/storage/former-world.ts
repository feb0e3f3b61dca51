/**
 * Worlds as versions of the lab before this one stored them: whole, each FortiGate's configuration as text,
 * and of each change that could be undone the world that it led from.
 */
import { readConfig } from '#formats/fortios/config.ts';
import { emsSchema } from '#model/ems/ems.ts';
import { fortiAnalyzerSchema } from '#model/ems/fortianalyzer.ts';
import { connectAnswerSchema } from '#model/lab/lab-api.ts';
import { endedSessionSchema } from '#model/lab/lab-sessions.ts';
import { outbreakSchema } from '#model/ems/outbreak.ts';
import { postureSchema } from '#model/tagging/posture.ts';
import { tagDefinitionSchema } from '#model/tagging/tagging.ts';
import { withUuids } from '#model/fortios/tables/uuids.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { z } from '#model/zod.ts';
import type { WorldState } from '../state.ts';
import {
  clockSchema,
  drawSchema,
  logEntrySchema,
  openSessionSchema,
  pendingSchema,
  tagByHandSchema,
} from './row-schemas.ts';

const formerFortiGateSchema = z.object({
  name: z.string(),
  serial: z.string(),
  ip: z.string(),
  version: z.string(),
  build: z.number(),
  connector: z.number(),
  config: z.string(),
  logs: z.array(logEntrySchema),
});
const formerWorldSchema = z.object({
  version: z.literal(1),
  revision: z.number(),
  scenario: z.object({ id: z.string(), name: z.string() }),
  clock: clockSchema,
  random: z.object({ upcoming: z.array(drawSchema), seed: z.number() }),
  ems: emsSchema,
  // Absent in worlds stored before there were rules that tag.
  postures: z.record(z.string(), postureSchema).catch({}),
  tagDefinitions: z.array(tagDefinitionSchema).catch([]),
  outbreaks: z.array(outbreakSchema).catch([]),
  tagsByHand: z.array(tagByHandSchema).catch([]),
  fortiAnalyzer: fortiAnalyzerSchema.catch({ handlers: [], events: [] }),
  fortigates: z.array(formerFortiGateSchema),
  // Absent in worlds stored before connections were kept.
  connection: z.object({ answer: connectAnswerSchema }).nullable().catch(null),
  // Absent in worlds stored before tag changes took their time and sessions lived on.
  pendingTagChanges: z.array(pendingSchema).catch([]),
  openSessions: z.array(openSessionSchema).catch([]),
  endedSessions: z.array(endedSessionSchema).catch([]),
  // Absent in worlds stored before a scenario's steps were ticked.
  stepsDone: z.array(z.string()).catch([]),
  changed: z.record(z.string(), z.number()),
});

/** Null where no earlier version stored it. */
export function readFormerWorld(stored: unknown): WorldState | null {
  const parsed = formerWorldSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { version: _, fortigates, ...rest } = parsed.data;
  return {
    ...rest,
    // Versions before this one had one EMS server, no names of their own, and no policy tests.
    closedConsoles: {},
    names: emptyResolver,
    turns: {},
    policyTests: [],
    ignoredFindings: [],
    fortigates: fortigates.map((one) => ({
      ...one,
      config: withUuids(readConfig(one.config).config, one.name),
    })),
  };
}
