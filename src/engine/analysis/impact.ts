/** What a change does to access: the pairs that differ between two installations, put together by how and by what. */
import type { Ems } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { Moment, Resolver } from '#model/decision/session.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { AccessMatrix } from './columns/access-matrix.ts';
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

interface Compared {
  readonly name: string;
  readonly before: AccessMatrix | null;
  readonly after: AccessMatrix | null;
  readonly was: FortiosConfig | null;
  readonly is: FortiosConfig | null;
}

/** A matrix of the state before the change, which several previews of one form can share. */
export type MatrixBefore = (fortigate: FortiGateInput) => AccessMatrix;

export function matrixOfSide(
  { ems, resolver, at }: ImpactSide,
  fortigate: FortiGateInput,
): AccessMatrix {
  return new AccessMatrix(ems, fortigate, { srcintf: null, at }, resolver);
}

function isTouched(before: ImpactSide, after: ImpactSide, name: string): boolean {
  const [was, is] = [before, after].map(({ fortigates }) =>
    fortigates.find((one) => one.name === name),
  );
  return (
    before.ems !== after.ems ||
    before.resolver !== after.resolver ||
    was?.config !== is?.config ||
    was?.connector !== is?.connector ||
    was?.unverified !== is?.unverified
  );
}

/** The same, worked out a slice at a time. */
export class ImpactUnderWay {
  private readonly compared: readonly Compared[];
  private groups: readonly FlippedPairs[] | null = null;

  constructor(before: ImpactSide, after: ImpactSide, matrixBefore: MatrixBefore) {
    const names = new Set([...before.fortigates, ...after.fortigates].map(({ name }) => name));
    this.compared = [...names]
      .filter((name) => isTouched(before, after, name))
      .map((name): Compared => {
        const was = before.fortigates.find((one) => one.name === name);
        const is = after.fortigates.find((one) => one.name === name);
        const first = was ? matrixBefore(was) : null;
        // The next matrix takes over what the change leaves as it was, once the first is whole.
        if (before.ems === after.ems && before.resolver === after.resolver) first?.work.finish();
        const second = !is
          ? null
          : first && before.ems === after.ems && before.resolver === after.resolver
            ? first.after(is)
            : matrixOfSide(after, is);
        return {
          name,
          before: first,
          after: second,
          was: was?.config ?? null,
          is: is?.config ?? null,
        };
      });
  }

  private get matrices(): readonly AccessMatrix[] {
    return this.compared.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
  }

  get counting(): { readonly done: number; readonly total: number } | null {
    const { matrices } = this;
    if (matrices.every(({ work }) => work.isDone)) return null;
    const sum = (of: (matrix: AccessMatrix) => number) =>
      matrices.reduce((all, matrix) => all + of(matrix), 0);
    return { done: sum(({ work }) => work.done), total: sum(({ work }) => work.total) };
  }

  advance(cost: number): void {
    this.matrices.find(({ work }) => !work.isDone)?.work.advance(cost);
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
    const side = (matrix: AccessMatrix | null, place: number | undefined) =>
      matrix && place !== undefined ? { matrix, place } : null;
    const [first, second] = [side(before, old?.get(server)), side(after, now?.get(server))];
    return [
      ...flipsTo('gains', name, server, second, only(second, first, isAligned), is),
      ...flipsTo('loses', name, server, first, only(first, second, isAligned), was),
    ];
  });
}

interface Side {
  readonly matrix: AccessMatrix;
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
  config: FortiosConfig | null,
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
