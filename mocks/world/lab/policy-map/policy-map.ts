/** Lab > Policy map: what the policies in sight come to. */
import type { PolicyAsks } from '#engine/analysis/policy-map/policy-ask.ts';
import type { PolicyMap } from '#engine/analysis/policy-map/policy-map.ts';
import { interfaceCondition } from '#engine/decide/conditions.ts';
import { scheduleActive } from '#engine/decide/schedules.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
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
import { decidePins } from './pins.ts';
import { notFound } from '../../refusal.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../../state.ts';

type Asked = z.output<z.ZodObject<typeof policyMapQuery>>;
type Policy = FirewallPolicy | ProxyPolicy;

/** What is walked for one answer, in words of endpoints read: some 20 ms. */
export const mapSlice = 8_000_000;
const shownBlockers = 3;

export function policiesOf({ config }: FortiGate, list: PolicyType): readonly Policy[] {
  return list === 'policy' ? config['firewall policy'] : config['firewall proxy-policy'];
}

function isZtna(policy: Policy, accessVips: ReadonlySet<string>): boolean {
  return 'access-proxy' in policy
    ? policy.proxy === 'access-proxy'
    : policy['ztna-status'] === 'enable' && policy.dstaddr.some((name) => accessVips.has(name));
}

/** Answers about the policies of one list of a FortiGate. */
class Mapped {
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
    { list, server, srcintf }: Asked,
    beside: Beside,
  ) {
    this.state = state;
    this.fortigate = fortigate;
    const { map, asks } = beside.policyMaps.take(state, fortigate, srcintf);
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

  get endpoints(): number {
    return this.map.plans.population.endpoints.length;
  }

  get rows(): readonly Policy[] {
    return policiesOf(this.fortigate, this.list);
  }

  placesOf(policy: Policy): readonly number[] {
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

  private nameOf(policytype: PolicyType, policyid: number): string {
    return (
      policiesOf(this.fortigate, policytype).find((one) => one.policyid === policyid)?.name ?? ''
    );
  }

  policy(policy: Policy): MappedPolicy {
    const { policyid } = policy;
    const ztna = isZtna(policy, this.accessVips);
    const { who, tags, matched } = this.asks.of(policy, ztna ? 'ztna' : 'packet');
    const about = { policyid, who, tags: [...tags], matched };
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
      blockers: blockers.slice(0, shownBlockers).map((one) => ({
        ...one,
        name: this.nameOf(one.policytype, one.policyid),
      })),
      moreBlockers: Math.max(0, blockers.length - shownBlockers),
    };
  }

  /** Walks what these wait for, the policies of few servers first; what is left to do. */
  advance(policies: readonly Policy[], goesOn: boolean): PolicyMapAnswer['counting'] {
    const places = policies
      .map((policy) => this.placesOf(policy))
      .toSorted((a, b) => a.length - b.length);
    const isWhole = this.map.advance(mapSlice, [...new Set(places.flat())], goesOn);
    return isWhole ? null : this.map.progress;
  }

  get ends(): PolicyMapAnswer['ends'] {
    return this.map.ends(this.at);
  }
}

function mapOf(state: WorldState, asked: Asked, beside: Beside, goesOn: boolean): PolicyMapAnswer {
  const fortigate = fortigateNamed(state, asked.fortigate, 'fortigate');
  const mapped = new Mapped(state, fortigate, asked, beside);
  const wanted = new Set(asked.ids.split(',').map(Number));
  const policies = mapped.rows.filter(({ policyid }) => wanted.has(policyid));
  const counting = mapped.advance(policies, goesOn);
  return {
    endpoints: mapped.endpoints,
    policies: policies.map((policy) => mapped.policy(policy)),
    ends: mapped.ends,
    revision: state.revision,
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
