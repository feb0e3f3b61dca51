/** The policies of the map that are in sight, and what they come to. */
import { useCallback, useMemo, useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { usePolicyWindows } from '#consoles/fortigate/policies/list/use-policy-windows.ts';
import { policyId, policyType } from '#consoles/fortigate/policies/policy-row.ts';
import { labApi } from '#model/contract/lab.ts';
import type { MappedPolicy, PolicyMapAnswer } from '#model/lab/policy-map.ts';
import { type MapAddress, kindOf, tableOf } from './map-address.ts';

/** Policies are asked about in such steps, so that scrolling a little asks for nothing. */
const countStep = 10;

/** @param uses the name by which policies refer to the server that is chosen; empty for none */
export function useMapRows({ fortigate, list, server, search }: MapAddress, uses: string) {
  const table = tableOf(list);
  const filter = {
    search: search.trim(),
    type: kindOf(list),
    action: null,
    status: null,
    uses,
  };
  const windows = usePolicyWindows(fortigate, table, filter, null);
  const [sight, setSight] = useState({ first: 0, last: countStep });
  const rows = windows.list?.rows;
  const ids = useMemo(() => {
    const first = Math.floor(sight.first / countStep) * countStep;
    const last = Math.ceil((sight.last + 1) / countStep) * countStep;
    return (rows ?? []).slice(first, last).flatMap((row) => (row ? [policyId(row)] : []));
  }, [rows, sight]);
  const counts = useAnswer(
    labApi.policyMap,
    rows === undefined
      ? null
      : { query: { fortigate, list: policyType(table), server, ids: ids.join() } },
    { keepsLast: true, counting: ({ counting }: PolicyMapAnswer) => counting },
  );
  const byId = useMemo(
    () =>
      new Map<string, MappedPolicy>(
        (counts.data?.policies ?? []).map((one) => [String(one.policyid), one]),
      ),
    [counts.data],
  );
  const { onRange } = windows;
  const onSight = useCallback(
    (first: number, last: number): void => {
      onRange(first, last);
      setSight((before) =>
        before.first === first && before.last === last ? before : { first, last },
      );
    },
    [onRange],
  );
  return { windows, counts, byId, onSight };
}
