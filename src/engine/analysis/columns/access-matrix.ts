/**
 * Every endpoint against every ZTNA server of a FortiGate, each as the plain session. Who is let in is worked out a
 * piece of the endpoints at a time, 32 of them a word; what one pair comes to is looked up when it is asked for.
 * The rules are `decide`'s own; the slow reference and `decide` itself hold both to the same answers.
 */
import type { Endpoint } from '#model/ems/ems.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';
import { certificateError, readCertificate } from '../../decide/certificate.ts';
import type { FortiGateInput } from '../../decide/compile.ts';
import { outcomeOf } from '../../decide/decide.ts';
import type { PlainOutcome } from '../plain-decisions.ts';
import { type Server, plainSession } from '../plain-session.ts';
import { Sliced } from '../sliced.ts';
import {
  type Bits,
  hasBit,
  noBits,
  placesIn,
  setBit,
  takeInto,
  takeOut,
  wordsFor,
} from './bits.ts';
import { type LetInBy, LetInSets, letInByWalk, sameStart } from './let-in.ts';
import type { Matrix, MatrixInputs, ServerOf } from './matrix.ts';
import { type TermedPolicy, fillMatched, judgeAt } from './policy-terms.ts';
import { type Population, knownOfDevice } from './population.ts';
import { RunTable } from './run-table.ts';
import { type Segment, isRun, leastShared, segmentsOf, sharedBy } from './segments.ts';
import { type ServerPlan, type WalkPlan, isSamePlan } from './server-plan.ts';
import { type PlanInput, ServerPlans } from './server-plans.ts';

/** So many words of endpoints a piece: what a piece reads again and again stays in the processor's cache. */
const pieceWords = 256;

/** Room for one server's piece, used again by the next: to allocate it anew took longer than the walk. */
class Room {
  readonly matched: Bits;
  readonly undecided: Bits;
  readonly handedOn: Bits;

  constructor(words: number) {
    this.matched = new Int32Array(words);
    this.undecided = new Int32Array(words);
    this.handedOn = new Int32Array(words);
  }
}

/** Servers whose sessions come in alike, and the policies that all of them have. */
interface ServerClass {
  /** Any run of them; null where too few are shared. */
  readonly table: RunTable | null;
}

interface Walked {
  readonly plan: WalkPlan;
  readonly segments: readonly Segment[];
  readonly of: ServerClass;
}

export class AccessMatrix implements Matrix {
  readonly endpoints: readonly Endpoint[];
  readonly looked: number;
  readonly servers: readonly Server[];
  /** By server, who is let in; whole once `work` is done. */
  readonly accepted: readonly Bits[];
  readonly work: Sliced;
  /** So many servers were worked out, so many columns of policies asked, and so many words read for it. */
  readonly counts = { servers: 0, columns: 0, words: 0 };
  private emsView: AccessMatrix | null = null;
  private readonly population: Population;
  /** Servers that are worked out here, by their place: all, or those that a change touched. */
  private readonly open: readonly number[];
  private readonly plans: readonly ServerPlan[];
  private readonly walked: ReadonlyMap<number, Walked>;
  private readonly setup: ServerPlans;

  /** @param before of a configuration that differs in its policies alone; its work must be done */
  constructor(estate: PlanInput, before?: AccessMatrix) {
    this.setup = before?.setup.after(estate.fortigate) ?? new ServerPlans(estate);
    const { population, servers, plans, open } = this.setup;
    this.population = population;
    this.endpoints = population.endpoints;
    this.looked = before ? 0 : population.endpoints.length;
    this.servers = servers;
    this.plans = plans;
    this.open = open;
    this.walked = before && this.open.length < leastShared ? this.apart() : this.classed();
    const anew = new Set(open);
    this.accepted = servers.map(
      (_, at) => (anew.has(at) ? undefined : before?.accepted[at]) ?? noBits(this.endpoints.length),
    );
    const pieces = Math.ceil(wordsFor(this.endpoints.length) / pieceWords);
    this.work = new Sliced(pieces * this.open.length, this.pieces());
  }

  get inputs(): MatrixInputs {
    return this.setup.estate;
  }

