/**
 * Which ZTNA policies the plain sessions of today's endpoints come to, all endpoints at once: each condition is a
 * set of endpoints. It comes to what `decide` says of each pair (a test holds it against that).
 */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import { type Moment, type Resolver, asPresented } from '#model/decision/session.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { type End, endOf } from '../../decide/addresses.ts';
import {
  type AskedOfClients,
  askedOfClients,
  certificateError,
  isPresented,
  readCertificate,
} from '../../decide/certificate.ts';
import { type Compiled, type FortiGateInput, compile, vipOf } from '../../decide/compile.ts';
import {
  addressCondition,
  identityCondition,
  interfaceCondition,
} from '../../decide/conditions.ts';
import { builtInsOf, findDevice, tagsKnown } from '../../decide/device.ts';
import { matchedVirtualHost, route } from '../../decide/route.ts';
import { scheduleActive } from '../../decide/schedules.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { type EmsLines, endpointsOfAll, linesOf } from '../../sync/lines.ts';
import { plainSession, serversOf } from '../plain-session.ts';
import { outcomeOf, policyKey, type ListedPolicy, type PolicyList } from '../prove/policy-list.ts';
import { Bits } from './bits.ts';
import { type GatewayRequest, requestsTo } from '../requests.ts';

type Policy = FirewallPolicy | ProxyPolicy;

/** What is known of the endpoints where a server asks for certificates, or does not. */
interface Known {
  readonly byTag: ReadonlyMap<string, Bits>;
  readonly byBuiltIn: ReadonlyMap<string, Bits>;
  readonly owners: Bits;
}

export class PlainColumns {
  readonly endpoints: readonly Endpoint[];
  /** Keys of policies that take a session of some endpoint. */
  readonly reached = new Set<string>();
  /** Endpoints that some server accepts. */
  accepted: Bits;
  private readonly fortigate: FortiGateInput;
  private readonly compiled: Compiled;
  private readonly lines: EmsLines;
  private readonly at: Moment;
  private readonly resolver: Resolver;
  private readonly everyone: Bits;
  private readonly columns = new Map<string, Bits>();
  private ends: readonly End[] | null = null;
  private readonly known = new Map<boolean, Known>();

  constructor(ems: Ems, fortigate: FortiGateInput, at: Moment, resolver: Resolver) {
    this.endpoints = endpointsOfAll(ems);
    this.fortigate = fortigate;
    this.compiled = compile(fortigate);
    this.lines = linesOf(ems, fortigate, at.epochMs);
    this.at = at;
    this.resolver = resolver;
    this.everyone = Bits.all(this.endpoints.length);
    this.accepted = new Bits(this.endpoints.length);
  }

  /** Names of the ZTNA servers, in the order of the configuration. */
  get servers(): readonly string[] {
    return serversOf(this.fortigate.config).map(({ name }) => name);
  }

  private column(key: string, has: (endpoint: Endpoint, place: number) => boolean): Bits {
    let bits = this.columns.get(key);
    if (!bits) {
      const { endpoints } = this;
      bits = Bits.of(endpoints.length, (place) => {
        const endpoint = endpoints[place];
        return endpoint !== undefined && has(endpoint, place);
      });
      this.columns.set(key, bits);
    }
    return bits;
  }

  private knownWhere(asked: boolean): Known {
    let known = this.known.get(asked);
    if (!known) {
      known = this.learn(asked);
      this.known.set(asked, known);
    }
    return known;
  }

