/** What a change does to access: the pairs that differ between two installations, put together by how and by what. */
import type { Ems } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { Moment, Resolver } from '#model/decision/session.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { beginningCost, matrixAfter } from './columns/followed-matrix.ts';
import type { Matrix } from './columns/matrix.ts';
import { type Bits, hasBit, placesIn, without } from './columns/bits.ts';
import { nameInList } from './name-in-list.ts';
import type { PlainOutcome } from './plain-decisions.ts';

export interface ImpactSide {
  readonly ems: Ems;
  readonly fortigates: readonly FortiGateInput[];
  readonly resolver: Resolver;
  readonly at: Moment;
}

/** Pairs that go the same way by the same policy: the one that will allow them, or that does. */
export interface FlippedPairs {
  readonly way: 'gains' | 'loses';
  readonly fortigate: string;
  readonly server: string;
  readonly policytype: PolicyType;
  readonly policyid: number;
  readonly name: string;
  readonly count: number;
  /** The first of them. */
  readonly hosts: readonly string[];
}

const mostHosts = 5;

/** How many pairs gain, and how many lose. */
export function sumFlipped(groups: readonly FlippedPairs[]): {
  readonly gains: number;
  readonly loses: number;
} {
  const sum = (way: FlippedPairs['way']) =>
    groups.reduce((all, one) => all + (one.way === way ? one.count : 0), 0);
  return { gains: sum('gains'), loses: sum('loses') };
}

/** A FortiGate before the change and after it, and the matrices of both as far as they are begun. */
interface Compared {
  readonly name: string;
  readonly was: FortiGateInput | undefined;
  readonly is: FortiGateInput | undefined;
  before: Matrix | null;
  after: Matrix | null;
}

/** A matrix of the state before the change, which several previews of one form can share. */
export type MatrixBefore = (fortigate: FortiGateInput) => Matrix;

/** @param earlier of another state of the FortiGate, from which it may follow */
export function matrixOfSide(
  { ems, resolver, at }: ImpactSide,
  fortigate: FortiGateInput,
  earlier?: Matrix | null,
): Matrix {
  return matrixAfter(earlier, { ems, fortigate, options: { srcintf: null, at }, resolver });
}

function isWhole(matrix: Matrix | null): boolean {
  return matrix?.work.isDone ?? false;
}

/** The same, worked out a slice at a time: nothing is begun before the first. */
export class ImpactUnderWay {
  private readonly compared: readonly Compared[];
  private readonly side: ImpactSide;
  private readonly matrixBefore: MatrixBefore;
  private groups: readonly FlippedPairs[] | null = null;

  constructor(before: ImpactSide, after: ImpactSide, matrixBefore: MatrixBefore) {
    const isSameEms = before.ems === after.ems;
    this.side = after;
    this.matrixBefore = matrixBefore;
    const names = new Set([...before.fortigates, ...after.fortigates].map(({ name }) => name));
    this.compared = [...names]
      .map((name): Compared => {
        const [was, is] = [before, after].map(({ fortigates }) =>
          fortigates.find((one) => one.name === name),
        );
        return { name, was, is, before: null, after: null };
      })
      .filter(
        ({ was, is }) =>
          !isSameEms ||
          was?.config !== is?.config ||
          was?.connector !== is?.connector ||
          was?.unverified !== is?.unverified,
      );
  }

  get counting(): { readonly done: number; readonly total: number } | null {
    const begun = this.compared.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
    const wanted = this.compared.flatMap(({ was, is }) => [was ?? [], is ?? []].flat()).length;
    if (begun.length === wanted && begun.every(isWhole)) return null;
    const sum = (of: (matrix: Matrix) => number) =>
      begun.reduce((all, matrix) => all + of(matrix), 0);
    // What is not begun yet takes as long as what is.
    const total = (sum(({ work }) => work.total) * wanted) / Math.max(1, begun.length);
    return { done: sum(({ work }) => work.done), total: Math.max(1, Math.ceil(total)) };
  }

  /** Gives what is left of it. */
  advance(cost: number): number {
    let left = cost;
    while (left > 0) {
      const then = this.step(left);
      if (then === null) return left;
      left = then;
    }
    return left;
  }

