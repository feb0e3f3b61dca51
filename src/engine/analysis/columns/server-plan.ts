/** How the plain sessions to one ZTNA server are decided for every endpoint: rules R1 to R3, and the lists of R7 and R8. */
import type { ZtnaError } from '#model/decision/ztna-errors.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { FirewallPolicy, ProxyPolicy, Vip } from '#model/fortios/tables.ts';
import { madeIn } from '#model/maps.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { endOf } from '../../decide/addresses.ts';
import { type AskedOfClients, askedOfClients } from '../../decide/certificate.ts';
import { type Compiled, vipOf } from '../../decide/compile.ts';
import { addressCondition, interfaceCondition } from '../../decide/conditions.ts';
import { matchedVirtualHost, route } from '../../decide/route.ts';
import type { Server } from '../plain-session.ts';
import type { Bits } from './bits.ts';
import { type TermedPolicy, termsOf } from './policy-terms.ts';
import type { Population } from './population.ts';

/** The lists of a server, as far as they can match anybody. */
export interface WalkPlan {
  readonly kind: 'walk';
  /** That of the first VIP of its address and port, which may be another server's. */
  readonly vip: string;
  readonly asked: AskedOfClients;
  readonly certified: Bits;
  readonly implicitType: PolicyType;
  readonly srcintf: string;
  readonly simple: readonly TermedPolicy[];
  readonly full: readonly TermedPolicy[];
}

export type ServerPlan =
  | WalkPlan
  /** Nobody gets past R3. */
  | (Omit<WalkPlan, 'kind' | 'simple' | 'full' | 'srcintf'> & {
      readonly kind: 'unrouted';
      readonly error: ZtnaError;
    })
  /** It has no VIP to connect to. */
  | { readonly kind: 'nowhere' }
  /** Sessions to its address are no ZTNA sessions on that interface: each is decided by itself. */
  | { readonly kind: 'forward' };

function areSameLists(a: readonly TermedPolicy[], b: readonly TermedPolicy[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ policyid, verdict }, i) => b[i]?.policyid === policyid && b[i].verdict === verdict)
  );
}

/** Whether both lead the same way through the same policies; none is the same where sessions are decided one by one. */
export function isSamePlan(a: ServerPlan, b: ServerPlan): boolean {
  if (a.kind === 'nowhere' || b.kind === 'nowhere') return a.kind === b.kind;
  if (a.kind === 'forward' || b.kind === 'forward') return false;
  const isSameBeginning =
    a.vip === b.vip &&
    a.implicitType === b.implicitType &&
    a.asked.clientCert === b.asked.clientCert &&
    a.asked.emptyCertAction === b.asked.emptyCertAction &&
    a.asked.userAgentDetect === b.asked.userAgentDetect;
  if (a.kind === 'unrouted' || b.kind === 'unrouted')
    return isSameBeginning && a.kind === 'unrouted' && b.kind === 'unrouted' && a.error === b.error;
  return (
    isSameBeginning &&
    a.srcintf === b.srcintf &&
    areSameLists(a.simple, b.simple) &&
    areSameLists(a.full, b.full)
  );
}

type ZtnaPolicy = FirewallPolicy | ProxyPolicy;

/**
 * What is worked out of policies, for all lists of the same servers in which they stand: the next list is planned
 * from it without a look at the policies that have not changed. Weak, as it outlives those lists.
 */
class KnownPolicies {
  /** By what is asked of clients. */
  readonly termed = {
    enable: new WeakMap<ZtnaPolicy, { readonly is: TermedPolicy | null }>(),
    disable: new WeakMap<ZtnaPolicy, { readonly is: TermedPolicy | null }>(),
  };
  /** By the interface that sessions come in by: whether they come to it. */
  readonly incoming = new Map<string, WeakMap<ZtnaPolicy, { readonly is: boolean }>>();
}

/** Makes plans; what a policy asks is worked out once, however many servers it is of. */
export class Planner {
  private readonly population: Population;
  private readonly compiled: Compiled;
  private readonly resolver: Resolver;
  private readonly known: KnownPolicies;

  constructor(
    population: Population,
    compiled: Compiled,
    resolver: Resolver,
    known = new KnownPolicies(),
  ) {
    this.population = population;
    this.compiled = compiled;
    this.resolver = resolver;
    this.known = known;
  }

