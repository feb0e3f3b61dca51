/** Commands about several EMS servers, endpoints' routes, names and findings. */
import type { Command } from '#mocks/world/commands.ts';
import type { WorldState } from '#mocks/world/state.ts';
import type { Chooser } from './chooser.ts';

type EstateKind =
  | 'lab/save-endpoints'
  | 'lab/remove-endpoints'
  | 'lab/add-fortigates'
  | 'lab/edit-fortigate'
  | 'lab/remove-fortigate'
  | 'lab/add-ems-server'
  | 'lab/remove-ems-server'
  | 'lab/open-ems-console'
  | 'lab/move-endpoint'
  | 'lab/set-routes'
  | 'lab/save-name'
  | 'lab/delete-name'
  | 'lab/ignore-finding'
  | 'lab/heed-finding'
  | 'lab/add-counterexample';
type Of<K extends EstateKind> = Extract<Command, { kind: K }>;

const nobody = 'nobody';

const uidOf = ({ ems }: WorldState, one: Chooser): string => one.of(ems.endpoints)?.uid ?? nobody;
const fortigateOf = ({ fortigates }: WorldState, one: Chooser): { readonly name: string } =>
  one.of(fortigates) ?? { name: nobody };

function otherSerial({ ems }: WorldState, one: Chooser): string {
  return one.of(ems.otherServers ?? [])?.serial ?? nobody;
}

export const estateMakers: {
  readonly [K in EstateKind]: (state: WorldState, one: Chooser) => Of<K>;
} = {
  'lab/save-endpoints': (state, one) => ({
    kind: 'lab/save-endpoints',
    endpoints: [
      {
        uid: one.either(null, null, one.of(state.ems.endpoints)?.uid ?? null),
        host: one.either('ADDED-1', 'ADDED-2'),
        os: one.either('windows', 'linux'),
        user: one.either(null, 'ann.berg'),
        groups: one.either([], ['Finance']),
        ip: `10.0.1.${one.upTo(200) + 20}`,
        mac: one.either(null, '02:09:0f:00:aa:01'),
        gateway: one.either(null, 'NOWHERE', one.of(state.fortigates)?.name ?? null),
        online: one.either(true, false),
        tags: one.either(
          [],
          [{ category: 'zero_trust' as const, name: 'FortiAD' }],
          [{ category: 'classification' as const, name: 'Kiosk' }],
        ),
      },
    ],
  }),
  'lab/remove-endpoints': ({ ems }, one) => ({
    kind: 'lab/remove-endpoints',
    uids: [one.of(ems.endpoints)?.uid ?? '0'.repeat(32)],
  }),
  'lab/add-fortigates': (_state, one) => ({
    kind: 'lab/add-fortigates',
    fortigates: [
      {
        name: `FGT-NEW-${one.upTo(3)}`,
        serial: `FGVM04TM9900000${one.upTo(3)}`,
        ip: '203.0.113.9',
        version: one.either('7.6.4', '7.4.8'),
      },
    ],
  }),
  'lab/edit-fortigate': (state, one) => ({
    kind: 'lab/edit-fortigate',
    name: one.of(state.fortigates)?.name ?? 'NOWHERE',
    ip: '203.0.113.8',
    version: '7.4.8',
  }),
  // Those of the scenario stay: the other commands are about them.
  'lab/remove-fortigate': (_state, one) => ({
    kind: 'lab/remove-fortigate',
    name: `FGT-NEW-${one.upTo(3)}`,
  }),
  'lab/add-ems-server': (_state, one) => ({
    kind: 'lab/add-ems-server',
    server: {
      name: `EMS ${one.upTo(3)}`,
      serial: `FCTEMS000000000${one.upTo(3)}`,
      tenant: '0'.repeat(32),
    },
  }),
  'lab/remove-ems-server': (state, one) => ({
    kind: 'lab/remove-ems-server',
    serial: otherSerial(state, one),
  }),
  'lab/open-ems-console': (state, one) => ({
    kind: 'lab/open-ems-console',
    serial: otherSerial(state, one),
  }),
  'lab/move-endpoint': (state, one) => ({
    kind: 'lab/move-endpoint',
    uid: uidOf(state, one),
    serial: otherSerial(state, one),
  }),
  'lab/set-routes': (state, one) => ({
    kind: 'lab/set-routes',
    uid: uidOf(state, one),
    routes: one.either(
      [],
      [
        {
          ip: `10.212.134.${one.upTo(250)}`,
          mac: one.either(null, '02:09:0f:00:02:02'),
          interface: one.either(null, 'ssl.root'),
          gateway: one.either(null, fortigateOf(state, one).name),
          vpn: one.either(true, false),
        },
      ],
    ),
  }),
  'lab/save-name': (state, one) => ({
    kind: 'lab/save-name',
    of: 'fqdn',
    name: `${one.either('web', 'files')}.example.com`,
    addresses: one.either([], ['10.88.0.3'], ['10.88.0.4', '10.88.0.3']),
    former: one.of(Object.keys(state.names.fqdn)) ?? null,
  }),
  'lab/delete-name': (state, one) => ({
    kind: 'lab/delete-name',
    of: 'fqdn',
    name: one.of(Object.keys(state.names.fqdn)) ?? nobody,
  }),
  'lab/ignore-finding': (_state, one) => ({
    kind: 'lab/ignore-finding',
    id: `finding ${one.upTo(3)}`,
    reason: one.either('kept for the audit', 'known'),
  }),
  'lab/heed-finding': (state, one) => ({
    kind: 'lab/heed-finding',
    id: one.of(state.ignoredFindings)?.id ?? nobody,
  }),
  'lab/add-counterexample': (state, one) => {
    const fortigate = one.of(state.fortigates);
    const firewall = one.of(fortigate?.config['firewall policy'] ?? []);
    const proxy = one.of(fortigate?.config['firewall proxy-policy'] ?? []);
    return {
      kind: 'lab/add-counterexample',
      fortigate: fortigate?.name ?? nobody,
      ...one.either(
        { policytype: 'policy' as const, policyid: firewall?.policyid ?? 0 },
        { policytype: 'proxy-policy' as const, policyid: proxy?.policyid ?? 0 },
      ),
    };
  },
};
