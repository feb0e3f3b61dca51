/** A FortiGate's connectors to EMS, as far as they are more than rows of its configuration. */
import { linkOfConnector } from '#engine/sync/connection.ts';
import type { Link } from '#model/ems/standing.ts';
import {
  type EmsMonitor,
  type emsConnectorsSchema,
  emsCertificate,
} from '#model/ems/ems-connectors.ts';
import {
  type EmsConnector,
  accessKeyField,
  connectorEntry,
  connectorNumbers,
  connectorTo,
  isCloud,
} from '#model/fortios/fctems.ts';
import { withTable } from '#model/fortios/rows.parse.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { conflict, notFound } from '../refusal.ts';
import {
  type FortiGate,
  type WorldState,
  changedAt,
  findFortiGate,
  fortigateNamed,
  objectPath,
  withFortiGate,
} from '../state.ts';

const table = 'endpoint-control fctems';

function withUnverified(fortigate: FortiGate, unverified: readonly number[]): FortiGate {
  const { unverified: _, ...rest } = fortigate;
  return unverified.length === 0 ? rest : { ...rest, unverified };
}

/** The certificate of the EMS behind a connector is accepted, or trusted no longer (`execute fctems`). */
export const verifyConnector = command('fortigate/verify-connector', {
  input: z.object({ fortigate: z.string(), connector: z.number(), verified: z.boolean() }),
  words: ({ connector, verified }) =>
    `${verified ? 'verify' : 'unverify'} the certificate of EMS${connector}`,
  touches: (_before, { fortigate, connector }) => [
    objectPath.row(fortigate, table, String(connector)),
  ],
  run: (state, { fortigate: name, connector, verified }) => {
    const { config, unverified = [] } = fortigateNamed(state, name);
    const entry =
      connectorEntry(config, connector) ??
      notFound(`${name} has no connector EMS${connector}.`, 'connector');
    // A connector learns from the certificate which EMS it is [assumed].
    const learns = verified && entry.status === 'enable' && entry['serial-number'] === '';
    if (unverified.includes(connector) !== verified && !learns)
      conflict(
        `The certificate of EMS${connector} is already ${verified ? 'verified' : 'unverified'}.`,
      );
    const others = unverified.filter((one) => one !== connector);
    const { serial, tenant } = state.ems;
    const rows = config[table].map((one) =>
      one === entry && learns ? { ...one, 'serial-number': serial, 'tenant-id': tenant } : one,
    );
    return {
      state: withFortiGate(state, name, (one) =>
        withUnverified(
          { ...one, config: learns ? withTable(config, table, rows) : config },
          verified ? others : [...others, connector].toSorted((a, b) => a - b),
        ),
      ),
    };
  },
});

/** A certificate was accepted of one server: another one has its own. */
function asksAnew(entry: EmsConnector, before: EmsConnector | null): boolean {
  if (!before || entry['serial-number'] === '') return false;
  return before.server !== entry.server || before['https-port'] !== entry['https-port'];
}

function followed(before: FortiGate | undefined, after: FortiGate, serial: string): FortiGate {
  const { config, unverified = [] } = after;
  if (!before || before.config[table] === config[table]) return after;
  const ids = config[table]
    .filter(
      (entry) =>
        unverified.includes(entry['ems-id']) ||
        asksAnew(entry, connectorEntry(before.config, entry['ems-id'])),
    )
    .map((entry) => entry['ems-id']);
  const connector = connectorTo(config, serial, after.connector);
  return withUnverified({ ...after, connector }, ids);
}

/**
 * What a change of connectors brings with it: whose certificate is to be verified again, and by which of
 * them the FortiGate knows EMS. An entry that comes with a serial number, or in a configuration that is
 * imported, comes from a device that has verified it [assumed].
 */
export function followConnectors(
  before: WorldState,
  after: WorldState,
  { imported }: { readonly imported: boolean },
): WorldState {
  if (before.fortigates === after.fortigates) return after;
  let isSame = true;
  const fortigates = after.fortigates.map((one) => {
    const old = findFortiGate(before, one.name);
    const next = imported
      ? { ...one, connector: connectorTo(one.config, after.ems.serial, one.connector) }
      : followed(old, one, after.ems.serial);
    isSame &&= next === one;
    return next;
  });
  return isSame ? after : { ...after, fortigates };
}

interface OnDevice {
  readonly fortigate: string;
}

function isVerified({ unverified = [] }: FortiGate, entry: EmsConnector): boolean {
  return entry['serial-number'] !== '' && !unverified.includes(entry['ems-id']);
}

/** EMS1 to EMS7, free ones too. */
export function emsConnectors(
  state: WorldState,
  query: OnDevice,
): z.infer<typeof emsConnectorsSchema> {
  const fortigate = fortigateNamed(state, query.fortigate);
  const { ems } = state;
  return {
    device_serial: fortigate.serial,
    ems_serial: ems.serial,
    connectors: connectorNumbers.map((number) => {
      const entry = connectorEntry(fortigate.config, number);
      return {
        number,
        settings: entry && {
          status: entry.status,
          name: entry.name,
          isCloud: isCloud(entry),
          accessKey: entry[accessKeyField],
          server: entry.server,
          port: entry['https-port'],
          serial: entry['serial-number'],
          tenant: entry['tenant-id'],
          threatFeed: entry['pull-malware-hash'],
          pullTags: entry['pull-tags'],
        },
        link: entry ? linkOfConnector(fortigate, ems, number) : 'not-configured',
        isVerified: entry !== null && isVerified(fortigate, entry),
        certificate: emsCertificate(entry?.server || ems.name, ems.serial),
        revision: changedAt(state, objectPath.row(fortigate.name, table, String(number))),
      };
    }),
  };
}

/** The state of a connection as a number [assumed]: FortiOS counts its own. */
const statusIds: Record<Link, number> = {
  up: 1,
  cached: 2,
  down: 2,
  'not-authorized': 3,
  unverified: 4,
  'other-serial': 5,
  disabled: 6,
  'not-configured': 0,
};

/** A row each connector of the configuration. */
export function emsMonitor(state: WorldState, query: OnDevice): EmsMonitor[] {
  const fortigate = fortigateNamed(state, query.fortigate);
  return fortigate.config[table].map((entry) => {
    const link = linkOfConnector(fortigate, state.ems, entry['ems-id']);
    const status = link === 'up' ? 'connected' : link === 'cached' ? 'down' : link;
    return {
      ems_id: entry['ems-id'],
      ems_name: entry.name,
      ems_serial: entry['serial-number'],
      ems_tenant_id: entry['tenant-id'],
      ems_status_id: statusIds[link],
      ems_status: status,
      ems_is_connected: link === 'up',
      ems_is_verified: isVerified(fortigate, entry),
      api_status: [
        { name: 'sysinfo', enabled: entry['pull-sysinfo'] },
        { name: 'tags', enabled: entry['pull-tags'] },
        { name: 'malware-hash', enabled: entry['pull-malware-hash'] },
      ].map(({ name, enabled }) => ({ name, status: enabled === 'enable' ? status : 'disabled' })),
      ws_status: link === 'up' ? 'connected' : 'disconnected',
      mgmt_ip: entry.server,
      mgmt_port: entry['https-port'],
    };
  });
}
