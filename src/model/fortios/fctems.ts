/** The FortiClient EMS connectors of a configuration: entries 1 to 7 of `endpoint-control fctems`. */
import { type SectionPart, sectionsOf } from './layout-parts.ts';
import type { FortiosConfig, RowOf } from './tables.ts';

export type EmsConnector = RowOf<'endpoint-control fctems'>;
const table = 'endpoint-control fctems';

/** EMS1 to EMS7. */
export const connectorNumbers = [1, 2, 3, 4, 5, 6, 7] as const;

export const accessKeyField = 'cloud-authentication-access-key';

/** EMS Cloud's key has 20 characters, from 7.4.4 on; an empty one is none. */
export function isAccessKey(text: string): boolean {
  return text === '' || text.length === 20;
}

export function connectorEntry(
  config: Pick<FortiosConfig, typeof table>,
  number: number,
): EmsConnector | null {
  return config[table].find((one) => one['ems-id'] === number) ?? null;
}

function isConnectorTable(part: SectionPart): boolean {
  return part.kind === 'table'
    ? part.table === table
    : part.statement.kind === 'config' && part.statement.path === table;
}

/**
 * Whether the configuration says anything about connectors. One without the table is a part of a device's:
 * its FortiGate is connected as EMS says [assumed].
 */
export function tellsConnectors(config: Pick<FortiosConfig, typeof table | 'layout'>): boolean {
  return config[table].length > 0 || [...sectionsOf(config.layout)].some(isConnectorTable);
}

/** FortiClient EMS Cloud: it is found by the account, not by an address. */
export function isCloud(entry: EmsConnector): boolean {
  return entry['fortinetone-cloud-authentication'] === 'enable';
}

/** True if the entry stands for the EMS of that serial number. */
function isOfEms(entry: EmsConnector, serial: string): boolean {
  return entry.status === 'enable' && entry['serial-number'] === serial;
}

/**
 * The number of the connector to the EMS of that serial number [185333]: the one that it has been, while
 * it stands for that EMS or no other does.
 */
export function connectorTo(
  config: Pick<FortiosConfig, typeof table>,
  serial: string,
  former: number,
): number {
  const own = connectorEntry(config, former);
  if (own && isOfEms(own, serial)) return former;
  const inForce = config[table].find((one) => isOfEms(one, serial));
  const named = inForce ?? config[table].find((one) => one['serial-number'] === serial);
  return named?.['ems-id'] ?? former;
}
