/** What each policy of a list matches, as a formula: the conditions of `decide`, for any session at once. */
import type { FirewallPolicy, ProxyPolicy, SecurityPolicy } from '#model/fortios/tables.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import { type End, endOf } from '../../decide/addresses.ts';
import type { Compiled } from '../../decide/compile.ts';
import { interfaceCondition } from '../../decide/conditions.ts';
import { scheduleActive } from '../../decide/schedules.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { AddressObjects, type Side, addressFormula, meaningFormula } from './address-regions.ts';
import { type Formula, all, any, fails, holds, not } from './formula.ts';
import {
  type ServicePoint,
  atLeast,
  destinationsOf,
  interfaceNames,
  otherThan,
  servicePoints,
  unique,
} from './list-values.ts';
import { momentsOf } from './moments.ts';
import { type ListedPolicy, type PolicyList, policiesIn } from './policy-list.ts';
import { Choice, Space } from './space.ts';

type AnyPolicy = FirewallPolicy | ProxyPolicy | SecurityPolicy;
type OneTag = Extract<TagMeaning, { kind: 'tag' }>;

/** A condition with the field of the policy that it is of. */
export type FieldFormula = readonly [field: string, formula: Formula];

/** The values that a solution chose. */
export interface Chosen {
  readonly srcintf: string;
  readonly dstintf: string;
  readonly source: End;
  readonly destination: End;
  readonly service: ServicePoint;
  readonly user: string;
  /** Minutes of the epoch by the FortiGate's own clock. */
  readonly minute: number;
  /** What is so, by the keys of atoms. */
  readonly held: readonly string[];
  readonly connector: number;
}

export class ListFormulas {
  readonly space = new Space();
  /** What holds of every session. */
  readonly rules: Formula[] = [];
  private readonly compiled: Compiled;
  private readonly list: PolicyList;
  private readonly objects: AddressObjects;
  private readonly srcintf: Choice<string>;
  private readonly dstintf: Choice<string>;
  private readonly source: Side;
  private readonly destination: Side;
  private readonly services: Choice<ServicePoint>;
  private readonly users: Choice<string>;
  private readonly connectors: Choice<number>;
  private readonly connectorNumbers: readonly [number, ...number[]];
  /** Null where there are too many moments to tell apart. */
  private readonly moments: Choice<number> | null;
  private readonly now: number;
  /** The static-nat VIP that a session goes to; null for none. */
  private readonly nat: Choice<Compiled['natVips'][number] | null>;

  /** @param now minutes of the epoch by the FortiGate's own clock: the usual time */
  constructor(compiled: Compiled, list: PolicyList, now: number) {
    const { space } = this;
    const policies = policiesIn(list);
    this.compiled = compiled;
    this.list = list;
    this.now = now;
    this.objects = new AddressObjects(compiled);
    const interfaces = interfaceNames(policies, compiled);
    // A session that comes in elsewhere does not go to the server.
    const own = list.kind === 'ztna' && list.vip.extintf !== 'any' ? list.vip.extintf : null;
    this.srcintf = new Choice(space, own === null ? interfaces : [own]);
    this.dstintf = new Choice(space, interfaces);
    const side = (name: Side['name'], ends: readonly [End, ...End[]]): Side => ({
      name,
      ends: new Choice(space, ends),
      inTag: ({ connector, tag, addressKind }) =>
        // The source MAC plays no part in ZTNA [assumed in `decide`].
        list.kind === 'ztna' && addressKind === 'mac'
          ? fails
          : space.atom(`${name} ${addressKind} ${connector} ${tagKey(tag)}`),
    });
    const sources = policies.flatMap(({ policy }) => policy.srcaddr);
    this.source = side('source', this.objects.regions(sources));
    const fixed = destinationsOf(list, compiled);
    const destinations = this.objects.regions(policies.flatMap(({ policy }) => policy.dstaddr));
    // FortiClient may ask for a name, which is no address.
    const named = list.kind === 'ztna' ? [endOf('name.invalid', null)] : [];
    this.destination = side(
      'destination',
      fixed === null
        ? [...destinations, ...named]
        : atLeast(
            fixed.map((one) => endOf(one, null)),
            endOf('', null),
          ),
    );
    this.services = new Choice(space, servicePoints(policies, compiled));
    const members = new Map(compiled.config['user group'].map((one) => [one.name, one.member]));
    const users = policies.flatMap(({ policy }) => [
      ...policy.users,
      ...policy.groups.flatMap((group) => members.get(group) ?? []),
    ]);
    this.users = new Choice(space, [otherThan(users, 'someone'), ...unique(users)]);
    this.connectorNumbers = this.connectorsAsked(policies);
    this.connectors = new Choice(space, this.connectorNumbers);
    const moments = momentsOf(
      compiled.config,
      policies.map(({ policy }) => policy.schedule),
      now,
    );
    this.moments = moments && new Choice(space, moments);
    this.nat = new Choice(space, [null, ...(list.kind === 'ztna' ? [] : compiled.natVips)]);
  }

