/** Schemas of rows that are the world's own. */
import { fortiAnalyzerSchema } from '#model/ems/fortianalyzer.ts';
import { outbreakSchema } from '#model/ems/outbreak.ts';
import { labSessionSchema } from '#model/lab/lab-sessions.ts';
import { sessionSchema } from '#model/decision/session.ts';
import { tagDefinitionSchema } from '#model/tagging/tagging.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

export const clockSchema = z.object({ epochMs: z.number(), offsetMinutes: z.number() });
const otherSessionSchema = sessionSchema
  .unwrap()
  .pick({ fortigate: true, dstintf: true, dstip: true, dstport: true, certificate: true })
  .extend({ endpoint: z.string() });
export const drawSchema = z.object({
  sessionid: z.number(),
  srcport: z.number(),
  lanin: z.number(),
  lanout: z.number(),
  nanoseconds: z.number(),
  others: z.array(otherSessionSchema).optional(),
});
export const tagByHandSchema = z.object({ uid: z.string(), tag: tagSchema, add: z.boolean() });
export const pendingSchema = z.object({
  uid: z.string(),
  tag: tagSchema,
  add: z.boolean(),
  cause: z.enum(['posture', 'network', 'logon']),
  dueMs: z.number().nullable(),
});
/** What an EMS console holds besides its endpoints and Fabric devices. */
export const consoleSchema = z.object({
  tagDefinitions: z.array(tagDefinitionSchema),
  outbreaks: z.array(outbreakSchema),
  tagsByHand: z.array(tagByHandSchema),
  fortiAnalyzer: fortiAnalyzerSchema,
  pendingTagChanges: z.array(pendingSchema),
});
export const openSessionSchema = z.object({
  shown: labSessionSchema,
  session: sessionSchema,
  facts: drawSchema,
  certificateSerial: z.string().optional(),
});
export const logEntrySchema = z.object({
  index: z.number(),
  subtype: z.enum(['ztna', 'forward']),
  text: z.string(),
});
