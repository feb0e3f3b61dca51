/** How many tags a FortiGate has room for, and which it refuses. */
import { noFabricDevice } from '#model/words/refusals.ts';
import { roomFor } from '#engine/sync/knowledge.ts';
import type { Ems } from '#model/ems.ts';
import { type TagRoom, modelName, modelTagLimit } from '#model/fortigate-models.ts';
import { notFound } from './refusal.ts';
import type { WorldState } from './state.ts';

export interface SetTagLimitCommand {
  readonly kind: 'ems/set-tag-limit';
  readonly serial: string;
  /** Null for the model's own. */
  readonly tagLimit: number | null;
}

export function tagRoom(ems: Ems, serial: string): TagRoom {
  const device = ems.fabricDevices.find((one) => one.serial === serial);
  const room = device ? roomFor(ems, device) : { tags: [], refused: [] };
  return {
    model: modelName(serial),
    tagLimit: device?.tagLimit ?? null,
    tags: room.tags.length,
    refused: [...room.refused],
  };
}

/** The lab's own knob: a real device's room follows from its model. */
export function setTagLimit(
  state: WorldState,
  { serial, tagLimit }: SetTagLimitCommand,
): WorldState {
  const { ems } = state;
  const before =
    ems.fabricDevices.find((one) => one.serial === serial) ??
    notFound(noFabricDevice(serial), 'serial');
  const limit = tagLimit ?? modelTagLimit(serial);
  const { tagLimit: _, ...rest } = before;
  const after = limit === undefined ? rest : { ...rest, tagLimit: limit };
  return {
    ...state,
    ems: {
      ...ems,
      fabricDevices: ems.fabricDevices.map((one) => (one === before ? after : one)),
    },
  };
}
