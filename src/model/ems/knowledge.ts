/** What each FortiGate knows of one endpoint, or of one tag, and the setting that decides it. */
import { endpointSharingSchema } from '#model/ems/ems.ts';
import { objectUseSchema } from '#model/fortios/fortios-api.ts';
import {
  addressStandingSchema,
  endpointAbsenceSchema,
  linkSchema,
  standingSchema,
  tagAbsenceSchema,
} from '#model/ems/standing.ts';
import { tagCategorySchema, tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

const deviceSchema = z.object({
  fortigate: z.string(),
  /** The serial number under which EMS lists it; null where EMS does not. */
  serial: z.string().nullable(),
  /** The state of its connection to EMS. */
  link: linkSchema,
  endpointSharing: endpointSharingSchema.nullable(),
  selected: z.array(z.string()),
});

/** Whether an endpoint's addresses resolve on a FortiGate at all, by any of its tags (F1). */
const addressesSchema = z.discriminatedUnion('kind', [
  ...addressStandingSchema.options,
  /** It has no tag that is on this FortiGate, so it is in no address object. */
  z.object({ kind: z.literal('no-tag') }),
  z.object({ kind: z.literal('nothing'), why: endpointAbsenceSchema }),
]);

export const endpointKnowledgeSchema = z.object({
  kind: z.literal('endpoint'),
  endpoint: z.object({
    uid: z.string(),
    host: z.string(),
    ip: z.string(),
    gateway: z.string().nullable(),
  }),
  devices: z.array(
    deviceSchema.extend({
      tags: z.array(tagSchema.extend({ standing: standingSchema })),
      addresses: addressesSchema,
    }),
  ),
});

export const tagKnowledgeSchema = z.object({
  kind: z.literal('tag'),
  tag: tagSchema,
  /** How many endpoints carry it on EMS. */
  carriers: z.number(),
  devices: z.array(
    deviceSchema.extend({
      /** Why the tag does not exist here; null where it does. */
      absence: tagAbsenceSchema.nullable(),
      /** Endpoints whose addresses it resolves to here. */
      resolves: z.number(),
      usedBy: z.array(objectUseSchema),
    }),
  ),
});

export const knowledgeAnswerSchema = z.discriminatedUnion('kind', [
  endpointKnowledgeSchema,
  tagKnowledgeSchema,
]);
export type KnowledgeAnswer = z.infer<typeof knowledgeAnswerSchema>;
export type EndpointKnowledge = z.infer<typeof endpointKnowledgeSchema>;
export type TagKnowledge = z.infer<typeof tagKnowledgeSchema>;
export const knowledgeQuerySchema = z.union([
  z.object({ endpoint: z.string().min(1) }),
  z.object({ category: tagCategorySchema, tag: z.string().min(1) }),
]);
