/** What the names in a policy's tag fields stand for on a FortiGate. The FortiGate says it; the pages show it. */
import { tagAbsenceSentence } from '#model/standing-words.ts';
import { type TagAbsence, tagAbsenceSchema } from '#model/standing.ts';
import { tagSchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';

/** Why a name stands for no tag here. */
const nameAbsenceSchema = z.discriminatedUnion('kind', [
  /** It names a tag under the number of a connector that is not this FortiGate's own. */
  z.object({ kind: z.literal('other-connector'), connector: z.number(), own: z.string() }),
  z.object({ kind: z.literal('no-such-object') }),
  z.object({ kind: z.literal('not-a-tag') }),
]);
type NameAbsence = z.infer<typeof nameAbsenceSchema>;

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

function tagWord(absence: TagAbsence): string {
  switch (absence.kind) {
    case 'link':
      return absence.link === 'down' ? 'EMS down' : 'no EMS';
    case 'type-not-shared':
      return 'not shared';
    case 'no-room':
      return 'no room';
    case 'nobody-carries':
      return 'missing';
  }
}

function nameWord(absence: NameAbsence): string {
  switch (absence.kind) {
    case 'other-connector':
      return 'other connector';
    case 'no-such-object':
      return 'missing';
    case 'not-a-tag':
      return 'not a tag';
  }
}

function nameSentence(name: string, absence: NameAbsence, device: string): string {
  switch (absence.kind) {
    case 'other-connector':
      return `${name} names a tag of EMS connector ${absence.connector}, which ${device} does not have. On ${device} this tag is ${absence.own}.`;
    case 'no-such-object':
      return `There is no ${name} on ${device}.`;
    case 'not-a-tag':
      return `${name} is not a posture tag, so it is never known.`;
  }
}

/** A word to set beside the chip, and a sentence on what is wrong; null where nothing is. */
export function policyTagProblem(
  view: PolicyTag,
  device: string,
): { readonly word: string; readonly sentence: string } | null {
  switch (view.kind) {
    case 'tag':
      return (
        view.absence && {
          word: tagWord(view.absence),
          sentence: `${view.tag.name} is never known on ${device}: ${tagAbsenceSentence(view.absence, device)}`,
        }
      );
    case 'unknown':
      return {
        word: nameWord(view.absence),
        sentence: nameSentence(view.name, view.absence, device),
      };
    case 'built-in':
    case 'group':
      return null;
  }
}