  /**
   * The matrix after a change of the FortiGate's configuration. Where policies alone were changed, the servers
   * that they are of are worked out again, and no others. This one's work must be done.
   */
  after(fortigate: FortiGateInput): AccessMatrix {
    const { ems, options, resolver } = this.setup.estate;
    const isSame = this.work.isDone && this.setup.leadsTo(fortigate);
    return new AccessMatrix({ ems, fortigate, options, resolver }, isSame ? this : undefined);
  }

  /** Whether both walk the same policies to every server; each of a session by itself is walked otherwise. */
  hasSamePlans(other: AccessMatrix): boolean {
    return this.plans.every((plan, at) => {
      const own = other.plans[at];
      return own !== undefined && isSamePlan(plan, own);
    });
  }

  /** Few servers are asked policy by policy: a table of runs would cost more than it saves. */
  private apart(): ReadonlyMap<number, Walked> {
    return new Map(
      this.open.flatMap((at) => {
        const plan = this.plans[at];
        return plan?.kind === 'walk'
          ? [[at, { plan, segments: plan.simple, of: { table: null } }] as const]
          : [];
      }),
    );
  }

  private classed(): ReadonlyMap<number, Walked> {
    const byClass = new Map<string, [number, WalkPlan][]>();
    for (const [at, plan] of this.plans.entries()) {
      if (plan.kind !== 'walk') continue;
      const key = `${plan.asked.clientCert} ${plan.srcintf}`;
      const members = byClass.get(key);
      if (members) members.push([at, plan]);
      else byClass.set(key, [[at, plan]]);
    }
    const walked = new Map<number, Walked>();
    for (const members of byClass.values()) {
      const shared = sharedBy(members.map(([, plan]) => plan));
      const places = new Map(shared.map((policy, place) => [policy, place]));
      const of = {
        table: shared.length > 0 ? new RunTable(shared, pieceWords) : null,
      };
      for (const [at, plan] of members)
        walked.set(at, { plan, segments: segmentsOf(plan.simple, places), of });
    }
    return walked;
  }

  private *pieces(): Generator<number, void> {
    const total = wordsFor(this.endpoints.length);
    const tables = new Set([...this.walked.values()].flatMap(({ of }) => of.table ?? []));
    for (let from = 0; from < total; from += pieceWords) {
      const words = Math.min(pieceWords, total - from);
      for (const table of tables) table.moveTo(from, words);
      const room = new Room(words);
      for (const at of this.open) {
        if (from === 0) this.counts.servers++;
        yield this.plans[at]?.kind === 'forward'
          ? this.decideEach(at, from, words)
          : this.walkPiece(at, from, words, room);
      }
      for (const table of tables) {
        this.counts.words += table.read;
        table.read = 0;
      }
    }
  }

  /** Gives what it cost, in policies asked. */
  private decideEach(at: number, from: number, words: number): number {
    const accepted = this.accepted[at];
    const last = Math.min(this.endpoints.length, (from + words) << 5);
    for (let place = from << 5; place < last; place++)
      if (this.outcomeAt(place, at)?.action === 'accept' && accepted) setBit(accepted, place);
    return (last - (from << 5)) * this.setup.estate.fortigate.config['firewall policy'].length;
  }

  private walkPiece(
    at: number,
    from: number,
    words: number,
    { matched, undecided, handedOn }: Room,
  ): number {
    const walked = this.walked.get(at);
    const accepted = this.accepted[at]?.subarray(from, from + words);
    if (!walked || !accepted) return 1;
    const { plan, segments, of } = walked;
    undecided.set(plan.certified.subarray(from, from + words));
    handedOn.fill(0);
    let columns = 0;
    let read = 0;
    let left = true;
    const ask = ({ terms, verdict }: TermedPolicy): void => {
      fillMatched(matched, terms, from);
      columns++;
      // Besides what it asks: who is undecided, and the set that they go into.
      read += words * (terms.tags.length + terms.others.length + 2);
      const into = verdict === 'accept' ? accepted : verdict === 'redirect' ? handedOn : null;
      left = into ? takeInto(undecided, matched, into) : takeOut(undecided, matched);
    };
    for (const segment of segments) {
      if (!left) break;
      if (!isRun(segment)) ask(segment);
      else if (of.table) {
        const nodes = segment.first === segment.last ? 1 : 2;
        columns += nodes;
        // Those whom it matches and accepts, who is undecided, and who is let in.
        read += 4 * words * nodes;
        left = of.table.ask(segment.first, segment.last, undecided, accepted);
      }
    }
    for (let i = 0; i < words; i++) undecided[i] = (undecided[i] ?? 0) | (handedOn[i] ?? 0);
    left = true;
    for (const policy of plan.full) if (left) ask(policy);
    this.counts.columns += columns;
    this.counts.words += read;
    return 1 + columns;
  }

