/** The Security Posture Tags tab of a FortiGate: each tag as the two address objects that it is there, and tag groups. */
import { objectUseSchema } from '#model/fortios/fortios-api.ts';
import { standingSchema } from '#model/ems/standing.ts';
import { z } from '#model/zod.ts';
import { policyTagSchema } from './policy-tags.ts';
import type { AddressKind } from './tag-names.ts';
import { type TagCategory, tagCategories, tagCategorySchema } from './tags.ts';

export const addressKinds = ['ip', 'mac'] as const;
export const addressKindSchema = z.enum(addressKinds);

/** What an entry is: a tag of one of the categories, or no single tag. */
export const entryTypes = [...tagCategories, 'group', 'built-in'] as const;

const common = {
  /** Of the address object or the group. */
  name: z.string(),
  comments: z.string(),
  used_by: z.array(objectUseSchema),
};
const tagEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('tag'),
    tag: z.string(),
    category: tagCategorySchema,
    address_kind: addressKindSchema,
    /** How many addresses of its kind it resolves to here. */
    resolved: z.number(),
  }),
  z.object({
    ...common,
    kind: z.literal('group'),
    members: z.array(policyTagSchema),
    /** For `If-Match`. */
    revision: z.number(),
  }),
  z.object({ ...common, kind: z.literal('built-in') }),
]);
export type TagEntry = z.infer<typeof tagEntrySchema>;

/** Of all that a search and filters leave, and of all that there are. */
const page = { size: z.number(), matched_count: z.number(), next_idx: z.number() };

export const tagEntriesSchema = z.object({
  ...page,
  results: z.array(tagEntrySchema),
});

const endpointSchema = z.object({ uid: z.string(), host: z.string() });

/** *View Matched Endpoints* [382827]. */
export const matchedEndpointsSchema = z.object({
  ...page,
  results: z.array(
    endpointSchema.extend({ ip: z.string(), mac: z.string(), user: z.string().nullable() }),
  ),
});
export type MatchedEndpoint = z.infer<typeof matchedEndpointsSchema>['results'][number];

const resolutionSchema = z.object({
  tag: z.string(),
  category: tagCategorySchema,
  ip_object: z.string(),
  mac_object: z.string(),
  comments: z.string(),
  /** Of one kind, each once. */
  addresses: z.array(z.object({ address: z.string(), endpoints: z.array(endpointSchema) })),
  /** The first endpoints that carry the tag and do not resolve here, with the reason, and how many there are. */
  withheld: z.array(endpointSchema.extend({ standing: standingSchema })),
  withheld_count: z.number(),
});
/** *View Resolved Addresses* [382827]; the page is of the addresses. */
export const resolvedAddressesSchema = z.object({ ...page, results: resolutionSchema });
export type TagResolution = z.infer<typeof resolutionSchema>;
export type ResolvedAddress = TagResolution['addresses'][number];

/** The marks of the two entries of a tag [335228, 477578]; the outbreak and Fabric ones are [assumed]. */
const marks: Record<TagCategory, string> = {
  zero_trust: 'ZTNA',
  classification: 'Class',
  outbreak_alert: 'Outbreak',
  fabric: 'Fabric',
};

export function tagMark(category: TagCategory, kind: AddressKind): string {
  return `${marks[category]} ${kind.toUpperCase()}`;
}

/** *ZTNA IP*, *Class MAC*, *Tag group*. */
export function entryMark(entry: TagEntry): string {
  switch (entry.kind) {
    case 'tag':
      return tagMark(entry.category, entry.address_kind);
    case 'group':
      return 'Tag group';
    case 'built-in':
      return 'Built-in';
  }
}
