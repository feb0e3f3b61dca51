/** By which policies endpoints are let in, worked out for whole sets of them. */
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { type Bits, countBits, orInto, setBit, splitOff, wordsFor } from './bits.ts';
import { type TermedPolicy, fillMatched } from './policy-terms.ts';
import type { WalkPlan } from './server-plan.ts';

/** Endpoints that one policy lets in. */
export interface LetIn {
  readonly policytype: PolicyType;
  readonly policyid: number;
  readonly places: Bits;
}

export interface LetInBy {
  readonly policies: readonly LetIn[];
  /** What it cost, in policies asked. */
  readonly cost: number;
}

/** Sets by policy, put together from several parts. */
export class LetInSets {
  private readonly words: number;
  private readonly byPolicy = new Map<string, LetIn>();

  /** @param endpoints so many there are */
  constructor(endpoints: number) {
    this.words = wordsFor(endpoints);
  }

  get policies(): readonly LetIn[] {
    return [...this.byPolicy.values()];
  }

  placesOf(policytype: PolicyType, policyid: number): Bits {
    const key = `${policytype} ${policyid}`;
    const found = this.byPolicy.get(key);
    if (found) return found.places;
    const places = new Int32Array(this.words);
    this.byPolicy.set(key, { policytype, policyid, places });
    return places;
  }

  add(policytype: PolicyType, policyid: number, place: number): void {
    setBit(this.placesOf(policytype, policyid), place);
  }
}

/** What a piece reads again and again stays in the processor's cache; most pieces are done after few policies. */
const pieceWords = 64;
/** A policy asked is one of 256 words, as in the matrix. */
const costOfWord = 1 / 256;

/**
 * How many policies both plans begin with alike: of whoever is let in by the one alone, none of them decides.
 * One that hands on to the full lists may, since those may differ.
 */
export function sameStart({ simple }: WalkPlan, other: WalkPlan): number {
  const end = simple.findIndex(
    (policy, at) => policy !== other.simple[at] || policy.verdict === 'redirect',
  );
  return end === -1 ? simple.length : end;
}

/**
 * Of endpoints that the server's policies let in.
 * @param skipped so many of the first simple policies decide none of them
 */
export function letInByWalk(
  { simple, full }: WalkPlan,
  among: Bits,
  endpoints: number,
  skipped: number,
): LetInBy {
  const sets = new LetInSets(endpoints);
  const begins = simple.slice(skipped);
  let cost = 1 + among.length * costOfWord;
  // Room for a piece, used again by the next: to allocate it anew took longer than the walk.
  const undecided = new Int32Array(pieceWords);
  const handedOn = new Int32Array(pieceWords);
  const matched = new Int32Array(pieceWords);
  /** Asks one policy after the other until of so many undecided none is left; gives how many are. */
  const walk = (
    policies: readonly TermedPolicy[],
    policytype: PolicyType,
    from: number,
    count: number,
  ): number => {
    let left = count;
    for (const { terms, verdict, policyid } of policies) {
      if (left === 0) break;
      cost += pieceWords * costOfWord;
      fillMatched(matched, terms, from);
      const took = splitOff(undecided, matched);
      left -= took;
      if (took === 0 || verdict === 'deny') continue;
      if (verdict === 'redirect') orInto(handedOn, matched);
      else orInto(sets.placesOf(policytype, policyid).subarray(from, from + pieceWords), matched);
    }
    return left;
  };
  for (let from = 0; from < among.length; from += pieceWords) {
    undecided.fill(0);
    undecided.set(among.subarray(from, from + pieceWords));
    const count = countBits(undecided);
    if (count === 0) continue;
    handedOn.fill(0);
    const left = walk(begins, 'policy', from, count);
    // Whom no simple policy matches goes on to the full ones, as do those that one of them hands on.
    orInto(undecided, handedOn);
    walk(full, 'proxy-policy', from, left + countBits(handedOn));
  }
  return { policies: sets.policies, cost };
}
