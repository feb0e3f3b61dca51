/** FortiOS's API, one for each FortiGate, in FortiOS's envelope (domain.md section 10). */
import { HttpResponse, http } from 'msw/http';
import { fortiosConflict, fortiosStatus, labCredentials } from '#model/api.ts';
import { type TableName, isTableName } from '#model/fortios/tables.ts';
import { stepSchema } from '#model/commands-api.ts';
import { logActions, logValue } from '#model/log.ts';
import { tagCategorySchema } from '#model/tags.ts';
import { z } from '#model/zod.ts';
import type { FortiGateCommand } from '#mocks/world/fortigate-commands.ts';
import type { Refusal } from '#mocks/world/refusal.ts';
import type { Outcome, WorldPort } from '#mocks/world/world.ts';
import { stepCommand, tableByPath } from './fortios-steps.ts';
import { sentinelStatus } from './sentinels.ts';

interface Device {
  readonly serial: string;
  readonly version: string;
  readonly build: number;
}
interface Call {
  readonly request: Request;
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
}
interface Envelope {
  readonly results?: unknown;
  readonly revision?: string;
  readonly size?: number;
  readonly matched_count?: number;
  readonly next_idx?: number;
  readonly mkey?: string;
  readonly error?: number;
  readonly cli_error?: string;
  readonly error_field?: string;
}

function envelope(call: Call, device: Device, status: number, body: Envelope): Response {
  const { pathname } = new URL(call.request.url);
  const [, , , , , , path = '', name = ''] = pathname.split('/');
  const { serial, version, build } = device;
  return HttpResponse.json(
    {
      http_method: call.request.method,
      ...body,
      vdom: 'root',
      path: decodeURIComponent(path),
      name: decodeURIComponent(name),
      status: status < 400 ? 'success' : 'error',
      http_status: status,
      serial,
      version: `v${version}`,
      build,
    },
    { status },
  );
}

function refusal(call: Call, device: Device, why: Refusal): Response {
  const code = why.kind === 'invalid' ? why.code : why.kind === 'conflict' ? fortiosConflict : -3;
  const field = why.kind === 'conflict' ? undefined : why.field;
  return envelope(call, device, fortiosStatus(code), {
    error: code,
    cli_error: why.message,
    ...(field === undefined ? {} : { error_field: field }),
  });
}

const listSchema = z.object({
  start: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(0).max(10_000).default(0),
  search: z.string().default(''),
});
const tagListSchema = listSchema.extend({
  category: tagCategorySchema.nullable().default(null),
  used: z.enum(['true', 'false']).optional(),
});
const logListSchema = z.object({
  start: z.coerce.number().int().min(0).default(0),
  rows: z.coerce.number().int().min(1).max(1000).default(50),
  search: z.string().default(''),
  action: z.enum(logActions).nullable().default(null),
  format: z.enum(['json', 'display']).default('json'),
});
/** Several changes made together or not at all. FortiOS stages them by a header; the form is ours [assumed]. */
const transactionSchema = z.object({
  words: z.string().min(1),
  steps: z.array(stepSchema),
});
const lookupSchema = z.object({
  srcintf: z.string(),
  sourceip: z.string(),
  dest: z.string(),
  destport: z.coerce.number().int().min(0).max(65535).default(0),
  protocol: z.coerce.number().int().min(0).max(255).default(6),
});

