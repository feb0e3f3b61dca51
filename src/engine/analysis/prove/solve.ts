/**
 * Whether formulas can hold together: a search that splits the values of variables (DPLL over finite domains).
 * It tries first what is usual, the first value of each variable, and changes only what that violates.
 */
import { type Formula, type Values, firstOf } from './formula.ts';

export type Solution =
  /** A value for each variable. */
  | { readonly kind: 'found'; readonly values: readonly number[] }
  /** No values make all of them hold. */
  | { readonly kind: 'none' }
  /** The budget was spent before either was known. */
  | { readonly kind: 'not-decided' };

/** What a search may cost, in formulas looked at; it counts down. */
export interface Budget {
  left: number;
}

type Truth = 'yes' | 'no' | 'open';

function truthOf(formula: Formula, domains: readonly Values[]): Truth {
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

/** Leaves of the variables what can make the formula hold. False where nothing can. */
function require(formula: Formula, domains: Values[]): boolean {
  switch (formula.kind) {
    case 'is': {
      const left = (domains[formula.variable] ?? 0n) & formula.among;
      domains[formula.variable] = left;
      return left !== 0n;
    }
    case 'all':
      return formula.parts.every((part) => require(part, domains));
    case 'any': {
      let only: Formula | null = null;
      for (const part of formula.parts) {
        const truth = truthOf(part, domains);
        if (truth === 'yes') return true;
        if (truth === 'no') continue;
        if (only) return true;
        only = part;
      }
      return only !== null && require(only, domains);
    }
  }
}

/** Narrows the domains until no formula asks for more; the formulas that are still open, or null for a contradiction. */
function propagate(
  formulas: readonly Formula[],
  domains: Values[],
  budget: Budget,
): readonly Formula[] | null {
  let open = formulas;
  for (;;) {
    const before = [...domains];
    const still: Formula[] = [];
    budget.left -= open.length;
    for (const one of open) {
      if (truthOf(one, domains) === 'yes') continue;
      if (!require(one, domains)) return null;
      if (truthOf(one, domains) !== 'yes') still.push(one);
    }
    open = still;
    if (open.length === 0 || domains.every((domain, i) => domain === before[i])) return open;
  }
}

type Literal = Extract<Formula, { kind: 'is' }>;

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

function search(formulas: readonly Formula[], from: readonly Values[], budget: Budget): Solution {
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
    const literal = open.reduce<Literal | null>(
      (found, one) => found ?? violated(one, domains, usual),
      null,
    );
    if (!literal) return { kind: 'found', values: usual.map(firstOf) };
    const { variable, among } = literal;
    const domain = domains[variable] ?? 0n;
    branches.push(
      { formulas: open, domains: domains.with(variable, domain & ~among) },
      { formulas: open, domains: domains.with(variable, domain & among) },
    );
  }
  return { kind: 'none' };
}

/** @param domains the values that each variable can have; none is empty */
export function solve(
  formulas: readonly Formula[],
  domains: readonly Values[],
  budget: Budget,
): Solution {
  return search(formulas, domains, budget);
}
