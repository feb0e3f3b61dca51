/** How a FortiGate is connected to EMS: by its connector, and as EMS sees it (domain.md sections 4, 11, 12). */
import type { Ems, FabricDevice } from '#model/ems/ems.ts';
import type { BrokenLink, Link } from '#model/ems/standing.ts';
import { connectorEntry, tellsConnectors } from '#model/fortios/fctems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';

/** A FortiGate as far as its connection is concerned. */
export interface ConnectingFortiGate {
  readonly name: string;
  /** The number of its EMS connector, 1 to 7. */
  readonly connector: number;
  readonly config: Pick<FortiosConfig, 'endpoint-control fctems' | 'layout'>;
  /** Connectors whose EMS certificate is not verified. Absent for none. */
  readonly unverified?: readonly number[] | undefined;
}

/** What the connector of a FortiGate asks of EMS. */
export interface Connection {
  readonly name: string;
  /** Why the connector is not in force [194961, 185333]; null where it is. */
  readonly broken: Extract<
    BrokenLink,
    'not-configured' | 'disabled' | 'other-serial' | 'unverified'
  > | null;
  /** `pull-tags` [335228]. */
  readonly pullsTags: boolean;
}

function brokenBy(fortigate: ConnectingFortiGate, serial: string): Connection['broken'] {
  const entry = connectorEntry(fortigate.config, fortigate.connector);
  // A part of a configuration that tells of no connector: as EMS says [assumed].
  if (!entry) return tellsConnectors(fortigate.config) ? 'not-configured' : null;
  if (entry.status !== 'enable') return 'disabled';
  // The certificate tells a connector which EMS it is [assumed].
  if (entry['serial-number'] === '') return 'unverified';
  if (entry['serial-number'] !== serial) return 'other-serial';
  return fortigate.unverified?.includes(fortigate.connector) ? 'unverified' : null;
}

export function connectionOf(
  fortigate: ConnectingFortiGate,
  { serial }: Pick<Ems, 'serial'>,
): Connection {
  const entry = connectorEntry(fortigate.config, fortigate.connector);
  return {
    name: fortigate.name,
    broken: brokenBy(fortigate, serial),
    pullsTags: entry?.['pull-tags'] !== 'disable',
  };
}

/** Whether the device's connection to EMS stands; absent is yes. */
export function isConnected({ connected }: Pick<FabricDevice, 'connected'>): boolean {
  return connected !== false;
}

/**
 * The state of a FortiGate's connection. What the FortiGate itself lacks comes first: EMS is not asked
 * before. One that is denied says so next: EMS would share nothing with it were its line up. A device whose
 * connection is down has forgotten what EMS shared with it [assumed].
 */
export function linkOf(device: FabricDevice | null, { broken }: Pick<Connection, 'broken'>): Link {
  if (broken !== null) return broken;
  if (!device) return 'not-configured';
  if (!device.authorized) return 'not-authorized';
  return isConnected(device) ? 'up' : 'down';
}

/** The root of the device's Security Fabric, through which it reaches EMS; none for any other device. */
export function fabricRoot(
  { fabricDevices }: Pick<Ems, 'fabricDevices'>,
  device: FabricDevice,
): FabricDevice | undefined {
  return device.fabric?.role === 'downstream'
    ? fabricDevices.find(
        (one) => one.fabric?.role === 'root' && one.fabric.name === device.fabric?.name,
      )
    : undefined;
}

/** The state of the connection by one of a FortiGate's connectors. */
export function linkOfConnector(
  fortigate: ConnectingFortiGate,
  ems: Pick<Ems, 'serial' | 'fabricDevices'>,
  connector: number,
): Link {
  const isOwn = connector === fortigate.connector;
  if (!isOwn && !connectorEntry(fortigate.config, connector)) return 'not-configured';
  const device = ems.fabricDevices.find(({ name }) => name === fortigate.name);
  return linkOf(device ?? null, connectionOf({ ...fortigate, connector }, ems));
}
