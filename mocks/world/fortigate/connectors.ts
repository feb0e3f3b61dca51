/** A FortiGate's connectors to EMS, as far as they are more than rows of its configuration. */
import { type EmsConnector, connectorEntry, connectorTo } from '#model/fortios/fctems.ts';
import { withTable } from '#model/fortios/rows.parse.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { conflict, notFound } from '../refusal.ts';
import {
  type FortiGate,
  type WorldState,
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
