/** Commands about single entries of a FortiGate's tables. */
import type { Command } from '#mocks/world/commands.ts';
import type { FortiGate, WorldState } from '#mocks/world/state.ts';
import { looseRow } from '#model/fortios/rows.parse.ts';
import type { Chooser } from './chooser.ts';

type RowKind =
  | 'fortigate/create'
  | 'fortigate/update'
  | 'fortigate/delete'
  | 'fortigate/move'
  | 'fortigate/clone'
  | 'fortigate/change-list'
  | 'fortigate/save-row'
  | 'fortigate/rename';
type Of<K extends RowKind> = Extract<Command, { kind: K }>;

const nobody = 'nobody';

/** Mostly what overwrites or is up to date, at times what is not. */
export const basedOn = ({ revision }: WorldState, one: Chooser): number | null =>
  one.either(null, revision, revision, Math.max(0, revision - 3));

export function fortigateOf({ fortigates }: WorldState, one: Chooser): FortiGate {
  const fortigate = one.of(fortigates);
  if (!fortigate) throw new Error('A world for commands has FortiGates.');
  return fortigate;
}
const policies = 'firewall policy';
const addresses = 'firewall address';
const policyOf = ({ config }: FortiGate, one: Chooser): string =>
  String(one.of(config[policies])?.policyid ?? 0);
const addressOf = ({ config }: FortiGate, one: Chooser): string =>
  one.of(config[addresses])?.name ?? nobody;

export function newAddress(fortigate: FortiGate, one: Chooser): Of<'fortigate/create'> {
  const values = { name: `net-${one.upTo(30)}`, subnet: `10.77.${one.upTo(9)}.0 255.255.255.0` };
  return { kind: 'fortigate/create', fortigate: fortigate.name, table: addresses, values };
}

export const rowMakers: {
  readonly [K in RowKind]: (state: WorldState, one: Chooser) => Of<K>;
} = {
  'fortigate/create': (state, one) => newAddress(fortigateOf(state, one), one),
  'fortigate/update': (state, one) => {
    const fortigate = fortigateOf(state, one);
    return {
      kind: 'fortigate/update',
      fortigate: fortigate.name,
      table: policies,
      key: policyOf(fortigate, one),
      values: { status: one.either('enable', 'disable'), comments: `${one.upTo(9)}` },
      basedOn: basedOn(state, one),
    };
  },
  'fortigate/delete': (state, one) => {
    const fortigate = fortigateOf(state, one);
    const [table, key] = one.either(
      [addresses, addressOf(fortigate, one)],
      [policies, policyOf(fortigate, one)],
    );
    return { kind: 'fortigate/delete', fortigate: fortigate.name, table, key };
  },
  'fortigate/move': (state, one) => {
    const fortigate = fortigateOf(state, one);
    return {
      kind: 'fortigate/move',
      fortigate: fortigate.name,
      table: policies,
      key: policyOf(fortigate, one),
      place: one.either('before', 'after'),
      other: policyOf(fortigate, one),
    };
  },
  'fortigate/clone': (state, one) => {
    const fortigate = fortigateOf(state, one);
    return {
      kind: 'fortigate/clone',
      fortigate: fortigate.name,
      table: policies,
      key: policyOf(fortigate, one),
      newKey: one.either(null, String(500 + one.upTo(40))),
    };
  },
  'fortigate/change-list': (state, one) => {
    const fortigate = fortigateOf(state, one);
    return {
      kind: 'fortigate/change-list',
      fortigate: fortigate.name,
      table: 'firewall addrgrp',
      key: one.of(fortigate.config['firewall addrgrp'])?.name ?? nobody,
      list: one.either('member', 'member', 'member', 'name'),
      names: [addressOf(fortigate, one)],
      isAdded: one.either(true, true, false),
    };
  },
  'fortigate/save-row': (state, one) => {
    const fortigate = fortigateOf(state, one);
    const row = one.of(fortigate.config[addresses]);
    const comment = `saved ${one.upTo(9)}`;
    return {
      kind: 'fortigate/save-row',
      fortigate: fortigate.name,
      table: addresses,
      key: row?.name ?? null,
      row: row ? { ...looseRow(row), comment } : { unknown: [], name: 'saved', comment },
    };
  },
  'fortigate/rename': (state, one) => {
    const fortigate = fortigateOf(state, one);
    return {
      kind: 'fortigate/rename',
      fortigate: fortigate.name,
      table: addresses,
      key: addressOf(fortigate, one),
      newKey: `renamed-${one.upTo(30)}`,
    };
  },
};
