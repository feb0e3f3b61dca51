/** Repairs as sentences, in the parts of `words.ts`: what to do, and what else it would do. */
import type { Change, Repair } from '#model/repair.ts';
import { type Tag, categoryWords } from '#model/tags.ts';
import { endpointSharingWords } from '#model/ems.ts';
import { policyName } from '#model/policy-name.ts';
import { count } from '#model/plural.ts';
import type { Part, Sentence } from './words.ts';

const t = (text: string): Part => ({ kind: 'text', text });
const b = (text: string): Part => ({ kind: 'strong', text });
const chip = (tag: Tag): Part => ({ kind: 'tag', tag, missing: false });

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** A category in running text. */
function tagWords({ category }: Tag): string {
  const { label } = categoryWords[category];
  // The other two begin with a name.
  return category === 'zero_trust' || category === 'classification' ? lowered(label) : label;
}

/** What one change is, as a thing to do, without a full stop. */
function changePhrase(change: Change): Sentence {
  switch (change.kind) {
    case 'share-type':
      return [t(`share ${categoryWords[change.category].sharing} with ${change.device}`)];
    case 'stop-sharing-type':
      return [t(`stop sharing ${categoryWords[change.category].sharing} with ${change.device}`)];
    case 'widen-endpoint-sharing':
    case 'narrow-endpoint-sharing':
      return [
        t(`set FortiClient Endpoint Sharing of ${change.device} to `),
        b(endpointSharingWords[change.endpointSharing].label),
        ...(change.endpointSharing === 'selected' ? [t(`: ${change.selected.join(', ')}`)] : []),
      ];
    case 'authorize':
      return [t(`authorize ${change.device} on EMS`)];
    case 'reconnect':
      return [t(`reconnect ${change.device} to EMS`)];
    case 'deny-device':
      return [t(`deny ${change.device} on EMS`)];
    case 'add-tag':
      return [t(`give ${change.host} the ${tagWords(change.tag)} `), chip(change.tag)];
    case 'remove-tag':
      return [t(`take the ${tagWords(change.tag)} `), chip(change.tag), t(` from ${change.host}`)];
    case 'register':
      return [t(`register ${change.host} to EMS`)];
    case 'unregister':
      return [t(`end the registration of ${change.host}`)];
    case 'bring-online':
      return [t(`bring ${change.host} online`)];
    case 'take-offline':
      return [t(`take ${change.host} offline`)];
    case 'swap-tag':
      return [
        t(`in ${policyName(change)}, ask for the ${tagWords(change.tag)} `),
        chip(change.tag),
        t(' in place of '),
        change.asked ? chip(change.asked) : b(change.from),
      ];
    case 'mac-to-ip':
      return [
        t(`in ${policyName(change)}, ask for `),
        b(change.to),
        t(' in place of '),
        b(change.from),
      ];
    case 'match-any':
      return [t(`let ${policyName(change)} ask for `), b('Any'), t(' of its tags')];
    case 'match-all':
      return [t(`let ${policyName(change)} ask for `), b('All'), t(' of its tags')];
    case 'enable-policy':
      return [t(`enable ${policyName(change)}`)];
    case 'disable-policy':
      return [t(`disable ${policyName(change)}`)];
    case 'move-policy':
      return [
        t(
          `move ${policyName(change)} above ${policyName({ ...change, policyid: change.before, name: change.beforeName })}`,
        ),
      ];
    case 'present-certificate':
      return [t(`present the client certificate that EMS issued for ${change.host}`)];
    case 'withhold-certificate':
      return [t(`present no client certificate on ${change.host}`)];
  }
}

function capitalized([first, ...rest]: Sentence): Sentence {
  return first?.kind === 'text'
    ? [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest]
    : [...(first ? [first] : []), ...rest];
}

/** `share Classification Tags with FGT-A`, for the middle of a sentence. */
export function repairPhrase(changes: readonly Change[]): Sentence {
  return changes.flatMap((change, i) => [...(i > 0 ? [t(', and ')] : []), ...changePhrase(change)]);
}

/** What to do: `Share Classification Tags with FGT-A.` */
export function repairSentence({ changes }: Pick<Repair, 'changes'>): Sentence {
  return capitalized([...repairPhrase(changes), t('.')]);
}

function pairs(number: number): string {
  return `${count(number, 'other pair', 'other pairs')} of endpoint and server`;
}

/** What else it would do: `It would let 2 other pairs of endpoint and server through.` */
export function sideEffectSentence({ opens, closes }: Repair): string {
  if (opens === null || closes === null) return 'What else it changes was not counted.';
  if (opens + closes === 0) return 'It changes nothing else.';
  if (closes === 0) return `It would also let ${pairs(opens)} through.`;
  if (opens === 0) return `It would also deny ${pairs(closes)}.`;
  return `It would also let ${pairs(opens)} through, and deny ${closes}.`;
}