  private learn(asked: boolean): Known {
    const byTag = new Map<string, Bits>();
    const byBuiltIn = new Map<string, Bits>();
    const size = this.endpoints.length;
    const owners = new Bits(size);
    const note = (map: Map<string, Bits>, key: string, place: number): void => {
      const bits = map.get(key) ?? new Bits(size);
      map.set(key, bits);
      bits.add(place);
    };
    for (const [place, endpoint] of this.endpoints.entries()) {
      const state = asPresented(endpoint.registered ? 'valid' : 'none', endpoint);
      const presented = isPresented({ asked, state });
      const session = plainOf(endpoint, this.at);
      const found = findDevice(session, presented, this.lines);
      for (const tag of tagsKnown(found))
        note(byTag, `${found.line.connector} ${tagKey(tag)}`, place);
      for (const name of builtInsOf(found.finding, presented, !endpoint.manageable))
        note(byBuiltIn, name, place);
      const owner = found.endpoint?.owner ?? null;
      if (owner !== null && owner === endpoint.user) owners.add(place);
    }
    return { byTag, byBuiltIn, owners };
  }

  private ofMeaning(meaning: TagMeaning, known: Known): Bits {
    const none = new Bits(this.endpoints.length);
    switch (meaning.kind) {
      case 'tag':
        return known.byTag.get(`${meaning.connector} ${tagKey(meaning.tag)}`) ?? none;
      case 'built-in':
        return known.byBuiltIn.get(meaning.builtIn) ?? none;
      case 'group':
        return meaning.members.reduce(
          (all, one) => all.or(this.ofMeaning(one.meaning, known)),
          none,
        );
      case 'dangling':
        return none;
    }
  }

  private ofTags(policy: Policy, known: Known): Bits {
    const names = policy['ztna-ems-tag'];
    if (names.length === 0) return this.everyone;
    const asked = names.map((name) => this.ofMeaning(this.compiled.tags(name), known));
    const matched =
      policy['ztna-tags-match-logic'] === 'or'
        ? asked.reduce((all, one) => all.or(one))
        : asked.reduce((all, one) => all.and(one));
    return policy['ztna-ems-tag-negate'] === 'enable' ? this.everyone.without(matched) : matched;
  }

  private ofSource({ srcaddr, ...policy }: Policy): Bits {
    if (this.compiled.unusableSources(srcaddr).length > 0) return new Bits(this.endpoints.length);
    const negate = policy['srcaddr-negate'] === 'enable';
    if (srcaddr.includes('all') && !negate) return this.everyone;
    const world = { lines: this.lines, resolver: this.resolver };
    const matchers = srcaddr.map((name) => this.compiled.addresses(name));
    // Read once: an address is held against every source that a policy has.
    this.ends ??= this.endpoints.map(({ ip }) => endOf(ip, null));
    const { ends } = this;
    return this.column(`source ${negate} ${JSON.stringify(srcaddr)}`, (_, place) => {
      const end = ends[place];
      return end !== undefined && matchers.some((contains) => contains(end, world)) !== negate;
    });
  }

  private ofIdentity(policy: Policy): Bits {
    const { users, groups } = policy;
    if (users.length + groups.length === 0) return this.everyone;
    return this.column(`identity ${JSON.stringify([users, groups])}`, (endpoint) => {
      const identity = {
        user: endpoint.user,
        groups: endpoint.groups,
        by: 'ems',
        server: null,
      } as const;
      return identityCondition(policy, identity, this.compiled).held;
    });
  }

  /** Endpoints that the server's certificate rules let come to the policies (R2). */
  private ofCertificate(asked: AskedOfClients): Bits {
    return this.column(`certificate ${JSON.stringify(asked)}`, (endpoint) => {
      const session = plainOf(endpoint, this.at);
      return certificateError(readCertificate(session, asked, endpoint), endpoint) === null;
    });
  }

  /** Works out of whom a policy's sources and users hold; what it cost, in policies asked. */
  prepare(policy: Policy): number {
    const before = this.columns.size;
    this.ofSource(policy);
    this.ofIdentity(policy);
    return 1 + (this.columns.size - before) * (1 + this.endpoints.length / 3);
  }

  /** Decides everyone's sessions to a server, one to each of its API gateways; true where it accepts someone. */
  decide(name: string): boolean {
    const { config } = this.compiled;
    const proxy = config['firewall access-proxy'].find((one) => one.name === name);
    return requestsTo(config, proxy)
      .map((request) => !this.decideRequest(name, request).isEmpty)
      .includes(true);
  }