  /** Begins the next matrix, or goes on with it; gives what is left, null once all are whole. */
  private step(left: number): number | null {
    for (const one of this.compared) {
      const { was, is, before, after } = one;
      if (was && !isWhole(before)) {
        if (before) return before.work.advance(left);
        one.before = this.matrixBefore(was);
        return isWhole(one.before) ? left : left - beginningCost(one.before);
      }
      if (is && !isWhole(after)) {
        if (after) return after.work.advance(left);
        one.after = matrixOfSide(this.side, is, before);
        return left - beginningCost(one.after);
      }
    }
    return null;
  }

  /** Of the state after, by FortiGate, as far as they differ: a further change may follow from them. */
  get matricesAfter(): ReadonlyMap<string, Matrix> {
    return new Map(
      this.compared.flatMap(({ name, after }) => (after ? [[name, after] as const] : [])),
    );
  }

  /** Those of most pairs first; empty until all is counted. */
  get flipped(): readonly FlippedPairs[] {
    if (this.counting) return [];
    this.groups ??= this.compared
      .flatMap(flipsOf)
      .toSorted((a, b) => b.count - a.count || a.server.localeCompare(b.server, 'en'));
    return this.groups;
  }
}

function flipsOf({ name, before, after, was, is }: Compared): readonly FlippedPairs[] {
  const servers = new Set(
    [...(before?.servers ?? []), ...(after?.servers ?? [])].map((one) => one.name),
  );
  const [old, now] = [before, after].map(
    (matrix) => new Map(matrix?.servers.map((one, place) => [one.name, place])),
  );
  const isAligned =
    before !== null &&
    after !== null &&
    before.endpoints.length === after.endpoints.length &&
    before.endpoints.every(({ uid }, place) => after.endpoints[place]?.uid === uid);
  return [...servers].flatMap((server) => {
    const side = (matrix: Matrix | null, place: number | undefined) =>
      matrix && place !== undefined ? { matrix, place } : null;
    const [first, second] = [side(before, old?.get(server)), side(after, now?.get(server))];
    return [
      ...flipsTo('gains', name, server, second, only(second, first, isAligned), is?.config),
      ...flipsTo('loses', name, server, first, only(first, second, isAligned), was?.config),
    ];
  });
}

interface Side {
  readonly matrix: Matrix;
  /** Of the server. */
  readonly place: number;
}

/** Who is let in on one side and not on the other, by place on the one. */
function only(side: Side | null, other: Side | null, isAligned: boolean): readonly number[] {
  const accepted = side?.matrix.accepted[side.place];
  if (!side || !accepted) return [];
  const others: Bits | undefined = other?.matrix.accepted[other.place];
  if (!other || !others) return [...placesIn(accepted)];
  // Nothing was worked out anew.
  if (others === accepted) return [];
  if (isAligned) return [...placesIn(without(accepted, others))];
  const placeOf = new Map(other.matrix.endpoints.map(({ uid }, place) => [uid, place]));
  return [...placesIn(accepted)].filter((place) => {
    const there = placeOf.get(side.matrix.endpoints[place]?.uid ?? '');
    return there === undefined || !hasBit(others, there);
  });
}

function flipsTo(
  way: FlippedPairs['way'],
  fortigate: string,
  server: string,
  side: Side | null,
  places: readonly number[],
  config: FortiosConfig | undefined,
): readonly FlippedPairs[] {
  const groups = new Map<string, { outcome: PlainOutcome; count: number; hosts: string[] }>();
  for (const place of places) {
    const endpoint = side?.matrix.endpoints[place];
    const outcome = side?.matrix.outcomeAt(place, side.place);
    // FortiClient blocks every connection of a quarantined endpoint, whatever a FortiGate would say.
    if (!outcome || !endpoint || endpoint.quarantined) continue;
    const key = `${outcome.policytype} ${outcome.policyid}`;
    const group = groups.get(key) ?? { outcome, count: 0, hosts: [] };
    groups.set(key, group);
    group.count++;
    if (group.hosts.length < mostHosts) group.hosts.push(endpoint.host);
  }
  return [...groups.values()].map(({ outcome, count, hosts }) => ({
    way,
    fortigate,
    server,
    policytype: outcome.policytype,
    policyid: outcome.policyid,
    name: nameInList(config, outcome),
    count,
    hosts,
  }));
}
