/**
 * Policies that stand in the lists of many servers: any run of them as two nodes (a disjoint sparse table). A run
 * is the endpoints that it matches and those of them that it accepts; two runs, one after the other, match
 * `Mx | My` and accept `Ax | (Ay & ~Mx)`.
 */
import type { Bits } from './bits.ts';
import { type TermedPolicy, fillMatched } from './policy-terms.ts';

export interface RunNode {
  readonly matched: Bits;
  readonly accepted: Bits;
}

function compose(first: RunNode, then: RunNode): RunNode {
  const words = first.matched.length;
  const matched = new Uint32Array(words);
  const accepted = new Uint32Array(words);
  for (let i = 0; i < words; i++) {
    const m = first.matched[i] ?? 0;
    matched[i] = m | (then.matched[i] ?? 0);
    accepted[i] = (first.accepted[i] ?? 0) | ((then.accepted[i] ?? 0) & ~m);
  }
  return { matched, accepted };
}

export class RunTable {
  /** By level, then by place of the policy; level 0 has the policies themselves. */
  private readonly levels: (RunNode | undefined)[][];

  /** @param words so many words of endpoints, from word `from` on */
  constructor(policies: readonly TermedPolicy[], from: number, words: number) {
    const single = policies.map(({ terms, verdict }): RunNode => {
      const matched = new Uint32Array(words);
      fillMatched(matched, terms, from);
      return { matched, accepted: verdict === 'accept' ? matched : new Uint32Array(words) };
    });
    this.levels = [single];
    const { length } = single;
    for (let half = 1; half < length; half *= 2) {
      const level: (RunNode | undefined)[] = [];
      // From each middle outwards: to the left what ends there, to the right what begins there.
      for (let middle = half; middle < length + half; middle += 2 * half) {
        for (let i = Math.min(middle, length) - 1; i >= middle - half; i--) {
          const own = single[i];
          const rest = i + 1 < middle ? level[i + 1] : undefined;
          if (own) level[i] = rest ? compose(own, rest) : own;
        }
        for (let i = middle; i < Math.min(middle + half, length); i++) {
          const own = single[i];
          const before = i > middle ? level[i - 1] : undefined;
          if (own) level[i] = before ? compose(before, own) : own;
        }
      }
      this.levels.push(level);
    }
  }

  /** The nodes of the policies `first` to `last`, in the order in which they are asked: one, or two. */
  *run(first: number, last: number): Generator<RunNode, void> {
    if (first > last) return;
    const level = first === last ? 0 : 32 - Math.clz32(first ^ last);
    const nodes = this.levels[level];
    const left = nodes?.[first];
    if (left) yield left;
    const right = first === last ? undefined : nodes?.[last];
    if (right) yield right;
  }
}
