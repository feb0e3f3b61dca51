/** What other sharing settings would do on the FortiGate (the sync editor's preview). */
import { noFabricDevice } from '#model/words/refusals.ts';
import { SharingPreviewUnderWay } from '#engine/analysis/sharing-preview.ts';
import type { FabricDeviceSharing } from '#model/ems/ems.ts';
import type { SharingPreview } from '#model/ems/sharing-preview.ts';
import { basisOf } from '../basis.ts';
import type { Beside } from '../jobs.ts';
import { notFound } from '../refusal.ts';
import { type WorldState, fortigateNamed } from '../state.ts';

interface Asked {
  readonly serial: string;
  readonly sharing: FabricDeviceSharing;
}

/** What is decided for one answer, in policies asked: some 20 ms. */
const slice = 20_000;

/** Ask again while it says that it is still counting. */
export function previewSharing(
  state: WorldState,
  asked: Asked,
  { previews }: Beside,
): SharingPreview {
  const { serial, sharing } = asked;
  const { ems } = state;
  const device =
    ems.fabricDevices.find((one) => one.serial === serial) ??
    notFound(noFabricDevice(serial), 'serial');
  const fortigate = fortigateNamed(state, device.name, 'serial');
  const preview = previews.take(JSON.stringify(asked), basisOf(state), () => {
    const after = {
      ...ems,
      fabricDevices: ems.fabricDevices.map((one) =>
        one === device ? { ...one, ...sharing } : one,
      ),
    };
    return new SharingPreviewUnderWay(ems, after, fortigate, state.clock);
  });
  preview.work.advance(slice);
  return preview.answer;
}
