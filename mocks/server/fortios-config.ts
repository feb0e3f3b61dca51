/** Tables of a FortiGate's configuration, as FortiOS's API has them. */
import type { Step } from '#model/commands-api.ts';
import { fortiosApi as api } from '#model/contract/fortios.ts';
import type { FortiGateCommand } from '#mocks/world/fortigate-commands.ts';
import type { Command } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import { invalid, notFound } from '#mocks/world/refusal.ts';
import type { World } from '#mocks/world/world.ts';
import { type TableName, tableNames } from '#model/fortios/tables.ts';
import { granted } from './parsed.ts';
import { type Route, route } from './route.parse.ts';

/** `firewall service custom` is `firewall.service/custom` in an address. */
const tableByPath: ReadonlyMap<string, TableName> = new Map(
  tableNames.map((table) => {
    const words = table.split(' ');
    return [`${words.slice(0, -1).join('.')}/${words.at(-1) ?? ''}`, table];
  }),
);

function tableAt(path: string, field?: string): TableName {
  return tableByPath.get(path) ?? notFound(`This FortiGate has no table ${path}.`, field);
}

/** A change as FortiOS's API takes it, as the world's command. */
export function stepCommand(
  fortigate: string,
  { method, path, mkey: key, json: values }: Step,
  field?: string,
): FortiGateCommand {
  const table = tableAt(path, field);
  switch (method) {
    case 'POST':
      return { kind: 'fortigate/create', fortigate, table, values };
    case 'PUT':
      return { kind: 'fortigate/update', fortigate, table, key, values, basedOn: null };
    case 'DELETE':
      return { kind: 'fortigate/delete', fortigate, table, key };
  }
}

/** `name==web` and `name=@we`. */
function filtersOf(texts: string | readonly string[]) {
  return [texts].flat().flatMap((text) => {
    const [, field, sign, value] = /^([\w-]+)(==|=@)(.*)$/s.exec(text) ?? [];
    return field === undefined || value === undefined
      ? []
      : [{ field, part: sign === '=@', value }];
  });
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

export function fortiosConfigRoutes(world: World): readonly Route[] {
  const change = async (command: Command, mkey?: string) => {
    const { key, revision } = granted(await world.execute(command));
    return { revision_changed: true, mkey: mkey ?? key ?? '', revision: String(revision) } as const;
  };
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
    route(api.rows, async ({ params, query: { start, count, search, filter } }) => {
      const asked = { ...on(params), start, count, search, filters: filtersOf(filter) };
      return found(granted(await world.ask(queries.rows, asked)), start);
    }),
    route(api.row, async ({ params }) => {
      const asked = { ...on(params), key: params.key };
      return found(granted(await world.ask(queries.row, asked)), 0);
    }),
    route(api.create, ({ params, body: values }) =>
      change({ kind: 'fortigate/create', ...on(params), values }),
    ),
    route(api.clone, ({ params, query }) =>
      change({ kind: 'fortigate/clone', ...on(params), key: params.key, newKey: query.nkey }),
    ),
    route(api.update, ({ params, query: { action, before, after }, body: values, basedOn }) => {
      const { key } = params;
      if (action === null)
        return change({ kind: 'fortigate/update', ...on(params), key, values, basedOn }, key);
      const other =
        before ??
        after ??
        invalid(-651, 'before', 'A move takes before or after, with the number of a policy.');
      const place = before === null ? 'after' : 'before';
      return change({ kind: 'fortigate/move', ...on(params), key, place, other }, key);
    }),
    route(api.remove, ({ params }) =>
      change({ kind: 'fortigate/delete', ...on(params), key: params.key }, params.key),
    ),
  ];
}
