/** How a FortiGate is connected to EMS: by its connector, and as EMS sees it (domain.md sections 4, 11, 12). */
import type { EmsServer, FabricDevice } from '#model/ems/ems.ts';
import type { BrokenLink, Link } from '#model/ems/standing.ts';
import {
  type ConnectorConfig,
  type EmsConnector,
  connectorEntry,
  tellsConnectors,
} from '#model/fortios/fctems.ts';

/** A FortiGate as far as its connection is concerned. */
export interface ConnectingFortiGate {
  readonly name: string;
  /** The number of its EMS connector, 1 to 7; null where it has none to the server in question. */
  readonly connector: number | null;
  readonly config: ConnectorConfig;
  /** Connectors whose EMS certificate is not verified. Absent for none. */
  readonly unverified?: readonly number[] | undefined;
}

/** Seconds, where a connector says nothing else. */
const usualThreshold = 180;

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
  /** Milliseconds for which it keeps what it knew when EMS gets out of reach [866827]. */
  readonly keepsMs: number;
}

function entryOf({ config, connector }: ConnectingFortiGate): EmsConnector | null {
  return connector === null ? null : connectorEntry(config, connector);
}

function brokenBy(fortigate: ConnectingFortiGate, serial: string): Connection['broken'] {
  const { connector } = fortigate;
  if (connector === null) return 'not-configured';
  const entry = entryOf(fortigate);
  // A part of a configuration that tells of no connector: as EMS says [assumed].
  if (!entry) return tellsConnectors(fortigate.config) ? 'not-configured' : null;
  if (entry.status !== 'enable') return 'disabled';
  // The certificate tells a connector which EMS it is [assumed].
  if (entry['serial-number'] === '') return 'unverified';
  if (entry['serial-number'] !== serial) return 'other-serial';
  return fortigate.unverified?.includes(connector) ? 'unverified' : null;
}

export function connectionOf(
  fortigate: ConnectingFortiGate,
  { serial }: Pick<EmsServer, 'serial'>,
): Connection {
  const entry = entryOf(fortigate);
  return {
    name: fortigate.name,
    broken: brokenBy(fortigate, serial),
    pullsTags: entry?.['pull-tags'] !== 'disable',
    keepsMs: (entry?.['out-of-sync-threshold'] ?? usualThreshold) * 1000,
  };
}

/** Whether the device's connection to EMS stands; absent is yes. */
export function isConnected({ connected }: Pick<FabricDevice, 'connected'>): boolean {
  return connected !== false;
}

/**
 * The state of a FortiGate's connection. What the FortiGate itself lacks comes first: EMS is not asked
 * before. One that is denied says so next: that acts at once, and EMS would share nothing with it were its
 * line up. A device whose connection is down keeps what it knew for as long as its connector says [866827].
 * @param atMs milliseconds of the epoch; see `knowledgeOf`
 */
export function linkOf(
  device: FabricDevice | null,
  { broken, keepsMs }: Pick<Connection, 'broken' | 'keepsMs'>,
  atMs = Number.NEGATIVE_INFINITY,
): Link {
  if (broken !== null) return broken;
  if (!device) return 'not-configured';
  if (!device.authorized) return 'not-authorized';
  if (isConnected(device)) return 'up';
  return device.downSince !== undefined && atMs - device.downSince < keepsMs ? 'cached' : 'down';
}

/** The root of the device's Security Fabric, through which it reaches EMS; none for any other device. */
export function fabricRoot(
  { fabricDevices }: Pick<EmsServer, 'fabricDevices'>,
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
  ems: Pick<EmsServer, 'serial' | 'fabricDevices'>,
  connector: number,
): Link {
  const isOwn = connector === fortigate.connector;
  if (!isOwn && !connectorEntry(fortigate.config, connector)) return 'not-configured';
  const device = ems.fabricDevices.find(({ name }) => name === fortigate.name);
  return linkOf(device ?? null, connectionOf({ ...fortigate, connector }, ems));
}
