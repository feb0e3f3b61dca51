/** Tags that policies ask for, by whatever name and through groups, each with where it is asked for. */
import type { FindingPlace } from '#model/lab/findings.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import type { ListedPolicy } from '../prove/policy-list.ts';
import { type Site, placeOf } from './draft.ts';

export interface AskedName {
  readonly place: FindingPlace;
  readonly field: string;
  /** The member of a group, where it is asked for by one. */
  readonly name: string;
  readonly meaning: Extract<TagMeaning, { kind: 'tag' }>;
}

/** Every policy of a FortiGate, whether a session can come to it or not. */
export function everyPolicy({ compiled: { config } }: Site): readonly ListedPolicy[] {
  return [
    ...config['firewall policy'].map((policy): ListedPolicy => ({ policytype: 'policy', policy })),
    ...config['firewall proxy-policy'].map((policy): ListedPolicy => ({
      policytype: 'proxy-policy',
      policy,
    })),
    ...config['firewall security-policy'].map((policy): ListedPolicy => ({
      policytype: 'security-policy',
      policy,
    })),
  ];
}

/** The fields of a policy in which a tag can stand, those out of force left out. */
function tagFields({
  policytype,
  policy,
}: ListedPolicy): readonly (readonly [string, readonly string[]])[] {
  const addresses = [
    ['srcaddr', policy.srcaddr],
    ['dstaddr', policy.dstaddr],
  ] as const;
  switch (policytype) {
    case 'policy':
      return policy['ztna-status'] === 'enable'
        ? [
            ['ztna-ems-tag', policy['ztna-ems-tag']],
            ['ztna-ems-tag-secondary', policy['ztna-ems-tag-secondary']],
            ...addresses,
          ]
        : addresses;
    case 'proxy-policy':
      return [['ztna-ems-tag', policy['ztna-ems-tag']], ...addresses];
    case 'security-policy':
      return addresses;
  }
}

export function askedNames(site: Site): readonly AskedName[] {
  const { addrgrp } = groupsOf(site);
  const found: AskedName[] = [];
  for (const listed of everyPolicy(site))
    for (const [field, names] of tagFields(listed)) {
      const note = (name: string, meaning: TagMeaning): void => {
        if (meaning.kind === 'tag') found.push({ place: placeOf(listed), field, name, meaning });
        if (meaning.kind === 'group')
          for (const member of meaning.members) note(member.name, member.meaning);
      };
      for (const name of reachedNames(names, addrgrp)) note(name, site.compiled.tags(name));
    }
  return found;
}

function groupsOf({ compiled: { config } }: Site) {
  return {
    addrgrp: new Map(
      config['firewall addrgrp']
        .filter(({ category }) => category !== 'ztna-ems-tag')
        .map((one) => [one.name, one.member]),
    ),
  };
}

/** Names, and what address groups among them have as members. */
function reachedNames(
  names: readonly string[],
  groups: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(names);
  // What is added on the way is looked at as well.
  for (const name of reached) for (const member of groups.get(name) ?? []) reached.add(member);
  return reached;
}
