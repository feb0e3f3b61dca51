/** Changes that may bring a FortiGate's connection to EMS back: EMS's side, and the connector's. */
import type { Change } from '#model/decision/repair.ts';
import type { EmsServer, FabricDevice } from '#model/ems/ems.ts';
import { connectorEntry } from '#model/fortios/fctems.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { fabricRoot, isConnected } from '../sync/connection.ts';

/** What brings the device's connection back: its own, and that of the root through which it connects. */
export function reconnections(
  device: FabricDevice,
  ems: EmsServer,
): Extract<Change, { kind: 'reconnect' }>[] {
  if (isConnected(device)) return [];
  const root = fabricRoot(ems, device);
  return [...(root && !isConnected(root) ? [root] : []), device].map(({ name }) => ({
    kind: 'reconnect',
    device: name,
  }));
}

/** What puts the FortiGate's connector in force, and lets it ask for tags. */
export function connectorChanges({
  ems,
  fortigate,
}: {
  readonly ems: EmsServer;
  readonly fortigate: FortiGateInput;
}): Change[] {
  const { name, connector, config, unverified } = fortigate;
  const entry = connectorEntry(config, connector);
  if (!entry) return [];
  const at = { fortigate: name, connector };
  const changes: Change[] = [];
  if (entry.status !== 'enable') changes.push({ kind: 'enable-connector', ...at });
  const serial = entry['serial-number'];
  if (serial !== '' && serial !== ems.serial)
    changes.push({ kind: 'set-connector-serial', ...at, serial: ems.serial });
  if (serial === '' || unverified?.includes(connector))
    changes.push({ kind: 'verify-connector', ...at });
  if (entry['pull-tags'] === 'disable') changes.push({ kind: 'pull-tags', ...at });
  return changes;
}
