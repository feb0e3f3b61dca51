/**
 * Policies that stand in the lists of many servers: any run of them as two nodes (a disjoint sparse table). A run
 * is the endpoints that it matches and those of them that it accepts; two runs, one after the other, match
 * `Mx | My` and accept `Ax | (Ay & ~Mx)`.
 */
import type { Bits } from './bits.ts';
import { type TermedPolicy, fillMatched } from './policy-terms.ts';

/** Runs that all begin or end at one middle, by the place of their other end. */
interface Level {
  readonly matched: Int32Array;
  readonly accepted: Int32Array;
  /** By number of the block: nobody asks for most runs, so that those of a block are made when one is asked for. */
  readonly isMade: Uint8Array;
}

export class RunTable {
  /** So many words were read to make runs. */
  read = 0;
  private readonly policies: readonly TermedPolicy[];
  /** So many words of endpoints at most. */
  private readonly room: number;
  private from = 0;
  private words = 0;
  private readonly levels: (Level | undefined)[] = [];

  constructor(policies: readonly TermedPolicy[], room: number) {
    this.policies = policies;
    this.room = room;
  }

  /** For these endpoints from now on. */
  moveTo(from: number, words: number): void {
    this.from = from;
    this.words = words;
    for (const level of this.levels) level?.isMade.fill(0);
  }

  private level(number: number): Level {
    let level = this.levels[number];
    if (!level) {
      const length = this.policies.length * this.room;
      level = {
        matched: new Int32Array(length),
        accepted: new Int32Array(length),
        isMade: new Uint8Array(Math.ceil(this.policies.length / 2 ** number)),
      };
      this.levels[number] = level;
    }
    return level;
  }

  /** The policies themselves, block by block of one. */
  private single(place: number): Level {
    const level = this.level(0);
    if (level.isMade[place] === 1) return level;
    level.isMade[place] = 1;
    const policy = this.policies[place];
    const at = place * this.room;
    const matched = level.matched.subarray(at, at + this.words);
    const accepted = level.accepted.subarray(at, at + this.words);
    if (!policy) return level;
    fillMatched(matched, policy.terms, this.from);
    this.read += this.words * (policy.terms.tags.length + policy.terms.others.length);
    if (policy.verdict === 'accept') accepted.set(matched);
    else accepted.fill(0);
    return level;
  }

  /** The run of `into` becomes that of `first` and then `then`; each is a level and a place in it. */
  private compose(
    into: Level,
    at: number,
    [first, firstAt]: readonly [Level, number],
    [then, thenAt]: readonly [Level, number],
  ): void {
    this.read += 4 * this.words;
    const [a, b, c] = [at * this.room, firstAt * this.room, thenAt * this.room];
    for (let i = 0; i < this.words; i++) {
      const m = first.matched[b + i] ?? 0;
      into.matched[a + i] = m | (then.matched[c + i] ?? 0);
      into.accepted[a + i] = (first.accepted[b + i] ?? 0) | ((then.accepted[c + i] ?? 0) & ~m);
    }
  }

  private copy(into: Level, at: number, from: Level): void {
    const start = at * this.room;
    into.matched.set(from.matched.subarray(start, start + this.words), start);
    into.accepted.set(from.accepted.subarray(start, start + this.words), start);
  }

  /** The level on which both ends of a run lie around one middle, with that block of it made. */
  private levelOf(first: number, last: number): Level {
    if (first === last) return this.single(first);
    const number = 32 - Math.clz32(first ^ last);
    const level = this.level(number);
    const block = first >>> number;
    if (level.isMade[block] === 1) return level;
    level.isMade[block] = 1;
    const half = 2 ** (number - 1);
    const middle = block * 2 * half + half;
    // From the middle outwards: to the left what ends there, to the right what begins there.
    for (let i = middle - 1; i >= middle - half; i--)
      if (i === middle - 1) this.copy(level, i, this.single(i));
      else this.compose(level, i, [this.single(i), i], [level, i + 1]);
    const end = Math.min(middle + half, this.policies.length);
    for (let i = middle; i < end; i++)
      if (i === middle) this.copy(level, i, this.single(i));
      else this.compose(level, i, [level, i - 1], [this.single(i), i]);
    return level;
  }

  /**
   * Asks the policies `first` to `last`, in their order, of those who are undecided; accepts whom they accept.
   * @returns whether anybody is still undecided
   */
  ask(first: number, last: number, undecided: Bits, accepted: Bits): boolean {
    const level = this.levelOf(first, last);
    let left = this.askNode(level, first, undecided, accepted);
    if (left && first !== last) left = this.askNode(level, last, undecided, accepted);
    return left;
  }

  private askNode(level: Level, place: number, undecided: Bits, accepted: Bits): boolean {
    const at = place * this.room;
    let rest = 0;
    for (let i = 0; i < this.words; i++) {
      const open = undecided[i] ?? 0;
      const still = open & ~(level.matched[at + i] ?? 0);
      accepted[i] = (accepted[i] ?? 0) | (open & (level.accepted[at + i] ?? 0));
      undecided[i] = still;
      rest |= still;
    }
    return rest !== 0;
  }
}
