/** Endpoints and FortiGates that a person adds, edits and removes: what no console of the products does. */
import { operatingSystemSchema } from '#model/ems/ems.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** Of one request; a longer table is sent in several changes. */
const mostAdded = 10_000;
const inParts = 'At most 10,000 endpoints can be added at once. Add the table in parts.';

/** Of a world. */
export const mostFortiGates = 500;

const name = z
  .string()
  .trim()
  .min(1, 'Type a host name.')
  .max(63, 'A host name can have at most 63 characters. Shorten it.');

const ip = z
  .string()
  .trim()
  .refine((text) => ipNumber(text) !== null, 'Type an IPv4 address such as 10.0.1.21.');

export const endpointDraftSchema = z.object({
  /** Of the endpoint that is edited; null for a new one. */
  uid: z.string().nullable(),
  host: name,
  os: operatingSystemSchema,
  /** Null for nobody. */
  user: z.string().trim().min(1).nullable(),
  groups: z.array(z.string()),
  ip,
  /** Null for one that the lab makes up. */
  mac: z
    .string()
    .trim()
    .regex(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/i, 'Type a MAC address such as 02:09:0f:00:01:02.')
    .nullable(),
  /** The FortiGate that is its gateway; null for none. */
  gateway: z.string().nullable(),
  online: z.boolean(),
  /** That a new one has besides all_registered_clients; of an edited one they stay as they are. */
  tags: z.array(tagSchema),
});
export type EndpointDraft = z.infer<typeof endpointDraftSchema>;

export const endpointDraftsSchema = z.object({
  endpoints: z.array(endpointDraftSchema).min(1).max(mostAdded, inParts),
});

export const removedEndpointsSchema = z.object({ uids: z.array(z.string()).min(1).max(mostAdded) });

export const fortigateDraftSchema = z.object({
  name: z
    .string()
    .trim()
    .regex(
      /^[\w.-]{1,35}$/,
      'Type a name of at most 35 letters, digits, dots, dashes and underscores.',
    ),
  serial: z
    .string()
    .trim()
    .regex(/^[0-9A-Z]{16}$/, 'A serial number has 16 digits and capital letters.'),
  ip,
  version: z
    .string()
    .trim()
    .regex(/^7\.[0-9]\.\d{1,2}$/, 'Type a version such as 7.6.4.'),
});
export type FortiGateDraft = z.infer<typeof fortigateDraftSchema>;

export const fortigateDraftsSchema = z.object({
  fortigates: z
    .array(fortigateDraftSchema)
    .min(1)
    .max(mostFortiGates, `A world has at most ${mostFortiGates} FortiGates. Add fewer.`),
});

export const fortigateListSchema = z.object({
  fortigates: z.array(
    fortigateDraftSchema.extend({
      name: z.string(),
      serial: z.string(),
      ip: z.string(),
      version: z.string(),
      policies: z.number(),
      servers: z.number(),
      /** Endpoints whose gateway it is. */
      endpoints: z.number(),
    }),
  ),
});
export type ListedFortiGate = z.infer<typeof fortigateListSchema>['fortigates'][number];
