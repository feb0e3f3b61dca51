/** What FortiOS refuses of a row when it is saved: by itself, and against the rest of the configuration. */
import { policyLacks, policyNameTaken } from '#model/words/refusals.ts';
import { isKnownTagName } from '#engine/sync/known-tags.ts';
import { accessKeyField, isAccessKey, isCloud } from '#model/fortios/fctems.ts';
import type { FieldSet } from '#model/fortios/fields.ts';
import {
  type FieldProblem,
  type TableRow,
  defaultOf,
  findRow,
  looseRow,
  rowKey,
  rowProblems,
  rowsOf,
  tableRow,
} from '#model/fortios/rows.parse.ts';
import { type Reference, referencesOf, resolverOf } from '#model/fortios/references.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import {
  isNegationAlone,
  negationField,
  negationWithoutTags,
} from '#model/tagging/tag-negation.ts';
import { type FortiosConfig, type RowOf, type TableName, tables } from '#model/fortios/tables.ts';
import { notATagMember, tagGroupProblems } from '#model/tagging/tag-groups.ts';
import type { FortiGate, WorldState } from '../state.ts';
import {
  loopProblems,
  nameTakenProblems,
  objectProblems,
  zoneMembershipProblems,
} from './objects/object-checks.ts';
import { policyTagOf } from './policy-tags.ts';
import { proxyProblems, vipProblems, virtualHostProblems } from './servers/server-checks.ts';

/** Lists that a policy cannot be without. */
const neededLists: Readonly<Record<string, string>> = {
  srcintf: policyLacks.incomingInterface,
  dstintf: policyLacks.outgoingInterface,
  srcaddr: policyLacks.source,
  dstaddr: 'Choose a destination, or a ZTNA server.',
  service: policyLacks.service,
  'access-proxy': policyLacks.server,
};

/** True if the name is one that a tag has here, of those that EMS shares. */
export function tagIsShared(state: WorldState, fortigate: FortiGate, name: string): boolean {
  return isKnownTagName(state.ems, fortigate, name);
}

/** EMS's own address objects are there, whatever the configuration holds: nothing may stand before a tag [735065]. */
function hidingProblems(
  state: WorldState,
  fortigate: FortiGate,
  { table, row }: TableRow,
  own: string | null,
): readonly FieldProblem[] {
  const name = rowKey(table, row);
  const isObject = table === 'firewall address' || table === 'firewall addrgrp';
  return isObject && name !== own && tagIsShared(state, fortigate, name)
    ? [
        {
          field: 'name',
          code: -5,
          message: `${name} is the address object of a tag from EMS. Choose another name.`,
        },
      ]
    : [];
}

/** Whether a name refers to something on this FortiGate: an object, a word of FortiOS, or a shared tag. */
function referenceResolver(
  state: WorldState,
  fortigate: FortiGate,
): (reference: Reference) => boolean {
  const isThere = resolverOf(fortigate.config, predefinedServiceNames);
  return (reference) =>
    isThere(reference) ||
    (reference.target.tables.includes('firewall address') &&
      tagIsShared(state, fortigate, reference.name));
}

/** What tells the rows of a table apart. */
const keysOfRows = new WeakMap<readonly object[], Set<unknown>>();

function keysIn<T extends TableName>(table: T, rows: readonly RowOf<T>[]): ReadonlySet<unknown> {
  const known = keysOfRows.get(rows);
  if (known) return known;
  const field = tables[table].key;
  const keys = new Set(rows.map((row) => looseRow(row)[field]));
  keysOfRows.set(rows, keys);
  return keys;
}

/** Of thousands of rows that are made in one step, each is looked up among all others: their keys go along. */
export function followKeys<T extends TableName>(
  table: T,
  before: readonly RowOf<T>[],
  after: readonly RowOf<T>[],
  added: RowOf<T>,
): void {
  const keys = keysOfRows.get(before);
  if (!keys) return;
  keysOfRows.delete(before);
  keysOfRows.set(after, keys.add(looseRow(added)[tables[table].key]));
}

