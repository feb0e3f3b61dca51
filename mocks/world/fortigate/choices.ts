/** What the fields of a FortiGate's forms offer, found by what was typed. */
import type { ChoiceField, Choices } from '#model/fortios/choices.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { compareNames } from '#model/name-order.ts';
import { findByLabel, twinsAmong } from '#model/name-search.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { tagLabel, tagText } from '#model/words/policy-tag.ts';
import { namedObjectOf, objectsOf } from './named-objects.ts';
import { zonesIn } from './objects/interface-list.ts';
import { offeredTags } from './policy-tags.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../state.ts';

interface Candidate {
  readonly value: string;
  readonly label: string;
}

/** These stand for everything, and come first. */
const everything: ReadonlySet<string> = new Set(['all', 'ALL', 'any', 'always']);

/** Each name once, in the order of every list. */
function inOrder(names: readonly string[]): readonly Candidate[] {
  return [...new Set(names)]
    .toSorted((a, b) => Number(everything.has(b)) - Number(everything.has(a)) || compareNames(a, b))
    .map((name) => ({ value: name, label: name }));
}

function rowNames(
  config: FortiosConfig,
  ...tables: readonly (
    | 'system interface'
    | 'system zone'
    | 'firewall service custom'
    | 'firewall service group'
    | 'firewall schedule recurring'
    | 'firewall schedule onetime'
    | 'firewall schedule group'
    | 'user local'
    | 'user group'
  )[]
): readonly string[] {
  return tables.flatMap((table) => config[table].map(({ name }) => name));
}

type Plain =
  | 'interface'
  | 'zone-member'
  | 'address'
  | 'group-member'
  | 'fqdn-address'
  | 'vip'
  | 'schedule'
  | 'service'
  | 'user'
  | 'user-group';

/** Addresses and groups, tags left out. */
function addressNames(config: FortiosConfig): readonly string[] {
  return [
    ...config['firewall address'].filter(({ type }) => type !== 'dynamic').map(({ name }) => name),
    ...config['firewall addrgrp']
      .filter(({ category }) => category === 'default')
      .map(({ name }) => name),
  ];
}

function plainNames(config: FortiosConfig, field: Plain): readonly string[] {
  switch (field) {
    case 'interface': {
      // In a policy stands the zone, and none of its members [225349].
      const zones = zonesIn(config);
      return [
        'any',
        ...rowNames(config, 'system interface', 'system zone').filter((name) => !zones.has(name)),
      ];
    }
    case 'zone-member':
      return rowNames(config, 'system interface');
    case 'address':
      return ['all', ...addressNames(config)];
    case 'group-member':
      return addressNames(config).filter((name) => name !== 'all');
    case 'fqdn-address':
      return config['firewall address']
        .filter(({ type }) => type === 'fqdn')
        .map(({ name }) => name);
    case 'vip':
      return config['firewall vip']
        .filter(({ type }) => type !== 'access-proxy')
        .map(({ name }) => name);
    case 'schedule':
      return [
        'always',
        ...rowNames(
          config,
          'firewall schedule recurring',
          'firewall schedule onetime',
          'firewall schedule group',
        ),
      ];
    case 'service':
      return [
        'ALL',
        ...rowNames(config, 'firewall service custom', 'firewall service group'),
        ...predefinedServiceNames,
      ];
    case 'user':
      return rowNames(config, 'user local');
    case 'user-group':
      return rowNames(config, 'user group');
  }
}

const sorted = new WeakMap<FortiosConfig, Map<Plain, readonly Candidate[]>>();

/** Put in order once for each configuration: ten thousand names take a while to sort. */
function plain(config: FortiosConfig, field: Plain): readonly Candidate[] {
  const byField = sorted.get(config) ?? new Map<Plain, readonly Candidate[]>();
  sorted.set(config, byField);
  const candidates = byField.get(field) ?? inOrder(plainNames(config, field));
  byField.set(field, candidates);
  return candidates;
}

/** Tags by category, then what is no single tag. */
function rankOfTag(view: PolicyTag): number {
  switch (view.kind) {
    case 'tag':
      return tagCategories.indexOf(view.tag.category);
    case 'group':
      return tagCategories.length;
    case 'built-in':
      return tagCategories.length + 1;
    case 'unknown':
      return tagCategories.length + 2;
  }
}

/** `badged`: by both of its names, each said to be of its kind. */
function tags(
  state: WorldState,
  fortigate: FortiGate,
  isOffered: (view: PolicyTag) => boolean,
  badged: boolean,
): readonly Candidate[] {
  return offeredTags(state, fortigate)
    .filter(isOffered)
    .toSorted(
      (a, b) =>
        rankOfTag(a) - rankOfTag(b) ||
        compareNames(tagText(a), tagText(b)) ||
        compareNames(a.name, b.name),
    )
    .map((view) => ({ value: view.name, label: tagLabel(view, badged) }));
}

function candidatesOf(
  state: WorldState,
  fortigate: FortiGate,
  field: ChoiceField,
): readonly Candidate[] {
  const { config } = fortigate;
  const tagsInAddresses = () => tags(state, fortigate, ({ kind }) => kind === 'tag', true);
  switch (field) {
    case 'source':
      return [...plain(config, 'address'), ...tagsInAddresses()];
    case 'destination':
      return [...plain(config, 'address'), ...plain(config, 'vip'), ...tagsInAddresses()];
    case 'tag':
      return tags(state, fortigate, () => true, true);
    case 'ztna-tag':
      // The IP and the MAC name of a tag are the same tag to a ZTNA policy [seed].
      return tags(
        state,
        fortigate,
        (view) => view.kind !== 'tag' || view.addressKind === 'ip',
        false,
      );
    case 'ztna-server':
      return [...objectsOf(config).servers.values()]
        .map(({ name }) => ({ value: name, label: name }))
        .toReversed();
    case 'ztna-server-vip':
      return [...objectsOf(config).serversByVip.values()]
        .filter(({ vip }) => vip !== '')
        .map(({ name, vip }) => ({ value: vip, label: name }))
        .toReversed();
    default:
      return plain(config, field);
  }
}

/** What only the names say, and what has something behind it that the page shows. */
const isNameAlone: Readonly<Record<ChoiceField, boolean>> = {
  interface: true,
  'zone-member': true,
  schedule: true,
  service: true,
  user: true,
  'user-group': true,
  address: false,
  'group-member': false,
  'fqdn-address': false,
  source: false,
  destination: false,
  tag: false,
  'ztna-tag': false,
  'ztna-server': false,
  'ztna-server-vip': false,
};

/** What a field offers for what was typed, best first. */
export function choices(
  state: WorldState,
  query: {
    readonly fortigate: string;
    readonly field: ChoiceField;
    readonly search: string;
    readonly count: number;
  },
): Choices {
  const fortigate = fortigateNamed(state, query.fortigate);
  const candidates = candidatesOf(state, fortigate, query.field);
  const found = findByLabel(candidates, query.search);
  const twinOf = twinsAmong(candidates.map(({ label }) => label));
  const named = namedObjectOf(state, fortigate);
  return {
    choices: found.slice(0, query.count).map(({ value, label }) => ({
      value,
      label,
      twin: twinOf(label),
      named: isNameAlone[query.field] ? null : named(value),
    })),
    matched: found.length,
  };
}
