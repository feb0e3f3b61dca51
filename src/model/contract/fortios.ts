/** FortiOS's API, one for each FortiGate (domain.md section 10). */
import { restStepSchema } from '#model/fortios/commands-api.ts';
import { logRecordSchema, objectUseSchema } from '#model/fortios/fortios-api.ts';
import { emsIdSchema, emsMonitorSchema } from '#model/ems/ems-connectors.ts';
import { logActions } from '#model/decision/log.ts';
import { policyTagsSchema } from '#model/tagging/policy-tags.ts';
import {
  addressKinds,
  entryTypes,
  matchedEndpointsSchema,
  resolvedAddressesSchema,
  tagEntriesSchema,
} from '#model/tagging/tag-entries.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { policyTypes } from '../fortios/policy-list.ts';
import { endpointsOf, flag, whole } from './endpoint.ts';
import { followingConfig, followingConnectors } from './topics.ts';

const { get, post, put, remove } = endpointsOf('fortios');

const onDevice = z.object({ device: z.string() });
/** `firewall.service/custom`. */
const onTable = onDevice.extend({ section: z.string(), name: z.string() });
const onRow = onTable.extend({ key: z.string() });
const onTag = onDevice.extend({ category: tagCategorySchema, tag: z.string() });

/** On or off as scripts write it; FortiOS's own pages say 1. */
const isOn = z
  .enum(['true', 'false', '1', '0', ''])
  .transform((one) => one === 'true' || one === '1')
  .default(false);

/** What scripts put into any address: a token in place of the header, the one VDOM, and how to show rows. */
const query = z.strictObject({
  access_token: z.string().default(''),
  vdom: z.string().default('root'),
  /** Names of fields, with `|` between. */
  format: z.string().default(''),
  datasource: isOn,
  with_meta: isOn,
  skip: isOn,
  scope: z.enum(['vdom', 'both', 'global']).nullable().default(null),
  'exclude-default-values': isOn,
});
const list = query.extend({
  start: whole.min(0).default(0),
  count: whole.min(0).max(100_000).default(0),
  search: z.string().default(''),
});
/** A query by which FortiOS tells apart what shares an address. */
const asking = <const Action extends string>(action: Action) =>
  query.extend({ action: z.literal(action) });

const page = {
  /** Of all rows, and of those that the filters leave. */
  size: z.number(),
  matched_count: z.number(),
  next_idx: z.number(),
};
const rows = z.object({
  ...page,
  results: z.array(z.unknown()),
  /** For `If-Match`: grows when a row changes. */
  revision: z.string(),
});
const changed = z.object({
  /** False where the row was so before: nothing was done. */
  revision_changed: z.boolean(),
  /** The key of the row that was changed. */
  mkey: z.string(),
  revision: z.string(),
  /** Of the same row before; absent where it was made. */
  old_revision: z.string().optional(),
});

const configuration = {
  transaction: post('/cmdb/transaction', {
    about:
      'Several changes made together or not at all. FortiOS stages them by a header; the form is ours [assumed].',
    params: onDevice,
    query,
    body: z.object({
      /** What *Undo* calls them. */
      words: z.string().min(1),
      steps: z.array(restStepSchema),
    }),
    answer: changed,
    changes: followingConfig,
  }),
  schema: get('/cmdb/:section/:name', {
    about: 'What a table has: its fields, with types, limits, options and what they refer to.',
    action: 'schema',
    params: onTable,
    query: asking('schema'),
    answer: z.object({ action: z.literal('schema'), results: z.unknown() }),
  }),
  defaults: get('/cmdb/:section/:name', {
    about: 'A row with FortiOS’s defaults.',
    action: 'default',
    params: onTable,
    query: asking('default'),
    answer: z.object({ action: z.literal('default'), results: z.unknown() }),
  }),
  rows: get('/cmdb/:section/:name', {
    about:
      'Rows of a table. A `filter` is a field, one of `==` `=*` `=@` `!=` `!*` `!@` `<` `<=` `>` `>=`, and a value (`*` and `@` know no case; `@` is a part of it); a comma says or, `&` or another `filter` says and, `\\` takes a sign as it is. `sort=policyid,dsc`; `format=policyid|name` gives these fields alone.',
    params: onTable,
    query: list.extend({
      filter: z.union([z.string(), z.array(z.string())]).default([]),
      sort: z.string().default(''),
    }),
    answer: rows,
    // Tags are address objects too.
    topics: ['config/:device', 'knowledge'],
  }),
  row: get('/cmdb/:section/:name/:key', {
    about: 'One row.',
    params: onRow,
    query,
    answer: rows,
    topics: ['config/:device', 'knowledge'],
  }),
  create: post('/cmdb/:section/:name', {
    about: 'Adds a row.',
    params: onTable,
    query,
    body: z.unknown(),
    answer: changed,
    changes: followingConfig,
  }),
  clone: post('/cmdb/:section/:name/:key', {
    about: 'Copies a row; `nkey` is the key of the copy.',
    params: onRow,
    query: query.extend({
      action: z.literal('clone', 'The only action on an entry by POST is clone.'),
      nkey: z.string().nullable().default(null),
    }),
    body: z.unknown(),
    answer: changed,
    changes: followingConfig,
  }),
  update: put('/cmdb/:section/:name/:key', {
    about:
      'Changes the given fields alone; with `action=move` and `before` or `after`, the place in the table.',
    params: onRow,
    query: query.extend({
      action: z.enum(['move']).nullable().default(null),
      before: z.string().nullable().default(null),
      after: z.string().nullable().default(null),
    }),
    body: z.unknown(),
    answer: changed,
    takesIfMatch: true,
    changes: followingConfig,
  }),
  remove: remove('/cmdb/:section/:name/:key', {
    about: 'Deletes a row that nothing uses.',
    params: onRow,
    query,
    answer: changed,
    changes: followingConfig,
  }),
};

