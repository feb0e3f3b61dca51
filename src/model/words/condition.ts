/** What a condition of a policy asked, and what was found. */
import type { ConditionView } from '#model/decision/explanation.ts';
import type { RefusedSetting } from '#model/fortios/refused.ts';

export function conditionName(kind: Exclude<ConditionView['kind'], 'tags'>): string {
  switch (kind) {
    case 'srcintf':
      return 'incoming interface';
    case 'dstintf':
      return 'outgoing interface';
    case 'srcaddr':
      return 'source address';
    case 'dstaddr':
      return 'destination address';
    case 'service':
      return 'service';
    case 'identity':
      return 'user or group';
    case 'ownership':
      return 'owner of the device';
    case 'schedule':
      return 'schedule';
    case 'not-judged':
      return 'application or URL';
  }
}

/** `srcaddr-negate: FortiOS refuses “perhaps”, so the default of srcaddr-negate holds` (domain.md section 11, *Odd text*). */
export function refusedSentence({ field, value }: RefusedSetting): string {
  return `${field}: FortiOS refuses “${value}”, so the default of ${field} holds`;
}

/** What a condition asked and what was found: `source address: asks for net1, found 10.0.1.2`. */
export function conditionSentence(condition: ConditionView): string {
  if (condition.kind === 'tags')
    return condition.asked.length === 0
      ? 'no tags asked for'
      : `${condition.list === 'secondary' ? 'secondary tags: ' : ''}${condition.negate ? 'not ' : ''}${
          condition.logic === 'or' ? 'any' : 'all'
        } of ${condition.asked.map((asked) => asked.tag?.name ?? asked.name).join(', ')}`;
  // An owner is asked for by that word, not by name: none may be known.
  if (condition.kind === 'ownership' && condition.asked.length === 0)
    return `${conditionName(condition.kind)}: asks for the owner, but EMS knows no owner${
      condition.found === '' ? '' : `, found ${condition.found}`
    }`;
  if (condition.kind === 'not-judged')
    return `application or URL: asks for ${condition.asked.join(', ')}, which this lab does not judge`;
  const wanted =
    condition.asked.length === 0
      ? condition.kind === 'identity'
        ? 'anyone'
        : 'none'
      : `${condition.negate ? 'anything but ' : ''}${condition.asked.join(', ')}`;
  const found = condition.found === '' ? '' : `, found ${condition.found}`;
  const nobody =
    condition.kind === 'identity' && condition.found === ''
      ? condition.by === 'failed-login'
        ? ', and the log-in failed'
        : ', found no user'
      : '';
  return `${conditionName(condition.kind)}: asks for ${wanted}${found}${nobody}${oddity(condition)}`;
}

const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** Why a name that stands there matches nothing. */
function oddity({
  found,
  zones,
  unusable,
  vip,
  held,
}: Exclude<ConditionView, { kind: 'tags' }>): string {
  if (vip !== undefined && !held)
    return `. ${found} is the external address of the VIP ${vip}, so a policy has to name ${vip} or a VIP group with it`;
  if (zones !== undefined)
    return `. ${found} is in the zone ${list.format(zones)}, so a policy has to name the zone`;
  if (unusable !== undefined)
    return `. A ZTNA policy matches nothing with ${list.format(unusable)} as its source: geography and FQDN addresses cannot be used there`;
  return '';
}