  /** The numbers of the connectors whose tags are asked for: a device is of one EMS. */
  private connectorsAsked(policies: readonly ListedPolicy[]): readonly [number, ...number[]] {
    const numbers = new Set<number>();
    const note = (meaning: TagMeaning): void => {
      if (meaning.kind === 'tag') numbers.add(meaning.connector);
      if (meaning.kind === 'group') for (const one of meaning.members) note(one.meaning);
    };
    for (const { policy } of policies)
      if ('ztna-ems-tag' in policy)
        for (const name of policy['ztna-ems-tag']) note(this.compiled.tags(name));
    return atLeast([...numbers], 1);
  }

  /** Whether a tag is known of the device (R6). */
  private known({ connector, tag }: Pick<OneTag, 'connector' | 'tag'>): Formula {
    const ofEms = this.connectors.is(String(connector), (one) => one === connector);
    return all([ofEms, this.space.atom(`known ${connector} ${tagKey(tag)}`)]);
  }

  private not(formula: Formula): Formula {
    return not(formula, this.space.domains);
  }

  private tags(
    names: readonly string[],
    logic: 'or' | 'and',
    negate: boolean,
    ofTag: (tag: OneTag) => Formula,
    ofBuiltIn: (name: string) => Formula,
  ): Formula {
    if (names.length === 0) return holds;
    const asked = names.map((name) => meaningFormula(this.compiled.tags(name), ofTag, ofBuiltIn));
    const matched = logic === 'or' ? any(asked) : all(asked);
    return negate ? this.not(matched) : matched;
  }

  private addresses(names: readonly string[], negate: boolean, side: Side): Formula {
    const found = addressFormula(names, side, this.objects, this.compiled, this.space);
    return negate ? this.not(found) : found;
  }

  private interfaces(kind: 'srcintf' | 'dstintf', asked: readonly string[]): Formula {
    const held = (name: string): boolean =>
      interfaceCondition(kind, asked, name, this.compiled).held;
    return this[kind].is(JSON.stringify(asked), held);
  }

  private identity({ users, groups }: AnyPolicy): Formula {
    if (users.length + groups.length === 0) return holds;
    const members = this.compiled.config['user group']
      .filter(({ name }) => groups.includes(name))
      .flatMap(({ member }) => member);
    const named = new Set([...users, ...members]);
    return any([
      this.users.is(JSON.stringify([...named].toSorted()), (user) => named.has(user)),
      ...groups.map((group) => this.space.atom(`group ${group}`)),
    ]);
  }

  private schedule({ schedule }: AnyPolicy): Formula {
    const { config } = this.compiled;
    const isActive = (minute: number): boolean =>
      scheduleActive(config, schedule, { epochMs: minute * 60_000, offsetMinutes: 0 });
    if (this.moments) return this.moments.is(schedule, isActive);
    return schedule === 'always' ? holds : this.space.atom(`schedule ${schedule}`);
  }

  private ownership(isAsked: boolean): Formula {
    return isAsked ? this.space.atom('owner') : holds;
  }

  private service(policy: FirewallPolicy | SecurityPolicy): Formula {
    const { services } = this.compiled;
    const found = this.services.is(JSON.stringify(policy.service), ({ protocol, port }) =>
      policy.service.some((name) => services(name)(protocol, port)),
    );
    return policy['service-negate'] === 'enable' ? this.not(found) : found;
  }

  /** As `destinationCondition` of forward sessions. */
  private forwardDestination(
    policy: FirewallPolicy | SecurityPolicy,
    matchesVips: boolean,
  ): Formula {
    const { dstaddr, action } = policy;
    const negate = policy['dstaddr-negate'] === 'enable';
    const plain = this.addresses(dstaddr, negate, this.destination);
    const key = JSON.stringify(dstaddr);
    const none = this.nat.is('none', (vip) => vip === null);
    const named = this.nat.is(
      key,
      (vip) => vip !== null && dstaddr.some((one) => vip.names.has(one)),
    );
    const unnamed = this.not(any([none, named]));
    return any([
      all([none, plain]),
      negate ? fails : named,
      matchesVips && action === 'deny' ? all([unnamed, plain]) : fails,
    ]);
  }

