/** Names that stand for nothing, and objects that nothing names. */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import { sectionsOf } from '#model/fortios/layout-parts.ts';
import { references, resolverOf } from '#model/fortios/references.ts';
import { looseRow, rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import { type FortiosConfig, type TableName, tableNames } from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';
import type { Finding } from '#model/lab/findings.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { type Site, finding } from './draft.ts';

/** Matched by their names alone: a part of a configuration may leave their tables out. */
const byName: ReadonlySet<TableName> = new Set([
  'system interface',
  'system zone',
  'user local',
  'user group',
]);

const policyTables = [
  'firewall policy',
  'firewall proxy-policy',
  'firewall security-policy',
] as const satisfies readonly TableName[];

/** What people call entries whose keys are numbers, by table and key. */
function policyNames(config: FortiosConfig): ReadonlyMap<string, string> {
  return new Map(
    policyTables.flatMap((table) =>
      rowsOf(config, table).map(
        (row) => [`${table} ${rowKey(table, row)}`, textOf(looseRow(row)['name'])] as const,
      ),
    ),
  );
}

/** Tags apart: they are EMS's, and `tag-findings.ts` says why they are not there. */
export function undefinedReferences({ fortigate, compiled }: Site): readonly Finding[] {
  const { config } = compiled;
  const isThere = resolverOf(config, predefinedServiceNames);
  const named = policyNames(config);
  const found = new Map<string, Finding>();
  for (const reference of references(config)) {
    const { table, key, field, name, target } = reference;
    if (target.tables.some((one) => byName.has(one)) || isThere(reference)) continue;
    if (target.tables.includes('firewall address') && compiled.tags(name).kind === 'tag') continue;
    const place = { table, key, name: named.get(`${table} ${key}`) ?? '' };
    const one = finding(fortigate.name, place, {
      kind: 'undefined-reference',
      field,
      name,
      tag: parseTagAddressName(name)?.tag ?? null,
    });
    found.set(one.id, one);
  }
  return [...found.values()];
}

/** Every value in statements that the lab only keeps: an object may be in use there. */
function* valuesIn(statement: ConfigStatement): Generator<string> {
  switch (statement.kind) {
    case 'set':
    case 'append':
    case 'select':
    case 'unselect':
      for (const { text } of statement.values) yield text;
      break;
    case 'edit':
      yield statement.key.text;
      for (const inner of statement.body) yield* valuesIn(inner);
      break;
    case 'config':
      for (const inner of statement.body) yield* valuesIn(inner);
      break;
    case 'unset':
    case 'delete':
    case 'rename':
    case 'move':
    case 'clone':
    case 'text':
      break;
  }
}

function keptValues(config: FortiosConfig): ReadonlySet<string> {
  const found = new Set<string>();
  for (const part of sectionsOf(config.layout))
    if (part.kind === 'kept') for (const text of valuesIn(part.statement)) found.add(text);
  for (const table of tableNames)
    for (const row of rowsOf(config, table))
      for (const { statement } of looseRow(row).unknown)
        for (const text of valuesIn(statement)) found.add(text);
  return found;
}

const always: ReadonlySet<string> = new Set(['all', 'none']);

/** Addresses, groups and VIPs that nothing names, and ZTNA servers that no policy leads to. */
export function unusedObjects({ fortigate, compiled }: Site): readonly Finding[] {
  const { config } = compiled;
  const kept = keptValues(config);
  const named = new Set<string>();
  for (const { target, name } of references(config))
    for (const table of target.tables) named.add(`${table} ${name}`);
  const isFree = (table: TableName, name: string): boolean =>
    !named.has(`${table} ${name}`) && !kept.has(name) && !always.has(name);
  const objects = [
    ...config['firewall address'].flatMap(({ name, type }) =>
      type !== 'dynamic' && isFree('firewall address', name)
        ? [['firewall address', name] as const]
        : [],
    ),
    ...config['firewall addrgrp'].flatMap(({ name }) =>
      isFree('firewall addrgrp', name) ? [['firewall addrgrp', name] as const] : [],
    ),
    ...config['firewall vip'].flatMap(({ name, type }) =>
      // Named in a policy, a VIP of an access proxy is that one's.
      type !== 'access-proxy' && isFree('firewall vip', name)
        ? [['firewall vip', name] as const]
        : [],
    ),
  ];
  const servers = config['firewall access-proxy'].filter(
    ({ name, vip }) =>
      !compiled.simpleByVip.has(vip) && !compiled.fullByProxy.has(name) && !kept.has(name),
  );
  return [
    ...servers.map(({ name }) =>
      finding(
        fortigate.name,
        { table: 'firewall access-proxy', key: name, name: '' },
        { kind: 'unused-server' },
      ),
    ),
    ...objects.map(([table, key]) =>
      finding(fortigate.name, { table, key, name: '' }, { kind: 'unused-object' }),
    ),
  ];
}
