/** What a text makes of a configuration, read in steps for a preview, or at once. */
import { type ConfigReading, readConfigInSteps } from '#formats/fortios/config.ts';
import { mergeConfigInSteps } from '#formats/fortios/change/merge.ts';
import type { ImportMode } from '#model/fortios/config-import.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { withUuids } from '#model/fortios/tables/uuids.ts';
import type { FortiGate } from '../../state.ts';

export type Reading = Pick<ConfigReading, 'config' | 'warnings' | 'placeOf'>;

interface Read {
  readonly mode: ImportMode;
  readonly script: string;
  readonly reading: Reading;
}

/** The last text that was read for a configuration: importing it after its preview need not read it again. */
const lastRead = new WeakMap<FortiosConfig, Read>();

/** Each step gives how many characters have been read. Objects without a UUID get one, as on a device. */
export function* readScriptInSteps(
  { name, config: base }: Pick<FortiGate, 'name' | 'config'>,
  mode: ImportMode,
  script: string,
): Generator<number, Reading> {
  const last = lastRead.get(base);
  if (last?.mode === mode && last.script === script) return last.reading;
  const read = yield* mode === 'merge'
    ? mergeConfigInSteps(base, script)
    : readConfigInSteps(script);
  const reading = { ...read, config: withUuids(read.config, name, base) };
  lastRead.set(base, { mode, script, reading });
  return reading;
}

export function readScript(
  device: Pick<FortiGate, 'name' | 'config'>,
  mode: ImportMode,
  script: string,
): Reading {
  const steps = readScriptInSteps(device, mode, script);
  let step = steps.next();
  while (!step.done) step = steps.next();
  // A long text is not to stay as long as *Undo* keeps what it was read for.
  lastRead.delete(device.config);
  return step.value;
}
