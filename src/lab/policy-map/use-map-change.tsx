/** Every change that the map makes goes through here: one after the other, told with its *Undo*, refused in words. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call, plannedChange } from '#api/call.ts';
import { asking, useChange } from '#api/hooks.ts';
import {
  createStep,
  plannedMove,
  plannedSteps,
  plannedUpdate,
  updateStep,
  useCloneRow,
  useCreateRow,
  useMoveRow,
  useRemoveRow,
  useRowSteps,
  useUpdateRow,
} from '#api/rows.ts';
import { useUndoable } from '#api/undo.ts';
import { ConfirmText } from '#consoles/access-preview/confirm-text.tsx';
import { policyDraft } from '#consoles/fortigate/policies/form/policy-saving.ts';
import { type PolicyValues, valuesOf } from '#consoles/fortigate/policies/form/policy-values.ts';
import { type Direction, moved, stepFrom } from '#consoles/fortigate/policies/list/policy-order.ts';
import {
  type PolicyRow,
  type PolicyTable,
  namedPolicy,
  policyId,
} from '#consoles/fortigate/policies/policy-row.ts';
import { emsApi } from '#model/contract/ems.ts';
import { labApi } from '#model/contract/lab.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { Address } from '#model/fortios/tables.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { tagObject } from '#model/tagging/tag-objects.ts';
import { policyTitle } from '#model/words/policy-name.ts';
import { type TagCategory, categoryWords, tagCategories } from '#model/tagging/tags.ts';
import { useConfirm } from '#ui/panel/confirm.tsx';
import type { Place } from '#ui/table/order-preview.ts';
import { useToast } from '#ui/toast.tsx';

/** Why a change was not made. */
export interface MapRefusal {
  readonly message: string;
  /** FortiOS's name of the field that is to blame; null for none. */
  readonly field: string | null;
}

function refusalIn(error: unknown): MapRefusal {
  if (!(error instanceof Error)) return { message: String(error), field: null };
  const field = 'field' in error && typeof error.field === 'string' ? error.field : null;
  return { message: error.message, field };
}

/** What a change leaves: the revision that names it for *Undo*, where there is one. */
interface MapMade {
  readonly news: string;
  readonly revision: string | null;
}

/** Building begins a draft by itself: the world stays as it is until the draft is applied. */
function useDraftFirst(): () => Promise<void> {
  const client = useQueryClient();
  const start = useChange(labApi.startDraft);
  return async () => {
    const { queryKey } = asking(labApi.world, {}, (world) => world);
    const { draft } = client.getQueryData(queryKey) ?? (await call(labApi.world, {}));
    if (draft !== null) return;
    await start.mutateAsync({ body: { name: '' } });
  };
}

/**
 * The one door of all changes, which are made in a draft: each begins it before it changes anything, and after it
 * has shown what it comes to. What is asked for while another change is being made waits its turn.
 * @returns null once it is made, or why it is not
 */
function useDoor(
  onRefused: () => void,
): (
  change: (beginDraft: () => Promise<void>) => Promise<MapMade | null>,
) => Promise<MapRefusal | null> {
  const toast = useToast();
  const undoable = useUndoable(toast);
  const draftFirst = useDraftFirst();
  const turns = useRef<Promise<unknown>>(Promise.resolve());
  return (change) => {
    const made = turns.current.then(async (): Promise<MapRefusal | null> => {
      try {
        const done = await change(draftFirst);
        if (done)
          toast({
            text: done.news,
            ...(done.revision === null ? {} : undoable(Number(done.revision))),
          });
        return null;
      } catch (error) {
        onRefused();
        return refusalIn(error);
      }
    });
    turns.current = made;
    return made;
  };
}

