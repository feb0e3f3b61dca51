/** Repairs as sentences, in the parts of `sentence.ts`: what to do, and what else it would do. */
import type { Change, Repair } from '#model/decision/repair.ts';
import { type Tag, categoryWords, sameTag } from '#model/tagging/tags.ts';
import { endpointSharingWords } from '#model/ems/ems.ts';
import { count, listWords, numberWords } from '#model/plural.ts';
import { policyName } from './policy-name.ts';
import { type Sentence, chip, strong, textPart } from './sentence.ts';

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** A category in running text. */
function tagWords({ category }: Tag): string {
  const { label } = categoryWords[category];
  // The other two begin with a name.
  return category === 'zero_trust' || category === 'classification' ? lowered(label) : label;
}

/** The same of a FortiGate's connector to EMS. */
function connectorPhrase(change: Extract<Change, { readonly connector: number }>): Sentence {
  switch (change.kind) {
    case 'enable-connector':
      return [textPart(`enable connector EMS${change.connector} on ${change.fortigate}`)];
    case 'set-connector-serial':
      return [
        textPart(
          `set the serial number of connector EMS${change.connector} on ${change.fortigate} to `,
        ),
        strong(change.serial),
      ];
    case 'verify-connector':
      return [
        textPart(
          `verify the EMS certificate of connector EMS${change.connector} on ${change.fortigate}`,
        ),
      ];
    case 'pull-tags':
      return [
        textPart('enable '),
        strong('Synchronize firewall addresses'),
        textPart(` of connector EMS${change.connector} on ${change.fortigate}`),
      ];
  }
}

const listNames = {
  srcintf: 'incoming interfaces',
  dstintf: 'outgoing interfaces',
  srcaddr: 'sources',
  dstaddr: 'destinations',
} as const;

function namePhrase(change: Extract<Change, { kind: 'name-in-policy' }>): Sentence {
  const { from, to, field } = change;
  return from === null
    ? [
        textPart('add '),
        strong(to),
        textPart(` to the ${listNames[field]} of ${policyName(change)}`),
      ]
    : [
        textPart(`among the ${listNames[field]} of ${policyName(change)}, replace `),
        strong(from),
        textPart(' with '),
        strong(to),
      ];
}

function realServerPhrase(change: Extract<Change, { readonly realServer: number }>): Sentence {
  const { kind, realServer, address, gateway, server } = change;
  const [verb, way] = kind === 'enable-real-server' ? ['put', 'into'] : ['take', 'out of'];
  return [
    textPart(`${verb} real server ${realServer}, `),
    strong(address),
    textPart(`, of API gateway ${gateway} of ${server} ${way} service`),
  ];
}

function swapPhrase(change: Extract<Change, { kind: 'swap-tag' | 'mac-to-ip' }>): Sentence {
  const start = textPart(`in ${policyName(change)}, replace `);
  // Of the same tag under another connector's number, or of another kind, the names tell the difference.
  const isSame =
    change.kind === 'mac-to-ip' || (change.asked !== null && sameTag(change.asked, change.tag));
  if (isSame) return [start, strong(change.from), textPart(' with '), strong(change.to)];
  return [
    start,
    change.asked ? chip(change.asked) : strong(change.from),
    textPart(` with the ${tagWords(change.tag)} `),
    chip(change.tag),
  ];
}

/** What one change is, as a thing to do, without a full stop. */
function changePhrase(change: Change): Sentence {
  switch (change.kind) {
    case 'share-type':
      return [textPart(`share ${categoryWords[change.category].sharing} with ${change.device}`)];
    case 'stop-sharing-type':
      return [
        textPart(`stop sharing ${categoryWords[change.category].sharing} with ${change.device}`),
      ];
    case 'widen-endpoint-sharing':
    case 'narrow-endpoint-sharing':
      return [
        textPart(`set FortiClient Endpoint Sharing of ${change.device} to `),
        strong(endpointSharingWords[change.endpointSharing].label),
        ...(change.endpointSharing === 'selected'
          ? [textPart(`: ${change.selected.join(', ')}`)]
          : []),
      ];
    case 'authorize':
      return [textPart(`authorize ${change.device} on EMS`)];
    case 'reconnect':
      return [textPart(`reconnect ${change.device} to EMS`)];
    case 'deny-device':
      return [textPart(`deny ${change.device} on EMS`)];
    case 'add-tag':
      return [
        textPart(`add the ${tagWords(change.tag)} `),
        chip(change.tag),
        textPart(` to ${change.host}`),
      ];
    case 'remove-tag':
      return [
        textPart(`remove the ${tagWords(change.tag)} `),
        chip(change.tag),
        textPart(` from ${change.host}`),
      ];
    case 'register':
      return [textPart(`register ${change.host} to EMS`)];
    case 'unregister':
      return [textPart(`deregister ${change.host}`)];
    case 'bring-online':
      return [textPart(`bring ${change.host} online`)];
    case 'take-offline':
      return [textPart(`take ${change.host} offline`)];
    case 'swap-tag':
    case 'mac-to-ip':
      return swapPhrase(change);
    case 'match-any':
      return [
        textPart(`set ${policyName(change)} to match `),
        strong('Any'),
        textPart(' of its tags'),
      ];
    case 'match-all':
      return [
        textPart(`set ${policyName(change)} to match `),
        strong('All'),
        textPart(' of its tags'),
      ];
    case 'enable-policy':
      return [textPart(`enable ${policyName(change)}`)];
    case 'disable-policy':
      return [textPart(`disable ${policyName(change)}`)];
    case 'move-policy':
      return [
        textPart(
          `move ${policyName(change)} above ${policyName({ ...change, policyid: change.before, name: change.beforeName })}`,
        ),
      ];
    case 'name-in-policy':
      return namePhrase(change);
    case 'set-fqdn':
      return [
        textPart('in address '),
        strong(change.address),
        textPart(` on ${change.fortigate}, replace ${change.from} with `),
        strong(change.to),
      ];
    case 'enable-real-server':
    case 'disable-real-server':
      return realServerPhrase(change);
    case 'log-in':
      return [
        textPart(`log in as ${change.user}`),
        ...(change.groups.length > 0 ? [textPart(` of ${listWords(change.groups)}`)] : []),
      ];
    case 'enable-connector':
    case 'set-connector-serial':
    case 'verify-connector':
    case 'pull-tags':
      return connectorPhrase(change);
    case 'present-certificate':
      return [textPart(`connect with the client certificate that EMS issued for ${change.host}`)];
    case 'withhold-certificate':
      return [textPart(`connect from ${change.host} without a client certificate`)];
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
    ...(i > 0 ? [textPart(', and ')] : []),
    ...changePhrase(change),
  ]);
}

/** What to do: `Share Classification Tags with FGT-A.` */
export function repairSentence({ changes }: Pick<Repair, 'changes'>): Sentence {
  return capitalized([...repairPhrase(changes), textPart('.')]);
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
