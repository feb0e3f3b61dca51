/** What other sharing settings would do on the FortiGate (the sync editor's preview). */
import { SharingPreviewUnderWay } from '#engine/analysis/sharing-preview.ts';
import type { FabricDeviceSharing } from '#model/ems.ts';
import type { SharingPreview } from '#model/sharing-preview.ts';
import { type Basis, basisOf, isSameBasis } from './basis.ts';
import { notFound } from './refusal.ts';
import { type WorldState, fortigateNamed } from './state.ts';

interface Asked {
  readonly serial: string;
  readonly sharing: FabricDeviceSharing;
}

/** What a preview follows from, and the preview as far as it is. */
interface Last {
  readonly basis: Basis;
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
  const { ems } = state;
  const device =
    ems.fabricDevices.find((one) => one.serial === serial) ??
    notFound(`EMS has no Fabric device ${serial}.`, 'serial');
  const fortigate = fortigateNamed(state, device.name, 'serial');
  const basis = basisOf(state);
  const key = JSON.stringify(asked);
  if (last?.asked !== key || !isSameBasis(last.basis, basis)) {
    const after = {
      ...ems,
      fabricDevices: ems.fabricDevices.map((one) =>
        one === device ? { ...one, ...sharing } : one,
      ),
    };
    const preview = new SharingPreviewUnderWay(ems, after, fortigate, state.clock);
    last = { basis, asked: key, preview };
  }
  last.preview.work.advance(slice);
  return last.preview.answer;
}
