/** Lab > Policy map: what the policies in sight come to. */
import type { PolicyAsks } from '#engine/analysis/policy-map/policy-ask.ts';
import type { Blocker } from '#engine/analysis/policy-map/server-walk.ts';
import type { PolicyMap } from '#engine/analysis/policy-map/policy-map.ts';
import { interfaceCondition } from '#engine/decide/conditions.ts';
import { scheduleActive } from '#engine/decide/schedules.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import {
  type FirewallPolicy,
  type ForwardPolicy,
  type ProxyPolicy,
  type SecurityPolicy,
  isSecurityPolicy,
} from '#model/fortios/tables.ts';
import type {
  DecidedPin,
  IdleReason,
  MappedPolicy,
  PinnedPair,
  PolicyMapAnswer,
  policyMapQuery,
} from '#model/lab/policy-map.ts';
import type { z } from '#model/zod.ts';
import type { Beside } from '../../jobs.ts';
import { ForwardPolicies } from './forward-policies.ts';
import { decidePins } from './pins.ts';
import type { FortiGateMap } from './policy-maps.ts';
import { policiesOf } from '../../fortigate/policy-list.ts';
import { notFound } from '../../refusal.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../../state.ts';

type Asked = z.output<z.ZodObject<typeof policyMapQuery>>;
type Policy = FirewallPolicy | ProxyPolicy;
type AnyPolicy = Policy | SecurityPolicy;

/** What is walked for one answer, in words of endpoints read: some 20 ms. */
export const mapSlice = 8_000_000;
const shownBlockers = 3;
/** Who comes to a policy of more servers is kept while it is in sight. */
const manyServers = 16;

function isZtna(policy: Policy, accessVips: ReadonlySet<string>): boolean {
  return 'access-proxy' in policy
    ? policy.proxy === 'access-proxy'
    : policy['ztna-status'] === 'enable' && policy.dstaddr.some((name) => accessVips.has(name));
}

/** What is answered of policies, one by one and together. */
interface Answering {
  readonly policy: (policy: AnyPolicy) => MappedPolicy;
  /** Walks what these wait for; what is left to do. */
  readonly advance: (
    policies: readonly AnyPolicy[],
    goesOn: boolean,
  ) => PolicyMapAnswer['counting'];
  readonly ends: PolicyMapAnswer['ends'];
}

/** Those that policies of the list stand behind, with their names. */
function namedBlockers(
  fortigate: FortiGate,
  blockers: readonly Blocker[],
): Pick<MappedPolicy, 'blockers' | 'moreBlockers'> {
  const nameOf = ({ policytype, policyid }: Blocker): string =>
    policiesOf(fortigate, policytype).find((one) => one.policyid === policyid)?.name ?? '';
  return {
    blockers: blockers.slice(0, shownBlockers).map((one) => ({ ...one, name: nameOf(one) })),
    moreBlockers: Math.max(0, blockers.length - shownBlockers),
  };
}

/** Policies of ZTNA servers. */
class ServerPolicies implements Answering {
  private readonly state: WorldState;
  private readonly fortigate: FortiGate;
  private readonly map: PolicyMap;
  private readonly asks: PolicyAsks;
  private readonly list: PolicyType;
  private readonly accessVips: ReadonlySet<string>;
  /** The server whose sessions alone count, by its place. */
  readonly at: number | null;

  constructor(
    state: WorldState,
    fortigate: FortiGate,
    { server }: Pick<Asked, 'server'>,
    list: PolicyType,
    { servers: map, asks }: FortiGateMap,
  ) {
    this.state = state;
    this.fortigate = fortigate;
    this.map = map;
    this.asks = asks;
    this.list = list;
    this.accessVips = new Set(
      fortigate.config['firewall vip'].flatMap(({ type, name }) =>
        type === 'access-proxy' ? name : [],
      ),
    );
    const at = map.plans.servers.findIndex(({ name }) => name === server);
    this.at =
      server === ''
        ? null
        : at >= 0
          ? at
          : notFound(`${fortigate.name} has no ZTNA server ${server}.`, 'server');
  }

  private placesOf(policy: Policy): readonly number[] {
    const places = this.map.placesOf(policy);
    const { at } = this;
    return at === null ? places : places.filter((place) => place === at);
  }

  /** Why the policy is in no server's list. */
  private idleOf(policy: Policy): IdleReason {
    const { compiled } = this.map.plans;
    if (policy.status === 'disable') return 'disabled';
    if (!scheduleActive(compiled.config, policy.schedule, this.state.clock)) return 'schedule';
    const plans = this.placesOf(policy).flatMap((at) => {
      const plan = this.map.plans.plans[at];
      return plan?.kind === 'walk' ? [plan] : [];
    });
    if (plans.length === 0) return 'server';
    const comesIn = plans.some(
      ({ srcintf }) => interfaceCondition('srcintf', policy.srcintf, srcintf, compiled).held,
    );
    return comesIn ? 'source' : 'interface';
  }

