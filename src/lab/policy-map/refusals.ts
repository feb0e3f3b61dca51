/** What was refused last, shown at the place where it happened until something else is done there. */
import { useState } from 'react';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import { useToast } from '#ui/toast.tsx';
import { type SlotName, slotOfField } from './rule/slots.ts';
import type { MapRefusal } from './use-map-change.tsx';

export interface RefusedAt {
  readonly id: string;
  /** Null for the policy as a whole. */
  readonly slot: SlotName | null;
  readonly message: string;
  /** What would make it possible, and does it. */
  readonly way?: { readonly label: string; readonly onPress: () => void };
}

export function useRefusals(rowOf: (id: string) => PolicyRow | undefined) {
  const [refused, setRefused] = useState<RefusedAt | null>(null);
  const toast = useToast();
  const show = (id: string, refusal: MapRefusal | null): void => {
    const row = rowOf(id);
    if (refusal === null) setRefused(null);
    else if (row)
      setRefused({ id, slot: slotOfField(refusal.field, row.kind), message: refusal.message });
    else toast({ text: refusal.message, tone: 'bad' });
  };
  return {
    refused,
    at: (one: RefusedAt) => setRefused(one),
    clear: () => setRefused(null),
    /** Waits for a change of the policy, and shows what it came to. */
    told: (id: string, made: Promise<MapRefusal | null>): void => {
      setRefused(null);
      void made.then((refusal) => show(id, refusal));
    },
    show,
  };
}
export type Refusals = ReturnType<typeof useRefusals>;
