/** How many tags a FortiGate has room for, and which it refuses. */
import { noFabricDevice } from '#model/words/refusals.ts';
import { roomFor } from '#engine/sync/knowledge.ts';
import {
  type TagRoom,
  modelName,
  modelTagLimit,
  setTagLimitSchema,
} from '#model/ems/fortigate-models.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { notFound } from '../refusal.ts';
import type { WorldState } from '../state.ts';

export function tagRoom({ ems, fortigates }: WorldState, serial: string): TagRoom {
  const device = ems.fabricDevices.find((one) => one.serial === serial);
  const fortigate = fortigates.find(({ name }) => name === device?.name);
  const room = device && fortigate ? roomFor(ems, device, fortigate) : { count: 0, refused: [] };
  return {
    model: modelName(serial),
    tagLimit: device?.tagLimit ?? null,
    tags: room.count,
    refused: [...room.refused],
  };
}

/** The lab's own knob: a real device's room follows from its model, which `null` asks for. */
export const setTagLimit = command('ems/set-tag-limit', {
  input: z.object({ serial: z.string(), ...setTagLimitSchema.shape }),
  words: () => 'change the tag limit of a Fabric device',
  // It stands beside the sync editor, and leaves what is being edited there alone.
  touches: () => [],
  run: (state, { serial, tagLimit }) => {
    const { ems } = state;
    const before =
      ems.fabricDevices.find((one) => one.serial === serial) ??
      notFound(noFabricDevice(serial), 'serial');
    const limit = tagLimit ?? modelTagLimit(serial);
    const { tagLimit: _, ...rest } = before;
    const after = limit === undefined ? rest : { ...rest, tagLimit: limit };
    const fabricDevices = ems.fabricDevices.map((one) => (one === before ? after : one));
    return { state: { ...state, ems: { ...ems, fabricDevices } } };
  },
});
