/** What FortiOS refuses of addresses, groups, interfaces and zones against the rest of the configuration. */
import { objectUseName } from '#model/fortios/fortios-api.ts';
import { addressTypeProblems } from '#model/fortios/objects/addresses.ts';
import { groupListProblems } from '#model/fortios/objects/groups.ts';
import {
  inOtherZone,
  interfaceAddressProblems,
  standsInPolicies,
  zoneStandsForIt,
} from '#model/fortios/objects/interfaces.ts';
import { usersOf } from '#model/fortios/references.ts';
import {
  type FieldProblem,
  type TableRow,
  findRow,
  looseRow,
  rowKey,
  rowsOf,
} from '#model/fortios/rows.parse.ts';
import type { FortiosConfig, TableName } from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';
import { plural } from '#model/plural.ts';
import { groupHoldsItself } from '#model/tagging/tag-groups.ts';
import { zonesIn } from './interface-list.ts';

/** Objects that may stand in the same field have names of their own [FortiOS handbook, address groups; zones assumed]. */
const sharedNames: readonly (readonly TableName[])[] = [
  ['firewall address', 'firewall addrgrp', 'firewall vip'],
  ['system interface', 'system zone'],
];
const wordsFor: Readonly<Partial<Record<TableName, string>>> = {
  'firewall address': 'An address',
  'firewall addrgrp': 'An address group',
  'firewall vip': 'A virtual IP',
  'system interface': 'An interface',
  'system zone': 'A zone',
};

/** A new name that another kind of object has already. */
export function nameTakenProblems(
  config: FortiosConfig,
  { table, row }: TableRow,
  own: string | null,
): readonly FieldProblem[] {
  const name = textOf(looseRow(row)['name']);
  if (name === own) return [];
  const others = sharedNames.find((tables) => tables.includes(table)) ?? [];
  const taken = others.find(
    (other) => other !== table && rowsOf(config, other).some((one) => rowKey(other, one) === name),
  );
  return taken === undefined
    ? []
    : [
        {
          field: 'name',
          code: -5,
          message: `${wordsFor[taken] ?? 'An object'} ${name} already exists. Choose another name.`,
        },
      ];
}

/** What an object's kind asks for; what was so before may stay, so that other settings can still be changed. */
export function objectProblems(given: TableRow, before: TableRow | null): readonly FieldProblem[] {
  const all = ownProblems(given);
  if (all.length === 0 || before === null) return all;
  const old = new Set(ownProblems(before).map(({ message }) => message));
  return all.filter(({ message }) => !old.has(message));
}

function ownProblems(given: TableRow): readonly FieldProblem[] {
  switch (given.table) {
    case 'firewall address':
      return addressTypeProblems(given.row);
    case 'firewall addrgrp':
      return given.row.category === 'ztna-ems-tag' ? [] : groupListProblems(given.row);
    case 'system interface':
      return interfaceAddressProblems(given.row);
    default:
      return [];
  }
}

/** Whether a group is among those that another one reaches through its members, left-out ones included. */
function reaches(config: FortiosConfig, from: string, group: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === group) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const found = findRow(config, 'firewall addrgrp', next);
    if (found) open.push(...found.member, ...found['exclude-member']);
  }
  return false;
}

/** A group of itself, directly or through others. */
export function loopProblems(
  config: FortiosConfig,
  given: TableRow,
  held: ReadonlySet<string>,
): readonly FieldProblem[] {
  if (given.table !== 'firewall addrgrp') return [];
  const { name: group } = given.row;
  return (['member', 'exclude-member'] as const).flatMap((field) =>
    given.row[field]
      .filter((name) => !held.has(`${field} ${name}`) && reaches(config, name, group))
      .map((name) => ({ field, code: -15, message: groupHoldsItself(group, name) })),
  );
}

function policiesNaming(config: FortiosConfig, name: string): readonly string[] {
  const words = usersOf(config, 'system interface', name)
    .filter(({ field }) => field === 'srcintf' || field === 'dstintf')
    .map(({ table, key, field }) => {
      const row = findRow(config, table, key);
      return objectUseName({ table, key, field, name: row ? textOf(looseRow(row)['name']) : '' });
    });
  return [...new Set(words)];
}

/** So many policies are named in a sentence. */
const named = 2;

function namesOf(policies: readonly string[]): string {
  const rest = policies.length - named;
  return rest > 0
    ? `${policies.slice(0, named).join(', ')} and ${rest} more ${plural(rest, 'policy', 'policies')}`
    : policies.join(' and ');
}

/** Members that a zone cannot have, and members of zones that stand in a policy. */
export function zoneMembershipProblems(
  config: FortiosConfig,
  given: TableRow,
  own: string | null,
  held: ReadonlySet<string>,
): readonly FieldProblem[] {
  switch (given.table) {
    case 'system zone': {
      const zones = zonesIn(config);
      return given.row.interface
        .filter((name) => !held.has(`interface ${name}`))
        .flatMap((name): readonly FieldProblem[] => {
          const zone = zones.get(name)?.find((one) => one !== own);
          if (zone !== undefined)
            return [{ field: 'interface', code: -651, message: inOtherZone(name, zone) }];
          const policies = policiesNaming(config, name);
          return policies.length === 0
            ? []
            : [
                {
                  field: 'interface',
                  code: -23,
                  message: standsInPolicies(name, namesOf(policies)),
                },
              ];
        });
    }
    case 'firewall policy':
    case 'firewall proxy-policy': {
      const zones = zonesIn(config);
      const { row } = given;
      return (['srcintf', 'dstintf'] as const).flatMap((field) =>
        row[field]
          .filter((name) => !held.has(`${field} ${name}`))
          .flatMap((name) => {
            const zone = zones.get(name)?.[0];
            return zone === undefined
              ? []
              : [{ field, code: -3, message: zoneStandsForIt(name, zone) }];
          }),
      );
    }
    default:
      return [];
  }
}
