/** Which ZTNA policies the plain sessions of today's endpoints come to, one to each API gateway of each server. */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { Moment, Resolver } from '#model/decision/session.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { type FortiGateInput, compile } from '../../decide/compile.ts';
import { type Bits, noBits, orInto } from '../columns/bits.ts';
import { type TermedPolicy, fillMatched } from '../columns/policy-terms.ts';
import { Population } from '../columns/population.ts';
import { Planner } from '../columns/server-plan.ts';
import { plainSession, serversOf } from '../plain-session.ts';
import { type GatewayRequest, requestsTo } from '../requests.ts';

export class PlainColumns {
  readonly endpoints: readonly Endpoint[];
  /** Keys of policies that take a session of some endpoint. */
  readonly reached = new Set<string>();
  /** Endpoints that some server accepts. */
  readonly accepted: Bits;
  private readonly fortigate: FortiGateInput;
  private readonly population: Population;
  private readonly planner: Planner;
  private readonly at: Moment;

  constructor(ems: Ems, fortigate: FortiGateInput, at: Moment, resolver: Resolver) {
    this.fortigate = fortigate;
    this.at = at;
    this.population = new Population(ems, fortigate, { srcintf: null, at }, resolver);
    this.planner = new Planner(this.population, compile(fortigate), resolver);
    this.endpoints = this.population.endpoints;
    this.accepted = noBits(this.endpoints.length);
  }

  /** Names of the ZTNA servers, in the order of the configuration. */
  get servers(): readonly string[] {
    return serversOf(this.fortigate.config).map(({ name }) => name);
  }

  /** Works out of whom a policy's sources and users hold; what it cost, in policies asked. */
  prepare({ srcaddr, users, groups }: FirewallPolicy | ProxyPolicy): number {
    let made = 0;
    if (!srcaddr.includes('all')) {
      this.population.sourceColumn(srcaddr);
      made++;
    }
    if (users.length + groups.length > 0) {
      this.population.identityColumn(users, groups);
      made++;
    }
    return 1 + (made * this.endpoints.length) / 100;
  }

  /** Decides everyone's sessions to a server, one to each of its API gateways; true where it accepts someone. */
  decide(name: string): boolean {
    const { config } = this.fortigate;
    const proxy = config['firewall access-proxy'].find((one) => one.name === name);
    return requestsTo(config, proxy)
      .map((request) => this.decideRequest(name, request).some((word) => word !== 0))
      .includes(true);
  }

  /** Those whose session to the server is accepted. */
  decideRequest(name: string, request: GatewayRequest): Bits {
    const accepted = noBits(this.endpoints.length);
    const server = serversOf(this.fortigate.config).find((one) => one.name === name);
    const [any] = this.endpoints;
    if (!server?.vip || !any) return accepted;
    const options = { srcintf: null, at: this.at };
    const session = { ...plainSession(any, this.fortigate.name, server.vip, options), ...request };
    const plan = this.planner.plan(server, session);
    if (plan.kind !== 'walk') return accepted;
    const left = plan.certified.slice();
    const redirected = noBits(this.endpoints.length);
    this.walk('policy', plan.simple, left, accepted, redirected);
    orInto(left, redirected);
    this.walk('proxy-policy', plan.full, left, accepted, redirected);
    orInto(this.accepted, accepted);
    return accepted;
  }

  /** Takes out of `left` whom the policies take, into where they put them. */
  private walk(
    policytype: PolicyType,
    policies: readonly TermedPolicy[],
    left: Bits,
    accepted: Bits,
    redirected: Bits,
  ): void {
    const matched = noBits(this.endpoints.length);
    for (const { policyid, verdict, terms } of policies) {
      fillMatched(matched, terms, 0);
      const into = verdict === 'accept' ? accepted : verdict === 'redirect' ? redirected : null;
      let taken = 0;
      for (let i = 0; i < left.length; i++) {
        const open = left[i] ?? 0;
        const took = open & (matched[i] ?? 0);
        taken |= took;
        left[i] = open & ~took;
        if (into) into[i] = (into[i] ?? 0) | took;
      }
      if (taken !== 0) this.reached.add(`${policytype} ${policyid}`);
    }
  }
}
