/** Interfaces in zones: in two of them, or in a policy beside their zone [225349, 942095]. */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import { listWords } from '#model/plural.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { sdwanMembers } from '#model/fortios/tables/sdwan.ts';
import type { TextPlace } from '../entry-draft.ts';
import type { Note, Read } from './known-world.ts';

interface InZone {
  readonly zone: string;
  readonly where: string;
  readonly place: TextPlace;
}

const nowhere: TextPlace = { line: 0, column: 0 };

function zonesByInterface({ config, placeOf }: Read, isOld: (member: ConfigStatement) => boolean) {
  const found = new Map<string, InZone[]>();
  const add = (name: string, one: InZone): void => {
    const zones = found.get(name) ?? [];
    if (!zones.some(({ zone }) => zone === one.zone)) found.set(name, [...zones, one]);
  };
  for (const { name, interface: members } of config['system zone'])
    for (const member of members)
      add(member, {
        zone: name,
        where: `system zone ${name}`,
        place: placeOf('system zone', name, 'interface'),
      });
  for (const { id, interface: name, zone, statement } of sdwanMembers(config.layout))
    add(name, {
      zone,
      where: `system sdwan member ${id}`,
      place: isOld(statement) ? nowhere : statement,
    });
  return found;
}

type Policies = readonly {
  readonly policyid: number;
  readonly srcintf: readonly string[];
  readonly dstintf: readonly string[];
}[];
const policyTables = [
  'firewall policy',
  'firewall security-policy',
  'firewall proxy-policy',
] as const;
const policiesOf = (config: FortiosConfig, table: (typeof policyTables)[number]): Policies =>
  config[table];

export const noteInterfaces: Note = (read, warnings, { before }) => {
  const { config, placeOf } = read;
  const zones = zonesByInterface(read, (member) => before?.has(member) ?? false);
  for (const [name, held] of zones) {
    const last = held.at(-1);
    if (held.length > 1 && last)
      warnings.note(last.place, {
        where: last.where,
        what: `${name} is in the zones ${listWords(held.map(({ zone }) => zone))}. A FortiGate takes an interface into one zone only; here it counts in each.`,
        decides: true,
      });
  }
  if (zones.size === 0) return;
  for (const table of policyTables)
    for (const { policyid, ...policy } of policiesOf(config, table))
      for (const field of ['srcintf', 'dstintf'] as const)
        for (const name of policy[field]) {
          const [zone] = zones.get(name) ?? [];
          if (zone)
            warnings.note(placeOf(table, String(policyid), field), {
              where: `${table} ${policyid}`,
              what: `${field} names ${name}, which is in the zone ${zone.zone}. A FortiGate refuses the name, and here it matches nothing. Name the zone.`,
              cause: `in a zone: ${name}`,
              decides: true,
            });
        }
};