function keyProblem<T extends TableName>(
  config: FortiosConfig,
  table: T,
  row: RowOf<T>,
  own: string | null,
): FieldProblem | null {
  const key = rowKey(table, row);
  const field = tables[table].key;
  return key !== own && keysIn(table, rowsOf(config, table)).has(looseRow(row)[field])
    ? {
        field,
        code: -5,
        message: `An entry ${key} already exists. Choose another name.`,
      }
    : null;
}

function policyNameProblem(
  policies: readonly { readonly policyid: number; readonly name: string }[],
  name: string,
  own: string | null,
): FieldProblem[] {
  const twin = policies.find(
    (one) => name !== '' && one.name === name && String(one.policyid) !== own,
  );
  return twin
    ? [
        {
          field: 'name',
          code: -5,
          message: policyNameTaken(twin.policyid),
        },
      ]
    : [];
}

/** One message for each list that is empty and must not be. */
function emptyLists(lists: Readonly<Record<string, readonly string[]>>): FieldProblem[] {
  return Object.entries(lists)
    .filter(([, list]) => list.length === 0)
    .map(([field]) => ({
      field,
      code: -56,
      message: neededLists[field] ?? 'This field is required.',
    }));
}

function scheduleProblem(schedule: string): FieldProblem[] {
  return schedule === '' ? [{ field: 'schedule', code: -56, message: policyLacks.schedule }] : [];
}

/** What only one kind of row asks for. */
function kindProblems(config: FortiosConfig, given: TableRow, own: string | null): FieldProblem[] {
  switch (given.table) {
    case 'firewall policy': {
      const { srcintf, dstintf, srcaddr, dstaddr, service, schedule, name } = given.row;
      return [
        ...emptyLists({ srcintf, dstintf, srcaddr, dstaddr, service }),
        ...scheduleProblem(schedule),
        ...policyNameProblem(config['firewall policy'], name, own),
      ];
    }
    case 'firewall security-policy': {
      const { srcintf, dstintf, srcaddr, dstaddr, service, schedule, name } = given.row;
      return [
        ...emptyLists({ srcintf, dstintf, srcaddr, dstaddr, service }),
        ...scheduleProblem(schedule),
        ...policyNameProblem(config['firewall security-policy'], name, own),
      ];
    }
    case 'firewall proxy-policy': {
      const { srcintf, srcaddr, dstaddr, schedule, name, proxy } = given.row;
      return [
        ...(proxy === 'access-proxy'
          ? emptyLists({ 'access-proxy': given.row['access-proxy'] })
          : []),
        ...emptyLists({ srcintf, srcaddr, dstaddr }),
        ...scheduleProblem(schedule),
        ...policyNameProblem(config['firewall proxy-policy'], name, own),
      ];
    }
    case 'firewall vip':
      return vipProblems(config, given.row, findRow(config, 'firewall vip', own ?? ''));
    case 'firewall access-proxy':
      return proxyProblems(config, given.row, findRow(config, 'firewall access-proxy', own ?? ''));
    case 'firewall access-proxy-virtual-host':
      return virtualHostProblems(
        given.row,
        findRow(config, 'firewall access-proxy-virtual-host', own ?? ''),
      );
    case 'endpoint-control fctems':
    case 'endpoint-control fctems-override': {
      const { status, server } = given.row;
      return [
        ...(isAccessKey(given.row[accessKeyField])
          ? []
          : [{ field: accessKeyField, code: -61, message: 'The access key has 20 characters.' }]),
        ...(status === 'enable' && server === '' && !isCloud(given.row)
          ? [{ field: 'server', code: -56, message: 'Type the IP address or domain name of EMS.' }]
          : []),
      ];
    }
    case 'firewall addrgrp':
      if (given.row.category === 'ztna-ems-tag')
        // A name that is there already cannot be changed: it does not stand in the way of other fields.
        return tagGroupProblems(given.row).filter(({ field }) => own === null || field !== 'name');
      return [];
    case 'firewall address':
    case 'system interface':
    case 'system zone':
    case 'firewall service custom':
    case 'firewall service group':
    case 'firewall schedule onetime':
    case 'firewall schedule recurring':
    case 'firewall schedule group':
    case 'user local':
    case 'user group':
    case 'user saml':
    case 'authentication scheme':
    case 'authentication rule':
    case 'firewall vipgrp':
      return [];
  }
}

