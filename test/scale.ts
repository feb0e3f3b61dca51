/**
 * How often a property is tried. A mutation run asks every property of every mutant, so it divides the
 * number (docs/mutation.md).
 */
export function scaled(full: number): number {
  return Math.ceil(full / Number(process.env['FEWER_RUNS'] ?? 1));
}
