/**
 * Why a session was decided as it was, as data. Everything that shows a decision reads this: the Connect
 * page, the command line, the tests. Sentences are made from it in one place (`engine/words.ts`).
 */
import { certificateStateSchema } from '#model/session.ts';
import { tagCategorySchema, tagSchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';

/** How a tag of the endpoint comes close to one that was asked for, without being it. */
export const nearMissSchema = z.object({
  tag: tagSchema,
  how: z.enum(['other-category', 'other-case', 'prefix', 'spelling']),
});
export type NearMiss = z.infer<typeof nearMissSchema>;

/** Why an asked tag does not count. */
export const tagCauseSchema = z.discriminatedUnion('kind', [
  /** The configuration names what is no tag on this FortiGate. */
  z.object({ kind: z.literal('dangling'), near: nearMissSchema.nullable() }),
  z.object({ kind: z.literal('endpoint-lacks'), near: nearMissSchema.nullable() }),
  z.object({ kind: z.literal('type-not-shared'), category: tagCategorySchema, device: z.string() }),
  /** The FortiGate's room for tags is full. */
  z.object({ kind: z.literal('tag-refused'), limit: z.number(), device: z.string() }),
  z.object({
    kind: z.literal('no-information'),
    why: z.enum(['no-endpoint', 'not-registered', 'not-authorized']),
  }),
  z.object({ kind: z.literal('offline') }),
  /** Forward sessions: the tag is known, the packet's address is not in its list. */
  z.object({ kind: z.literal('mac-not-seen'), gateway: z.string().nullable() }),
  z.object({ kind: z.literal('address-not-shared'), gateway: z.string().nullable() }),
  z.object({ kind: z.literal('other-address'), address: z.string() }),
  z.object({ kind: z.literal('not-that-kind-of-device') }),
  z.object({ kind: z.literal('no-member') }),
]);
export type TagCause = z.infer<typeof tagCauseSchema>;

export interface AskedTag {
  readonly name: string;
  readonly kind: 'tag' | 'built-in' | 'group' | 'dangling';
  readonly tag: z.infer<typeof tagSchema> | null;
  readonly addressKind: 'ip' | 'mac' | null;
  readonly known: boolean;
  /** Null if it counts. */
  readonly cause: TagCause | null;
  readonly members: readonly AskedTag[];
}
const askedTagSchema: z.ZodType<AskedTag> = z.object({
  name: z.string(),
  kind: z.enum(['tag', 'built-in', 'group', 'dangling']),
  tag: tagSchema.nullable(),
  addressKind: z.enum(['ip', 'mac']).nullable(),
  known: z.boolean(),
  cause: tagCauseSchema.nullable(),
  get members() {
    return z.array(askedTagSchema);
  },
});

export const conditionViewSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum([
      'srcintf',
      'dstintf',
      'srcaddr',
      'dstaddr',
      'service',
      'identity',
      'ownership',
      'schedule',
    ]),
    asked: z.array(z.string()),
    negate: z.boolean(),
    found: z.string(),
    held: z.boolean(),
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
  policytype: z.enum(['policy', 'proxy-policy']),
  policyid: z.number(),
  name: z.string(),
  /** What the policy does if it matches. */
  action: z.enum(['accept', 'deny']),
  verdict: z.enum(['disabled', 'unreadable', 'no-match', 'accept', 'deny', 'redirect']),
  conditions: z.array(conditionViewSchema),
});
export type PolicyView = z.infer<typeof policyViewSchema>;

/** The stations that a tag passes on its way to a decision, and the two gates before them. */
export const stationSchema = z.enum([
  'certificate',
  'route',
  'endpoint-has',
  'ems-shares',
  'fortigate-knows',
  'policy-asks',
  'decision',
]);
export type Station = z.infer<typeof stationSchema>;

export const explanationSchema = z.object({
  kind: z.enum(['ztna', 'forward']),
  action: z.enum(['accept', 'deny']),
  policyid: z.number(),
  policytype: z.enum(['policy', 'proxy-policy']),
  error: z.number().nullable(),
  endpoint: z.object({ uid: z.string(), host: z.string() }).nullable(),
  fortigate: z.object({ name: z.string(), serial: z.string().nullable() }),
  /** Where it broke; null for an accepted session. */
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
      }),
      z.object({ kind: z.literal('no-gateway') }),
      z.object({ kind: z.literal('no-real-server'), gateway: z.number() }),
    ])
    .nullable(),
  has: z.array(tagSchema),
  shares: z.object({
    authorized: z.boolean(),
    categories: z.array(z.object({ category: tagCategorySchema, shared: z.boolean() })),
  }),
  knows: z.object({
    by: z.enum(['certificate', 'address', 'nothing']),
    why: z.enum(['no-endpoint', 'not-registered', 'not-authorized', 'offline']).nullable(),
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
