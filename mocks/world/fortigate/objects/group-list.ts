/** A FortiGate's address groups, a page at a time; groups of tags have a list of their own. */
import { type GroupList, namedUses } from '#model/fortios/objects/object-lists.ts';
import type { AddressGroup, FortiosConfig } from '#model/fortios/tables.ts';
import { toWire } from '#model/fortios/wire.parse.ts';
import { compareNames } from '#model/name-order.ts';
import { objectsOf } from '../named-objects.ts';
import { type WorldState, changedAt, fortigateNamed, objectPath } from '../../state.ts';
import { type ObjectQuery, inPage } from './object-page.ts';
import { usesOf } from './object-uses.ts';

const table = 'firewall addrgrp';

const sorted = new WeakMap<FortiosConfig, readonly AddressGroup[]>();
function sortedGroups(config: FortiosConfig): readonly AddressGroup[] {
  const groups =
    sorted.get(config) ??
    config[table]
      .filter(({ category }) => category !== 'ztna-ems-tag')
      .toSorted((a, b) => compareNames(a.name, b.name));
  sorted.set(config, groups);
  return groups;
}

const texts = new WeakMap<AddressGroup, string>();
function searchText(group: AddressGroup): string {
  const { name, comment, member } = group;
  const text =
    texts.get(group) ??
    [name, comment, ...member, ...group['exclude-member']].join('\n').toLowerCase();
  texts.set(group, text);
  return text;
}

export function addressGroups(state: WorldState, query: ObjectQuery<'name'>): GroupList {
  const { config, name: device } = fortigateNamed(state, query.fortigate);
  const { groups } = objectsOf(config);
  const { page, matched } = inPage(sortedGroups(config), query, {
    name: ({ name }) => name,
    text: searchText,
    isFound: () => true,
    isUsed: ({ name }) => usesOf(config, table, name).length > 0,
    group: () => '',
  });
  return {
    matched,
    groups: page.map((group) => ({
      name: group.name,
      members: group.member
        .slice(0, namedUses)
        .map((name) => ({ name, isGroup: groups.has(name) })),
      memberCount: group.member.length,
      row: toWire(table, group),
      revision: changedAt(state, objectPath.row(device, table, group.name)),
      uses: usesOf(config, table, group.name),
    })),
  };
}