  /** Those whose session to the server is accepted. */
  decideRequest(name: string, request: GatewayRequest): Bits {
    const { compiled, lines, resolver } = this;
    const nobody = new Bits(this.endpoints.length);
    const server = serversOf(this.fortigate.config).find((one) => one.name === name);
    const [any] = this.endpoints;
    if (!server?.vip || !any) return nobody;
    const options = { srcintf: null, at: this.at };
    const session = { ...plainSession(any, this.fortigate.name, server.vip, options), ...request };
    const vip = vipOf(compiled, session);
    const proxy = vip && compiled.proxyByVip.get(vip.name);
    if (!vip || !proxy) return nobody;
    const routed = route(compiled, proxy, session, { lines, resolver });
    if (routed.kind !== 'routed' && routed.kind !== 'without-server') return nobody;
    const virtualHost = matchedVirtualHost(compiled.config, proxy, session);
    const asked = askedOfClients(virtualHost, vip, proxy);
    const simple = compiled.simpleByVip.get(vip.name) ?? [];
    const full = compiled.fullByProxy.get(proxy.name) ?? [];
    const reached: Reached = {
      list: { kind: 'ztna', vip, proxy, simple, full },
      srcintf: session.srcintf,
      destination: endOf(routed.kind === 'routed' ? routed.realServer : '', null),
      known: this.knownWhere(asked.clientCert === 'enable'),
    };
    const first = this.walk(
      simple.map((policy) => ({ policytype: 'policy', policy })),
      reached,
      this.ofCertificate(asked),
    );
    const second = this.walk(
      full.map((policy) => ({ policytype: 'proxy-policy', policy })),
      reached,
      first.on,
    );
    const accepted = first.accepted.or(second.accepted);
    this.accepted = this.accepted.or(accepted);
    return accepted;
  }

  private matches(listed: ListedPolicy, { srcintf, destination, known }: Reached): Bits {
    const { compiled, lines, resolver } = this;
    const { policytype, policy } = listed;
    const nobody = new Bits(this.endpoints.length);
    if (policytype === 'security-policy') return nobody;
    if (
      !interfaceCondition('srcintf', policy.srcintf, srcintf, compiled).held ||
      !scheduleActive(compiled.config, policy.schedule, this.at)
    )
      return nobody;
    if (policytype === 'proxy-policy') {
      const negate = policy['dstaddr-negate'] === 'enable';
      const { dstaddr } = policy;
      const world = { lines, resolver };
      if (!addressCondition('dstaddr', dstaddr, negate, destination, compiled, world).held)
        return nobody;
    }
    const met = this.ofTags(policy, known).and(this.ofSource(policy)).and(this.ofIdentity(policy));
    const owner =
      policytype === 'policy' ? policy['ztna-device-ownership'] : policy['device-ownership'];
    return owner === 'enable' ? met.and(known.owners) : met;
  }

  /** Walks a list: those who are accepted, and those who go on. */
  private walk(policies: readonly ListedPolicy[], reached: Reached, from: Bits) {
    let left = from;
    let accepted = new Bits(from.size);
    let redirected = new Bits(from.size);
    for (const listed of policies) {
      const outcome = outcomeOf(listed, reached.list);
      if (outcome === null) continue;
      const taken = left.and(this.matches(listed, reached));
      if (taken.isEmpty) continue;
      this.reached.add(policyKey(listed));
      left = left.without(taken);
      if (outcome === 'accept') accepted = accepted.or(taken);
      if (outcome === 'redirect') redirected = redirected.or(taken);
    }
    return { accepted, on: left.or(redirected) };
  }
}

/** What a session has reached before its policies are asked. */
interface Reached {
  readonly list: PolicyList;
  readonly srcintf: string;
  readonly destination: End;
  readonly known: Known;
}

/** As far as it is the same to every server. */
function plainOf(endpoint: Endpoint, at: Moment) {
  return plainSession(
    endpoint,
    '',
    { extip: '', extport: '', extintf: 'any' },
    { srcintf: null, at },
  );
}
