/** The FortiClient EMS connectors of a configuration: entries 1 to 7 of `endpoint-control fctems`. */
import { type SectionPart, sectionsOf } from './layout-parts.ts';
import { settingIn } from './tables/kept-settings.ts';
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

const override = 'endpoint-control fctems-override';

/** What tells of a FortiGate's connectors. */
export type ConnectorConfig = Pick<FortiosConfig, typeof table | typeof override | 'layout'>;

/** Those that are in force: a VDOM may have connectors of its own [557584]. */
export function connectorsIn(config: ConnectorConfig): readonly EmsConnector[] {
  // Nearly no configuration has any: nothing to look for then.
  if (config[override].length === 0) return config[table];
  return settingIn(config.layout, 'endpoint-control settings', 'override') === 'enable'
    ? config[override]
    : config[table];
}

export function connectorEntry(config: ConnectorConfig, number: number): EmsConnector | null {
  return connectorsIn(config).find((one) => one['ems-id'] === number) ?? null;
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
export function tellsConnectors(config: ConnectorConfig): boolean {
  return connectorsIn(config).length > 0 || [...sectionsOf(config.layout)].some(isConnectorTable);
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
export function connectorTo(config: ConnectorConfig, serial: string, former: number): number {
  const own = connectorEntry(config, former);
  if (own && isOfEms(own, serial)) return former;
  const all = connectorsIn(config);
  const inForce = all.find((one) => isOfEms(one, serial));
  const named = inForce ?? all.find((one) => one['serial-number'] === serial);
  return named?.['ems-id'] ?? former;
}
