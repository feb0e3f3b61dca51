import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { asking } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import {
  type NamedObject,
  type PlacedPolicy,
  type PolicyFilter,
  type PolicyWindow,
  policyWindow,
} from '#model/fortios/policy-list.ts';
import {
  type PolicyRow,
  type PolicyTable,
  policyId,
  policyRowOf,
  policyType,
} from '../policy-row.ts';

/** So many rows beyond those in sight are loaded before they are seen. */
const ahead = 20;
/** Who drags the scroll bar through thousands of policies wants those at which it stops: a leap waits for that. */
const leap = 50;
const restMs = 60;

interface Loaded extends Omit<PolicyWindow, 'policies'> {
  readonly start: number;
  readonly policies: readonly PolicyRow[];
}

/** What of a list is loaded, put together. */
interface LoadedList extends Pick<PolicyWindow, 'size' | 'kinds' | 'revision'> {
  /** Of the filtered list; undefined where a policy is not loaded yet. */
  readonly rows: readonly (PolicyRow | undefined)[];
  readonly names: ReadonlyMap<string, NamedObject>;
}

export interface PolicyWindows {
  /** Undefined until the first window is there. */
  readonly list: LoadedList | undefined;
  /** The list answers the filter before this one. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
  readonly onRange: (first: number, last: number) => void;
  /** The list, as `onRange` means it: another one begins at the top. */
  readonly asked: string;
}

/**
 * The windows that hold the rows in sight, and those around one that must stay, by their first rows.
 * @param total how many rows there are; null while that is unknown
 */
export function windowStarts(
  first: number,
  last: number,
  pinned: number | null,
  total: number | null,
  size: number = policyWindow,
): readonly number[] {
  const windowOf = (index: number): number => Math.floor(Math.max(0, index) / size);
  const wanted = new Set<number>();
  for (let at = windowOf(first - ahead); at <= windowOf(last + ahead); at++) wanted.add(at);
  if (pinned !== null)
    for (let at = windowOf(pinned - 1); at <= windowOf(pinned + 1); at++) wanted.add(at);
  // The first one also says how many there are, be it none.
  return [...wanted]
    .map((at) => at * size)
    .filter((start) => start === 0 || start < (total ?? Number.POSITIVE_INFINITY));
}

interface Range {
  readonly first: number;
  readonly last: number;
}

function needSame(a: Range, b: Range, size: number): boolean {
  const [one, other] = [a, b].map(({ first, last }) => windowStarts(first, last, null, null, size));
  return String(one) === String(other);
}

/**
 * Windows may answer one after the other what a move changed: of a policy that is in two of them, the newer one
 * says where it stands.
 */
export function putTogether(windows: readonly Loaded[]): LoadedList | undefined {
  const newestFirst = windows.toSorted((a, b) => b.revision - a.revision);
  const [newest] = newestFirst;
  if (newest === undefined) return undefined;
  const rows = Array.from<PolicyRow | undefined>({ length: newest.matched });
  const names = new Map<string, NamedObject>();
  const seen = new Set<string>();
  for (const { start, policies, names: own } of newestFirst) {
    for (const [i, policy] of policies.entries()) {
      const id = policyId(policy);
      if (start + i >= rows.length || rows[start + i] !== undefined || seen.has(id)) continue;
      rows[start + i] = policy;
      seen.add(id);
    }
    for (const one of own) if (!names.has(one.name)) names.set(one.name, one);
  }
  const { size, kinds, revision } = newest;
  return { rows, names, size, kinds, revision };
}

function combine(results: readonly UseQueryResult<Loaded>[]) {
  return {
    windows: results.flatMap(({ data }) => (data === undefined ? [] : [data])),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => {
      for (const one of results) if (one.error !== null) void one.refetch();
    },
  };
}

/**
 * @param pinned a row that stays loaded, with those beside it, wherever the list is scrolled to
 * @param size so many policies are asked for at once
 */
export function usePolicyWindows(
  device: string,
  table: PolicyTable,
  filter: PolicyFilter,
  pinned: number | null,
  size: number = policyWindow,
): PolicyWindows {
  const asked = JSON.stringify([device, table, filter]);
  const [sight, setSight] = useState({ asked, first: 0, last: 0 });
  const { first, last } = sight.asked === asked ? sight : { first: 0, last: 0 };
  // Until a window of the new place is there, or of the new filter, what was shown stays.
  const [shown, setShown] = useState<{ list: LoadedList | undefined; asked: string }>({
    list: undefined,
    asked,
  });
  const total = shown.asked === asked ? (shown.list?.rows.length ?? null) : null;
  const starts = windowStarts(first, last, pinned, total, size);
  const { windows, error, refetch } = useQueries({
    queries: starts.map((start) =>
      asking(
        labApi.policies,
        { device, list: policyType(table), query: { ...filter, start, count: size } },
        ({ policies, ...rest }): Loaded => ({
          ...rest,
          start,
          policies: policies.map((one) => policyRowOf(table, one)),
        }),
      ),
    ),
    combine,
  });
  const fresh = useMemo(() => putTogether(windows), [windows]);
  if (fresh !== undefined && (fresh !== shown.list || asked !== shown.asked))
    setShown({ list: fresh, asked });

  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const lastFirst = useRef(0);
  const onRange = useCallback(
    (from: number, to: number): void => {
      clearTimeout(waiting.current);
      const look = (): void =>
        setSight((before) =>
          // Most steps lead to rows of the same windows, and nothing is drawn anew for them.
          before.asked === asked && needSame(before, { first: from, last: to }, size)
            ? before
            : { asked, first: from, last: to },
        );
      const isLeap = Math.abs(from - lastFirst.current) > leap;
      lastFirst.current = from;
      if (isLeap) waiting.current = setTimeout(look, restMs);
      else look();
    },
    [asked, size],
  );
  const isOld = fresh === undefined && shown.asked !== asked;
  return {
    // What cannot be had is not shown as what was asked for.
    list: isOld && error !== null ? undefined : (fresh ?? shown.list),
    isStale: isOld && error === null && shown.list !== undefined,
    error,
    refetch,
    onRange,
    asked,
  };
}

/** One policy that the windows may not hold, with its place in the filtered list; a null id asks for nothing. */
export function usePlacedPolicy(
  device: string,
  table: PolicyTable,
  filter: PolicyFilter,
  id: string | null,
) {
  return useQuery(
    asking(
      labApi.policyPlace,
      id === null ? null : { device, list: policyType(table), id, query: filter },
      ({ policy, ...rest }: PlacedPolicy) => ({
        ...rest,
        policy: policy && policyRowOf(table, policy),
      }),
    ),
  );
}