  private ztna(policy: FirewallPolicy | ProxyPolicy, owner: boolean): readonly FieldFormula[] {
    const unusable = this.compiled.unusableSources(policy.srcaddr).length > 0;
    const builtIn = (name: string): Formula => this.space.atom(`built-in ${name}`);
    return [
      ['srcintf', this.interfaces('srcintf', policy.srcintf)],
      [
        'srcaddr',
        unusable
          ? fails
          : this.addresses(policy.srcaddr, policy['srcaddr-negate'] === 'enable', this.source),
      ],
      ['users', this.identity(policy)],
      ['schedule', this.schedule(policy)],
      ['device-ownership', this.ownership(owner)],
      [
        'ztna-ems-tag',
        this.tags(
          policy['ztna-ems-tag'],
          policy['ztna-tags-match-logic'],
          policy['ztna-ems-tag-negate'] === 'enable',
          (tag) => this.known(tag),
          builtIn,
        ),
      ],
    ];
  }

  private packet(
    policy: FirewallPolicy | SecurityPolicy,
    matchesVips: boolean,
  ): readonly FieldFormula[] {
    const negate = policy['srcaddr-negate'] === 'enable';
    return [
      ['srcintf', this.interfaces('srcintf', policy.srcintf)],
      ['dstintf', this.interfaces('dstintf', policy.dstintf)],
      ['srcaddr', this.addresses(policy.srcaddr, negate, this.source)],
      ['dstaddr', this.forwardDestination(policy, matchesVips)],
      ['service', this.service(policy)],
      ['users', this.identity(policy)],
      ['schedule', this.schedule(policy)],
    ];
  }

  /** F3. */
  private standardTags(policy: FirewallPolicy): readonly FieldFormula[] {
    if (policy['ztna-status'] !== 'enable') return [];
    const listed = (names: readonly string[], negate: boolean): Formula =>
      this.tags(names, 'or', negate, this.source.inTag, () => fails);
    return [
      ['ztna-ems-tag', listed(policy['ztna-ems-tag'], policy['ztna-ems-tag-negate'] === 'enable')],
      ['ztna-ems-tag-secondary', listed(policy['ztna-ems-tag-secondary'], false)],
    ];
  }

  /** The conditions of a policy by the fields that they are of, whether it is in force or not. */
  conditions({ policytype, policy }: ListedPolicy): readonly FieldFormula[] {
    switch (policytype) {
      case 'policy':
        return this.list.kind === 'ztna'
          ? this.ztna(policy, policy['ztna-device-ownership'] === 'enable')
          : [
              ...this.packet(policy, policy['match-vip'] === 'enable'),
              ...this.standardTags(policy),
            ];
      case 'proxy-policy':
        return [
          ...this.ztna(policy, policy['device-ownership'] === 'enable'),
          [
            'dstaddr',
            this.addresses(policy.dstaddr, policy['dstaddr-negate'] === 'enable', this.destination),
          ],
        ];
      case 'security-policy': {
        const asked = [
          ...policy.application,
          ...policy['app-category'],
          ...policy['app-group'],
          ...policy['url-category'],
        ];
        // Not judged: it takes sessions away from another policy only where that asks for the same.
        const key = `application ${JSON.stringify(asked)}`;
        return [
          ...this.packet(policy, false),
          ...(asked.length > 0 ? [['application', this.space.atom(key)] as const] : []),
        ];
      }
    }
  }

  /**
   * The FortiGate knows the tag of a device that has it, where it would hear of it; where it would not, nothing is
   * said.
   * @param hears whether tags of the connector's EMS come to the FortiGate
   */
  knownWhereHeard(tag: Tag, hears: (connector: number) => boolean): Formula {
    return any(
      this.connectorNumbers.map((connector) =>
        hears(connector)
          ? this.known({ connector, tag })
          : this.connectors.is(String(connector), (one) => one === connector),
      ),
    );
  }

  /** A device that has not the tag: the FortiGate does not know it of the device. */
  notKnown(tag: Tag): Formula {
    return this.not(any(this.connectorNumbers.map((connector) => this.known({ connector, tag }))));
  }

  /** No tag is known of the device; to be asked once all conditions are there. */
  nothingKnown(): readonly Formula[] {
    return this.space.noneOf('known ');
  }

  inGroups(groups: readonly string[]): Formula {
    return any(groups.map((group) => this.space.atom(`group ${group}`)));
  }

  notInGroups(groups: readonly string[]): Formula {
    return this.not(this.inGroups(groups));
  }

  chosen(values: readonly number[]): Chosen {
    return {
      srcintf: this.srcintf.of(values) ?? '',
      dstintf: this.dstintf.of(values) ?? '',
      source: this.source.ends.of(values) ?? endOf('', null),
      destination: this.destination.ends.of(values) ?? endOf('', null),
      service: this.services.of(values) ?? { protocol: 6, port: 443 },
      user: this.users.of(values) ?? '',
      minute: this.moments?.of(values) ?? this.now,
      held: this.space.held(values),
      connector: this.connectors.of(values) ?? 1,
    };
  }
}
