/** How the plain sessions to every ZTNA server of a FortiGate are decided, and which of that a change of policies leaves. */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import type { AskedOfClients } from '../../decide/certificate.ts';
import {
  type Compiled,
  type FortiGateInput,
  compile,
  compileAfter,
  forwardList,
  leadsByPolicies,
} from '../../decide/compile.ts';
import { type PlainOptions, type Server, plainSession, serversOf } from '../plain-session.ts';
import type { PolicyTerms } from './policy-terms.ts';
import { askedTerms } from './policy-terms.ts';
import { type Knowing, Population } from './population.ts';
import { Planner, type ServerPlan, type WalkPlan } from './server-plan.ts';

/** What all sessions of a FortiGate are decided from. */
export interface PlanInput {
  readonly ems: Ems;
  readonly fortigate: FortiGateInput;
  readonly options: PlainOptions;
  readonly resolver: Resolver;
  /** The FortiGate's, where it is not given. */
  readonly knowing?: Knowing;
  /** These endpoints alone; all where it is not given. */
  readonly only?: readonly Endpoint[] | undefined;
  /** What is known of them, where it has been made already. */
  readonly population?: Population | undefined;
}

export class ServerPlans {
  readonly estate: PlanInput;
  readonly population: Population;
  readonly compiled: Compiled;
  readonly servers: readonly Server[];
  readonly plans: readonly ServerPlan[];
  /** Servers that are not decided by the very same policies as before, by their place. */
  readonly open: readonly number[];
  private readonly planner: Planner;

  constructor(estate: PlanInput, before?: ServerPlans) {
    const { ems, fortigate, options, resolver, knowing = 'fortigate', only, population } = estate;
    this.estate = estate;
    this.compiled = before ? compileAfter(before.estate.fortigate, fortigate) : compile(fortigate);
    this.population =
      before?.population ??
      population ??
      new Population(ems, fortigate, options, resolver, knowing, only);
    this.servers = before?.servers ?? serversOf(fortigate.config);
    this.planner =
      before?.planner.withPolicies(this.compiled) ??
      new Planner(this.population, this.compiled, resolver);
    const [anyone] = this.population.endpoints;
    const kept = this.servers.map((_, at) =>
      before?.hasSameLists(at, this.compiled) ? before.plans[at] : undefined,
    );
    this.plans = this.servers.map((server, at) => {
      const found = kept[at];
      if (found) return found;
      const session =
        anyone && server.vip ? plainSession(anyone, fortigate.name, server.vip, options) : null;
      return (
        (before && session && this.planAfter(before, at, session)) ??
        this.planner.plan(server, session)
      );
    });
    this.open = [...kept.entries()].flatMap(([at, plan]) => (plan ? [] : [at]));
  }

  /** Whether a configuration differs in its firewall policies alone, so that all else can be taken over. */
  leadsTo(fortigate: FortiGateInput): boolean {
    return leadsByPolicies(this.estate.fortigate, fortigate);
  }

  /** Of another configuration; what `leadsTo` allows is taken over. */
  after(fortigate: FortiGateInput): ServerPlans {
    return new ServerPlans(
      { ...this.estate, fortigate },
      this.leadsTo(fortigate) ? this : undefined,
    );
  }

  private planAfter(before: ServerPlans, at: number, session: Session): WalkPlan | null {
    const plan = before.plans[at];
    if (plan?.kind !== 'walk') return null;
    const [was, is] = [before, this].map(({ compiled }) => compiled.simpleByVip.get(plan.vip));
    return was && is ? this.planner.planAfter(plan, was, is, session) : null;
  }

  /** Whether the policies that decide sessions to the server are the very same, one by one. */
  private hasSameLists(at: number, now: Compiled): boolean {
    const plan = this.plans[at];
    const { simpleByVip } = this.compiled;
    switch (plan?.kind) {
      case 'walk':
      case 'unrouted':
        return simpleByVip.get(plan.vip) === now.simpleByVip.get(plan.vip);
      case 'forward': {
        const [were, are] = [forwardList(this.compiled), forwardList(now)];
        return were.length === are.length && were.every((policy, place) => policy === are[place]);
      }
      case 'nowhere':
        return true;
      case undefined:
        return false;
    }
  }

  /** What a policy asks of endpoints, whether it is in force or not. */
  asked(
    policy: FirewallPolicy | ProxyPolicy,
    clientCert: AskedOfClients['clientCert'],
  ): PolicyTerms {
    return askedTerms(policy, this.population, clientCert);
  }
}
