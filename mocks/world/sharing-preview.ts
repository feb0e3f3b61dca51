/** What other sharing settings would do on the FortiGate (the sync editor's preview). */
import { SharingPreviewUnderWay } from '#engine/analysis/sharing-preview.ts';
import type { FabricDeviceSharing } from '#model/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { SharingPreview } from '#model/sharing-preview.ts';
import { notFound } from './refusal.ts';
import { type WorldState, findFortiGate } from './state.ts';

interface Asked {
  readonly serial: string;
  readonly sharing: FabricDeviceSharing;
}

/** What a preview follows from, and the preview as far as it is. */
interface Last {
  readonly ems: WorldState['ems'];
  readonly config: FortiosConfig;
  /** Schedules know no seconds. */
  readonly minute: number;
  readonly asked: string;
  readonly preview: SharingPreviewUnderWay;
}

/**
 * Beside the state, as it only follows from it: in a large world it takes a while, and each answer goes on
 * where the one before it stopped.
 */
let last: Last | null = null;

/** What is decided for one answer, in policies asked: some 20 ms. */
const slice = 20_000;

/** Ask again while it says that it is still counting. */
export function previewSharing(state: WorldState, asked: Asked): SharingPreview {
  const { serial, sharing } = asked;
  const { ems, clock } = state;
  const device =
    ems.fabricDevices.find((one) => one.serial === serial) ??
    notFound(`EMS has no Fabric device ${serial}.`, 'serial');
  const fortigate =
    findFortiGate(state, device.name) ??
    notFound(`There is no FortiGate ${device.name} in this world.`, 'serial');
  const minute = Math.floor(clock.epochMs / 60_000);
  const key = JSON.stringify(asked);
  const isSame =
    last?.ems === ems &&
    last.config === fortigate.config &&
    last.minute === minute &&
    last.asked === key;
  if (!last || !isSame) {
    const after = {
      ...ems,
      fabricDevices: ems.fabricDevices.map((one) =>
        one === device ? { ...one, ...sharing } : one,
      ),
    };
    const preview = new SharingPreviewUnderWay(ems, after, fortigate, clock);
    last = { ems, config: fortigate.config, minute, asked: key, preview };
  }
  last.preview.work.advance(slice);
  return last.preview.answer;
}
