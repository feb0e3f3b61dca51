/** What is wrong with a name in a policy's tag fields, in words. */
import type { NameAbsence, PolicyTag } from '#model/tagging/policy-tags.ts';
import type { TagAbsence } from '#model/ems/standing.ts';
import { tagAbsenceSentence } from './standing.ts';

function tagWord(absence: TagAbsence): string {
  switch (absence.kind) {
    case 'link':
      return absence.link === 'down' ? 'EMS down' : 'no EMS';
    case 'tags-not-pulled':
      return 'not synchronized';
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
      return `${name} does not exist on ${device}.`;
    case 'not-a-tag':
      return `${name} is not a posture tag, so it never matches.`;
  }
}

/** The tag's own name, as EMS knows it; the object's where it stands for no tag. */
export function tagText(view: PolicyTag): string {
  return view.kind === 'tag' ? view.tag.name : view.name;
}

/** What is read out and searched where tags are picked; `badged` where the IP or MAC kind matters. */
export function tagLabel(view: PolicyTag, badged: boolean): string {
  return badged && view.kind === 'tag'
    ? `${view.tag.name} (${view.addressKind.toUpperCase()})`
    : tagText(view);
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
          sentence: `${view.tag.name} never matches on ${device}. ${tagAbsenceSentence(view.absence, device)}`,
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
