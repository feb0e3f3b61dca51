/**
 * Whether any session can reach a policy, of any device that could exist: the policy's own conditions, and none of
 * those before it. What no formula can say exactly (a look-up, a country) is one question, the same for the same
 * object: a proof holds whatever its answer is.
 */
import type { Compiled } from '../../decide/compile.ts';
import { type Formula, all, any, firstValue, isAlways, isNever, not } from './formula.ts';
import { type Chosen, type FieldFormula, ListFormulas } from './list-formulas.ts';
import {
  type ListedPolicy,
  type PolicyList,
  verdictIn,
  policiesIn,
  policyKey,
} from './policy-list.ts';
import { type Budget, type Solution, solve, truthOf } from './solve.ts';

/** What the search for one policy may cost, in formulas looked at. */
const mostLooks = 300_000;

/** A policy in a list. */
interface Considered {
  readonly listed: ListedPolicy;
  readonly key: string;
  /** Null for one that is passed over. */
  readonly outcome: ReturnType<typeof verdictIn>;
  readonly conditions: readonly FieldFormula[];
  readonly matches: Formula;
  readonly passes: Formula;
}

export type Reach =
  /** None: its own conditions never hold together; the fields whose condition never holds at all. */
  | { readonly kind: 'never'; readonly fields: readonly string[] }
  /** None: the policies of these keys take every session before it. */
  | { readonly kind: 'shadowed'; readonly by: readonly string[] }
  | { readonly kind: 'reached'; readonly list: PolicyList; readonly chosen: Chosen }
  | { readonly kind: 'not-decided' };

/** A session that a policy accepts. */
export interface Accepted {
  readonly kind: 'found';
  readonly key: string;
  readonly chosen: Chosen;
}

/** What keeps a session from a policy: the formula fails of sessions that one of the policies takes. */
interface Way {
  readonly formula: Formula;
  readonly key: string;
}

/** Whether the formula holds of the session that was found. */
function letsPass(formula: Formula, found: Solution): boolean {
  return found.kind === 'found' && truthOf(formula, found.point) === 'yes';
}

export class ProvenList {
  readonly list: PolicyList;
  readonly considered: readonly Considered[];
  /** What was spent so far, in formulas looked at. */
  spent = 0;
  private readonly formulas: ListFormulas;
  private readonly simple: readonly Considered[];
  private readonly places: ReadonlyMap<string, number>;

  /** @param now minutes of the epoch by the FortiGate's own clock */
  constructor(compiled: Compiled, list: PolicyList, now: number) {
    this.list = list;
    const formulas = new ListFormulas(compiled, list, now);
    this.formulas = formulas;
    const conditions = policiesIn(list).map(
      (listed) => [listed, formulas.conditions(listed)] as const,
    );
    this.considered = conditions.map(([listed, fields]): Considered => {
      const formula = all(fields.map(([, one]) => one));
      return {
        listed,
        key: policyKey(listed),
        outcome: verdictIn(listed, list),
        conditions: fields,
        matches: formula,
        passes: not(formula, formulas.space.domains),
      };
    });
    this.simple = this.considered.slice(0, list.kind === 'ztna' ? list.simple.length : 0);
    this.places = new Map(this.considered.map(({ key }, i) => [key, i]));
  }

  private solve(formulas: readonly Formula[], budget: Budget): Solution {
    const before = budget.left;
    const solution = solve(formulas, this.formulas.space.domains, budget);
    this.spent += before - budget.left;
    return solution;
  }

  /** Where the walk that comes to the policy begins: full policies are walked on their own. */
  private firstValue(place: number): number {
    return place < this.simple.length ? 0 : this.simple.length;
  }

  /** What a session must do to come to the policy. */
  private ways(place: number): readonly Way[] {
    const ways: Way[] = [];
    const first = this.firstValue(place);
    for (const one of this.considered.slice(first, place))
      if (one.outcome !== null && !isAlways(one.passes))
        ways.push({ formula: one.passes, key: one.key });
    if (first === 0) return ways;
    // Full policies are asked where no simple one decides before one that redirects.
    const redirects: Formula[] = [];
    for (const one of this.simple) {
      if (one.outcome === 'redirect') redirects.push(one.matches);
      else if (one.outcome !== null && !isAlways(one.passes))
        ways.push({ formula: any([one.passes, ...redirects]), key: one.key });
    }
    return ways;
  }