/** Members that a tag group cannot have. */
function memberProblems(
  state: WorldState,
  fortigate: FortiGate,
  given: TableRow,
  held: ReadonlySet<string>,
): FieldProblem[] {
  if (given.table !== 'firewall addrgrp' || given.row.category !== 'ztna-ems-tag') return [];
  const of = policyTagOf(state, fortigate);
  return given.row.member
    .filter((name) => !held.has(`member ${name}`))
    .flatMap((name): FieldProblem[] => {
      const view = of(name);
      const isOther = view.kind === 'unknown' && view.absence.kind === 'not-a-tag';
      return isOther ? [{ field: 'member', code: -15, message: notATagMember(name) }] : [];
    });
}

/** Text that was read as it is may have it: it stays, so that other settings can still be changed. */
function negationProblems<T extends TableName>(
  row: RowOf<T>,
  before: RowOf<T> | null,
): FieldProblem[] {
  const wasAlone = before !== null && isNegationAlone(looseRow(before));
  return isNegationAlone(looseRow(row)) && !wasAlone
    ? [{ field: negationField, code: -651, message: negationWithoutTags }]
    : [];
}

/** Settings that the device's release does not have; those that were there before may stay. */
function releaseProblems<T extends TableName>(
  { version }: FortiGate,
  table: T,
  row: RowOf<T>,
  before: RowOf<T> | null,
): FieldProblem[] {
  const fields: FieldSet = tables[table].fields;
  const [now, then] = [looseRow(row), before && looseRow(before)];
  return Object.entries(fields).flatMap(([field, about]) =>
    about.isIn?.(version) === false &&
    now[field] !== defaultOf(about) &&
    now[field] !== then?.[field]
      ? [{ field, code: -651, message: `FortiOS ${version} has no ${field} in ${table}.` }]
      : [],
  );
}

/**
 * Everything that stands against saving `row`. `before` is the row that it replaces: a reference that was
 * broken before may stay, so that other settings can still be changed.
 */
export function savingProblems<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  row: RowOf<T>,
  before: RowOf<T> | null,
): readonly FieldProblem[] {
  const own = before ? rowKey(table, before) : null;
  const { config } = fortigate;
  const taken = keyProblem(config, table, row, own);
  const given = tableRow(table, row);
  const problems = [
    ...rowProblems(table, row),
    ...releaseProblems(fortigate, table, row, before),
    ...kindProblems(config, given, own),
    ...objectProblems(given, before && tableRow(table, before)),
    ...(taken ? [taken] : []),
    ...nameTakenProblems(config, given, own),
    ...hidingProblems(state, fortigate, given, own),
    ...negationProblems(row, before),
  ];
  const held = new Set(
    before ? [...referencesOf(table, before)].map((one) => `${one.field} ${one.name}`) : [],
  );
  problems.push(
    ...memberProblems(state, fortigate, given, held),
    ...loopProblems(config, given, held),
    ...zoneMembershipProblems(config, given, own, held),
  );
  const isThere = referenceResolver(state, fortigate);
  for (const reference of referencesOf(table, row))
    if (!held.has(`${reference.field} ${reference.name}`) && !isThere(reference))
      problems.push({
        field: reference.at,
        code: -3,
        message: `${reference.name} does not exist on ${fortigate.name}. Choose an existing object.`,
      });
  return problems;
}
