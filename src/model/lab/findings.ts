/**
 * What is wrong, dead or needless in a world, as data: `engine/analysis/findings` finds it, `words/finding.ts` words
 * it. The order of the kinds is that in which they are listed.
 */
import { changeSchema } from '#model/decision/repair.ts';
import { endpointSharingSchema } from '#model/ems/ems.ts';
import { brokenLinkSchema } from '#model/ems/standing.ts';
import { countingSchema } from '#model/lab/counting.ts';
import { connectRequestSchema } from '#model/lab/connect-request.ts';
import { tagCategorySchema, tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

export const findingKinds = [
  'not-connected',
  'undefined-reference',
  'not-shared',
  'no-room',
  'never-matches',
  'shadowed',
  'open-to-all',
  'warning',
  'redundant',
  'server-unreached',
  'not-decided',
  'not-reached',
  'no-effect',
  'wide-sharing',
  'no-access',
  'unused-tag',
  'unused-server',
  'unused-object',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export const findingSeverities = ['high', 'medium', 'low'] as const;
export type FindingSeverity = (typeof findingSeverities)[number];

/** High: something does not work as it is written. Medium: it may be meant otherwise. Low: it can go. */
export const severityOf: Readonly<Record<FindingKind, FindingSeverity>> = {
  'not-connected': 'high',
  'undefined-reference': 'high',
  'not-shared': 'high',
  'no-room': 'high',
  'never-matches': 'high',
  shadowed: 'high',
  'open-to-all': 'medium',
  warning: 'medium',
  redundant: 'medium',
  'server-unreached': 'medium',
  'not-decided': 'low',
  'not-reached': 'low',
  'no-effect': 'medium',
  'wide-sharing': 'medium',
  'no-access': 'low',
  'unused-tag': 'low',
  'unused-server': 'low',
  'unused-object': 'low',
};

const kind = <const Kind extends FindingKind>(one: Kind) => z.literal(one);
const named = { field: z.string(), name: z.string() };

/** Why no tag comes by a connector: its link is broken, or it asks for none (`pull-tags`). */
const deadLinks = [...brokenLinkSchema.options, 'no-tags'] as const;

/** Why no session can have all that a policy asks. */
const neverReasons = [
  /** Its conditions contradict each other. */
  'conditions',
  /** The conditions of these fields hold of nothing. */
  'fields',
  /** A source that no ZTNA policy can have [276058]. */
  'source',
  /** Its schedule is over, or never begins. */
  'schedule',
  /** It asks for all of tags that no device has together. */
  'exclusive-tags',
  /** MAC tags, and no endpoint that has one is on this FortiGate's own network (F2). */
  'mac',
] as const;

/** Why a setting decides nothing. */
const idleReasons = [
  'match-logic',
  'simple-destination',
  'simple-secondary',
  'negate-nothing',
  'ztna-off',
  'redirect-of-deny',
  'redirect-of-standard',
] as const;

const aboutSchema = z.discriminatedUnion('kind', [
  /** No tag comes by the connector: why, and whether the FortiGate has policies that ask for one. */
  z.object({ kind: kind('not-connected'), connector: z.number(), link: z.enum(deadLinks) }),
  z.object({
    kind: kind('undefined-reference'),
    ...named,
    /** The tag that the name stands for, where it is one that no EMS has. */
    tag: tagSchema.nullable(),
  }),
  z.object({ kind: kind('not-shared'), ...named, tag: tagSchema }),
  z.object({ kind: kind('no-room'), ...named, tag: tagSchema }),
  z.object({
    kind: kind('never-matches'),
    why: z.enum(neverReasons),
    names: z.array(z.string()),
  }),
  z.object({ kind: kind('shadowed') }),
  z.object({ kind: kind('open-to-all'), what: z.array(z.string()) }),
  z.object({ kind: kind('warning'), message: z.string() }),
  z.object({ kind: kind('redundant'), action: z.enum(['accept', 'deny', 'redirect']) }),
  z.object({ kind: kind('server-unreached') }),
  z.object({ kind: kind('not-decided') }),
  /** `tags`: a standard policy whose tags resolve to no address today. */
  z.object({ kind: kind('not-reached'), by: z.enum(['endpoints', 'tags']) }),
  z.object({ kind: kind('no-effect'), why: z.enum(idleReasons), fields: z.array(z.string()) }),
  z.object({
    kind: kind('wide-sharing'),
    category: tagCategorySchema.nullable(),
    endpointSharing: endpointSharingSchema.nullable(),
  }),
  z.object({ kind: kind('no-access') }),
  z.object({ kind: kind('unused-tag'), tag: tagSchema, carriers: z.number() }),
  z.object({ kind: kind('unused-server') }),
  z.object({ kind: kind('unused-object') }),
]);
export type FindingAbout = z.infer<typeof aboutSchema>;

/** An entry of a table; `name` is what people call it, where that is not its key. */
const placeSchema = z.object({ table: z.string(), key: z.string(), name: z.string() });
export type FindingPlace = z.infer<typeof placeSchema>;

const policyTypes = {
  'firewall policy': 'policy',
  'firewall proxy-policy': 'proxy-policy',
  'firewall security-policy': 'security-policy',
} as const;

function isPolicyTable(table: string): table is keyof typeof policyTypes {
  return Object.hasOwn(policyTypes, table);
}

/** The policy that a place is; null for anything else. */
export function policyAt({ table, key, name }: FindingPlace) {
  return isPolicyTable(table)
    ? { policytype: policyTypes[table], policyid: Number(key), name }
    : null;
}

export const findingSchema = z.object({
  /** The same for the same finding as long as it stands. */
  id: z.string(),
  severity: z.enum(findingSeverities),
  /** Null for what is EMS's. */
  fortigate: z.string().nullable(),
  ...placeSchema.shape,
  /** The entries that it follows from: the policies that cover a shadowed one. */
  because: z.array(placeSchema),
  about: aboutSchema,
});
export type Finding = z.infer<typeof findingSchema>;

/** A finding that somebody set aside. */
export const ignoredFindingSchema = z.object({
  id: z.string(),
  reason: z
    .string()
    .trim()
    .min(1, 'Say why, for whoever looks next.')
    .max(255, 'Use at most 255 characters.'),
});
export type IgnoredFinding = z.infer<typeof ignoredFindingSchema>;

const listedFindingSchema = findingSchema.extend({
  /** Why somebody set it aside; null where nobody did. */
  ignored: z.string().nullable(),
});
export type ListedFinding = z.infer<typeof listedFindingSchema>;

/** How many there are of each, of those that are not ignored. */
const countsSchema = z.object({
  severity: z.record(z.enum(findingSeverities), z.number()),
  kind: z.partialRecord(z.enum(findingKinds), z.number()),
});

export const findingsAnswerSchema = z.object({
  findings: z.array(listedFindingSchema),
  /** So many match, and so many there are: ignored ones apart, and with them. */
  total: z.number(),
  size: z.number(),
  ignored: z.number(),
  counts: countsSchema,
  /** The FortiGates that something was found of. */
  fortigates: z.array(z.string()),
  /** How far it is, in policies and objects to look at; null once all are. */
  counting: countingSchema.nullable(),
});
export type FindingsAnswer = z.infer<typeof findingsAnswerSchema>;

/** The tables whose lists show what is found of each entry. */
export const markedTables = [
  'firewall policy',
  'firewall proxy-policy',
  'firewall security-policy',
] as const;

/** What is found of the policies of a table of a FortiGate, ignored findings apart. */
export const findingMarksSchema = z.object({
  /** Of each policy that something is found of, by its number, the kinds: worst first. Null until all is looked at. */
  marks: z
    .array(z.object({ key: z.string(), kinds: z.array(z.enum(findingKinds)).min(1) }))
    .nullable(),
  counting: countingSchema.nullable(),
});
export type FindingMarks = z.infer<typeof findingMarksSchema>;

export const findingSorts = ['severity', 'kind', 'place'] as const;

/** What is worked out of one finding where somebody looks at it. */
export const findingDetailSchema = z.object({
  /** Null where it is gone: what it was about has changed; and while it is looked for. */
  finding: listedFindingSchema.nullable(),
  /** Each alone mends it, checked: with it the finding is gone. */
  repairs: z.array(z.object({ changes: z.array(changeSchema).min(1), words: z.string() })),
  /** A device that could exist and that the policy takes, decided so; null where none is known. */
  counterexample: z.lazy(() => counterexampleSchema).nullable(),
  /** How far the looking is, before which nothing is said; null once all is looked at. */
  counting: countingSchema.nullable(),
});
export type FindingDetail = z.infer<typeof findingDetailSchema>;

/** A device that could exist, and its session, which a policy takes. */
export const counterexampleSchema = z.object({
  device: z
    .object({
      ip: z.string(),
      user: z.string().nullable(),
      groups: z.array(z.string()),
      isOwner: z.boolean(),
      tags: z.array(tagSchema),
    })
    .nullable(),
  /** How to try it; its endpoint is the new one, once it is there. */
  request: connectRequestSchema,
  /** Milliseconds of the epoch, where it is another time than now. */
  otherTime: z.number().nullable(),
});
export type Counterexample = z.infer<typeof counterexampleSchema>;

/** What the list of findings is asked for. */
export const findingFilter = {
  search: z.string().default(''),
  severity: z.enum(findingSeverities).nullable().default(null),
  kind: z.enum(findingKinds).nullable().default(null),
  fortigate: z.string().nullable().default(null),
  /** The entry that they are about: those of one policy. */
  table: z.string().nullable().default(null),
  key: z.string().nullable().default(null),
  shown: z.enum(['open', 'ignored']).default('open'),
};

/** A policy whose counterexample is added to the world. */
export const counterexamplePolicySchema = z.object({
  fortigate: z.string(),
  policytype: z.enum(['policy', 'proxy-policy', 'security-policy']),
  policyid: z.number(),
});
export type CounterexamplePolicy = z.infer<typeof counterexamplePolicySchema>;
