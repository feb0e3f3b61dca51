/** Ways to choose that lean to the plain case: shrinking goes to what stands first. */
import * as fc from 'fast-check';

/** The plain value so many times for each time that another is chosen. */
export function mostly<const T, const U>(
  plain: T,
  times: number,
  otherwise: fc.Arbitrary<U>,
): fc.Arbitrary<T | U> {
  return fc.oneof(
    { weight: times, arbitrary: fc.constant(plain) },
    { weight: 1, arbitrary: otherwise },
  );
}

/** A list without repetition, in any order. */
export function some<const T>(pool: readonly T[], maxLength: number, minLength = 0) {
  return fc.uniqueArray(fc.constantFrom(...pool), { minLength, maxLength });
}

/** Each of the named things as its arbitrary gives it, or left out once in so many times. */
export function eachOrNone<T>(
  slots: readonly fc.Arbitrary<T>[],
  freq = 6,
): fc.Arbitrary<readonly T[]> {
  return fc
    .tuple(...slots.map((slot) => fc.option(slot, { freq })))
    .map((rows) => rows.filter((row) => row !== null));
}

export const toggled = (usual: 'enable' | 'disable', times: number) =>
  mostly(usual, times, fc.constant(usual === 'enable' ? 'disable' : 'enable'));
