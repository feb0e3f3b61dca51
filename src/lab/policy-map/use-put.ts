/** Puts a chip into a place of a policy. A tag that EMS does not share is shared first, where somebody says so. */
import { categoryWords } from '#model/tagging/tags.ts';
import { useToast } from '#ui/toast.tsx';
import type { Refusals } from './refusals.ts';
import { type MapChip, type SlotName, hasChip, withChip } from './rule/slots.ts';
import type { MapChange } from './use-map-change.tsx';

export function usePut(
  device: string,
  /** The FortiGate as EMS lists it. */
  serial: string | null,
  change: MapChange,
  refusals: Refusals,
) {
  const toast = useToast();
  const add = (id: string, slot: SlotName, chip: MapChip): void =>
    refusals.told(
      id,
      change.edit(
        id,
        (values) => (hasChip(values, slot, chip) ? values : withChip(values, slot, chip)),
        chip.isNew ? chip.name : null,
      ),
    );
  return (id: string, slot: SlotName, chip: MapChip): void => {
    const { unshared, label } = chip;
    if (!unshared || serial === null) {
      add(id, slot, chip);
      return;
    }
    const { sharing } = categoryWords[unshared];
    refusals.at({
      id,
      slot,
      message: `${device} does not know ${label}: EMS does not share ${sharing}.`,
      way: {
        label: `Share ${sharing}, and add it`,
        onPress: () =>
          void change.share(serial, unshared).then(({ isMade, refusal }) => {
            if (refusal) toast({ text: refusal.message, tone: 'bad' });
            else if (isMade) add(id, slot, chip);
          }),
      },
    });
  };
}
