/**
 * What a change will come to, shown while it is being made: the policy as it will be, and what the world says that it
 * would make of the counts and the pins. The true answers take its place as they come.
 */
import { replaceEqualDeep } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '#api/call.ts';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ConsideredType } from '#model/decision/decision.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import type { DecidedPin, PinnedPair, PolicyMapAnswer } from '#model/lab/policy-map.ts';

/** What is asked of the map at the moment. */
interface MapQuestion {
  readonly fortigate: string;
  readonly list: ConsideredType;
  readonly kind: PolicyKind;
  readonly server: string;
  readonly to: string;
  readonly srcintf: string;
  readonly ids: string;
}

interface Ahead {
  /** Answers of a later revision know of the change; while it is being made, none does. */
  readonly since: number;
  /** Null where it is not one policy that changes. */
  readonly row: PolicyRow | null;
  readonly map: PolicyMapAnswer | null;
  readonly pins: readonly DecidedPin[] | null;
}

export function useAhead(question: MapQuestion, pairs: readonly PinnedPair[]) {
  const [ahead, setAhead] = useState<Ahead | null>(null);
  const turn = useRef(0);
  /** @param shown what is shown before the change */
  const foresee = async (
    change: PlannedChange | null,
    row: PolicyRow | null,
    shown: PolicyMapAnswer | undefined,
  ): Promise<void> => {
    const own = ++turn.current;
    setAhead({ since: Number.POSITIVE_INFINITY, row, map: null, pins: null });
    if (change === null) return;
    const told = await call(labApi.mapAfter, {
      body: { change, map: { ...question }, pairs: [...pairs] },
    }).catch(() => null);
    // The change itself says what is wrong, where it is refused.
    if (own !== turn.current || !told?.map) return;
    const { pins } = told;
    // What is the same stays the same object, so that it is not drawn anew.
    const map = replaceEqualDeep(shown, told.map);
    setAhead((before) => before && { ...before, map, pins });
  };
  return {
    foresee,
    /** It was made, as that revision of the world. */
    made: (revision: string | null) => {
      const since = revision === null ? 0 : Number(revision) - 1;
      setAhead((before) => before && { ...before, since });
    },
    /** What is shown has this revision: what knows of the change needs nothing ahead of it any more. */
    settle: (revision: number) =>
      setAhead((before) => (before !== null && revision > before.since ? null : before)),
    /** It was not made. */
    drop: () => {
      turn.current++;
      setAhead(null);
    },
    /** The policy as it will be; null once the list has it so. */
    rowFor: (revision: number): PolicyRow | null =>
      ahead !== null && revision <= ahead.since ? ahead.row : null,
    mapWith: (answer: PolicyMapAnswer | undefined): PolicyMapAnswer | undefined =>
      ahead?.map && (answer === undefined || answer.revision <= ahead.since) ? ahead.map : answer,
    pinsWith: (pins: readonly DecidedPin[], revision: number): readonly DecidedPin[] =>
      ahead?.pins && revision <= ahead.since ? ahead.pins : pins,
  };
}