  /** Of a policy that is in the list; null where it is passed over. */
  reachOf(key: string): Reach | null {
    const place = this.places.get(key);
    const policy = place === undefined ? undefined : this.considered[place];
    if (place === undefined || !policy || policy.outcome === null) return null;
    const budget: Budget = { left: mostLooks };
    const own = [...this.formulas.rules, policy.matches];
    const alone = this.solve(own, budget);
    if (isNever(policy.matches) || alone.kind === 'none')
      return {
        kind: 'never',
        fields: policy.conditions.flatMap(([field, one]) => (isNever(one) ? [field] : [])),
      };
    const ways = this.ways(place);
    const found = this.solve([...own, ...ways.map(({ formula }) => formula)], budget);
    switch (found.kind) {
      case 'found':
        return {
          kind: 'reached',
          list: this.list,
          chosen: this.formulas.chosen(found.point.map(firstValue)),
        };
      case 'not-decided':
        return { kind: 'not-decided' };
      case 'none':
        return { kind: 'shadowed', by: this.few(own, ways, alone).map((way) => way.key) };
    }
  }

  /**
   * Whether some session is accepted of which one of these cases is so: by which policy; null for none.
   * @param cases each a list of formulas that hold together
   */
  acceptedWhere(
    cases: (formulas: ListFormulas) => readonly (readonly Formula[])[],
  ): Accepted | { readonly kind: 'none' } | { readonly kind: 'not-decided' } {
    let isOpen = false;
    for (const [place, policy] of this.considered.entries()) {
      if (policy.outcome !== 'accept') continue;
      const own = [
        ...this.formulas.rules,
        policy.matches,
        ...this.ways(place).map(({ formula }) => formula),
      ];
      for (const one of cases(this.formulas)) {
        const found = this.solve([...own, ...one], { left: mostLooks });
        if (found.kind === 'found')
          return {
            kind: 'found',
            key: policy.key,
            chosen: this.formulas.chosen(found.point.map(firstValue)),
          };
        isOpen ||= found.kind === 'not-decided';
      }
    }
    return { kind: isOpen ? 'not-decided' : 'none' };
  }

  /** Few of the ways with which the formulas still contradict each other: one, where one is enough. */
  private few(own: readonly Formula[], ways: readonly Way[], alone: Solution): readonly Way[] {
    const isEnough = (some: readonly Way[]): boolean =>
      this.solve([...own, ...some.map(({ formula }) => formula)], { left: mostLooks }).kind ===
      'none';
    // One that lets a session of the policy pass is no proof by itself.
    for (const way of ways) if (!letsPass(way.formula, alone) && isEnough([way])) return [way];
    let kept = ways;
    // Without a part of them, in smaller and smaller parts.
    for (
      let size = Math.ceil(ways.length / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    )
      for (let at = 0; at < kept.length && kept.length > 1;) {
        const rest = kept.toSpliced(at, size);
        if (rest.length > 0 && isEnough(rest)) kept = rest;
        else at += size;
      }
    return kept;
  }

  /**
   * A later policy that does the same with every session of this one, where none between does otherwise with any
   * of them; null for none. It may be left out, then.
   */
  doneBy(key: string): string | null {
    const place = this.places.get(key);
    const policy = place === undefined ? undefined : this.considered[place];
    if (place === undefined || !policy || policy.outcome === null) return null;
    const end = place < this.simple.length ? this.simple.length : this.considered.length;
    const own = [...this.formulas.rules, policy.matches];
    const alone = this.solve(own, { left: mostLooks });
    this.spent += end - place;
    for (let at = place + 1; at < end; at++) {
      const later = this.considered[at];
      if (!later || later.outcome !== policy.outcome || letsPass(later.passes, alone)) continue;
      const budget: Budget = { left: mostLooks / 10 };
      if (this.solve([...own, later.passes], budget).kind !== 'none') continue;
      const between = this.considered
        .slice(place + 1, at)
        .filter(({ outcome }) => outcome !== null && outcome !== policy.outcome)
        .map(({ matches }) => matches);
      const earlier = this.ways(place).map(({ formula }) => formula);
      const differs = this.solve([...own, ...earlier, any(between)], budget);
      return differs.kind === 'none' ? later.key : null;
    }
    return null;
  }
}
