/**
 * How many tags a FortiGate has room for. Each tag becomes two address objects in every VDOM, so there is
 * room for half as many tags as for address objects [25915].
 */
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

interface Model {
  readonly name: string;
  /** Address objects. The numbers are of the kind of FortiOS's Maximum Values Table [assumed]. */
  readonly addresses: number;
}

/** By the beginning of the serial number. */
const models: Readonly<Record<string, Model>> = {
  FGVM01: { name: 'FortiGate-VM01', addresses: 10_000 },
  FGVM02: { name: 'FortiGate-VM02', addresses: 20_000 },
  FGVM04: { name: 'FortiGate-VM04', addresses: 20_000 },
  FGVM08: { name: 'FortiGate-VM08', addresses: 40_000 },
  FGT40F: { name: 'FortiGate-40F', addresses: 5000 },
  FGT60F: { name: 'FortiGate-60F', addresses: 5000 },
  FG100F: { name: 'FortiGate-100F', addresses: 10_000 },
  FG200F: { name: 'FortiGate-200F', addresses: 20_000 },
  FG3H0F: { name: 'FortiGate-300F', addresses: 20_000 },
};

function modelOf(serial: string): Model | null {
  const prefix = serial.slice(0, 6);
  return Object.hasOwn(models, prefix) ? (models[prefix] ?? null) : null;
}

/** Null where the serial number is of no model that the lab knows. */
export function modelName(serial: string): string | null {
  return modelOf(serial)?.name ?? null;
}

/** Undefined where the model is not known: then nothing is refused. */
export function modelTagLimit(serial: string): number | undefined {
  const model = modelOf(serial);
  return model ? model.addresses / 2 : undefined;
}

/** The room for tags on one FortiGate, as both products answer it. */
export const tagRoomSchema = z.object({
  model: z.string().nullable(),
  /** Null where nothing is refused. */
  tagLimit: z.number().nullable(),
  /** How many tags are on the FortiGate. */
  tags: z.number(),
  /** Tags that EMS would share and the FortiGate has no room for, in the order in which they came. */
  refused: z.array(tagSchema),
});
export type TagRoom = z.infer<typeof tagRoomSchema>;

/** The lab's own knob, so that a limit can be reached; null for the model's own. */
export const setTagLimitSchema = z.object({
  tagLimit: z
    .number('Type a number of tags.')
    .int('Type a whole number.')
    .min(1, 'Type 1 or more.')
    .max(1_000_000, 'Type a smaller number.')
    .nullable(),
});