/** EMS shares a type of tags with the FortiGate, after a look at what that does. */
function useSharing(device: string, door: ReturnType<typeof useDoor>) {
  const sendSharing = useChange(emsApi.updateSharing);
  const ask = useConfirm();
  return async (
    serial: string,
    category: TagCategory,
  ): Promise<{ readonly isMade: boolean; readonly refusal: MapRefusal | null }> => {
    const { device: known, revision: basedOn } = await call(emsApi.fabricDevice, { serial });
    const { endpointSharing, selected, alias, tagTypes } = known;
    const body = {
      tagTypes: tagCategories.filter(
        (one) => one === 'zero_trust' || one === category || tagTypes.includes(one),
      ),
      endpointSharing,
      selected: [...selected],
      alias: alias ?? '',
    };
    const { sharing } = categoryWords[category];
    const yes = await ask({
      title: `Share ${sharing} with ${device}?`,
      text: (
        <ConfirmText
          text={`EMS sends ${device} every tag of this type.`}
          change={plannedChange(emsApi.updateSharing, { serial, body, basedOn })}
        />
      ),
      confirm: 'Share',
    });
    if (!yes) return { isMade: false, refusal: null };
    const refusal = await door(async (beginDraft) => {
      await beginDraft();
      await sendSharing.mutateAsync({ serial, body, basedOn });
      return { news: `EMS shares ${sharing} with ${device}.`, revision: null };
    });
    return { isMade: refusal === null, refusal };
  };
}

/** What a change will come to is shown before it is made: it waits for that, though not for long. */
const seenInMs = 80;

function seen(shown: Promise<void>): Promise<void> {
  return Promise.race([
    shown,
    new Promise<void>((resolve) => {
      setTimeout(resolve, seenInMs);
    }),
  ]);
}

/** Shows what a change comes to while it is being made. */
interface LookAhead {
  /** @param row the policy as it will be; null where it is not one policy that changes */
  readonly foresee: (change: PlannedChange | null, row: PolicyRow | null) => Promise<void>;
  /** The change was made, and has this revision. */
  readonly made: (revision: string | null) => void;
  /** The change was not made. */
  readonly drop: () => void;
}

function rowAfter(before: PolicyRow, draft: object): PolicyRow {
  switch (before.table) {
    case 'firewall policy':
      return { ...before, row: { ...before.row, ...draft } };
    case 'firewall proxy-policy':
      return { ...before, row: { ...before.row, ...draft } };
    case 'firewall security-policy':
      return { ...before, row: { ...before.row, ...draft } };
  }
}

/**
 * A FortiGate learns of a tag once an endpoint has it. Until then a policy can ask for it by the address object that
 * stands for it there; null where the FortiGate has it.
 */
function tagToMakeOn(device: string): (name: string) => Promise<Address | null> {
  return async (name) => {
    const parsed = parseTagAddressName(name);
    if (!parsed) return null;
    const query = { search: parsed.tag.name, count: 500 };
    const { choices } = await call(labApi.choices, { device, field: 'tag', query });
    const isThere = choices.some(({ value }) => value === name);
    return isThere ? null : tagObject(parsed.tag, parsed.kind, parsed.connector);
  };
}

/** Of a policy alone; or, in one change, of the policy and the address object of a tag that it is to ask for. */
function usePolicyUpdate(device: string, table: PolicyTable) {
  const update = useUpdateRow(device, table);
  const makeSteps = useRowSteps(device);
  const tagToMake = tagToMakeOn(device);
  return async (id: string, row: RowDraft<PolicyTable>, newTag: string | null) => {
    const object = newTag === null ? null : await tagToMake(newTag);
    if (object === null)
      return {
        planned: plannedUpdate(device, table, id, row),
        send: () => update.mutateAsync({ key: id, row, basedOn: null }),
      };
    const steps = {
      words: `add ${object['obj-tag']} to policy ${id}`,
      steps: [createStep('firewall address', object), updateStep(table, id, row)],
    };
    return {
      planned: plannedSteps(device, steps),
      send: () => makeSteps.mutateAsync(steps),
    };
  };
}

