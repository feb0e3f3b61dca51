/** Lab > Policy map: what each part of a policy comes to, counted over all endpoints. */
import { choiceFields } from '#model/fortios/choices.ts';
import { consideredTypes } from '#model/decision/decision.ts';
import { policyKinds } from '#model/fortios/policy-list.ts';
import { policyTagSchema } from '#model/tagging/policy-tags.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { plannedChangeSchema } from './access-impact.ts';
import { countingSchema } from './counting.ts';
import { destinationTextSchema } from './forward-destination.ts';

/** So many policies are asked about at once. */
const mostMapPolicies = 120;
export const mostPins = 20;

export const policyMapQuery = {
  fortigate: z.string(),
  list: z.enum(consideredTypes),
  /** Those of ZTNA servers, or those that forward sessions. */
  kind: z.enum(policyKinds).default('ztna'),
  /** The numbers of the policies in sight, with commas. */
  ids: z
    .string()
    .regex(/^[\d,]*$/)
    .refine((text) => text.split(',').length <= mostMapPolicies, {
      message: `Ask about at most ${mostMapPolicies} policies at once.`,
    })
    .default(''),
  /** A ZTNA server, whose sessions alone are counted; empty for all. */
  server: z.string().default(''),
  /** Where forwarded sessions go, whose numbers alone are counted; empty for an address of each policy’s own. */
  to: destinationTextSchema,
  /** The incoming interface of every session; empty for that of each server’s VIP, or of each endpoint’s record. */
  srcintf: z.string().default(''),
};

const countedTagSchema = z.object({
  name: z.string(),
  /** Endpoints that have it on EMS; null for what EMS does not give. */
  have: z.number().nullable(),
  /** Endpoints that have it as the FortiGate knows it. */
  known: z.number(),
});

/** Why no session comes to a policy, before any endpoint is looked at. */
export const idleReasons = [
  'disabled',
  'schedule',
  'server',
  'interface',
  'source',
  'dstintf',
  'dstaddr',
  'service',
  'undecided',
  /** Policies of another list decide in the mode of the FortiGate. */
  'policy-based',
  'profile-based',
] as const;
export type IdleReason = (typeof idleReasons)[number];

const blockerSchema = z.object({
  policytype: z.enum(consideredTypes),
  policyid: z.number(),
  name: z.string(),
  taken: z.number(),
});

const mappedPolicySchema = z.object({
  policyid: z.number(),
  /** Endpoints that the policy is for, whatever tags they have. */
  who: z.number(),
  tags: z.array(countedTagSchema),
  /** Tags among the source addresses. */
  sources: z.array(countedTagSchema),
  /** Endpoints that have what is asked of tags. */
  matched: z.number(),
  /**
   * Sessions, each of an endpoint to a server: those that come to the policy, those of them that it is for, those
   * that it takes. Null while they are counted, and where the policy is idle.
   */
  fall: z
    .object({ servers: z.number(), reached: z.number(), who: z.number(), taken: z.number() })
    .nullable(),
  idle: z.enum(idleReasons).nullable(),
  /** Of a standard policy: which sessions are counted, and how many of them come in by its interfaces. */
  way: z
    .object({
      to: z.string(),
      /** An address of the policy’s own, as nobody named one. */
      isOwn: z.boolean(),
      dstintf: z.string(),
      from: z.number().nullable(),
    })
    .nullable(),
  /** Of a policy that takes nobody though some have what it asks: the policies that take them; most first. */
  blockers: z.array(blockerSchema),
  moreBlockers: z.number(),
});
export type MappedPolicy = z.infer<typeof mappedPolicySchema>;

export const policyMapSchema = z.object({
  endpoints: z.number(),
  policies: z.array(mappedPolicySchema),
  /** What all sessions come to; null while they are counted. */
  ends: z
    .object({
      servers: z.number(),
      pairs: z.number(),
      accepted: z.number(),
      denied: z.number(),
      /** Taken by no policy, and stopped before any is asked. */
      left: z.number(),
      before: z.number(),
    })
    .nullable(),
  revision: z.number(),
  /** How many endpoints have been looked at, before anything is counted; null once all are. */
  reading: countingSchema.nullable(),
  /** Ask again until it is null. */
  counting: countingSchema.nullable(),
});
export type PolicyMapAnswer = z.infer<typeof policyMapSchema>;

/** An endpoint and one of a FortiGate’s ZTNA servers. */
export const serverPairSchema = z.object({
  fortigate: z.string(),
  server: z.string(),
  uid: z.string(),
});
export type ServerPair = z.infer<typeof serverPairSchema>;

/** The server is empty where the pair goes to an address. */
export const pinnedPairSchema = serverPairSchema.extend({
  /** An address behind the FortiGate; empty for the server. */
  to: destinationTextSchema,
});
export type PinnedPair = z.infer<typeof pinnedPairSchema>;

/** What a pair comes to in the world as it is; without an outcome where the world has no such pair. */
const decidedPinSchema = pinnedPairSchema.extend({
  host: z.string(),
  outcome: z
    .object({
      action: z.enum(['accept', 'deny']),
      policytype: z.enum(consideredTypes),
      policyid: z.number(),
      why: z.string(),
    })
    .nullable(),
});
export type DecidedPin = z.infer<typeof decidedPinSchema>;

export const decidePinsSchema = z.strictObject({
  pairs: z.array(pinnedPairSchema).max(mostPins),
  /** As for the map. */
  srcintf: z.string().default(''),
});
export const decidedPinsSchema = z.object({
  pins: z.array(decidedPinSchema),
  revision: z.number(),
});

/** What a change would make of the policies in sight and of the pins, before it is made. */
export const mapAfterSchema = z.strictObject({
  change: plannedChangeSchema,
  map: z.object(policyMapQuery),
  pairs: z.array(pinnedPairSchema).max(mostPins),
});
export const mapAfterAnswerSchema = z.object({
  map: policyMapSchema.nullable(),
  pins: z.array(decidedPinSchema),
  /** Why the change would be refused; null where it would not. */
  problem: z.string().nullable(),
});

/** So many tags of a category are in the palette at once; typing finds the others. */
export const paletteTags = 60;

/** So many names of each field. */
export const paletteNames = 20;

const paletteTagSchema = z.object({
  view: policyTagSchema,
  have: z.number().nullable(),
  known: z.number(),
});

const paletteGroupSchema = z.object({
  /** `other`: tag groups, and the built-in tags. */
  category: z.union([tagCategorySchema, z.literal('other')]),
  tags: z.array(paletteTagSchema),
  /** How many the text finds besides. */
  more: z.number(),
  isShared: z.boolean(),
});
export type PaletteGroup = z.infer<typeof paletteGroupSchema>;

export type PolicyPalette = z.infer<typeof policyPaletteSchema>;
export const policyPaletteSchema = z.object({
  groups: z.array(paletteGroupSchema),
  /** Other objects that policies name, by the field that they are picked for. */
  names: z.array(
    z.object({
      field: z.enum(choiceFields),
      choices: z.array(z.object({ value: z.string(), label: z.string() })),
      more: z.number(),
    }),
  ),
  /** The FortiGate as EMS lists it; null where it does not. */
  serial: z.string().nullable(),
  /** Until it is null, tags come without numbers: ask again. */
  counting: countingSchema.nullable(),
});