  policy(policy: AnyPolicy): MappedPolicy {
    const { policyid } = policy;
    const ztna = !isSecurityPolicy(policy) && isZtna(policy, this.accessVips);
    const { who, tags, sources, matched } = this.asks.of(policy, ztna ? 'ztna' : 'packet');
    const about = { policyid, who, tags: [...tags], sources: [...sources], matched, way: null };
    const alone = { ...about, fall: null, idle: null, blockers: [], moreBlockers: 0 };
    if (!ztna) return policy.status === 'disable' ? { ...alone, idle: 'disabled' } : alone;
    const sum = this.map.sum(this.list, policyid, this.at);
    if (!sum) return { ...alone, idle: this.idleOf(policy) };
    if (sum.walked < sum.servers) return alone;
    const { servers, reached, taken } = sum;
    const isShadowed = taken === 0 && who > 0 && matched > 0;
    const blockers = isShadowed
      ? (this.map.blockers(this.list, policyid, this.placesOf(policy)) ?? [])
      : [];
    return {
      ...about,
      fall: { servers, reached, who: sum.who, taken },
      idle: null,
      ...namedBlockers(this.fortigate, blockers),
    };
  }

  private isCounted({ policyid }: Policy): boolean {
    const sum = this.at === null ? this.map.sum(this.list, policyid, null) : null;
    return sum !== null && sum.walked === sum.servers;
  }

  /** The policies of few servers first. */
  advance(policies: readonly AnyPolicy[], goesOn: boolean): PolicyMapAnswer['counting'] {
    const own = policies.flatMap((policy) => (isSecurityPolicy(policy) ? [] : policy));
    const ofMany = own.filter((policy) => this.placesOf(policy).length > manyServers);
    if (this.list === 'policy') this.map.watch(ofMany.map(({ policyid }) => policyid));
    const places = own
      .filter((policy) => !this.isCounted(policy))
      .map((policy) => this.placesOf(policy))
      .toSorted((a, b) => a.length - b.length);
    const isWhole = this.map.advance(mapSlice, [...new Set(places.flat())], goesOn);
    return isWhole ? null : this.map.progress;
  }

  get ends(): PolicyMapAnswer['ends'] {
    return this.map.ends(this.at);
  }
}

function forwards(policy: AnyPolicy): policy is ForwardPolicy {
  return !('access-proxy' in policy);
}

/** Policies that forward sessions. */
function forwarding(
  state: WorldState,
  fortigate: FortiGate,
  { to }: Asked,
  { forward, asks }: FortiGateMap,
): Answering {
  const policies = new ForwardPolicies(state, fortigate, forward, to);
  return {
    policy: (policy) => {
      const { policyid } = policy;
      const { who, tags, sources, matched } = asks.of(policy, 'packet');
      const about = { policyid, who, tags: [...tags], sources: [...sources], matched };
      if (!forwards(policy))
        return { ...about, fall: null, idle: null, way: null, blockers: [], moreBlockers: 0 };
      const { blockers, ...counted } = policies.count(policy, who > 0 && matched > 0);
      return { ...about, ...counted, ...namedBlockers(fortigate, blockers) };
    },
    advance: (wanted) => policies.advance(wanted.filter(forwards), mapSlice),
    get ends() {
      return policies.ends;
    },
  };
}

function mapOf(state: WorldState, asked: Asked, beside: Beside, goesOn: boolean): PolicyMapAnswer {
  const { list, kind, ids, srcintf } = asked;
  const fortigate = fortigateNamed(state, asked.fortigate, 'fortigate');
  const maps = beside.policyMaps.take(state, fortigate, srcintf);
  const { endpoints } = maps;
  const { revision } = state;
  const isForward = kind === 'standard' || list === 'security-policy';
  // What forwards asks of addresses alone, and not of the devices that sessions show.
  const reading = isForward ? null : maps.read();
  if (reading) return { endpoints, policies: [], ends: null, revision, reading, counting: reading };
  const wanted = new Set(ids.split(',').map(Number));
  const policies = policiesOf(fortigate, list).filter(({ policyid }) => wanted.has(policyid));
  const answering = isForward
    ? forwarding(state, fortigate, asked, maps)
    : new ServerPolicies(state, fortigate, asked, list, maps);
  const counting = answering.advance(policies, goesOn);
  return {
    endpoints,
    policies: policies.map((policy) => answering.policy(policy)),
    ends: answering.ends,
    revision,
    reading: null,
    counting,
  };
}

export function policyMap(state: WorldState, asked: Asked, beside: Beside): PolicyMapAnswer {
  return mapOf(state, asked, beside, true);
}

/** The same of another state that a change leads to, with the pins in it. */
export function mapAfter(
  _state: WorldState,
  { after, map, pairs }: { after: WorldState; map: Asked; pairs: readonly PinnedPair[] },
  beside: Beside,
): { readonly map: PolicyMapAnswer; readonly pins: DecidedPin[] } {
  return {
    // Whoever pressed waits for it: the others have time.
    map: mapOf(after, map, beside, false),
    pins: decidePins(after, { pairs, srcintf: map.srcintf }).pins,
  };
}