  private termedOf(
    policy: ZtnaPolicy,
    { clientCert }: AskedOfClients,
    { at }: Session,
  ): TermedPolicy | null {
    const known = this.known.termed[clientCert];
    let termed = known.get(policy);
    if (!termed) {
      termed = { is: termsOf(policy, this.population, clientCert, at) };
      known.set(policy, termed);
    }
    return termed.is;
  }

  /** Whether sessions that come in there come to the policy. */
  private comesInBy(srcintf: string): (policy: ZtnaPolicy) => boolean {
    const known = madeIn(
      this.known.incoming,
      srcintf,
      () => new WeakMap<ZtnaPolicy, { readonly is: boolean }>(),
    );
    return (policy) => {
      let held = known.get(policy);
      if (!held) {
        held = { is: interfaceCondition('srcintf', policy.srcintf, srcintf, this.compiled).held };
        known.set(policy, held);
      }
      return held.is;
    };
  }

  /** For another list of policies of the same servers: what has been worked out is known there too. */
  withPolicies(compiled: Compiled): Planner {
    return new Planner(this.population, compiled, this.resolver, this.known);
  }

  /**
   * The plan for another list of simple policies, where some stand in the place of others; null where it has to be
   * made anew. All else that it is made of must be the same.
   */
  planAfter(
    plan: WalkPlan,
    was: readonly FirewallPolicy[],
    is: readonly FirewallPolicy[],
    session: Session,
  ): WalkPlan | null {
    if (was.length !== is.length) return null;
    const comesIn = this.comesInBy(plan.srcintf);
    const simple = [...plan.simple];
    for (const [place, before] of was.entries()) {
      const after = is[place];
      if (after === before) continue;
      if (!after || !comesIn(before) || !comesIn(after)) return null;
      const [old, now] = [before, after].map((policy) =>
        this.termedOf(policy, plan.asked, session),
      );
      const at = old ? plan.simple.indexOf(old) : -1;
      if (at < 0 || !now) return null;
      simple[at] = now;
    }
    return { ...plan, simple };
  }

  /** @param session the plain one of any endpoint: where it goes is the same for all */
  plan({ vip: wanted }: Server, session: Session | null): ServerPlan {
    if (!wanted || !session) return { kind: 'nowhere' };
    const { compiled } = this;
    const { lines } = this.population;
    const vip: Vip | undefined = vipOf(compiled, session);
    if (!vip) return { kind: 'forward' };
    const proxy = compiled.proxyByVip.get(vip.name);
    const asked = askedOfClients(matchedVirtualHost(compiled.config, proxy, session), vip, proxy);
    const simple = compiled.simpleByVip.get(vip.name) ?? [];
    const full = proxy ? (compiled.fullByProxy.get(proxy.name) ?? []) : [];
    const begun = {
      vip: vip.name,
      asked,
      certified: this.population.certified(asked),
      implicitType: full.length > 0 && simple.length === 0 ? 'proxy-policy' : 'policy',
    } as const;
    const world = { lines, resolver: this.resolver };
    const routed =
      !proxy && compiled.undecided.has(vip.name)
        ? ({ kind: 'not-decided' } as const)
        : route(compiled, proxy, session, world);
    switch (routed.kind) {
      case 'not-decided':
      case 'no-gateway':
        return { kind: 'unrouted', ...begun, error: 21 };
      case 'no-real-server':
        return { kind: 'unrouted', ...begun, error: 22 };
      case 'unresolved':
        return { kind: 'unrouted', ...begun, error: 23 };
      case 'routed':
      case 'without-server':
    }
    const destination = endOf(routed.kind === 'routed' ? routed.realServer : '', null);
    const { srcintf } = session;
    const comesIn = this.comesInBy(srcintf);
    const goesOut = ({ dstaddr, 'dstaddr-negate': negate }: ProxyPolicy): boolean =>
      addressCondition('dstaddr', dstaddr, negate === 'enable', destination, compiled, world).held;
    const termed = (policy: ZtnaPolicy) => this.termedOf(policy, asked, session);
    return {
      kind: 'walk',
      ...begun,
      srcintf,
      simple: simple.filter(comesIn).flatMap((policy) => termed(policy) ?? []),
      full: full
        .filter((policy) => comesIn(policy) && goesOut(policy))
        .flatMap((policy) => termed(policy) ?? []),
    };
  }
}