const monitors = {
  systemStatus: get('/monitor/system/status', {
    about: 'Which device it is; what clients ask to see whether they are let in.',
    params: onDevice,
    query,
    answer: z.object({
      results: z.object({
        model_name: z.string(),
        model_number: z.string(),
        model: z.string(),
        hostname: z.string(),
        log_disk_status: z.string(),
      }),
    }),
  }),
  emsStatus: get('/monitor/endpoint-control/ems/status', {
    about: 'The EMS connectors of the configuration, each with the state of its connection.',
    params: onDevice,
    query,
    answer: z.object({ results: z.array(emsMonitorSchema) }),
    topics: ['knowledge', 'config/:device'],
  }),
  verifyEms: post('/monitor/endpoint-control/ems/verify-cert', {
    about: 'Accepts the certificate of the EMS behind a connector.',
    params: onDevice,
    query,
    body: emsIdSchema,
    answer: z.object({ results: emsIdSchema }),
    changes: followingConnectors,
  }),
  unverifyEms: post('/monitor/endpoint-control/ems/unverify-cert', {
    about: 'Trusts that certificate no longer.',
    params: onDevice,
    query,
    body: emsIdSchema,
    answer: z.object({ results: emsIdSchema }),
    changes: followingConnectors,
  }),
  tagEntries: get('/monitor/firewall/address-dynamic', {
    about:
      'The tags that this FortiGate knows, as its address objects, IP and MAC each; then tag groups and built-in tags.',
    params: onDevice,
    query: list.extend({
      type: z.enum(entryTypes).nullable().default(null),
      /** Of tags, the entries of one kind. */
      kind: z.enum(addressKinds).nullable().default(null),
      used: flag,
    }),
    answer: tagEntriesSchema,
    topics: ['knowledge', 'config/:device'],
  }),
  policyTags: get('/monitor/firewall/policy-tags', {
    about: 'What the names in the policies’ tag fields stand for [a path of ours].',
    params: onDevice,
    query,
    answer: z.object({ results: policyTagsSchema }),
    topics: ['knowledge', 'config/:device'],
  }),
  resolvedAddresses: get('/monitor/firewall/address-dynamic/:category/:tag', {
    about:
      'The addresses of one tag, as `diagnose firewall dynamic list` has them, with their endpoints.',
    params: onTag,
    query: list.extend({ kind: z.enum(addressKinds).default('ip') }),
    answer: resolvedAddressesSchema,
    topics: ['knowledge', 'config/:device'],
  }),
  matchedEndpoints: get('/monitor/firewall/address-dynamic/:category/:tag/matched', {
    about: 'The endpoints of `diagnose endpoint ec-shm list` that carry the tag [a path of ours].',
    params: onTag,
    query: list,
    answer: matchedEndpointsSchema,
    topics: ['knowledge', 'config/:device', 'decisions'],
  }),
  usage: get('/monitor/system/object/usage', {
    about: 'Where an object is used.',
    params: onDevice,
    query: query.extend({
      q_path: z.string().default(''),
      q_name: z.string().default(''),
      mkey: z.string().default(''),
    }),
    answer: z.object({ results: z.object({ currently_using: z.array(objectUseSchema) }) }),
    topics: ['config/:device'],
  }),
  policyLookup: get('/monitor/firewall/policy-lookup', {
    about: 'The policy that a session from `sourceip` to `dest` would match.',
    params: onDevice,
    query: query.extend({
      srcintf: z.string(),
      sourceip: z.string(),
      dest: z.string(),
      destport: whole.min(0).max(65535).default(0),
      protocol: whole.min(0).max(255).default(6),
    }),
    answer: z.object({
      results: z.object({
        success: z.literal(true),
        policy_id: z.number(),
        policy_type: z.string(),
        action: z.string(),
      }),
    }),
    topics: ['config/:device', 'knowledge'],
  }),
};

const logQuery = query.extend({
  start: whole.min(0).default(0),
  rows: whole.min(1).max(1000).default(50),
  search: z.string().default(''),
  action: z.enum(logActions).nullable().default(null),
  /** Only lines of the last so many minutes, on the world's clock. */
  minutes: whole.min(1).max(525_600).nullable().default(null),
  policytype: z.enum(policyTypes).nullable().default(null),
  policyid: whole.min(0).nullable().default(null),
});
const onLog = onDevice.extend({ subtype: z.enum(['ztna', 'forward']) });

const log = {
  logs: get('/log/memory/traffic/:subtype', {
    about:
      'Lines of the traffic log, newest first; with `format=display`, as `execute log display` prints them.',
    params: onLog,
    query: logQuery.extend({ format: z.enum(['json', 'display']).default('json') }),
    answer: z.object({
      ...page,
      results: z.union([z.string(), z.array(z.looseObject({ _metadata: logRecordSchema }))]),
    }),
    topics: ['log/:device'],
  }),
};

export const fortiosApi = { ...configuration, ...monitors, ...log };
