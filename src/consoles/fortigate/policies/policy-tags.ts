/** What the names in a policy's tag fields stand for, as far as a console sees it over the API. */
import type { EmsStatus } from '#model/fortios-api.ts';
import type { Address, AddressGroup } from '#model/fortios/tables.ts';
import {
  type AddressKind,
  builtInTagNames,
  isBuiltInTagName,
  parseTagAddressName,
} from '#model/tag-names.ts';
import { type Tag, categoryWords, sameTag, tagCategorySchema } from '#model/tags.ts';

/** Why a name that a policy asks for stands for nothing on this FortiGate. */
export type Absence =
  | { readonly kind: 'no-ems' }
  | { readonly kind: 'not-shared' }
  | { readonly kind: 'other-connector'; readonly connector: number }
  /** `near`: a tag that is there and differs only in case or category. */
  | { readonly kind: 'no-such-tag'; readonly near: Tag | null }
  | { readonly kind: 'no-such-object' }
  | { readonly kind: 'not-a-tag' };

export type PolicyTag =
  | {
      readonly kind: 'tag';
      readonly name: string;
      readonly tag: Tag;
      readonly addressKind: AddressKind;
      readonly absence: Absence | null;
    }
  | { readonly kind: 'built-in'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly PolicyTag[] }
  | { readonly kind: 'unknown'; readonly name: string; readonly absence: Absence };

type KnownTag = Extract<PolicyTag, { kind: 'tag' }>;

export interface PolicyTags {
  readonly of: (name: string) => PolicyTag;
  /** What a policy can ask for here: tags by both names, the built-in ones, and tag groups. */
  readonly offered: readonly PolicyTag[];
  /** The tag that an address name stands for; null for any other address. */
  readonly inAddress: (name: string) => KnownTag | null;
}

function tagOfAddress(address: Address): { tag: Tag; addressKind: AddressKind } | null {
  const category = tagCategorySchema.safeParse(address['tag-type']);
  return address.type === 'dynamic' && address['sub-type'] === 'ems-tag' && category.success
    ? {
        tag: { category: category.data, name: address['obj-tag'] },
        addressKind: address['obj-type'],
      }
    : null;
}

/** Names are compared exactly: `low-risk` is another tag than `Low-Risk`, and easily taken for it. */
function nearOf(tag: Tag, known: readonly Tag[]): Tag | null {
  const text = tag.name.toLowerCase();
  return (
    known.find((one) => one.name.toLowerCase() === text && one.category === tag.category) ??
    known.find((one) => one.name.toLowerCase() === text) ??
    null
  );
}

/** `addresses` as the device lists them: its own objects, and those of the tags that EMS shares. */
export function policyTags(
  addresses: readonly Address[],
  groups: readonly AddressGroup[],
  ems: Pick<EmsStatus, 'id' | 'status' | 'shared'>,
): PolicyTags {
  const byName = new Map(addresses.map((address) => [address.name, address]));
  const groupByName = new Map(groups.map((group) => [group.name, group]));
  const known = addresses.flatMap((address): readonly KnownTag[] => {
    const stands = tagOfAddress(address);
    return stands ? [{ kind: 'tag', name: address.name, ...stands, absence: null }] : [];
  });

  const absenceOf = (tag: Tag, connector: number): Absence => {
    if (connector !== ems.id) return { kind: 'other-connector', connector };
    if (ems.status !== 'connected') return { kind: 'no-ems' };
    if (!ems.shared.includes(tag.category)) return { kind: 'not-shared' };
    return {
      kind: 'no-such-tag',
      near: nearOf(
        tag,
        known.map((one) => one.tag),
      ),
    };
  };

  const resolve = (name: string, inside: readonly string[]): PolicyTag => {
    const address = byName.get(name);
    if (address) {
      const stands = tagOfAddress(address);
      return stands
        ? { kind: 'tag', name, ...stands, absence: null }
        : { kind: 'unknown', name, absence: { kind: 'not-a-tag' } };
    }
    const group = groupByName.get(name);
    if (group) {
      // A group within itself stands for nothing.
      if (group.category !== 'ztna-ems-tag' || inside.includes(name))
        return { kind: 'unknown', name, absence: { kind: 'not-a-tag' } };
      const within = [...inside, name];
      return {
        kind: 'group',
        name,
        members: group.member.map((member) => resolve(member, within)),
      };
    }
    if (isBuiltInTagName(name)) return { kind: 'built-in', name };
    const parsed = parseTagAddressName(name);
    return parsed
      ? {
          kind: 'tag',
          name,
          tag: parsed.tag,
          addressKind: parsed.kind,
          absence: absenceOf(parsed.tag, parsed.connector),
        }
      : { kind: 'unknown', name, absence: { kind: 'no-such-object' } };
  };
  const of = (name: string): PolicyTag => resolve(name, []);

  return {
    of,
    offered: [
      ...known,
      ...builtInTagNames.map((name): PolicyTag => ({ kind: 'built-in', name })),
      ...groups.filter((group) => group.category === 'ztna-ems-tag').map((group) => of(group.name)),
    ],
    inAddress: (name) => {
      if (groupByName.has(name)) return null;
      const stands = of(name);
      return stands.kind === 'tag' ? stands : null;
    },
  };
}

/** A word beside the chip. */
export function absenceWord(absence: Absence): string {
  switch (absence.kind) {
    case 'not-shared':
      return 'not shared';
    case 'no-ems':
      return 'no EMS';
    case 'other-connector':
    case 'no-such-tag':
    case 'no-such-object':
      return 'missing';
    case 'not-a-tag':
      return 'not a tag';
  }
}

/** What is wrong, and so what to do. */
export function absenceSentence(
  view: { readonly name: string; readonly tag?: Tag },
  absence: Absence,
  device: string,
): string {
  const { name, tag } = view;
  switch (absence.kind) {
    case 'not-shared':
      return tag
        ? `EMS does not share ${categoryWords[tag.category].sharing} with ${device}, so ${tag.name} is never known here.`
        : `${name} is not shared with ${device}.`;
    case 'no-ems':
      return `No EMS gives tags to ${device}, so ${tag?.name ?? name} is never known here.`;
    case 'other-connector':
      return `${name} names a tag of EMS connector ${absence.connector}, which ${device} does not have.`;
    case 'no-such-tag': {
      const start = `${device} has no ${tag ? categoryWords[tag.category].label.toLowerCase() : 'tag'} ${tag?.name ?? name}.`;
      if (!absence.near || !tag)
        return `${start} No endpoint carries it, or it is spelt otherwise.`;
      return absence.near.category === tag.category
        ? `${start} There is ${absence.near.name}, which is another tag.`
        : `${start} There is a ${categoryWords[absence.near.category].label.toLowerCase()} ${absence.near.name}, which is another tag.`;
    }
    case 'no-such-object':
      return `There is no ${name} on ${device}.`;
    case 'not-a-tag':
      return `${name} is not a posture tag, so it is never known.`;
  }
}

/** Both names of one tag are the same to a ZTNA policy (rule R6). */
export function twins(views: readonly PolicyTag[]): readonly Tag[] {
  const tags = views.flatMap((view) => (view.kind === 'tag' ? [view.tag] : []));
  return tags.filter((tag, i) => tags.findIndex((one) => sameTag(one, tag)) < i);
}
