/** What other sharing settings would do on the FortiGate (the sync editor's preview). */
import { noFabricDevice } from '#model/words/refusals.ts';
import { SharingPreviewUnderWay } from '#engine/analysis/sharing-preview.ts';
import { TestsPreviewUnderWay } from '#engine/analysis/policy-tests/tests-preview.ts';
import type { FabricDeviceSharing } from '#model/ems/ems.ts';
import type { SharingPreview } from '#model/ems/sharing-preview.ts';
import { basisOf } from '../basis.ts';
import type { Beside } from '../jobs.ts';
import { notFound } from '../refusal.ts';
import { testWorldOf } from '../policy-tests/test-world-of.ts';
import { type WorldState, changedAt, fortigateNamed, objectPath } from '../state.ts';

export interface SharingJob {
  readonly access: SharingPreviewUnderWay;
  readonly tests: TestsPreviewUnderWay;
}

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
  const { access, tests } = previews.take(
    JSON.stringify([asked, changedAt(state, objectPath.policyTests)]),
    basisOf(state),
    () => {
      const after = {
        ...ems,
        fabricDevices: ems.fabricDevices.map((one) =>
          one === device ? { ...one, ...sharing } : one,
        ),
      };
      const world = testWorldOf(state);
      return {
        access: new SharingPreviewUnderWay(ems, after, fortigate, state.clock),
        tests: new TestsPreviewUnderWay(state.policyTests, world, { ...world, ems: after }, [
          fortigate.name,
        ]),
      };
    },
  );
  if (access.work.isDone) tests.advance(slice);
  else access.work.advance(slice);
  const { work, answer } = access;
  const isDone = work.isDone && tests.isDone;
  return {
    ...answer,
    tests: tests.answer,
    counting: isDone ? null : { done: work.done + tests.done, total: work.total + tests.total },
  };
}
