/** What the names in the policies of a FortiGate stand for, resolved as its decisions resolve them. */
import { type FortiGateInput, compile } from '#engine/decide/compile.ts';
import { knownTags } from '#engine/sync/known-tags.ts';
import { lineBy, linesOf } from '#engine/sync/lines.ts';
import type { TagAbsence } from '#model/ems/standing.ts';
import { tagAbsence } from '#engine/sync/standing.ts';
import type { TagMeaning } from '#engine/decide/tag-meaning.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { PolicyTag, PolicyTagsAnswer, SimplePolicyTag } from '#model/tagging/policy-tags.ts';
import { builtInTagNames, parseTagAddressName, tagAddressName } from '#model/tagging/tag-names.ts';
import { type WorldState, fortigateNamed } from '../state.ts';

const namesByConfig = new WeakMap<FortiosConfig, ReadonlySet<string>>();

/** Addresses and groups, gathered once for each configuration. */
function objectNames(config: FortiosConfig): ReadonlySet<string> {
  const known = namesByConfig.get(config);
  if (known) return known;
  const names = new Set(
    [...config['firewall address'], ...config['firewall addrgrp']].map(({ name }) => name),
  );
  namesByConfig.set(config, names);
  return names;
}

/** Why a name stands for nothing. */
function unknown(name: string, objects: ReadonlySet<string>, connector: number): SimplePolicyTag {
  if (objects.has(name)) return { kind: 'unknown', name, absence: { kind: 'not-a-tag' } };
  const parsed = parseTagAddressName(name);
  if (!parsed || parsed.connector === connector)
    return { kind: 'unknown', name, absence: { kind: 'no-such-object' } };
  const own = tagAddressName(parsed.tag, parsed.kind, connector);
  return {
    kind: 'unknown',
    name,
    absence: { kind: 'other-connector', connector: parsed.connector, own },
  };
}

/** What a name in a tag field of a FortiGate's policies stands for. */
export function policyTagOf(
  state: WorldState,
  fortigate: FortiGateInput,
): (name: string) => PolicyTag {
  const { tags, config } = compile(fortigate);
  const lines = linesOf(state.ems, fortigate);
  const objects = objectNames(config);
  const simple = (name: string, meaning: TagMeaning): SimplePolicyTag => {
    switch (meaning.kind) {
      case 'tag': {
        const { tag, addressKind, connector } = meaning;
        const line = lineBy(lines, connector);
        // An entry of the table whose EMS this world does not have.
        const absence: TagAbsence | null = line
          ? tagAbsence(line.knowledge, tag)
          : { kind: 'link', link: 'not-configured' };
        return { kind: 'tag', name, tag, addressKind, absence };
      }
      case 'built-in':
        return { kind: 'built-in', name };
      // A group's members are no groups: the resolver goes to their ends.
      case 'group':
      case 'dangling':
        return unknown(name, objects, fortigate.connector);
    }
  };
  return (name) => {
    const meaning = tags(name);
    return meaning.kind === 'group'
      ? {
          kind: 'group',
          name,
          members: meaning.members.map((one) => simple(one.name, one.meaning)),
        }
      : simple(name, meaning);
  };
}

/** Names in tag fields, and those in address fields that may stand for a tag. */
function namesIn(config: FortiosConfig): {
  readonly asTags: ReadonlySet<string>;
  readonly asAddresses: ReadonlySet<string>;
} {
  const asTags = new Set<string>();
  const asAddresses = new Set<string>();
  for (const policy of config['firewall policy'])
    for (const name of policy['ztna-ems-tag-secondary']) asTags.add(name);
  for (const policy of [...config['firewall policy'], ...config['firewall proxy-policy']]) {
    for (const name of policy['ztna-ems-tag']) asTags.add(name);
    for (const name of [...policy.srcaddr, ...policy.dstaddr]) asAddresses.add(name);
  }
  return { asTags, asAddresses };
}

/** What a policy can ask for on the FortiGate: tags by both names, the built-in ones, and tag groups. */
export function offeredTags(state: WorldState, fortigate: FortiGateInput): readonly PolicyTag[] {
  const { config } = fortigate;
  const of = policyTagOf(state, fortigate);
  const known = knownTags(state.ems, fortigate);
  const offered = [
    ...config['firewall address'].map(({ name }) => of(name)).filter(({ kind }) => kind === 'tag'),
    ...known.flatMap(({ connector, resolved: { tag } }) =>
      (['ip', 'mac'] as const).map((kind) => of(tagAddressName(tag, kind, connector))),
    ),
    ...builtInTagNames.map(of),
    ...config['firewall addrgrp']
      .map(({ name }) => of(name))
      .filter(({ kind }) => kind === 'group'),
  ];
  return [...new Map(offered.map((view) => [view.name, view])).values()];
}

/** What can be asked for on the FortiGate, and what its policies name besides. */
export function policyTags(
  state: WorldState,
  query: { readonly fortigate: string },
): PolicyTagsAnswer {
  const fortigate = fortigateNamed(state, query.fortigate);
  const of = policyTagOf(state, fortigate);
  const offered = offeredTags(state, fortigate);
  const distinct = new Set(offered.map(({ name }) => name));
  const { asTags, asAddresses } = namesIn(fortigate.config);
  const named = [
    ...[...asTags].map(of),
    ...[...asAddresses].map(of).filter(({ kind }) => kind === 'tag'),
  ];
  return {
    offered: [...offered],
    named: [...new Map(named.map((view) => [view.name, view])).values()].filter(
      ({ name }) => !distinct.has(name),
    ),
  };
}
