/**
 * The sweeps of many endpoints to one server, put together: how many are allowed with each value, and whose outcome
 * hangs on one fact alone. Endpoints that are alike in all that is asked are decided once.
 */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { Vip } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { type SweptFact, sweptFacts } from '#model/lab/access-matrix.ts';
import { type Compiled, type FortiGateInput, compile, vipOf } from '../decide/compile.ts';
import { type Outcome, outcomeOf } from '../decide/decide.ts';
import { linesOf } from '../sync/lines.ts';
import { LikeEndpoints } from './like-sessions.ts';
import { type PlainOptions, plainSession } from './plain-session.ts';
import { Sliced } from './sliced.ts';
import { type Sweep, factOptions, sweepBy } from './sweep.ts';

/** A fact with one value, of those endpoints that can have it. */
export interface GroupValue {
  /** As in a sweep; of an address, whether it is the endpoint's `own` or an `other` one. */
  readonly value: string;
  readonly of: number;
  readonly allowed: number;
  /** So many have it as it is. */
  readonly own: number;
}

export interface GroupSweep {
  /** Endpoints that are allowed as they are. */
  readonly allowed: number;
  readonly combinations: number;
  readonly allowedCombinations: number;
  /** Facts of which some endpoint has more than one value. */
  readonly facts: readonly {
    readonly fact: SweptFact;
    /** So many endpoints have more than one. */
    readonly have: number;
    readonly values: readonly GroupValue[];
    /** Endpoints of which it alone turns the outcome. */
    readonly hanging: readonly Endpoint[];
  }[];
}

/** Looking up what is decided already costs so much, in policies asked. */
const lookCost = 0.5;
/** Deciding a session without its trace: in all, and for each policy. */
const decideCost = 5;
const decideCostAPolicy = 1 / 8;
/** Working out what an endpoint is, for each of its sessions. */
const classCost = 25;

interface Tally {
  have: number;
  readonly values: Map<string, { of: number; allowed: number; own: number }>;
  readonly hanging: Endpoint[];
}

/** Moments at which the FortiGate's lines to EMS differ: between them, nothing is known otherwise. */
function momentsOf(
  ems: Ems,
  fortigate: FortiGateInput,
  hours: readonly Session['at'][],
): readonly Session['at'][] {
  const byLinks = new Map(
    hours.map((at) => [
      linesOf(ems, fortigate, at.epochMs)
        .map(({ knowledge }) => knowledge.link)
        .join(' '),
      at,
    ]),
  );
  return [...byLinks.values()];
}

export class GroupSweepUnderWay {
  readonly work: Sliced;
  /** So many sessions were decided, and so many had the answer of another's. */
  readonly counts = { decided: 0, shared: 0 };
  private readonly ems: Ems;
  private readonly fortigate: FortiGateInput;
  private readonly resolver: Resolver;
  private readonly compiled: Compiled;
  private readonly outcomes = new Map<string, Outcome>();
  /** Of each kind of endpoint, its number. */
  private readonly kinds = new Map<string, number>();
  private readonly tallies = new Map<SweptFact, Tally>();
  private readonly sums = { allowed: 0, combinations: 0, allowedCombinations: 0 };
  private spent = 0;

  constructor(
    ems: Ems,
    fortigate: FortiGateInput,
    members: readonly Endpoint[],
    vip: Vip,
    options: PlainOptions,
    resolver: Resolver,
  ) {
    this.ems = ems;
    this.fortigate = fortigate;
    this.resolver = resolver;
    this.compiled = compile(fortigate);
    this.work = new Sliced(members.length, this.steps(members, vip, options));
  }

  /** As far as it has come. */
  get answer(): GroupSweep {
    return {
      ...this.sums,
      facts: sweptFacts.flatMap((fact) => {
        const tally = this.tallies.get(fact);
        if (!tally) return [];
        const { have, values, hanging } = tally;
        return [
          { fact, have, hanging, values: [...values].map(([value, one]) => ({ value, ...one })) },
        ];
      }),
    };
  }

