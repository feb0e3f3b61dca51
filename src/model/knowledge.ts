/** What each FortiGate knows of one endpoint, or of one tag, and the setting that decides it. */
import { endpointSharingSchema } from '#model/ems.ts';
import { objectUseSchema } from '#model/fortios-api.ts';
import { tagCategorySchema, tagSchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';

const deviceSchema = z.object({
  fortigate: z.string(),
  /** The serial number under which EMS lists it; null where EMS does not. */
  serial: z.string().nullable(),
  /** False where EMS shares nothing with it: denied, or not connected. */
  authorized: z.boolean(),
  endpointSharing: endpointSharingSchema.nullable(),
  selected: z.array(z.string()),
});

/** Why a FortiGate knows a tag of an endpoint, or does not. */
export const tagReasonSchema = z.enum([
  'shared',
  'not-authorized',
  'type-not-shared',
  /** The FortiGate's room for tags is full. */
  'past-limit',
  'not-registered',
  'offline',
]);
export type TagReason = z.infer<typeof tagReasonSchema>;

/** Why a FortiGate has the endpoint's addresses, or not. */
export const addressReasonSchema = z.enum([
  'own-gateway',
  'all-shared',
  'gateway-selected',
  'not-authorized',
  'not-registered',
  'offline',
  'gateway-left-out',
  'no-gateway',
  'no-shared-tag',
]);
export type AddressReason = z.infer<typeof addressReasonSchema>;

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
      tags: z.array(tagSchema.extend({ known: z.boolean(), why: tagReasonSchema })),
      addresses: z.object({ given: z.boolean(), why: addressReasonSchema }),
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
      exists: z.boolean(),
      why: z.enum(['shared', 'not-authorized', 'type-not-shared', 'past-limit', 'nobody-has-it']),
      /** Endpoints whose addresses it resolves to here. */
      resolves: z.number(),
      usedBy: z.array(objectUseSchema),
    }),
  ),
});

export const knowledgeSchema = z.discriminatedUnion('kind', [
  endpointKnowledgeSchema,
  tagKnowledgeSchema,
]);
export type Knowledge = z.infer<typeof knowledgeSchema>;
export type EndpointKnowledge = z.infer<typeof endpointKnowledgeSchema>;
export type TagKnowledge = z.infer<typeof tagKnowledgeSchema>;
export const knowledgeQuerySchema = z.union([
  z.object({ endpoint: z.string().min(1) }),
  z.object({ category: tagCategorySchema, tag: z.string().min(1) }),
]);
