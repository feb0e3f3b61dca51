/** Choices that a generated case makes as it goes along. */
import * as fc from 'fast-check';

/** Chooses among what there is. */
export interface Chooser {
  /** Undefined from an empty list. */
  of<const T>(list: readonly T[]): T | undefined;
  /** One of a few that are always there. */
  either<const T>(first: T, ...others: readonly T[]): T;
  some<const T>(list: readonly T[]): T[];
  upTo(max: number): number;
  drawn<T>(arbitrary: fc.Arbitrary<T>): T;
}

export function chooserOf(draw: fc.GeneratorValue): Chooser {
  const upTo = (max: number): number => draw(fc.nat, { max });
  return {
    of: (list) => list[upTo(Math.max(0, list.length - 1))],
    either: (first, ...others) => [first, ...others][upTo(others.length)] ?? first,
    some: (list) => list.filter(() => draw(fc.boolean)),
    upTo,
    drawn: (arbitrary) => draw(() => arbitrary),
  };
}
