/** What a change does to access: the pairs that differ between two installations, put together by how and by what. */
import type { Ems } from '#model/ems/ems.ts';
import type { Moment, Resolver } from '#model/decision/session.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { beginningCost, matrixAfter } from './columns/followed-matrix.ts';
import type { Matrix } from './columns/matrix.ts';
import type { Population } from './columns/population.ts';
import type { Sliced } from './sliced.ts';
import { type FlippedPairs, FlipsUnderWay } from './flipped-pairs.ts';

export interface ImpactSide {
  readonly ems: Ems;
  readonly fortigates: readonly FortiGateInput[];
  readonly resolver: Resolver;
  readonly at: Moment;
}

/** A FortiGate before the change and after it, and what of both is begun. */
interface Compared {
  readonly name: string;
  readonly was: FortiGateInput | undefined;
  readonly is: FortiGateInput | undefined;
  before: Matrix | null;
  after: Matrix | null;
  flips: FlipsUnderWay | null;
}

/** A matrix of the state before the change, which several previews of one form can share. */
export type MatrixBefore = (fortigate: FortiGateInput) => Matrix;

/**
 * @param earlier of another state of the FortiGate, from which it may follow
 * @param population what is known of the endpoints, where somebody has it
 */
export function matrixOfSide(
  { ems, resolver, at }: ImpactSide,
  fortigate: FortiGateInput,
  earlier?: Matrix | null,
  population?: Population | null,
): Matrix {
  const options = { srcintf: null, at };
  return matrixAfter(earlier, { ems, fortigate, options, resolver }, population);
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
        return { name, was, is, before: null, after: null, flips: null };
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
    if (this.compared.every(({ flips }) => flips?.work.isDone)) return null;
    const begun = this.compared.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
    const wanted = this.compared.flatMap(({ was, is }) => [was ?? [], is ?? []].flat()).length;
    const sum = (works: readonly Sliced[], of: (work: Sliced) => number) =>
      works.reduce((all, work) => all + of(work), 0);
    const matrices = begun.map(({ work }) => work);
    const flips = this.compared.flatMap((one) => one.flips?.work ?? []);
    // What is not begun yet takes as long as what is.
    const total =
      (sum(matrices, (work) => work.total) * wanted) / Math.max(1, begun.length) +
      this.compared.reduce(
        (all, { flips: own, before, after }) =>
          all + (own?.work.total ?? (after ?? before)?.servers.length ?? 0),
        0,
      );
    return {
      done: sum([...matrices, ...flips], (work) => work.done),
      total: Math.max(1, Math.ceil(total)),
    };
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

  /** Begins the next piece of work, or goes on with it; gives what is left, null once all is done. */
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
      one.flips ??= new FlipsUnderWay(one);
      if (!one.flips.work.isDone) return one.flips.work.advance(left);
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
      .flatMap(({ flips }) => flips?.groups ?? [])
      .toSorted((a, b) => b.count - a.count || a.server.localeCompare(b.server, 'en'));
    return this.groups;
  }
}