/** FortiOS's `filter=name==web` and `filter=name=@we`; several must all hold. */
function filtersOf(url: URL): { field: string; part: boolean; value: string }[] {
  return url.searchParams.getAll('filter').flatMap((text) => {
    const match = /^([\w-]+)(==|=@)(.*)$/s.exec(text);
    return match ? [{ field: match[1] ?? '', part: match[2] === '=@', value: match[3] ?? '' }] : [];
  });
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

export function fortiosHandlers(world: WorldPort) {
  const base = '/fortigate/:device/api/v2';
  const unknownDevice: Device = { serial: '', version: '', build: 0 };
  const param = (call: Call, name: string): string => String(call.params[name] ?? '');

  /** A token, a FortiGate that exists, and no sentinel; then the work. */
  const guarded =
    (work: (call: Call, device: Device, fortigate: string) => Promise<Response>) =>
    async (call: Call): Promise<Response> => {
      const fortigate = param(call, 'device');
      const found = await world.ask('device', { fortigate });
      if (!found.ok) return refusal(call, unknownDevice, found.refusal);
      const device = found.value;
      const sentinel = await sentinelStatus(call.request);
      if (sentinel !== null)
        return envelope(call, device, sentinel, {
          error: -1,
          cli_error: `The FortiGate answered ${sentinel}, as requested by the text lab-error-${sentinel}.`,
        });
      if (call.request.headers.get('Authorization') !== `Bearer ${labCredentials.token}`)
        return envelope(call, device, 401, {
          error: -1,
          cli_error: 'The API token is missing or wrong.',
        });
      return work(call, device, fortigate);
    };

  /** The table of the address, or 404. */
  const onTable = (
    work: (call: Call, device: Device, fortigate: string, table: TableName) => Promise<Response>,
  ) =>
    guarded((call, device, fortigate) => {
      const path = `${param(call, 'section')}/${param(call, 'name')}`;
      const table = tableByPath.get(path);
      return table && isTableName(table)
        ? work(call, device, fortigate, table)
        : Promise.resolve(
            refusal(call, device, {
              kind: 'not-found',
              message: `This FortiGate has no table ${path}.`,
            }),
          );
    });

  async function changed<Value>(
    call: Call,
    device: Device,
    outcome: Outcome<Value>,
    mkey: (value: Value) => string,
  ): Promise<Response> {
    if (!outcome.ok) return refusal(call, device, outcome.refusal);
    const { revision } = await world.summary();
    return envelope(call, device, 200, { mkey: mkey(outcome.value), revision: String(revision) });
  }

  const invalidQuery = (call: Call, device: Device, error: z.ZodError): Response => {
    const [issue] = error.issues;
    return refusal(call, device, {
      kind: 'invalid',
      code: -651,
      field: String(issue?.path[0] ?? ''),
      message: issue?.message ?? 'The request is not valid.',
    });
  };

  return [
    http.post(
      `${base}/cmdb/transaction`,
      guarded(async (call, device, fortigate) => {
        const body = transactionSchema.safeParse(await bodyOf(call.request));
        if (!body.success) return invalidQuery(call, device, body.error);
        const steps: FortiGateCommand[] = [];
        for (const step of body.data.steps) {
          const command = stepCommand(fortigate, step);
          if (!command)
            return refusal(call, device, {
              kind: 'not-found',
              message: `This FortiGate has no table ${step.path}.`,
            });
          steps.push(command);
        }
        const outcome = await world.execute({
          kind: 'fortigate/batch',
          fortigate,
          words: body.data.words,
          steps,
        });
        return changed(call, device, outcome, ({ key }) => key ?? '');
      }),
    ),

    http.get(
      `${base}/cmdb/:section/:name`,
      onTable(async (call, device, fortigate, table) => {
        const url = new URL(call.request.url);
        const query = listSchema.safeParse(Object.fromEntries(url.searchParams));
        if (!query.success) return invalidQuery(call, device, query.error);
        const outcome = await world.ask('rows', {
          fortigate,
          table,
          ...query.data,
          filters: filtersOf(url),
        });
        if (!outcome.ok) return refusal(call, device, outcome.refusal);
        const { rows, size, matched, revision } = outcome.value;
        return envelope(call, device, 200, {
          results: rows,
          size,
          matched_count: matched,
          next_idx: Math.min(query.data.start + rows.length, matched),
          revision: String(revision),
        });
      }),
    ),

    http.get(
      `${base}/cmdb/:section/:name/:key`,
      onTable(async (call, device, fortigate, table) => {
        const outcome = await world.ask('row', { fortigate, table, key: param(call, 'key') });
        if (!outcome.ok) return refusal(call, device, outcome.refusal);
        const { rows, size, matched, revision } = outcome.value;
        return envelope(call, device, 200, {
          results: rows,
          size,
          matched_count: matched,
          next_idx: 0,
          revision: String(revision),
        });
      }),
    ),

    http.post(
      `${base}/cmdb/:section/:name`,
      onTable(async (call, device, fortigate, table) => {
        const values = await bodyOf(call.request);
        const outcome = await world.execute({ kind: 'fortigate/create', fortigate, table, values });
        return changed(call, device, outcome, ({ key }) => key ?? '');
      }),
    ),

    http.post(
      `${base}/cmdb/:section/:name/:key`,
      onTable(async (call, device, fortigate, table) => {
        const { searchParams } = new URL(call.request.url);
        if (searchParams.get('action') !== 'clone')
          return refusal(call, device, {
            kind: 'invalid',
            code: -651,
            field: 'action',
            message: 'The only action on an entry by POST is clone.',
          });
        const outcome = await world.execute({
          kind: 'fortigate/clone',
          fortigate,
          table,
          key: param(call, 'key'),
          newKey: searchParams.get('nkey'),
        });
        return changed(call, device, outcome, ({ key }) => key ?? '');
      }),
    ),

    http.put(
      `${base}/cmdb/:section/:name/:key`,
      onTable(async (call, device, fortigate, table) => {
        const { searchParams } = new URL(call.request.url);
        const key = param(call, 'key');
        if (searchParams.get('action') === 'move') {
          const before = searchParams.get('before');
          const other = before ?? searchParams.get('after');
          if (other === null)
            return refusal(call, device, {
              kind: 'invalid',
              code: -651,
              field: 'before',
              message: 'A move takes before or after, with the number of a policy.',
            });
          const outcome = await world.execute({
            kind: 'fortigate/move',
            fortigate,
            table,
            key,
            place: before === null ? 'after' : 'before',
            other,
          });
          return changed(call, device, outcome, () => key);
        }
        const basedOn = call.request.headers.get('If-Match');
        const outcome = await world.execute({
          kind: 'fortigate/update',
          fortigate,
          table,
          key,
          values: await bodyOf(call.request),
          basedOn: basedOn === null ? null : Number(basedOn.replaceAll('"', '')),
        });
        return changed(call, device, outcome, () => key);
      }),
    ),

    http.delete(
      `${base}/cmdb/:section/:name/:key`,
      onTable(async (call, device, fortigate, table) => {
        const key = param(call, 'key');
        const outcome = await world.execute({ kind: 'fortigate/delete', fortigate, table, key });
        return changed(call, device, outcome, () => key);
      }),
    ),

    http.get(
      `${base}/monitor/endpoint-control/ems/status`,
      guarded(async (call, device, fortigate) => {
        const outcome = await world.ask('emsStatus', { fortigate });
        return outcome.ok
          ? envelope(call, device, 200, { results: [outcome.value] })
          : refusal(call, device, outcome.refusal);
      }),
    ),

    http.get(
      `${base}/monitor/firewall/address-dynamic`,
      guarded(async (call, device, fortigate) => {
        const query = tagListSchema.safeParse(
          Object.fromEntries(new URL(call.request.url).searchParams),
        );
        if (!query.success) return invalidQuery(call, device, query.error);
        const { used, ...rest } = query.data;
        const outcome = await world.ask('dynamicTags', {
          fortigate,
          ...rest,
          used: used === undefined ? null : used === 'true',
        });
        if (!outcome.ok) return refusal(call, device, outcome.refusal);
        const { tags, matched, size } = outcome.value;
        return envelope(call, device, 200, {
          results: tags,
          matched_count: matched,
          size,
          next_idx: Math.min(query.data.start + tags.length, matched),
        });
      }),
    ),

    http.get(
      `${base}/monitor/firewall/policy-tags`,
      guarded(async (call, device, fortigate) => {
        const outcome = await world.ask('policyTags', { fortigate });
        return outcome.ok
          ? envelope(call, device, 200, { results: outcome.value })
          : refusal(call, device, outcome.refusal);
      }),
    ),

    http.get(
      `${base}/monitor/firewall/address-dynamic/:category/:tag`,
      guarded(async (call, device, fortigate) => {
        const category = tagCategorySchema.safeParse(param(call, 'category'));
        if (!category.success) return invalidQuery(call, device, category.error);
        const outcome = await world.ask('tagAddresses', {
          fortigate,
          category: category.data,
          tag: param(call, 'tag'),
        });
        return outcome.ok
          ? envelope(call, device, 200, { results: outcome.value })
          : refusal(call, device, outcome.refusal);
      }),
    ),

    http.get(
      `${base}/monitor/system/object/usage`,
      guarded(async (call, device, fortigate) => {
        const { searchParams } = new URL(call.request.url);
        const table = `${searchParams.get('q_path') ?? ''} ${searchParams.get('q_name') ?? ''}`;
        if (!isTableName(table))
          return refusal(call, device, {
            kind: 'not-found',
            message: `This FortiGate has no table ${table}.`,
            field: 'q_name',
          });
        const outcome = await world.ask('usage', {
          fortigate,
          table,
          key: searchParams.get('mkey') ?? '',
        });
        return outcome.ok
          ? envelope(call, device, 200, { results: { currently_using: outcome.value } })
          : refusal(call, device, outcome.refusal);
      }),
    ),

    http.get(
      `${base}/monitor/firewall/policy-lookup`,
      guarded(async (call, device, fortigate) => {
        const query = lookupSchema.safeParse(
          Object.fromEntries(new URL(call.request.url).searchParams),
        );
        if (!query.success) return invalidQuery(call, device, query.error);
        const outcome = await world.ask('policyLookup', { fortigate, ...query.data });
        return outcome.ok
          ? envelope(call, device, 200, { results: outcome.value })
          : refusal(call, device, outcome.refusal);
      }),
    ),

    http.get(
      `${base}/log/memory/traffic/:subtype`,
      guarded(async (call, device, fortigate) => {
        const subtype = param(call, 'subtype');
        if (subtype !== 'ztna' && subtype !== 'forward')
          return refusal(call, device, {
            kind: 'not-found',
            message: `There is no traffic log ${subtype}.`,
          });
        const query = logListSchema.safeParse(
          Object.fromEntries(new URL(call.request.url).searchParams),
        );
        if (!query.success) return invalidQuery(call, device, query.error);
        const { rows, format, ...rest } = query.data;
        const outcome = await world.ask('logs', { fortigate, subtype, ...rest, count: rows });
        if (!outcome.ok) return refusal(call, device, outcome.refusal);
        const { records, matched, size, display } = outcome.value;
        return envelope(call, device, 200, {
          results:
            format === 'display'
              ? display
              : records.map((record) => ({
                  ...Object.fromEntries(
                    record.line.map(({ key }) => [key, logValue(record.line, key)]),
                  ),
                  _metadata: record,
                })),
          matched_count: matched,
          size,
          next_idx: Math.min(query.data.start + records.length, matched),
        });
      }),
    ),
  ];
}
