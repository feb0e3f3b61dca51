/** The policies of a server as it walks them: its own, and runs of those that it shares with others. */
import type { TermedPolicy } from './policy-terms.ts';
import type { WalkPlan } from './server-plan.ts';

/** Fewer policies in common than that, or servers, are asked one by one. */
export const leastShared = 8;

/** Policies of a server's own, and between them runs of those that it shares with others. */
export type Segment = TermedPolicy | { readonly first: number; readonly last: number };

export function isRun(
  segment: Segment,
): segment is { readonly first: number; readonly last: number } {
  return 'first' in segment;
}

export function segmentsOf(
  policies: readonly TermedPolicy[],
  places: ReadonlyMap<TermedPolicy, number>,
): readonly Segment[] {
  const segments: Segment[] = [];
  let run: { first: number; last: number } | null = null;
  for (const policy of policies) {
    const place = places.get(policy);
    if (place === undefined) {
      segments.push(policy);
      run = null;
    } else if (run) run.last = place;
    else {
      run = { first: place, last: place };
      segments.push(run);
    }
  }
  return segments;
}

/** The policies that stand in each of these lists; whoever is handed on by one is asked for by itself. */
export function sharedBy(plans: readonly WalkPlan[]): readonly TermedPolicy[] {
  const [first, ...others] = plans;
  if (!first || plans.length < leastShared) return [];
  const counts = new Map<TermedPolicy, number>();
  for (const { simple } of others)
    for (const policy of simple) counts.set(policy, (counts.get(policy) ?? 0) + 1);
  const shared = first.simple.filter(
    (policy) => policy.verdict !== 'redirect' && counts.get(policy) === others.length,
  );
  return shared.length < leastShared ? [] : shared;
}