  private *steps(
    members: readonly Endpoint[],
    vip: Vip,
    options: PlainOptions,
  ): Generator<number, void> {
    const [first] = members;
    if (!first) return;
    const { ems, fortigate } = this;
    const plain = (endpoint: Endpoint): Session =>
      plainSession(endpoint, fortigate.name, vip, options);
    const session = plain(first);
    const choices = (fact: SweptFact, endpoint: Endpoint, of: Session) =>
      factOptions(fact, endpoint, fortigate.config, of).map(({ change }) => ({ ...of, ...change }));
    // Where sessions go is the same for every endpoint.
    const places = choices('interface', first, session)
      .flatMap((one) => choices('path', first, one))
      .filter((one) => vipOf(this.compiled, one) !== undefined);
    const alike = new LikeEndpoints(ems, fortigate, places);
    const hours = choices('hour', first, session).map(({ at }) => at);
    const moments = momentsOf(ems, fortigate, [session.at, ...hours]);
    for (const endpoint of members) {
      const before = this.spent;
      const own = plain(endpoint);
      const addresses = choices('address', endpoint, own);
      const sessions = addresses
        .flatMap((one) => choices('certificate', endpoint, one))
        .flatMap((one) => moments.map((at) => ({ ...one, at })));
      const kind = alike.keyOf(endpoint, sessions);
      const number = this.kinds.get(kind) ?? this.kinds.size;
      this.kinds.set(kind, number);
      const placeOf = new Map(addresses.map(({ srcip }, place) => [srcip, place]));
      const decide = (one: Session): Outcome =>
        this.decide(one, `${number} ${placeOf.get(one.srcip) ?? one.srcip}`);
      this.add(endpoint, decide(own), sweepBy(endpoint, fortigate.config, own, decide));
      yield classCost * sessions.length + this.spent - before;
    }
  }

  /** @param who the kind of endpoint, and which of its addresses */
  private decide(session: Session, who: string): Outcome {
    const { ems, fortigate, compiled } = this;
    const vip = vipOf(compiled, session);
    const decideNow = (policies: number): Outcome => {
      this.counts.decided++;
      this.spent += decideCost + decideCostAPolicy * policies;
      return outcomeOf(ems, fortigate, session, this.resolver);
    };
    // Of a session that goes to no ZTNA server, anything may count.
    if (!vip) return decideNow(fortigate.config['firewall policy'].length);
    const { certificate, srcintf, path, at } = session;
    const key = `${who} ${certificate} ${at.epochMs} ${srcintf}\n${path}`;
    const known = this.outcomes.get(key);
    this.spent += lookCost;
    if (known) {
      this.counts.shared++;
      return known;
    }
    const outcome = decideNow(compiled.simpleByVip.get(vip.name)?.length ?? 0);
    this.outcomes.set(key, outcome);
    return outcome;
  }

  private add(endpoint: Endpoint, { action }: Outcome, sweep: Sweep): void {
    if (action === 'accept') this.sums.allowed++;
    this.sums.combinations += sweep.combinations;
    this.sums.allowedCombinations += sweep.allowed;
    for (const { fact, values } of sweep.facts) {
      const tally: Tally = this.tallies.get(fact) ?? { have: 0, values: new Map(), hanging: [] };
      this.tallies.set(fact, tally);
      tally.have++;
      for (const { value, outcome, isOwn } of values) {
        const name = fact === 'address' ? (isOwn ? 'own' : 'other') : value;
        const sum = tally.values.get(name) ?? { of: 0, allowed: 0, own: 0 };
        tally.values.set(name, sum);
        sum.of++;
        if (outcome.action === 'accept') sum.allowed++;
        if (isOwn) sum.own++;
      }
      if (values.some(({ outcome }) => outcome.action !== action)) tally.hanging.push(endpoint);
    }
  }
}
