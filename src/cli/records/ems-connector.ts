/** The EMS behind a connector, as the FortiGate finds it. */
import { linkOfConnector } from '#engine/sync/connection.ts';
import type { Link } from '#model/ems/standing.ts';
import { connectorEntry } from '#model/fortios/fctems.ts';
import type { CliWorld } from '../session.ts';

export interface ConnectorStatus {
  readonly number: number;
  readonly link: Link;
  /** The connector's name. */
  readonly name: string;
  /** The serial number that the connector has; EMS's own where the configuration tells of no connector. */
  readonly serial: string;
  readonly isVerified: boolean;
}

/** A connector by its number, 1 to 7. */
export function connectorStatus({ fortigate, ems }: CliWorld, number: number): ConnectorStatus {
  const own = connectorEntry(fortigate.config, number);
  return {
    number,
    link: linkOfConnector(fortigate, ems, number),
    name: own && own.name !== '' ? own.name : ems.name,
    serial: own ? own['serial-number'] : ems.serial,
    isVerified: own?.['serial-number'] !== '' && !fortigate.unverified?.includes(number),
  };
}

/** The connectors of the configuration; of one that tells of none, the one by which the FortiGate knows EMS. */
export function connectorStatuses(world: CliWorld): readonly ConnectorStatus[] {
  const { config, connector } = world.fortigate;
  const entries = config['endpoint-control fctems'].map((one) => one['ems-id']);
  const numbers = entries.length > 0 ? entries.toSorted((a, b) => a - b) : [connector];
  return numbers
    .map((number) => connectorStatus(world, number))
    .filter(({ link }) => entries.length > 0 || link !== 'not-configured');
}