/** Policies that come and go as a whole. */
function useWholePolicies(device: string, table: PolicyTable, door: ReturnType<typeof useDoor>) {
  const create = useCreateRow(device, table);
  const remove = useRemoveRow(device, table);
  const clone = useCloneRow(device, table);
  const add = (values: PolicyValues, onMade: (id: string) => void): Promise<MapRefusal | null> =>
    door(async (beginDraft) => {
      await beginDraft();
      const { mkey, revision } = await create.mutateAsync(policyDraft(table, values, null));
      onMade(mkey);
      return { news: `Policy ${mkey} ${values.name} was added, last.`, revision };
    });

  const copy = (id: string, onMade: (id: string) => void): Promise<MapRefusal | null> =>
    door(async (beginDraft) => {
      await beginDraft();
      const { mkey, revision } = await clone.mutateAsync(id);
      onMade(mkey);
      return {
        news: `Policy ${id} was cloned to policy ${mkey}, below it. The clone is disabled.`,
        revision,
      };
    });

  const removeOne = (id: string): Promise<MapRefusal | null> =>
    door(async (beginDraft) => {
      await beginDraft();
      const { revision } = await remove.mutateAsync(id);
      return { news: `Policy ${id} deleted.`, revision };
    });

  return { add, copy, remove: removeOne };
}

/** @param rows the policies that are loaded, as they are now */
export function useMapChange(
  device: string,
  table: PolicyTable,
  rows: readonly (PolicyRow | undefined)[],
  ahead: LookAhead,
) {
  const door = useDoor(ahead.drop);
  const updateOf = usePolicyUpdate(device, table);
  const sendMove = useMoveRow(device, table);
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  }, [rows]);
  const found = (id: string): PolicyRow | undefined =>
    latest.current.find((row) => row !== undefined && policyId(row) === id);

  /**
   * @param change is given the policy as it is when its turn comes
   * @param newTag the address name of a tag that the FortiGate may not have heard of; null for none
   */
  const edit = (
    id: string,
    change: (values: PolicyValues) => PolicyValues,
    newTag: string | null = null,
  ): Promise<MapRefusal | null> =>
    door(async (beginDraft) => {
      const before = found(id);
      if (!before) throw new Error(`Policy ${id} is not in the list any more.`);
      const values = valuesOf(before);
      const next = change(values);
      if (JSON.stringify(next) === JSON.stringify(values)) return null;
      const row = policyDraft(table, next, before);
      const { planned, send } = await updateOf(id, row, newTag);
      await seen(ahead.foresee(planned, rowAfter(before, row)));
      await beginDraft();
      const { revision } = await send();
      ahead.made(revision);
      // What comes next may not wait until the list is drawn anew.
      const made = rowAfter(before, row);
      latest.current = latest.current.map((one) => (one === before ? made : one));
      return { news: `${policyTitle(namedPolicy(before))} changed.`, revision };
    });

  const moveNow = async (
    id: string,
    place: Place,
    beginDraft: () => Promise<void>,
  ): Promise<MapMade> => {
    await seen(ahead.foresee(plannedMove(device, table, id, place), null));
    await beginDraft();
    const { revision } = await sendMove.mutateAsync({ key: id, place });
    ahead.made(revision);
    const order = moved(
      latest.current.map((one) => one && policyId(one)),
      id,
      place,
    );
    const byId = new Map(latest.current.map((one) => [one && policyId(one), one]));
    latest.current = order.map((one) => byId.get(one));
    const where = 'before' in place ? `before ${place.before}` : `after ${place.after}`;
    return { news: `Policy ${id} moved ${where}.`, revision };
  };
  const move = (id: string, place: Place): Promise<MapRefusal | null> =>
    door((beginDraft) => moveNow(id, place, beginDraft));
  /** Its neighbour is looked for when its turn comes: the step before may have brought another one. */
  const step = (id: string, way: Direction): Promise<MapRefusal | null> =>
    door((beginDraft) => {
      const place = stepFrom(
        latest.current.map((one) => one && policyId(one)),
        id,
        way,
      );
      return place === null ? Promise.resolve(null) : moveNow(id, place, beginDraft);
    });

  const share = useSharing(device, door);
  /** For what forms of their own make: they save where they are opened. */
  const beginDraft = (): Promise<MapRefusal | null> =>
    door(async (begin) => {
      await begin();
      return null;
    });

  const whole = useWholePolicies(device, table, door);
  return { beginDraft, edit, move, step, share, ...whole };
}
export type MapChange = ReturnType<typeof useMapChange>;
