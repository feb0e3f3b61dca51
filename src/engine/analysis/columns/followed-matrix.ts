/**
 * The matrix of a state that follows another one. Where few endpoints have changed, they and those that share an
 * address with them are worked out again, by themselves; of all others stands what was worked out before.
 */
import type { Ems, EmsServer, Endpoint } from '#model/ems/ems.ts';
import type { Moment } from '#model/decision/session.ts';
import { type FortiGateInput, differsInPoliciesAlone } from '../../decide/compile.ts';
import { changedPlaces } from '../../sync/endpoint-index.ts';
import { type EmsLine, endpointsOfAll, linesOf, serversOfEms } from '../../sync/lines.ts';
import { routesOf } from '../../sync/routes.ts';
import type { PlainOutcome } from '../plain-decisions.ts';
import type { Server } from '../plain-session.ts';
import { Sliced } from '../sliced.ts';
import { AccessMatrix } from './access-matrix.ts';
import { type Bits, clearBit, hasBit, orInto, setBit } from './bits.ts';
import { type LetInBy, LetInSets } from './let-in.ts';
import type { Matrix, MatrixInputs, ServerOf } from './matrix.ts';
import type { Population } from './population.ts';

/** Where more than that part of all endpoints is touched, it is made anew. */
const mostTouched = 1 / 2;

class FollowedMatrix implements Matrix {
  readonly inputs: MatrixInputs;
  readonly endpoints: readonly Endpoint[];
  readonly looked: number;
  readonly servers: readonly Server[];
  readonly work: Sliced;
  /** Of an earlier state: it holds for all that are not touched. */
  readonly base: AccessMatrix;
  /** Places of those that were worked out again. */
  readonly touched: readonly number[];
  private readonly patch: AccessMatrix;
  private readonly placeInPatch: ReadonlyMap<number, number>;
  private merged: readonly Bits[] | null = null;
  private emsView: FollowedMatrix | null = null;

  /** @param patch of the touched endpoints alone, in their order */
  constructor(
    inputs: MatrixInputs,
    base: AccessMatrix,
    patch: AccessMatrix,
    touched: readonly number[],
  ) {
    this.inputs = inputs;
    this.endpoints = endpointsOfAll(inputs.ems);
    this.servers = base.servers;
    this.base = base;
    this.patch = patch;
    this.touched = touched;
    this.looked = patch.looked;
    this.placeInPatch = new Map(touched.map((place, at) => [place, at]));
    const left = base.work.total - base.work.done + patch.work.total;
    this.work = new Sliced(left + 1, this.steps());
  }

  private *steps(): Generator<number, void> {
    for (const { work } of [this.base, this.patch]) while (!work.isDone) yield 1 - work.advance(1);
    this.merged = this.base.accepted.map((bits, server) => this.merge(bits, server));
    yield this.merged.length * this.touched.length;
  }

  /** The same set where nobody touched comes out otherwise. */
  private merge(bits: Bits, server: number): Bits {
    let own: Bits | null = null;
    for (const [at, place] of this.touched.entries()) {
      const isAccepted = this.patch.isAccepted(at, server);
      if (hasBit(bits, place) === isAccepted) continue;
      own ??= bits.slice();
      if (isAccepted) setBit(own, place);
      else clearBit(own, place);
    }
    return own ?? bits;
  }

  get accepted(): readonly Bits[] {
    return this.merged ?? this.base.accepted;
  }

  isAccepted(place: number, server: number): boolean {
    const accepted = this.accepted[server];
    return accepted !== undefined && hasBit(accepted, place);
  }

  outcomeAt(place: number, server: number): PlainOutcome | null {
    const at = this.placeInPatch.get(place);
    return at === undefined ? this.base.outcomeAt(place, server) : this.patch.outcomeAt(at, server);
  }

  letInBy(server: number, among: Bits, unlike: ServerOf | null): LetInBy {
    const others = among.slice();
    for (const place of this.touched) clearBit(others, place);
    const { policies, cost } = this.base.letInBy(server, others, unlike);
    const sets = new LetInSets(this.endpoints.length);
    for (const one of policies) orInto(sets.placesOf(one.policytype, one.policyid), one.places);
    for (const [at, place] of this.touched.entries()) {
      const outcome = hasBit(among, place) ? this.patch.outcomeAt(at, server) : null;
      if (outcome) sets.add(outcome.policytype, outcome.policyid, place);
    }
    return { policies: sets.policies, cost: cost + this.touched.length };
  }

  asEmsHasIt(): Matrix {
    this.emsView ??= new FollowedMatrix(
      this.inputs,
      this.base.asEmsHasIt(),
      this.patch.asEmsHasIt(),
      this.touched,
    );
    return this.emsView;
  }
}

/** Schedules know no seconds. */
function minuteOf({ epochMs, offsetMinutes }: Moment): string {
  return `${Math.floor(epochMs / 60_000)} ${offsetMinutes}`;
}

