/** The client of FortiOS's API, for one FortiGate at a time. */
import { fortiosBase, fortiosEnvelopeSchema, labCredentials } from '#model/api.ts';
import {
  dynamicTagSchema,
  emsStatusSchema,
  logRecordSchema,
  objectUseSchema,
  tagAddressesSchema,
} from '#model/fortios-api.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import { type RowOf, type TableName } from '#model/fortios/tables.ts';
import { type WireRow, draftToWire, rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { policyTagsSchema } from '#model/policy-tags.ts';
import type { LogAction } from '#model/log.ts';
import type { TagCategory } from '#model/tags.ts';
import { z } from '#model/zod.ts';
import { ApiError, type Send, parsed, queryText, send } from './http.ts';

async function call(device: string, path: string, options: Send = {}) {
  const { status, body } = await send(`${fortiosBase(device)}${path}`, {
    ...options,
    headers: { Authorization: `Bearer ${labCredentials.token}`, ...options.headers },
  });
  const envelope = parsed(fortiosEnvelopeSchema, body);
  if (envelope.status === 'error')
    throw new ApiError(
      status,
      envelope.error ?? 0,
      envelope.cli_error ?? `FortiOS answered ${envelope.error ?? status}.`,
      envelope.error_field ?? null,
    );
  return envelope;
}

/** `firewall service custom` is `firewall.service/custom` in an address. */
function tablePath(table: TableName): string {
  const words = table.split(' ');
  return `/cmdb/${words.slice(0, -1).join('.')}/${words.at(-1) ?? ''}`;
}
function rowPath(table: TableName, key: string): string {
  return `${tablePath(table)}/${encodeURIComponent(key)}`;
}

const list = z.array(z.unknown());

export interface RowPage<T extends TableName> {
  readonly rows: readonly RowOf<T>[];
  /** Of all rows, and of those that the filters leave. */
  readonly size: number;
  readonly matched: number;
  /** For `update`, to notice that someone else changed a row meanwhile. */
  readonly revision: number;
}

export interface DynamicTagQuery {
  readonly search: string;
  readonly category: TagCategory | null;
  readonly used: boolean | null;
  readonly start: number;
  readonly count: number;
}
export interface LogQuery {
  readonly subtype: 'ztna' | 'forward';
  readonly start: number;
  readonly rows: number;
  readonly search: string;
  readonly action: LogAction | null;
}

/** One change of a transaction. */
export interface TransactionStep {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly mkey: string;
  readonly json: WireRow;
}

function stepPath(table: TableName): string {
  return tablePath(table).replace('/cmdb/', '');
}
export function createStep<T extends TableName>(table: T, row: RowDraft<T>): TransactionStep {
  return { method: 'POST', path: stepPath(table), mkey: '', json: draftToWire(table, row) };
}
export function updateStep<T extends TableName>(
  table: T,
  key: string,
  row: RowDraft<T>,
): TransactionStep {
  return { method: 'PUT', path: stepPath(table), mkey: key, json: draftToWire(table, row) };
}
export function removeStep(table: TableName, key: string): TransactionStep {
  return { method: 'DELETE', path: stepPath(table), mkey: key, json: {} };
}

export const fortios = {
  async rows<T extends TableName>(
    device: string,
    table: T,
    query: { readonly start?: number; readonly count?: number; readonly search?: string } = {},
    signal?: AbortSignal,
  ): Promise<RowPage<T>> {
    const envelope = await call(device, `${tablePath(table)}${queryText(query)}`, { signal });
    return {
      rows: parsed(list, envelope.results).map((row) => rowFromAnswer(table, row)),
      size: envelope.size ?? 0,
      matched: envelope.matched_count ?? 0,
      revision: Number(envelope.revision ?? 0),
    };
  },

  async row<T extends TableName>(
    device: string,
    table: T,
    key: string,
    signal?: AbortSignal,
  ): Promise<{ readonly row: RowOf<T>; readonly revision: number }> {
    const envelope = await call(device, rowPath(table, key), { signal });
    const [first] = parsed(list, envelope.results);
    return { row: rowFromAnswer(table, first), revision: Number(envelope.revision ?? 0) };
  },

  /** Answers the new row's key. */
  async create<T extends TableName>(device: string, table: T, row: RowDraft<T>): Promise<string> {
    const envelope = await call(device, tablePath(table), {
      method: 'POST',
      body: draftToWire(table, row),
    });
    return envelope.mkey ?? '';
  },

  /** Changes the given fields alone. `basedOn`: the revision shown; null overwrites. */
  async update<T extends TableName>(
    device: string,
    table: T,
    key: string,
    row: RowDraft<T>,
    basedOn: number | null,
  ): Promise<void> {
    await call(device, rowPath(table, key), {
      method: 'PUT',
      body: draftToWire(table, row),
      headers: basedOn === null ? {} : { 'If-Match': `"${basedOn}"` },
    });
  },

  async remove(device: string, table: TableName, key: string): Promise<void> {
    await call(device, rowPath(table, key), { method: 'DELETE' });
  },

  /**
   * Several changes made together or not at all; *Undo* calls them by `words`. Each step is made by
   * `createStep`, `updateStep` or `removeStep`.
   */
  async transaction(
    device: string,
    words: string,
    steps: readonly TransactionStep[],
  ): Promise<void> {
    await call(device, '/cmdb/transaction', { method: 'POST', body: { words, steps } });
  },

  async move(
    device: string,
    table: TableName,
    key: string,
    place: { readonly before: string } | { readonly after: string },
  ): Promise<void> {
    await call(device, `${rowPath(table, key)}${queryText({ action: 'move', ...place })}`, {
      method: 'PUT',
      body: {},
    });
  },

  async clone(device: string, table: TableName, key: string): Promise<string> {
    const envelope = await call(device, `${rowPath(table, key)}?action=clone`, {
      method: 'POST',
      body: {},
    });
    return envelope.mkey ?? '';
  },

  async emsStatus(device: string, signal?: AbortSignal) {
    const envelope = await call(device, '/monitor/endpoint-control/ems/status', { signal });
    const [first] = parsed(z.array(emsStatusSchema), envelope.results);
    if (!first) throw new ApiError(200, 0, 'The FortiGate has no EMS connector.');
    return first;
  },

  async dynamicTags(device: string, query: DynamicTagQuery, signal?: AbortSignal) {
    const path = `/monitor/firewall/address-dynamic${queryText({ ...query })}`;
    const envelope = await call(device, path, { signal });
    return {
      tags: parsed(z.array(dynamicTagSchema), envelope.results),
      matched: envelope.matched_count ?? 0,
      size: envelope.size ?? 0,
    };
  },

  async tagAddresses(device: string, category: TagCategory, tag: string, signal?: AbortSignal) {
    const path = `/monitor/firewall/address-dynamic/${category}/${encodeURIComponent(tag)}`;
    return parsed(tagAddressesSchema, (await call(device, path, { signal })).results);
  },

  /** What the names in the policies' tag fields stand for [a path of ours]. */
  async policyTags(device: string, signal?: AbortSignal) {
    const { results } = await call(device, '/monitor/firewall/policy-tags', { signal });
    return parsed(policyTagsSchema, results);
  },

  /** Where an object is used. */
  async usage(device: string, table: TableName, key: string, signal?: AbortSignal) {
    const words = table.split(' ');
    const path = `/monitor/system/object/usage${queryText({
      q_path: words.slice(0, -1).join(' '),
      q_name: words.at(-1),
      mkey: key,
    })}`;
    const envelope = await call(device, path, { signal });
    return parsed(z.object({ currently_using: z.array(objectUseSchema) }), envelope.results)
      .currently_using;
  },

  async logs(device: string, { subtype, ...query }: LogQuery, signal?: AbortSignal) {
    const path = `/log/memory/traffic/${subtype}${queryText(query)}`;
    const envelope = await call(device, path, { signal });
    const results = parsed(z.array(z.object({ _metadata: logRecordSchema })), envelope.results);
    return {
      records: results.map((result) => result._metadata),
      matched: envelope.matched_count ?? 0,
      size: envelope.size ?? 0,
    };
  },

  /** The same records as `execute log display` prints them. */
  async logDisplay(device: string, { subtype, ...query }: LogQuery, signal?: AbortSignal) {
    const path = `/log/memory/traffic/${subtype}${queryText({ ...query, format: 'display' })}`;
    return parsed(z.string(), (await call(device, path, { signal })).results);
  },
};
