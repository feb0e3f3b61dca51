/** Repairs as sentences, in the parts of `sentence.ts`: what to do, and what else it would do. */
import type { Change, Repair } from '#model/decision/repair.ts';
import { type Tag, categoryWords } from '#model/tagging/tags.ts';
import { endpointSharingWords } from '#model/ems/ems.ts';
import { count, listWords, numberWords } from '#model/plural.ts';
import { policyName } from './policy-name.ts';
import { type Sentence, chip, strong, text } from './sentence.ts';

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
      return [text(`share ${categoryWords[change.category].sharing} with ${change.device}`)];
    case 'stop-sharing-type':
      return [text(`stop sharing ${categoryWords[change.category].sharing} with ${change.device}`)];
    case 'widen-endpoint-sharing':
    case 'narrow-endpoint-sharing':
      return [
        text(`set FortiClient Endpoint Sharing of ${change.device} to `),
        strong(endpointSharingWords[change.endpointSharing].label),
        ...(change.endpointSharing === 'selected' ? [text(`: ${change.selected.join(', ')}`)] : []),
      ];
    case 'authorize':
      return [text(`authorize ${change.device} on EMS`)];
    case 'reconnect':
      return [text(`reconnect ${change.device} to EMS`)];
    case 'deny-device':
      return [text(`deny ${change.device} on EMS`)];
    case 'add-tag':
      return [
        text(`add the ${tagWords(change.tag)} `),
        chip(change.tag),
        text(` to ${change.host}`),
      ];
    case 'remove-tag':
      return [
        text(`remove the ${tagWords(change.tag)} `),
        chip(change.tag),
        text(` from ${change.host}`),
      ];
    case 'register':
      return [text(`register ${change.host} to EMS`)];
    case 'unregister':
      return [text(`deregister ${change.host}`)];
    case 'bring-online':
      return [text(`bring ${change.host} online`)];
    case 'take-offline':
      return [text(`take ${change.host} offline`)];
    case 'swap-tag':
      return [
        text(`in ${policyName(change)}, replace `),
        change.asked ? chip(change.asked) : strong(change.from),
        text(` with the ${tagWords(change.tag)} `),
        chip(change.tag),
      ];
    case 'mac-to-ip':
      return [
        text(`in ${policyName(change)}, replace `),
        strong(change.from),
        text(' with '),
        strong(change.to),
      ];
    case 'match-any':
      return [text(`set ${policyName(change)} to match `), strong('Any'), text(' of its tags')];
    case 'match-all':
      return [text(`set ${policyName(change)} to match `), strong('All'), text(' of its tags')];
    case 'enable-policy':
      return [text(`enable ${policyName(change)}`)];
    case 'disable-policy':
      return [text(`disable ${policyName(change)}`)];
    case 'move-policy':
      return [
        text(
          `move ${policyName(change)} above ${policyName({ ...change, policyid: change.before, name: change.beforeName })}`,
        ),
      ];
    case 'enable-connector':
      return [text(`enable connector EMS${change.connector} on ${change.fortigate}`)];
    case 'set-connector-serial':
      return [
        text(
          `set the serial number of connector EMS${change.connector} on ${change.fortigate} to `,
        ),
        strong(change.serial),
      ];
    case 'verify-connector':
      return [
        text(
          `verify the EMS certificate of connector EMS${change.connector} on ${change.fortigate}`,
        ),
      ];
    case 'pull-tags':
      return [
        text('enable '),
        strong('Synchronize firewall addresses'),
        text(` of connector EMS${change.connector} on ${change.fortigate}`),
      ];
    case 'present-certificate':
      return [text(`connect with the client certificate that EMS issued for ${change.host}`)];
    case 'withhold-certificate':
      return [text(`connect from ${change.host} without a client certificate`)];
  }
}

function capitalized([first, ...rest]: Sentence): Sentence {
  return first?.kind === 'text'
    ? [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest]
    : [...(first ? [first] : []), ...rest];
}

/** `share Classification Tags with FGT-A`, for the middle of a sentence. */
export function repairPhrase(changes: readonly Change[]): Sentence {
  return changes.flatMap((change, i) => [
    ...(i > 0 ? [text(', and ')] : []),
    ...changePhrase(change),
  ]);
}

/** What to do: `Share Classification Tags with FGT-A.` */
export function repairSentence({ changes }: Pick<Repair, 'changes'>): Sentence {
  return capitalized([...repairPhrase(changes), text('.')]);
}

/** `HANS to ZTNA-web, BOB to ZTNA-web and 3 more`. */
function connections(named: readonly string[], number: number): string {
  if (named.length === 0) return count(number, 'other connection');
  const more = number - named.length;
  return more > 0 ? `${named.join(', ')} and ${numberWords(more)} more` : listWords(named);
}

/** What else it would do, and to whom: `It would also allow HANS to ZTNA-web.` */
export function sideEffectSentence({ opens, closes, named }: Repair): string {
  if (opens === null || closes === null) return 'Effects on other endpoints were not counted.';
  if (opens + closes === 0) return 'No one else is affected.';
  const allowed = `allow ${connections(named?.opens ?? [], opens)}`;
  const denied = `deny ${connections(named?.closes ?? [], closes)}`;
  if (closes === 0) return `It would also ${allowed}.`;
  if (opens === 0) return `It would also ${denied}.`;
  return `It would also ${allowed}, and ${denied}.`;
}
