/**
 * Why a session was decided as it was, as data. Everything that shows a decision reads this: the Connect
 * page, the command line, the tests. Sentences are made from it in one place (`model/words/decision.ts`).
 */
import { consideredTypes, identityWays } from '#model/decision/decision.ts';
import { policyTypes } from '#model/fortios/policy-list.ts';
import { nearMissSchema } from '#model/decision/near-miss.ts';
import { certificateStateSchema } from '#model/decision/session.ts';
import { absenceSchema, endpointAbsenceSchema, linkSchema } from '#model/ems/standing.ts';
import { tagCategorySchema, tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/**
 * Why a FortiGate has no information on the device of a session (066), or ignores its tags (067).
 * `not-identified`: EMS knows the endpoint, and the session does not say which it is (R4);
 * `address-not-shared`: where no certificate is asked for, its address would say it, and is not shared.
 */
export const deviceAbsenceSchema = z.discriminatedUnion('kind', [
  ...endpointAbsenceSchema.options,
  z.object({ kind: z.literal('not-identified'), certificateAsked: z.boolean() }),
  z.object({ kind: z.literal('address-not-shared'), gateway: z.string().nullable() }),
  /** The connector asks for no tags, and so for no addresses. */
  z.object({ kind: z.literal('tags-not-pulled') }),
]);
export type DeviceAbsence = z.infer<typeof deviceAbsenceSchema>;

/** Why a name that a policy asks for does not count in a session. */
export const askedCauseSchema = z.discriminatedUnion('kind', [
  ...absenceSchema.options,
  z.object({ kind: z.literal('not-identified'), certificateAsked: z.boolean() }),
  /** The configuration names what is no tag on this FortiGate. */
  z.object({ kind: z.literal('dangling'), near: nearMissSchema.nullable() }),
  /** Forward sessions: the tag is known, the packet's address is not in its list. */
  z.object({ kind: z.literal('mac-not-seen'), gateway: z.string().nullable() }),
  z.object({ kind: z.literal('address-not-shared'), gateway: z.string().nullable() }),
  z.object({ kind: z.literal('other-address'), address: z.string() }),
  z.object({ kind: z.literal('not-that-kind-of-device') }),
  /**
   * The name stands for a tag of another connector's EMS, and the device belongs to this one's: `has` where it
   * has the very tag there.
   */
  z.object({
    kind: z.literal('other-ems'),
    asked: z.number(),
    own: z.number().nullable(),
    has: z.boolean(),
  }),
  z.object({ kind: z.literal('no-member') }),
]);
export type AskedCause = z.infer<typeof askedCauseSchema>;

export interface AskedTag {
  readonly name: string;
  readonly kind: 'tag' | 'built-in' | 'group' | 'dangling';
  readonly tag: z.infer<typeof tagSchema> | null;
  readonly addressKind: 'ip' | 'mac' | null;
  readonly known: boolean;
  /** Null if it counts. */
  readonly cause: AskedCause | null;
  readonly members: readonly AskedTag[];
}
const askedTagSchema: z.ZodType<AskedTag> = z.object({
  name: z.string(),
  kind: z.enum(['tag', 'built-in', 'group', 'dangling']),
  tag: tagSchema.nullable(),
  addressKind: z.enum(['ip', 'mac']).nullable(),
  known: z.boolean(),
  cause: askedCauseSchema.nullable(),
  get members() {
    return z.array(askedTagSchema);
  },
});

/** Conditions other than tags. */
const plainConditionSchema = z.enum([
  'srcintf',
  'dstintf',
  'srcaddr',
  'dstaddr',
  'service',
  'identity',
  'ownership',
  'schedule',
  /** Of a security policy: application and URL, which a session here does not have. */
  'not-judged',
]);
const policyTypeSchema = z.enum(policyTypes);
const consideredTypeSchema = z.enum(consideredTypes);
const policyRefSchema = z.object({
  policytype: consideredTypeSchema,
  policyid: z.number(),
  name: z.string(),
});

export const conditionViewSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: plainConditionSchema,
    asked: z.array(z.string()),
    negate: z.boolean(),
    found: z.string(),
    held: z.boolean(),
    /** The zones of the interface that the policy names in their place. */
    zones: z.array(z.string()).readonly().optional(),
    /** Names that a ZTNA policy cannot use as its source: it matches nothing. */
    unusable: z.array(z.string()).readonly().optional(),
    /** The VIP that the session goes to, which a standard policy has to name. */
    vip: z.string().optional(),
    /** Who says who the user is; absent of other conditions. */
    by: z.enum(identityWays).optional(),
  }),
  z.object({
    kind: z.literal('tags'),
    list: z.enum(['primary', 'secondary']),
    logic: z.enum(['or', 'and']),
    writtenLogic: z.enum(['or', 'and']),
    negate: z.boolean(),
    asked: z.array(askedTagSchema),
    held: z.boolean(),
  }),
]);
export type ConditionView = z.infer<typeof conditionViewSchema>;

export const policyViewSchema = z.object({
  policytype: consideredTypeSchema,
  policyid: z.number(),
  name: z.string(),
  /** What the policy does if it matches. */
  action: z.enum(['accept', 'deny']),
  verdict: z.enum(['disabled', 'unreadable', 'no-match', 'accept', 'deny', 'redirect']),
  conditions: z.array(conditionViewSchema),
  /** Settings with a value that FortiOS refuses: their defaults hold. Absent where there is none. */
  refused: z
    .array(z.object({ field: z.string(), value: z.string() }))
    .readonly()
    .optional(),
});
export type PolicyView = z.infer<typeof policyViewSchema>;

