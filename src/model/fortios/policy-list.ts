/** A FortiGate's policy list in windows: what a page shows of it at once, and what its names stand for. */
import { policyTagSchema } from '#model/tagging/policy-tags.ts';
import { z } from '#model/zod.ts';

/** As decisions and logs call the two lists. */
export const policyTypes = ['policy', 'proxy-policy'] as const;
export type PolicyType = (typeof policyTypes)[number];

/** The product's policy types. `other`: a proxy policy that is not for ZTNA, as an explicit web proxy's. */
export const policyKinds = ['standard', 'ztna', 'other'] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** So many policies are asked for at once. */
export const policyWindow = 100;

/** Between names in an address: no name has one within it. */
export const nameBreak = '\n';

/** What the list is filtered by. */
export const policyFilter = {
  /** Part of the number, the name, the comments or a name that the policy uses. */
  search: z.string().default(''),
  type: z.enum(policyKinds).nullable().default(null),
  action: z.enum(['accept', 'deny']).nullable().default(null),
  status: z.enum(['enable', 'disable']).nullable().default(null),
  /** Only those that use one of these objects; a line break stands between two names. */
  uses: z.string().default(''),
};
export type PolicyFilter = z.output<z.ZodObject<typeof policyFilter>>;

/** A ZTNA server as a policy refers to it: by its VIP in a firewall policy, by its own name in a proxy policy. */
const policyServerSchema = z.object({
  name: z.string(),
  vip: z.string(),
  /** `203.0.113.10:9443`; empty if the VIP is missing. */
  address: z.string(),
});
export type PolicyServer = z.infer<typeof policyServerSchema>;

/** What a name stands for in each of the fields of a policy that it may be in. */
export const namedObjectSchema = z.object({
  name: z.string(),
  /** In a tag field; among addresses too, where it is a tag. */
  tag: policyTagSchema,
  /** Among addresses: an address or a group, and the kind of virtual IP. */
  isAddress: z.boolean(),
  vip: z.enum(['access-proxy', 'other']).nullable(),
  /** Only a look-up of a domain name or of a country could say what is in it. */
  isLookedUp: z.boolean(),
  /** Of that name, and at the VIP of that name. */
  server: policyServerSchema.nullable(),
  serverAtVip: policyServerSchema.nullable(),
});
export type NamedObject = z.infer<typeof namedObjectSchema>;

const listedPolicySchema = z.object({
  kind: z.enum(policyKinds),
  /** As the FortiGate's own API writes it. */
  row: z.unknown(),
});

export const policyWindowSchema = z.object({
  policies: z.array(listedPolicySchema),
  /** How many the filters leave, and how many there are. */
  matched: z.number(),
  size: z.number(),
  /** Types of policies that are in the list, however it is filtered. */
  kinds: z.array(z.enum(policyKinds)),
  /** What the names in these policies stand for. */
  names: z.array(namedObjectSchema),
  /** Of the world: of two windows the later one is right. For `If-Match` too. */
  revision: z.number(),
});
export type PolicyWindow = z.infer<typeof policyWindowSchema>;

export const placedPolicySchema = z.object({
  /** Null where the list has none of that number. */
  policy: listedPolicySchema.nullable(),
  /** Where the filtered list shows it, from 0; null where the filters leave it out. */
  at: z.number().nullable(),
  names: z.array(namedObjectSchema),
  revision: z.number(),
});
export type PlacedPolicy = z.infer<typeof placedPolicySchema>;

export const policyNamesSchema = z.object({ names: z.array(namedObjectSchema) });

/** The policy that has a name already; null where none has. */
export const nameTakenSchema = z.object({ policyid: z.number().nullable() });
