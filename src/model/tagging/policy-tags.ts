/** What the names in a policy's tag fields stand for on a FortiGate. The FortiGate says it; the pages show it. */
import { tagAbsenceSchema } from '#model/ems/standing.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** Why a name stands for no tag here. */
const nameAbsenceSchema = z.discriminatedUnion('kind', [
  /** It names a tag under the number of a connector that is not this FortiGate's own. */
  z.object({ kind: z.literal('other-connector'), connector: z.number(), own: z.string() }),
  z.object({ kind: z.literal('no-such-object') }),
  z.object({ kind: z.literal('not-a-tag') }),
]);
export type NameAbsence = z.infer<typeof nameAbsenceSchema>;

const simpleTagSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tag'),
    name: z.string(),
    tag: tagSchema,
    addressKind: z.enum(['ip', 'mac']),
    /** Null where the tag is on this FortiGate. */
    absence: tagAbsenceSchema.nullable(),
  }),
  z.object({ kind: z.literal('built-in'), name: z.string() }),
  z.object({ kind: z.literal('unknown'), name: z.string(), absence: nameAbsenceSchema }),
]);
/** `members` are those that can be reached: of groups within a group, their members. */
const tagGroupSchema = z.object({
  kind: z.literal('group'),
  name: z.string(),
  members: z.array(simpleTagSchema),
});
export const policyTagSchema = z.union([simpleTagSchema, tagGroupSchema]);
export type SimplePolicyTag = z.infer<typeof simpleTagSchema>;
export type PolicyTag = z.infer<typeof policyTagSchema>;

export const policyTagsSchema = z.object({
  /** What a policy can ask for here: tags by both names, the built-in ones, and tag groups. */
  offered: z.array(policyTagSchema),
  /** What the policies name besides. */
  named: z.array(policyTagSchema),
});
export type PolicyTagsAnswer = z.infer<typeof policyTagsSchema>;