function isSameBut(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
  left: readonly string[],
): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => left.includes(key) || a[key] === b[key]);
}

/** Each server of the one, and the same of the other; null where they differ in more than their endpoints. */
function pairedServers(was: Ems, is: Ems): readonly (readonly [EmsServer, EmsServer])[] | null {
  const [before, after] = [serversOfEms(was), serversOfEms(is)];
  if (before.length !== after.length) return null;
  const pairs = before.flatMap((one, i) => {
    const other = after[i];
    return other ? [[one, other] as const] : [];
  });
  return pairs.every(([one, other]) => isSameBut(one, other, ['endpoints', 'otherServers']))
    ? pairs
    : null;
}

function isSameLine(was: EmsLine, is: EmsLine | undefined): boolean {
  if (!is || was.connector !== is.connector) return false;
  const [a, b] = [was.knowledge, is.knowledge];
  return (
    a.link === b.link &&
    a.device === b.device &&
    a.pullsTags === b.pullsTags &&
    a.refused.size === b.refused.size &&
    [...a.refused].every((key) => b.refused.has(key))
  );
}

/**
 * The places of endpoints that can come out otherwise: those that changed, and whoever has an address that one of
 * these had or has, since an address alone may tell a FortiGate who someone is. Null where it can be anyone.
 */
function touchedPlaces(was: MatrixInputs, is: MatrixInputs): readonly number[] | null {
  const pairs = pairedServers(was.ems, is.ems);
  if (!pairs) return null;
  const [before, after] = [was, is].map(({ ems, fortigate, options }) =>
    linesOf(ems, fortigate, options.at.epochMs),
  );
  if (!before?.every((line, i) => isSameLine(line, after?.[i]))) return null;
  const touched = new Set<number>();
  const addresses = new Set<string>();
  let first = 0;
  for (const [one, other] of pairs) {
    const places = changedPlaces(one.endpoints, other.endpoints);
    if (!places) return null;
    for (const place of places) {
      touched.add(first + place);
      for (const endpoint of [one.endpoints[place], other.endpoints[place]])
        if (endpoint) for (const { ip } of routesOf(endpoint)) addresses.add(ip);
    }
    first += one.endpoints.length;
  }
  for (const [place, { ip }] of endpointsOfAll(is.ems).entries())
    if (addresses.has(ip)) touched.add(place);
  return [...touched];
}

function isSameDevice(was: FortiGateInput, is: FortiGateInput): boolean {
  return (
    was.name === is.name &&
    was.connector === is.connector &&
    was.unverified === is.unverified &&
    (was.config === is.config || differsInPoliciesAlone(was.config, is.config))
  );
}

/** Null where it has to be made anew. */
function followed(before: Matrix, is: MatrixInputs): Matrix | null {
  const { inputs: was } = before;
  if (
    !before.work.isDone ||
    was.resolver !== is.resolver ||
    was.options.srcintf !== is.options.srcintf ||
    minuteOf(was.options.at) !== minuteOf(is.options.at) ||
    !isSameDevice(was.fortigate, is.fortigate)
  )
    return null;
  const whole = before instanceof FollowedMatrix ? before.base : before;
  if (!(whole instanceof AccessMatrix)) return null;
  if (before === whole && was.ems === is.ems) return whole.after(is.fortigate);
  const more = touchedPlaces(was, is);
  const earlier = before instanceof FollowedMatrix ? before.touched : [];
  const places = more && [...new Set([...earlier, ...more])].toSorted((a, b) => a - b);
  const endpoints = endpointsOfAll(is.ems);
  if (!places || places.length > endpoints.length * mostTouched) return null;
  // Plans are compared by somebody's sessions, whoever it is.
  if (places.length === 0) places.push(0);
  const { ems, fortigate, options, resolver } = is;
  const only = places.flatMap((place) => endpoints[place] ?? []);
  const patch = new AccessMatrix({ ems, fortigate, options, resolver, only });
  const base = was.fortigate.config === fortigate.config ? whole : whole.after(fortigate);
  return base.hasSamePlans(patch) ? new FollowedMatrix(is, base, patch, places) : null;
}

/**
 * The matrix of the next state, from one before it where that leaves most as it was.
 * @param population what is known of its endpoints, where somebody has it
 */
export function matrixAfter(
  before: Matrix | null | undefined,
  is: MatrixInputs,
  population?: Population | null,
): Matrix {
  const { ems, fortigate, options, resolver } = is;
  return (
    (before && followed(before, is)) ??
    new AccessMatrix({
      ems,
      fortigate,
      options,
      resolver,
      ...(population && { population }),
    })
  );
}

/** What beginning it costs, in policies asked: each endpoint is looked up, each policy made ready. */
export function beginningCost(matrix: Matrix): number {
  const { looked, inputs } = matrix;
  const policies = inputs.fortigate.config['firewall policy'].length;
  return looked === 0 ? policies : 10 * (looked + policies);
}
