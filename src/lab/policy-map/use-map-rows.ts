/** The policies of the map that are in sight, what they come to, and the pins; ahead of a change that is being made. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { usePolicyWindows } from '#consoles/fortigate/policies/list/use-policy-windows.ts';
import { type PolicyRow, policyId, policyType } from '#consoles/fortigate/policies/policy-row.ts';
import { labApi } from '#model/contract/lab.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import type { MappedPolicy, PinnedPair, PolicyMapAnswer } from '#model/lab/policy-map.ts';
import { type MapAddress, kindOf, tableOf } from './map-address.ts';
import { useAhead } from './use-ahead.ts';

/** Policies are asked about in such steps, so that scrolling a little asks for nothing. */
const countStep = 10;
/** A policy takes more room here than in a list: fewer are asked for at once. */
const windowSize = 30;

const none: readonly (PolicyRow | undefined)[] = [];

/** @param uses the name by which policies refer to the server that is chosen; empty for none */
export function useMapRows(
  { fortigate, list, server, to, srcintf, search }: MapAddress,
  uses: string,
  pairs: readonly PinnedPair[],
) {
  const table = tableOf(list);
  const filter = {
    search: search.trim(),
    type: kindOf(list),
    action: null,
    status: null,
    uses,
  };
  const windows = usePolicyWindows(fortigate, table, filter, null, windowSize);
  const [sight, setSight] = useState({ first: 0, last: countStep });
  const loaded = windows.list?.rows;
  const ids = useMemo(() => {
    const first = Math.floor(sight.first / countStep) * countStep;
    const last = Math.ceil((sight.last + 1) / countStep) * countStep;
    return (loaded ?? []).slice(first, last).flatMap((row) => (row ? [policyId(row)] : []));
  }, [loaded, sight]);
  const question = {
    fortigate,
    list: policyType(table),
    kind: kindOf(list),
    server,
    to,
    srcintf,
    ids: ids.join(),
  };
  const counts = useAnswer(labApi.policyMap, loaded === undefined ? null : { query: question }, {
    keepsLast: true,
    counting: ({ counting }: PolicyMapAnswer) => counting,
  });
  const pins = useAnswer(
    labApi.decidePins,
    pairs.length === 0 ? null : { body: { pairs: [...pairs], srcintf } },
    { keepsLast: true },
  );
  const ahead = useAhead(question, pairs);
  const revision = windows.list?.revision ?? 0;
  const oldest = Math.min(
    revision,
    counts.data?.revision ?? 0,
    pairs.length === 0 ? revision : (pins.data?.revision ?? 0),
  );
  useEffect(() => ahead.settle(oldest));
  const coming = ahead.rowFor(revision);
  const rows = useMemo(() => {
    const all = loaded ?? none;
    if (coming === null) return all;
    const id = policyId(coming);
    return all.map((one) => (one !== undefined && policyId(one) === id ? coming : one));
  }, [loaded, coming]);
  const answer = ahead.mapWith(counts.data);
  const byId = useMemo(
    () =>
      new Map<string, MappedPolicy>(
        (answer?.policies ?? []).map((one) => [String(one.policyid), one]),
      ),
    [answer],
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
  return {
    windows,
    rows,
    answer,
    byId,
    pins: pairs.length === 0 ? [] : ahead.pinsWith(pins.data?.pins ?? [], pins.data?.revision ?? 0),
    onSight,
    ahead: {
      foresee: (change: PlannedChange | null, row: PolicyRow | null): Promise<void> =>
        ahead.foresee(change, row, counts.data),
      made: ahead.made,
      drop: ahead.drop,
    },
  };
}
