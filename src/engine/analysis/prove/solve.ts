/**
 * Whether formulas can hold together: a search that splits the values of variables (DPLL over finite domains).
 * It tries first what is usual, the first value of each variable, and changes only what that violates.
 */
import type { Formula, Values } from './formula.ts';

export type Solution =
  /** One value for each variable. */
  | { readonly kind: 'found'; readonly point: readonly Values[] }
  /** No values make all of them hold. */
  | { readonly kind: 'none' }
  /** The budget was spent before either was known. */
  | { readonly kind: 'not-decided' };

/** What a search may cost, in formulas looked at; it counts down. */
export interface Budget {
  left: number;
}

type Literal = Extract<Formula, { kind: 'is' }>;
type Truth = 'yes' | 'no' | 'open';

/** Whether a formula holds of all these values, of none, or of some. */
export function truthOf(formula: Formula, domains: readonly Values[]): Truth {
  if (formula.kind === 'is') {
    const domain = domains[formula.variable] ?? 0n;
    const left = domain & formula.among;
    return left === 0n ? 'no' : left === domain ? 'yes' : 'open';
  }
  const ends: Truth = formula.kind === 'all' ? 'no' : 'yes';
  let isOpen = false;
  for (const part of formula.parts) {
    const truth = truthOf(part, domains);
    if (truth === ends) return ends;
    isOpen ||= truth === 'open';
  }
  return isOpen ? 'open' : ends === 'no' ? 'yes' : 'no';
}

/** Values that are left while formulas are made to hold. */
interface Left {
  readonly domains: Values[];
  /** Some were taken since this was last set. */
  isNarrowed: boolean;
}

/** Makes the formula hold as far as there is one way alone; what it comes to. */
function narrow(formula: Formula, left: Left): Truth {
  const { domains } = left;
  switch (formula.kind) {
    case 'is': {
      const truth = truthOf(formula, domains);
      if (truth !== 'open') return truth;
      domains[formula.variable] = (domains[formula.variable] ?? 0n) & formula.among;
      left.isNarrowed = true;
      return 'yes';
    }
    case 'all': {
      let isOpen = false;
      for (const part of formula.parts) {
        const truth = narrow(part, left);
        if (truth === 'no') return 'no';
        isOpen ||= truth === 'open';
      }
      return isOpen ? 'open' : 'yes';
    }
    case 'any': {
      let only: Formula | null = null;
      for (const part of formula.parts) {
        const truth = truthOf(part, domains);
        if (truth === 'yes') return 'yes';
        if (truth === 'no') continue;
        if (only) return 'open';
        only = part;
      }
      return only ? narrow(only, left) : 'no';
    }
  }
}

/** Narrows the domains until no formula asks for more; the formulas that are still open, or null for a contradiction. */
function propagate(
  formulas: readonly Formula[],
  domains: Values[],
  budget: Budget,
): readonly Formula[] | null {
  const left: Left = { domains, isNarrowed: true };
  let open = formulas;
  while (left.isNarrowed && open.length > 0) {
    const still: Formula[] = [];
    left.isNarrowed = false;
    budget.left -= open.length;
    for (const one of open) {
      const truth = narrow(one, left);
      if (truth === 'no') return null;
      if (truth === 'open') still.push(one);
    }
    open = still;
  }
  return open;
}

/** What is open in the formula and does not hold of these values: to be decided next. */
function violated(
  formula: Formula,
  domains: readonly Values[],
  usual: readonly Values[],
): Literal | null {
  if (truthOf(formula, usual) === 'yes' || truthOf(formula, domains) !== 'open') return null;
  if (formula.kind === 'is') return formula;
  for (const part of formula.parts) {
    const found = violated(part, domains, usual);
    if (found) return found;
  }
  return null;
}

/** @param from the values that each variable can have; none is empty */
export function solve(
  formulas: readonly Formula[],
  from: readonly Values[],
  budget: Budget,
): Solution {
  // What is left to try, the next last.
  const branches: { readonly formulas: readonly Formula[]; readonly domains: Values[] }[] = [
    { formulas, domains: [...from] },
  ];
  for (let next = branches.pop(); next; next = branches.pop()) {
    if (budget.left <= 0) return { kind: 'not-decided' };
    const { domains } = next;
    const open = propagate(next.formulas, domains, budget);
    if (!open) continue;
    const usual = domains.map((domain) => domain & -domain);
    budget.left -= open.length;
    let literal: Literal | null = null;
    for (const one of open) {
      literal = violated(one, domains, usual);
      if (literal) break;
    }
    if (!literal) return { kind: 'found', point: usual };
    const { variable, among } = literal;
    const domain = domains[variable] ?? 0n;
    branches.push(
      { formulas: open, domains: domains.with(variable, domain & ~among) },
      { formulas: open, domains: domains.with(variable, domain & among) },
    );
  }
  return { kind: 'none' };
}
