/** Tables of a FortiGate's configuration, as FortiOS's API has them. */
import type { RestStep } from '#model/fortios/commands-api.ts';
import type { QueryOf } from '#model/contract/endpoint.ts';
import { fortiosApi as api } from '#model/contract/fortios.ts';
import type { FortiGateCommand } from '#mocks/world/fortigate/fortigate-commands.ts';
import type { Command } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import { invalid, notFound } from '#mocks/world/refusal.ts';
import type { World } from '#mocks/world/world.ts';
import { type TableName, tableNames } from '#model/fortios/tables.ts';
import { z } from '#model/zod.ts';
import { defaultsOf, schemaOf } from './fortios-schema.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from './route.parse.ts';

/** `firewall service custom` is `firewall.service/custom` in an address. */
const tableByPath: ReadonlyMap<string, TableName> = new Map(
  tableNames.map((table) => {
    const words = table.split(' ');
    return [`${words.slice(0, -1).join('.')}/${words.at(-1) ?? ''}`, table];
  }),
);

export function isTablePath(path: string): boolean {
  return tableByPath.has(path);
}

function tableAt(path: string, field?: string): TableName {
  return tableByPath.get(path) ?? notFound(`This FortiGate has no table ${path}.`, field);
}

const entriesSchema = z.array(z.object({ name: z.string() }));

/** `[{ name }]`, as FortiOS writes names of objects. */
function namesIn(list: string, values: unknown): readonly string[] {
  const { data } = entriesSchema.safeParse(values);
  return data?.map(({ name }) => name) ?? invalid(-651, list, `${list} takes a list of names.`);
}

/** A change as FortiOS's API takes it, as the world's command. */
export function stepCommand(
  fortigate: string,
  { method, path, mkey: key, list, revision, json: values }: RestStep,
  field?: string,
): FortiGateCommand {
  const table = tableAt(path, field);
  const at = { fortigate, table, key };
  const inList = (isAdded: boolean): FortiGateCommand => ({
    kind: 'fortigate/change-list',
    ...at,
    list,
    names: namesIn(list, values),
    isAdded,
  });
  switch (method) {
    case 'POST':
      return list === '' ? { kind: 'fortigate/create', fortigate, table, values } : inList(true);
    case 'PUT':
      return { kind: 'fortigate/update', ...at, values, basedOn: revision };
    case 'DELETE':
      return list === '' ? { kind: 'fortigate/delete', ...at } : inList(false);
  }
}

interface OnTable {
  readonly device: string;
  readonly section: string;
  readonly name: string;
}
/** What a command or a query says of its table. */
function on({ device, section, name }: OnTable) {
  return { fortigate: device, table: tableAt(`${section}/${name}`) };
}

/** How a query wants rows shown. */
function shownBy(query: QueryOf<typeof api.row>) {
  return {
    format: query.format.split('|').filter((name) => name !== ''),
    datasource: query.datasource,
    meta: query.with_meta,
    skip: query.skip,
    withoutDefaults: query['exclude-default-values'],
  };
}

function moveCommand(
  params: OnTable & { readonly key: string },
  { before, after }: QueryOf<typeof api.update>,
): Command {
  const other =
    before ??
    after ??
    invalid(-651, 'before', 'A move takes before or after, with the number of a policy.');
  if (before !== null && after !== null)
    return invalid(-651, 'after', 'A move takes before or after, not both.');
  const place = before === null ? 'after' : 'before';
  return { kind: 'fortigate/move', ...on(params), key: params.key, place, other };
}

export function fortiosConfigRoutes(world: World): readonly Route[] {
  const change = async (
    command: Command,
    { key: mkey, old }: { key?: string; old?: number } = {},
  ) => {
    const { key, revision } = granted(await world.execute(command));
    return {
      revision_changed: true,
      mkey: mkey ?? key ?? '',
      revision: String(revision),
      ...(old === undefined ? {} : { old_revision: String(old) }),
    };
  };
  /** Of a row that a request names. */
  const before = async (params: OnTable & { readonly key: string }, values: unknown) =>
    granted(await world.ask(queries.change, { ...on(params), key: params.key, values }));
  const found = ({ rows, size, matched, revision }: queries.RowPage, start: number) => ({
    results: rows,
    size,
    matched_count: matched,
    next_idx: Math.min(start + rows.length, matched),
    revision: String(revision),
  });

  return [
    route(api.transaction, ({ params: { device }, body: { words, steps } }) =>
      change({
        kind: 'fortigate/batch',
        fortigate: device,
        words,
        steps: steps.map((step) => stepCommand(device, step)),
      }),
    ),
    route(api.schema, ({ params }) => ({
      action: 'schema' as const,
      results: schemaOf(on(params).table),
    })),
    route(api.defaults, ({ params }) => ({
      action: 'default' as const,
      results: defaultsOf(on(params).table),
    })),
    route(api.rows, async ({ params, query }) => {
      const { start, count, search, sort, filter } = query;
      const page = { start, count, search, sort, filters: [filter].flat() };
      const asked = { ...on(params), ...page, shown: shownBy(query) };
      return found(granted(await world.ask(queries.rows, asked)), start);
    }),
    route(api.row, async ({ params, query }) => {
      const asked = { ...on(params), key: params.key, shown: shownBy(query) };
      return found(granted(await world.ask(queries.row, asked)), 0);
    }),
    route(api.create, ({ params, body: values }) =>
      change({ kind: 'fortigate/create', ...on(params), values }),
    ),
    route(api.clone, ({ params, query }) =>
      change({ kind: 'fortigate/clone', ...on(params), key: params.key, newKey: query.nkey }),
    ),
    route(api.update, async ({ params, query, body: values, basedOn }) => {
      const { key } = params;
      const { revision: old, changes } = await before(params, values);
      if (query.action === 'move') return change(moveCommand(params, query), { key, old });
      // What is so already is no change, as scripts that run twice count on; one that is based on an
      // older state is refused all the same.
      if (!changes && (basedOn === null || basedOn >= old))
        return { revision_changed: false, mkey: key, revision: String(old) };
      const command = { kind: 'fortigate/update', ...on(params), key, values, basedOn } as const;
      return change(command, { key, old });
    }),
    route(api.remove, async ({ params }) => {
      const { key } = params;
      const { revision: old } = await before(params, {});
      return change({ kind: 'fortigate/delete', ...on(params), key }, { key, old });
    }),
  ];
}
