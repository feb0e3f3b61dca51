/** A FortiGate's interfaces and zones, which its page lists together. */
import { interfaceTypeWords, zoneWords } from '#model/fortios/objects/interfaces.ts';
import type { InterfaceList } from '#model/fortios/objects/object-lists.ts';
import type { FortiosConfig, Interface, Zone } from '#model/fortios/tables.ts';
import { otherValue, toWire } from '#model/fortios/wire.parse.ts';
import { compareNames } from '#model/name-order.ts';
import { type WorldState, changedAt, fortigateNamed, objectPath } from '../../state.ts';
import { type ObjectQuery, inPage } from './object-page.ts';
import { usesOf } from './object-uses.ts';

type Kind = InterfaceList['interfaces'][number]['kind'];

interface InterfaceQuery extends ObjectQuery<'name' | 'type'> {
  readonly kind: Kind | null;
  readonly role: Interface['role'] | null;
}

type Listed =
  | { readonly kind: 'interface'; readonly row: Interface; readonly type: string }
  | { readonly kind: 'zone'; readonly row: Zone; readonly type: string };

/** A VLAN has a number where its type is left out, as FortiOS writes it. */
function typeOf(row: Interface): string {
  const type =
    otherValue(row, 'type') ?? (otherValue(row, 'vlanid') === undefined ? 'physical' : 'vlan');
  return interfaceTypeWords(type);
}

function listed(config: FortiosConfig): readonly Listed[] {
  return [
    ...config['system interface'].map((row) => ({
      kind: 'interface' as const,
      row,
      type: typeOf(row),
    })),
    ...config['system zone'].map((row) => ({ kind: 'zone' as const, row, type: zoneWords })),
  ].toSorted((a, b) => compareNames(a.row.name, b.row.name));
}

function searchText({ kind, row }: Listed): string {
  const own = kind === 'interface' ? [row.alias, row.ip] : row.interface;
  return [row.name, ...own].join('\n').toLowerCase();
}

/** The zones by the interfaces that are in them. */
export function zonesIn(config: FortiosConfig): ReadonlyMap<string, readonly string[]> {
  const zones = new Map<string, string[]>();
  for (const zone of config['system zone'])
    for (const name of zone.interface) zones.set(name, [...(zones.get(name) ?? []), zone.name]);
  return zones;
}

export function interfaceList(state: WorldState, query: InterfaceQuery): InterfaceList {
  const { config, name: device } = fortigateNamed(state, query.fortigate);
  const zones = zonesIn(config);
  const { page, matched } = inPage(listed(config), query, {
    name: ({ row }) => row.name,
    text: searchText,
    isFound: (one) =>
      (query.kind === null || one.kind === query.kind) &&
      (query.role === null || (one.kind === 'interface' && one.row.role === query.role)),
    isUsed: ({ kind, row }) => usesOf(config, `system ${kind}`, row.name).length > 0,
    group: ({ type }) => type,
  });
  return {
    matched,
    interfaces: page.map((one) => {
      const { name } = one.row;
      const table = `system ${one.kind}` as const;
      return {
        kind: one.kind,
        name,
        type: one.type,
        mode: one.kind === 'interface' ? (otherValue(one.row, 'mode') ?? 'static') : 'static',
        zones: one.kind === 'interface' ? [...(zones.get(name) ?? [])] : [],
        row:
          one.kind === 'interface'
            ? toWire('system interface', one.row)
            : toWire('system zone', one.row),
        revision: changedAt(state, objectPath.row(device, table, name)),
        uses: usesOf(config, table, name),
      };
    }),
  };
}