/** The stations that a tag passes on its way to a decision, and the two gates before them. */
export const stationSchema = z.enum([
  'certificate',
  'route',
  'endpoint-has',
  'ems-shares',
  /** The FortiGate's connector to EMS. */
  'connector',
  'fortigate-knows',
  'policy-asks',
  'decision',
]);
export type Station = z.infer<typeof stationSchema>;

/**
 * The one cause of a denial: the headline words it, its station is the marked one, the error code stands
 * for it, and a repair that mends it comes first.
 */
export const causeSchema = z.discriminatedUnion('kind', [
  /** What the device presented (001, 002, 003, 063). */
  z.object({ kind: z.literal('certificate') }),
  /** No API gateway, no real server, or one whose name does not resolve (021, 022, 023). */
  z.object({ kind: z.literal('route') }),
  z.object({ kind: z.literal('device'), why: deviceAbsenceSchema }),
  /** A name that the deciding policy asks for. */
  z.object({
    kind: z.literal('tag'),
    policy: policyRefSchema,
    list: z.enum(['primary', 'secondary']),
    asked: askedTagSchema,
    /** How many more names of the list do not count. */
    more: z.number(),
  }),
  /** A name that the deciding policy excludes, and that is known. */
  z.object({ kind: z.literal('excluded-tag'), policy: policyRefSchema, asked: askedTagSchema }),
  /** Another condition of the deciding policy. */
  z.object({
    kind: z.literal('condition'),
    policy: policyRefSchema,
    condition: plainConditionSchema,
  }),
  /** A policy whose action is deny took the session (062, 064). */
  z.object({ kind: z.literal('denied') }),
  /** There are policies for it, and none is in force. */
  z.object({
    kind: z.literal('policies-off'),
    disabled: z.number(),
    unreadable: z.number(),
    first: policyRefSchema,
  }),
  /** A simple policy hands the session to the full ones, and there is none in force. */
  z.object({ kind: z.literal('handed-on'), by: policyRefSchema }),
  z.object({ kind: z.literal('no-policy') }),
]);
export type Cause = z.infer<typeof causeSchema>;

const endpointNameSchema = z.object({ uid: z.string(), host: z.string() });

export const explanationSchema = z.object({
  kind: z.enum(['ztna', 'forward']),
  action: z.enum(['accept', 'deny']),
  policyid: z.number(),
  policytype: policyTypeSchema,
  error: z.number().nullable(),
  /** The endpoint that the session really comes from. */
  endpoint: endpointNameSchema.nullable(),
  /** The endpoint that the FortiGate takes the device for; another one where two share an address. */
  takenFor: endpointNameSchema.nullable(),
  fortigate: z.object({
    name: z.string(),
    serial: z.string().nullable(),
    /** The number of its EMS connector; one that was stored before this was told has 1. */
    connector: z.number().default(1),
    /** The serial number that the connector has, beside EMS's own, where the two differ. */
    serials: z.object({ connector: z.string(), ems: z.string() }).optional(),
  }),
  /** Null for an accepted session. */
  cause: causeSchema.nullable(),
  /** The station of the cause; null for an accepted session. */
  broke: stationSchema.nullable(),
  certificate: z
    .object({
      asked: z.boolean(),
      state: certificateStateSchema,
      emptyCertAction: z.enum(['accept', 'block', 'accept-unmanageable']),
      unmanageable: z.boolean(),
    })
    .nullable(),
  route: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('routed'),
        gateway: z.number(),
        realServer: z.string(),
        port: z.number(),
        server: z.number().nullable().default(null),
        resolved: z.string().optional(),
      }),
      z.object({ kind: z.literal('no-gateway') }),
      z.object({
        kind: z.literal('unresolved'),
        gateway: z.number(),
        name: z.string(),
        near: z.string().nullable().default(null),
      }),
      z.object({ kind: z.literal('not-decided'), object: z.string() }),
      z.object({
        kind: z.literal('without-server'),
        gateway: z.number(),
        service: z.enum(['saas', 'web-portal', 'samlsp']),
      }),
      z.object({
        kind: z.literal('no-real-server'),
        gateway: z.number(),
        asked: z.string().optional(),
      }),
    ])
    .nullable(),
  /** Where a VIP leads a forward session; null for none. */
  nat: z.object({ vip: z.string(), ip: z.string(), port: z.number() }).nullable().default(null),
  /** Who the user is, and who says so. */
  identity: z
    .object({
      user: z.string().nullable(),
      groups: z.array(z.string()).readonly(),
      by: z.enum(identityWays),
      server: z.string().nullable(),
      /** True where a policy that was considered asks for users or groups. */
      asked: z.boolean(),
    })
    .nullable()
    .default(null),
  has: z.array(tagSchema),
  shares: z.object({
    link: linkSchema,
    /** Milliseconds of the epoch until which the FortiGate keeps what it knew while EMS is out of reach. */
    cachedUntil: z.number().optional(),
    categories: z.array(z.object({ category: tagCategorySchema, shared: z.boolean() })),
  }),
  knows: z.object({
    by: z.enum(['certificate', 'address', 'nothing']),
    why: deviceAbsenceSchema.nullable(),
    tags: z.array(tagSchema),
    builtIns: z.array(z.string()),
    /** False where a gate before it ended the session. */
    reached: z.boolean(),
  }),
  /** Every policy considered, in order. */
  policies: z.array(policyViewSchema),
  /** The place in `policies` of the one that decided, or that came nearest; null if there is none. */
  deciding: z.number().nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;
