/** The places of a policy that take chips: which there are, what goes where, and why something does not. */
import type { TagCategory } from '#model/tagging/tags.ts';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import type { PolicyValues } from '#consoles/fortigate/policies/form/policy-values.ts';

export const slotNames = [
  'who',
  'posture',
  'servers',
  'from',
  'to',
  'destination',
  'service',
  'when',
] as const;
export type SlotName = (typeof slotNames)[number];

export const chipKinds = [
  'tag',
  'user',
  'group',
  'address',
  'server',
  'schedule',
  'interface',
  'service',
] as const;
export type ChipKind = (typeof chipKinds)[number];

/** What is dragged, or pressed, in the palette. */
export interface MapChip {
  readonly kind: ChipKind;
  /** As a policy refers to it. */
  readonly name: string;
  /** As a person calls it. */
  readonly label: string;
  /** The type that EMS would have to share first; null where nothing is in the way. */
  readonly unshared?: TagCategory | null;
  /** A tag that was made just now, which the FortiGate may not have heard of. */
  readonly isNew?: boolean;
}

/** Of a security policy tags stand among its addresses. */
export type RuleKind = PolicyRow['kind'] | 'security';

export function ruleKindOf({ table, kind }: PolicyRow): RuleKind {
  return table === 'firewall security-policy' ? 'security' : kind;
}

const slotWords: Record<SlotName, string> = {
  who: 'Who',
  posture: 'Has posture',
  servers: 'Reaches',
  from: 'From',
  to: 'To',
  destination: 'Destination',
  service: 'Service',
  when: 'When',
};

/** As the map’s head calls the place. */
export function slotWord(slot: SlotName, kind: RuleKind): string {
  return slot === 'who' && kind !== 'ztna' ? 'Source' : slotWords[slot];
}

const kindWords: Record<ChipKind, string> = {
  tag: 'a tag',
  user: 'a user',
  group: 'a user group',
  address: 'an address',
  server: 'a ZTNA server',
  schedule: 'a schedule',
  interface: 'an interface',
  service: 'a service',
};

/** Where a chip goes, the nearest place first. */
function placesOf(chip: ChipKind, kind: RuleKind): readonly SlotName[] {
  const isForward = kind !== 'ztna';
  switch (chip) {
    case 'tag':
      return kind === 'security' ? ['who', 'destination'] : ['posture'];
    case 'user':
    case 'group':
      return ['who'];
    case 'address':
      return isForward ? ['who', 'destination'] : ['who'];
    case 'server':
      return isForward ? [] : ['servers'];
    case 'schedule':
      return ['when'];
    case 'interface':
      return isForward ? ['from', 'to'] : ['from'];
    case 'service':
      return isForward ? ['service'] : [];
  }
}

/** The place of a policy that takes the chip, where it is pressed and not dragged; null for none. */
export function placeFor(chip: MapChip, kind: RuleKind): SlotName | null {
  return placesOf(chip.kind, kind)[0] ?? null;
}

/** Why the place does not take the chip; null where it does. */
export function refusalOf(slot: SlotName, chip: MapChip, kind: RuleKind): string | null {
  const places = placesOf(chip.kind, kind);
  if (places.includes(slot)) return null;
  const what = `${chip.label} is ${kindWords[chip.kind]}`;
  const [place] = places;
  return place === undefined
    ? `${what}, which such a policy does not have.`
    : `${what}. It goes under ${slotWord(place, kind)}.`;
}

/** A name among others; `all` and `any` give way to it. */
function added(names: readonly string[], name: string): string[] {
  const others = names.filter((one) => !['all', 'any', 'ALL', name].includes(one));
  return ['all', 'any', 'ALL'].includes(name) ? [name] : [...others, name];
}

/** The policy with the chip in that place. */
export function withChip(
  values: PolicyValues,
  slot: SlotName,
  { kind, name }: MapChip,
): PolicyValues {
  switch (slot) {
    case 'who':
      if (kind === 'user') return { ...values, users: added(values.users, name) };
      if (kind === 'group') return { ...values, groups: added(values.groups, name) };
      return { ...values, srcaddr: added(values.srcaddr, name) };
    case 'posture':
      return { ...values, 'ztna-ems-tag': added(values['ztna-ems-tag'], name) };
    case 'servers':
      return { ...values, servers: added(values.servers, name) };
    case 'from':
      return { ...values, srcintf: added(values.srcintf, name) };
    case 'to':
      return { ...values, dstintf: added(values.dstintf, name) };
    case 'destination':
      return { ...values, dstaddr: added(values.dstaddr, name) };
    case 'service':
      return { ...values, service: added(values.service, name) };
    case 'when':
      return { ...values, schedule: name };
  }
}

/** Whether it is there already. */
export function hasChip(values: PolicyValues, slot: SlotName, chip: MapChip): boolean {
  return JSON.stringify(withChip(values, slot, chip)) === JSON.stringify(values);
}

/** The place that a refusal of the FortiGate is about. */
export function slotOfField(field: string | null, kind: RuleKind): SlotName | null {
  switch (field) {
    case 'srcaddr':
    case 'users':
    case 'groups':
      return 'who';
    case 'ztna-ems-tag':
    case 'ztna-ems-tag-secondary':
    case 'ztna-tags-match-logic':
      return 'posture';
    case 'access-proxy':
      return 'servers';
    case 'dstaddr':
      return kind === 'ztna' ? 'servers' : 'destination';
    case 'srcintf':
      return 'from';
    case 'dstintf':
      return 'to';
    case 'service':
      return 'service';
    case 'schedule':
      return 'when';
    default:
      return null;
  }
}
