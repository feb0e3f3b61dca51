import type { PolicyContext } from './policy-context.ts';
import type { PolicyRow } from './policy-row.ts';

/** A policy table as it was looked up, with what its references mean. */
export interface PolicyLookup {
  /** In evaluation order; undefined while they load. */
  readonly policies: readonly PolicyRow[] | undefined;
  readonly revision: number;
  readonly context: PolicyContext | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}
