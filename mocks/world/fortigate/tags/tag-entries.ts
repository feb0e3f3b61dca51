/** The Security Posture Tags tab of a FortiGate: what it knows as tags, entry by entry. */
import { type KnownTag, knownTags } from '#engine/sync/known-tags.ts';
import { compareNames } from '#model/name-order.ts';
import { type TagEntry, addressKinds, type entryTypes } from '#model/tagging/tag-entries.ts';
import { type AddressKind, builtInTagNames, tagAddressName } from '#model/tagging/tag-names.ts';
import { type Tag, tagCategories } from '#model/tagging/tags.ts';
import {
  type FortiGate,
  type WorldState,
  changedAt,
  fortigateNamed,
  objectPath,
} from '../../state.ts';
import { policyTagOf } from '../policy-tags.ts';
import { type TagUses, tagUses } from '../tag-uses.ts';

/** EMS's user notification message, which a FortiGate shows as the tag's comments [142]; other tags have none. */
export function commentsOf({ tagDefinitions }: WorldState): (tag: Tag) => string {
  const messages = new Map(tagDefinitions.map(({ name, message }) => [name, message]));
  return ({ category, name }) => (category === 'zero_trust' ? (messages.get(name) ?? '') : '');
}

/** Why a device has the tag [710195]. */
const builtInComments: Readonly<Record<(typeof builtInTagNames)[number], string>> = {
  EMS_ALL_UNKNOWN_CLIENTS: 'Devices of which EMS has no information.',
  EMS_ALL_UNMANAGEABLE_CLIENTS: 'Devices that EMS cannot manage.',
};

type EntryType = (typeof entryTypes)[number];

/** What is known of an entry without counting its addresses. */
interface Listed {
  readonly type: EntryType;
  readonly kind: AddressKind | null;
  readonly searched: string;
  readonly isUsed: () => boolean;
  readonly whole: () => TagEntry;
}

function listedTags(state: WorldState, fortigate: FortiGate, uses: TagUses): readonly Listed[] {
  const comments = commentsOf(state);
  const known = knownTags(state.ems, fortigate).toSorted(
    (a, b) =>
      a.connector - b.connector ||
      tagCategories.indexOf(a.resolved.tag.category) -
        tagCategories.indexOf(b.resolved.tag.category) ||
      compareNames(a.resolved.tag.name, b.resolved.tag.name),
  );
  const listed = ({ connector, resolved: one }: KnownTag, kind: AddressKind): Listed => {
    const { tag } = one;
    const name = tagAddressName(tag, kind, connector);
    const used = () => uses.ofKind(tag, kind, connector);
    return {
      type: tag.category,
      kind,
      searched: `${name}\n${comments(tag)}`,
      isUsed: () => used().length > 0,
      whole: () => ({
        kind: 'tag',
        name,
        tag: tag.name,
        category: tag.category,
        address_kind: kind,
        resolved: (kind === 'ip' ? one.ips : one.macs).size,
        comments: comments(tag),
        used_by: [...used()],
      }),
    };
  };
  return known.flatMap((one) => addressKinds.map((kind) => listed(one, kind)));
}

function listedGroups(state: WorldState, fortigate: FortiGate, uses: TagUses): readonly Listed[] {
  const of = policyTagOf(state, fortigate);
  return fortigate.config['firewall addrgrp']
    .filter(({ category }) => category === 'ztna-ems-tag')
    .toSorted((a, b) => compareNames(a.name, b.name))
    .map(({ name, member, comment }) => ({
      type: 'group',
      kind: null,
      searched: [name, comment, ...member].join('\n'),
      isUsed: () => uses.ofName(name).length > 0,
      whole: () => ({
        kind: 'group',
        name,
        members: member.map(of),
        revision: changedAt(state, objectPath.row(fortigate.name, 'firewall addrgrp', name)),
        comments: comment,
        used_by: [...uses.ofName(name)],
      }),
    }));
}

/** Read-only, at the end [whether the tab lists them at all is assumed]. */
function listedBuiltIns(uses: TagUses): readonly Listed[] {
  return builtInTagNames.map((name) => ({
    type: 'built-in',
    kind: null,
    searched: `${name}\n${builtInComments[name]}`,
    isUsed: () => uses.ofName(name).length > 0,
    whole: () => ({
      kind: 'built-in',
      name,
      comments: builtInComments[name],
      used_by: [...uses.ofName(name)],
    }),
  }));
}

export interface TagEntryQuery {
  readonly fortigate: string;
  readonly search: string;
  readonly type: EntryType | null;
  readonly kind: AddressKind | null;
  readonly used: boolean | null;
  readonly start: number;
  /** 0 for all. */
  readonly count: number;
}

/** Tags that exist on the FortiGate, which are those that EMS shares and nothing else; groups; built-in tags. */
export function tagEntries(
  state: WorldState,
  query: TagEntryQuery,
): {
  entries: TagEntry[];
  size: number;
  matched_count: number;
  next_idx: number;
} {
  const fortigate = fortigateNamed(state, query.fortigate);
  const uses = tagUses(fortigate);
  const all = [
    ...listedTags(state, fortigate, uses),
    ...listedGroups(state, fortigate, uses),
    ...listedBuiltIns(uses),
  ];
  const text = query.search.trim().toLowerCase();
  const found = all.filter(
    ({ type, kind, searched, isUsed }) =>
      (query.type === null || type === query.type) &&
      (query.kind === null || kind === query.kind) &&
      searched.toLowerCase().includes(text) &&
      (query.used === null || isUsed() === query.used),
  );
  const end = query.count === 0 ? found.length : query.start + query.count;
  const entries = found.slice(query.start, end).map(({ whole }) => whole());
  return {
    entries,
    size: all.length,
    matched_count: found.length,
    next_idx: Math.min(query.start + entries.length, found.length),
  };
}
