/** Monitors and logs of a FortiGate, as FortiOS's API has them. */
import { fortiosApi as api } from '#model/contract/fortios.ts';
import { modelName } from '#model/ems/fortigate-models.ts';
import { isTableName } from '#model/fortios/tables.ts';
import { logValue } from '#model/decision/log.ts';
import * as queries from '#mocks/world/queries.ts';
import { notFound } from '#mocks/world/refusal.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from './route.parse.ts';

export function fortiosMonitorRoutes(world: World): readonly Route[] {
  const verify = async (fortigate: string, connector: number, verified: boolean) => {
    const command = { kind: 'fortigate/verify-connector', fortigate, connector, verified } as const;
    granted(await world.execute(command));
    return { results: { ems_id: connector } };
  };
  return [
    route(api.systemStatus, async ({ params: { device: hostname } }) => {
      const { serial } = granted(await world.ask(queries.device, { fortigate: hostname }));
      // `FortiGate-VM02`; the lab's devices log to memory alone.
      const [model_name = '', model_number = ''] = (modelName(serial) ?? 'FortiGate-').split('-');
      const model = serial.slice(0, 6);
      return {
        results: { model_name, model_number, model, hostname, log_disk_status: 'not_available' },
      };
    }),
    route(api.emsStatus, async ({ params: { device: fortigate } }) => ({
      results: granted(await world.ask(queries.emsMonitor, { fortigate })),
    })),
    route(api.verifyEms, ({ params: { device }, body }) => verify(device, body.ems_id, true)),
    route(api.unverifyEms, ({ params: { device }, body }) => verify(device, body.ems_id, false)),
    route(api.tagEntries, async ({ params: { device: fortigate }, query }) => {
      const asked = { ...query, fortigate };
      const { entries, ...rest } = granted(await world.ask(queries.tagEntries, asked));
      return { results: entries, ...rest };
    }),
    route(api.policyTags, async ({ params: { device: fortigate } }) => ({
      results: granted(await world.ask(queries.policyTags, { fortigate })),
    })),
    route(api.resolvedAddresses, async ({ params: { device: fortigate, ...tag }, query }) =>
      granted(await world.ask(queries.resolvedAddresses, { ...query, ...tag, fortigate })),
    ),
    route(api.matchedEndpoints, async ({ params: { device: fortigate, ...tag }, query }) =>
      granted(await world.ask(queries.matchedEndpoints, { ...query, ...tag, fortigate })),
    ),
    route(api.usage, async ({ params: { device: fortigate }, query: { q_path, q_name, mkey } }) => {
      const table = `${q_path} ${q_name}`;
      if (!isTableName(table)) return notFound(`This FortiGate has no table ${table}.`, 'q_name');
      const currently_using = granted(
        await world.ask(queries.usage, { fortigate, table, key: mkey }),
      );
      return { results: { currently_using } };
    }),
    route(api.policyLookup, async ({ params: { device: fortigate }, query }) => ({
      results: granted(await world.ask(queries.policyLookup, { fortigate, ...query })),
    })),
    route(api.logs, async ({ params: { device: fortigate, subtype }, query }) => {
      const { start, rows: count, format, ...filter } = query;
      const asked = { fortigate, subtype, start, count, ...filter };
      const { records, matched, size, display } = granted(await world.ask(queries.logs, asked));
      const lines = records.map((record) => ({
        ...Object.fromEntries(record.line.map(({ key }) => [key, logValue(record.line, key)])),
        _metadata: record,
      }));
      return {
        results: format === 'display' ? display : lines,
        matched_count: matched,
        size,
        next_idx: Math.min(start + records.length, matched),
      };
    }),
  ];
}
