/** A change as FortiOS's REST API takes it, as the world's command. */
import type { Step } from '#model/commands-api.ts';
import { type TableName, tableNames } from '#model/fortios/tables.ts';
import type { FortiGateCommand } from '#mocks/world/fortigate-commands.ts';

/** `firewall service custom` is `firewall.service/custom` in an address. */
export const tableByPath: ReadonlyMap<string, TableName> = new Map(
  tableNames.map((table) => {
    const words = table.split(' ');
    return [`${words.slice(0, -1).join('.')}/${words.at(-1) ?? ''}`, table];
  }),
);

/** Null where FortiOS has no such table. */
export function stepCommand(
  fortigate: string,
  { method, path, mkey: key, json: values }: Step,
): FortiGateCommand | null {
  const table = tableByPath.get(path);
  if (!table) return null;
  switch (method) {
    case 'POST':
      return { kind: 'fortigate/create', fortigate, table, values };
    case 'PUT':
      return { kind: 'fortigate/update', fortigate, table, key, values, basedOn: null };
    case 'DELETE':
      return { kind: 'fortigate/delete', fortigate, table, key };
  }
}