  isAccepted(place: number, server: number): boolean {
    const accepted = this.accepted[server];
    return accepted !== undefined && hasBit(accepted, place);
  }

  letInBy(server: number, among: Bits, unlike: ServerOf | null): LetInBy {
    const plan = this.plans[server];
    if (plan?.kind === 'walk') {
      const there = unlike?.matrix instanceof AccessMatrix ? unlike.matrix : null;
      const other = unlike && there?.population === this.population && there.plans[unlike.server];
      const skipped = other && other.kind === 'walk' ? sameStart(plan, other) : 0;
      return letInByWalk(plan, among, this.endpoints.length, skipped);
    }
    const sets = new LetInSets(this.endpoints.length);
    const { length } = this.setup.estate.fortigate.config['firewall policy'];
    let cost = 1;
    for (const place of placesIn(among)) {
      const outcome = this.outcomeAt(place, server);
      if (outcome) sets.add(outcome.policytype, outcome.policyid, place);
      cost += length;
    }
    return { policies: sets.policies, cost };
  }

  /** The same by what EMS has on the endpoints: who is let in there and not here is a near miss. */
  asEmsHasIt(): AccessMatrix {
    const { ems, fortigate, options, resolver, only } = this.setup.estate;
    this.emsView ??= new AccessMatrix({ ems, fortigate, options, resolver, knowing: 'ems', only });
    return this.emsView;
  }

  /** What the pair comes to; null where the server has no VIP to connect to, or there is no such pair. */
  outcomeAt(place: number, server: number): PlainOutcome | null {
    const plan = this.plans[server];
    const endpoint = this.endpoints[place];
    if (!plan || !endpoint) return null;
    switch (plan.kind) {
      case 'nowhere':
        return null;
      case 'forward': {
        const vip = this.servers[server]?.vip;
        if (!vip) return null;
        const { ems, fortigate, options, resolver } = this.setup.estate;
        const session = plainSession(endpoint, fortigate.name, vip, options);
        const { action, policyid, policytype, error } = outcomeOf(
          ems,
          fortigate,
          session,
          resolver,
        );
        return { action, policyid, policytype, error };
      }
      case 'unrouted':
      case 'walk': {
        const { asked, implicitType: policytype } = plan;
        if (!hasBit(plan.certified, place)) {
          const certificate = readCertificate(this.population.sessionOf(endpoint), asked, endpoint);
          const error = certificateError(certificate, endpoint);
          return { action: 'deny', policyid: 0, policytype, error };
        }
        return plan.kind === 'unrouted'
          ? { action: 'deny', policyid: 0, policytype, error: plan.error }
          : this.walkAt(plan, place);
      }
    }
  }

  private walkAt({ simple, full, asked, implicitType }: WalkPlan, place: number): PlainOutcome {
    let failedOnTagsAlone = false;
    const matchIn = (list: readonly TermedPolicy[]): TermedPolicy | null => {
      for (const policy of list) {
        const judged = judgeAt(policy.terms, place);
        if (judged === 'match') return policy;
        failedOnTagsAlone ||= judged === 'tags';
      }
      return null;
    };
    const first = matchIn(simple);
    const handedOn = first === null || first.verdict === 'redirect';
    const match = handedOn ? matchIn(full) : first;
    if (!match) {
      const device = this.population.found(asked.clientCert).device[place];
      const error = failedOnTagsAlone ? wanting(device) : 61;
      return { action: 'deny', policyid: 0, policytype: implicitType, error };
    }
    const isDenied = match.verdict === 'deny';
    return {
      action: isDenied ? 'deny' : 'accept',
      policyid: match.policyid,
      policytype: handedOn ? 'proxy-policy' : 'policy',
      error: isDenied ? (match.terms.tags.length > 0 ? 64 : 62) : null,
    };
  }
}

/** R9: what was wrong with the device where tags alone were wanting. */
function wanting(device: number | undefined): ZtnaError {
  switch (device) {
    case knownOfDevice.all:
      return 65;
    case knownOfDevice.offline:
      return 67;
    default:
      return 66;
  }
}
