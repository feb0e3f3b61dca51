/** Conditions of policies as formulas over variables with finitely many values each. */

/** A set of a variable's values: bit i for value i. */
export type Values = bigint;

export type Formula =
  /** The variable has one of these values. */
  | { readonly kind: 'is'; readonly variable: number; readonly among: Values }
  | { readonly kind: 'all'; readonly parts: readonly Formula[] }
  | { readonly kind: 'any'; readonly parts: readonly Formula[] };

export const holds: Formula = { kind: 'all', parts: [] };
export const fails: Formula = { kind: 'any', parts: [] };

export function isAlways(formula: Formula): boolean {
  return formula.kind === 'all' && formula.parts.length === 0;
}
export function isNever(formula: Formula): boolean {
  return formula.kind === 'any' && formula.parts.length === 0;
}

/** Every one of them; what holds always is left out. */
export function all(formulas: readonly Formula[]): Formula {
  const parts: Formula[] = [];
  for (const one of formulas) {
    if (isNever(one)) return fails;
    if (one.kind === 'all') parts.push(...one.parts);
    else parts.push(one);
  }
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: 'all', parts };
}

/** At least one of them; what never holds is left out. */
export function any(formulas: readonly Formula[]): Formula {
  const parts: Formula[] = [];
  for (const one of formulas) {
    if (isAlways(one)) return holds;
    if (one.kind === 'any') parts.push(...one.parts);
    else parts.push(one);
  }
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: 'any', parts };
}

/** @param domains all values of each variable */
export function not(formula: Formula, domains: readonly Values[]): Formula {
  switch (formula.kind) {
    case 'is': {
      const { variable, among } = formula;
      return { kind: 'is', variable, among: (domains[variable] ?? 0n) & ~among };
    }
    case 'all':
      return any(formula.parts.map((part) => not(part, domains)));
    case 'any':
      return all(formula.parts.map((part) => not(part, domains)));
  }
}

/** So many first values. */
export function firstValues(count: number): Values {
  return (1n << BigInt(count)) - 1n;
}

/** The first value of a set; -1 for none. */
export function firstValue(values: Values): number {
  if (values === 0n) return -1;
  // The lowest bit alone, and how many digits stand behind it.
  return (values & -values).toString(2).length - 1;
}
