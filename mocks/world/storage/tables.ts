/** Every table of the world. A FortiGate's come after it, so that its rows have an owner when they are read. */
import { adoptKept } from '#formats/fortios/adopt-kept.ts';
import {
  emptyConfig,
  looseRow,
  rowFromLoose,
  rowFromStored,
  rowKey,
  rowsOf,
  storedRow,
  withTable,
} from '#model/fortios/rows.parse.ts';
import { type LayoutPart, layoutPartSchema } from '#model/fortios/layout-parts.ts';
import { type TableName, tableNames, tables } from '#model/fortios/tables.ts';
import { withUuid } from '#model/fortios/tables/uuids.ts';
import { emsSchema, endpointSchema, fabricDeviceSchema } from '#model/ems/ems.ts';
import { iocEventSchema, iocHandlerSchema } from '#model/ems/fortianalyzer.ts';
import { ignoredFindingSchema } from '#model/lab/findings.ts';
import { connectAnswerSchema } from '#model/lab/lab-api.ts';
import { policyTestSchema } from '#model/lab/policy-test.ts';
import { endedSessionSchema } from '#model/lab/lab-sessions.ts';
import { outbreakSchema } from '#model/ems/outbreak.ts';
import { postureSchema } from '#model/tagging/posture.ts';
import { resolverSchema } from '#model/decision/session.ts';
import { tagDefinitionSchema } from '#model/tagging/tagging.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { type FortiGate, type WorldState, findFortiGate, withFortiGate } from '../state.ts';
import { withLastKnown, withServers } from '../ems/ems-servers.ts';
import {
  clockSchema,
  consoleSchema,
  drawSchema,
  logEntrySchema,
  openSessionSchema,
  pendingSchema,
  tagByHandSchema,
} from './row-schemas.ts';
import { type WorldTable, keyed, ordered, single } from './table.ts';

/** What reads a row by its schema. */
function reader<Row>(schema: z.ZodType<Row>): (stored: unknown) => Row | null {
  return (stored) => {
    const read = schema.safeParse(stored);
    return read.success ? read.data : null;
  };
}

const isSetting = true;

const { otherServers, lastKnown } = emsSchema.unwrap().shape;

const emsTables: readonly WorldTable[] = [
  ordered('endpoint', {
    isSetting,
    get: ({ ems }) => ems.endpoints,
    put: (state, _, endpoints) => ({ ...state, ems: { ...state.ems, endpoints } }),
    key: ({ uid }) => uid,
    read: reader(endpointSchema),
  }),
  ordered('fabric-device', {
    isSetting,
    get: ({ ems }) => ems.fabricDevices,
    put: (state, _, fabricDevices) => ({ ...state, ems: { ...state.ems, fabricDevices } }),
    key: ({ serial }) => serial,
    read: reader(fabricDeviceSchema),
  }),
  // Whole, each: a world has few, and one changes while its console is open, or as time passes.
  ordered('other-server', {
    isSetting,
    get: ({ ems }) => ems.otherServers ?? [],
    put: (state, _, servers) => ({ ...state, ems: withServers(state.ems, servers) }),
    key: ({ serial }) => serial,
    read: reader(otherServers.unwrap().unwrap().element),
  }),
  keyed('closed-console', {
    isSetting,
    get: ({ closedConsoles }) => closedConsoles,
    put: (state, closedConsoles) => ({ ...state, closedConsoles }),
    read: reader(consoleSchema),
  }),
  ordered('last-known', {
    isSetting,
    get: ({ ems }) => ems.lastKnown ?? [],
    put: (state, _, known) => ({ ...state, ems: withLastKnown(state.ems, known) }),
    key: ({ device }) => device.serial,
    read: reader(lastKnown.unwrap().unwrap().element),
  }),
  ordered('classification-tag', {
    isSetting,
    get: ({ ems }) => ems.customClassificationTags,
    put: (state, _, customClassificationTags) => ({
      ...state,
      ems: { ...state.ems, customClassificationTags },
    }),
    key: (name) => name,
    read: reader(z.string()),
  }),
  keyed('posture', {
    isSetting,
    get: ({ postures }) => postures,
    put: (state, postures) => ({ ...state, postures }),
    read: reader(postureSchema),
  }),
  ordered('tag-definition', {
    isSetting,
    get: ({ tagDefinitions }) => tagDefinitions,
    put: (state, _, tagDefinitions) => ({ ...state, tagDefinitions }),
    key: ({ id }) => String(id),
    read: reader(tagDefinitionSchema),
  }),
  ordered('outbreak', {
    isSetting,
    get: ({ outbreaks }) => outbreaks,
    put: (state, _, outbreaks) => ({ ...state, outbreaks }),
    key: ({ id }) => id,
    read: reader(outbreakSchema),
  }),
  ordered('tag-by-hand', {
    isSetting,
    get: ({ tagsByHand }) => tagsByHand,
    put: (state, _, tagsByHand) => ({ ...state, tagsByHand }),
    key: ({ uid, tag }) => `${uid} ${tagKey(tag)}`,
    read: reader(tagByHandSchema),
  }),
  ordered('pending-tag-change', {
    isSetting,
    get: ({ pendingTagChanges }) => pendingTagChanges,
    put: (state, _, pendingTagChanges) => ({ ...state, pendingTagChanges }),
    key: ({ uid, tag }) => `${uid} ${tagKey(tag)}`,
    read: reader(pendingSchema),
  }),
  ordered('ioc-handler', {
    isSetting,
    get: ({ fortiAnalyzer }) => fortiAnalyzer.handlers,
    put: (state, _, handlers) => ({
      ...state,
      fortiAnalyzer: { ...state.fortiAnalyzer, handlers },
    }),
    key: ({ id }) => String(id),
    read: reader(iocHandlerSchema),
  }),
  ordered('ioc-event', {
    isSetting,
    get: ({ fortiAnalyzer }) => fortiAnalyzer.events,
    put: (state, _, events) => ({ ...state, fortiAnalyzer: { ...state.fortiAnalyzer, events } }),
    key: ({ at, uid }) => `${at} ${uid}`,
    read: reader(iocEventSchema),
  }),
];

const emsFacts = { serial: true, tenant: true, name: true, version: true } as const;
const emsFactsSchema = emsSchema.unwrap().pick({ ...emsFacts, fortiAnalyzerConnected: true });

/** What stands once. */
const singles: readonly WorldTable[] = [
  single('ems', {
    isSetting,
    get: ({ ems: { serial, tenant, name, version, fortiAnalyzerConnected } }) => ({
      serial,
      tenant,
      name,
      version,
      fortiAnalyzerConnected,
    }),
    put: (state, facts) => ({ ...state, ems: { ...state.ems, ...facts } }),
    read: reader(emsFactsSchema),
  }),
  single('names', {
    isSetting,
    get: ({ names }) => names,
    put: (state, names) => ({ ...state, names }),
    read: reader(resolverSchema),
  }),
  single('scenario', {
    isSetting: false,
    get: ({ scenario }) => scenario,
    put: (state, scenario) => ({ ...state, scenario }),
    read: reader(z.object({ id: z.string(), name: z.string() })),
  }),
  single('clock', {
    isSetting: false,
    get: ({ clock }) => clock,
    put: (state, clock) => ({ ...state, clock }),
    read: reader(clockSchema),
  }),
  single('random', {
    isSetting: false,
    get: ({ random }) => random,
    put: (state, random) => ({ ...state, random }),
    read: reader(z.object({ upcoming: z.array(drawSchema), seed: z.number() })),
  }),
  single('connection', {
    isSetting: false,
    get: ({ connection }) => connection,
    put: (state, connection) => ({ ...state, connection }),
    clear: (state) => ({ ...state, connection: null }),
    read: reader(z.object({ answer: connectAnswerSchema })),
  }),
  single('steps-done', {
    isSetting: false,
    get: ({ stepsDone }) => stepsDone,
    put: (state, stepsDone) => ({ ...state, stepsDone }),
    read: reader(z.array(z.string()).readonly()),
  }),
];

const labTables: readonly WorldTable[] = [
  ordered('policy-test', {
    isSetting,
    get: ({ policyTests }) => policyTests,
    put: (state, _, policyTests) => ({ ...state, policyTests }),
    key: ({ name }) => name,
    read: reader(policyTestSchema),
  }),
  ordered('ignored-finding', {
    isSetting,
    get: ({ ignoredFindings }) => ignoredFindings,
    put: (state, _, ignoredFindings) => ({ ...state, ignoredFindings }),
    key: ({ id }) => id,
    read: reader(ignoredFindingSchema),
  }),
  ordered('open-session', {
    isSetting: false,
    get: ({ openSessions }) => openSessions,
    put: (state, _, openSessions) => ({ ...state, openSessions }),
    key: ({ shown }) => String(shown.id),
    read: reader(openSessionSchema),
  }),
  ordered('ended-session', {
    isSetting: false,
    get: ({ endedSessions }) => endedSessions,
    put: (state, _, endedSessions) => ({ ...state, endedSessions }),
    key: ({ session, logIndex }) => `${session.fortigate} ${logIndex}`,
    read: reader(endedSessionSchema),
  }),
  keyed('turn', {
    isSetting: false,
    get: ({ turns }) => turns,
    put: (state, turns) => ({ ...state, turns }),
    read: reader(z.number()),
  }),
  keyed('changed', {
    isSetting: false,
    get: ({ changed }) => changed,
    put: (state, changed) => ({ ...state, changed }),
    read: reader(z.number()),
  }),
];

const headSchema = z.object({
  name: z.string(),
  serial: z.string(),
  ip: z.string(),
  version: z.string(),
  build: z.number(),
  connector: z.number(),
  unverified: z.array(z.number()).readonly().optional(),
});
type Head = z.infer<typeof headSchema>;

function headOf({ name, serial, ip, version, build, connector, unverified }: Head): Head {
  const head = { name, serial, ip, version, build, connector };
  return unverified ? { ...head, unverified } : head;
}

/** A FortiGate without its configuration and logs, which are tables of their own. */
const fortigateHeads = ordered<FortiGate>('fortigate', {
  isSetting,
  get: ({ fortigates }) => fortigates,
  put: (state, _, fortigates) => ({
    ...state,
    fortigates: fortigates.map((one) => {
      const { config, logs } = findFortiGate(state, one.name) ?? one;
      return { ...one, config, logs };
    }),
  }),
  key: ({ name }) => name,
  write: headOf,
  read: (stored) => {
    const head = headSchema.safeParse(stored);
    if (!head.success) return null;
    return { ...headOf(head.data), config: emptyConfig(), logs: [] };
  },
  isSame: (a, b) => JSON.stringify(headOf(a)) === JSON.stringify(headOf(b)),
});

/** Parts that are at the same place in the text have the same key. */
function layoutKey(part: LayoutPart): string {
  switch (part.kind) {
    case 'table':
      return `table ${part.table}`;
    case 'global':
    case 'vdom':
      return part.kind;
    case 'kept':
      return part.statement.kind === 'config'
        ? `config ${part.statement.path}`
        : part.statement.kind;
  }
}

const owners = ({ fortigates }: WorldState): readonly string[] =>
  fortigates.map(({ name }) => name);

/** What a name of a configuration's table begins with. */
export const configPrefix = 'config ';

/** Versions before this one called the key of a connector `id`. */
function formerKey(table: TableName, stored: unknown): unknown {
  if (table !== 'endpoint-control fctems' || typeof stored !== 'object' || stored === null)
    return stored;
  if (!('id' in stored)) return stored;
  const { id, ...rest } = stored;
  return { 'ems-id': id, ...rest };
}

function configTable<T extends TableName>(table: T): WorldTable {
  return ordered(configPrefix + table, {
    isSetting,
    owners,
    get: (state, owner) => {
      const found = findFortiGate(state, owner);
      return found && rowsOf(found.config, table);
    },
    put: (state, owner, rows) =>
      withFortiGate(state, owner, (one) => ({
        ...one,
        config: withTable(one.config, table, rows),
      })),
    key: (row) => rowKey(table, row),
    write: (row) => storedRow(table, row),
    read: (stored, owner) => {
      const row = rowFromStored(table, formerKey(table, stored));
      if (!row) return null;
      const adopted = rowFromLoose(table, adoptKept(looseRow(row), tables[table].fields));
      // Versions before this one stored objects without.
      return withUuid(owner, table, adopted);
    },
  });
}

const fortigateTables: readonly WorldTable[] = [
  fortigateHeads,
  ...tableNames.map((table) => configTable(table)),
  ordered('layout', {
    isSetting,
    owners,
    get: (state, owner) => findFortiGate(state, owner)?.config.layout,
    put: (state, owner, layout) =>
      withFortiGate(state, owner, (one) => ({ ...one, config: { ...one.config, layout } })),
    key: layoutKey,
    read: reader(layoutPartSchema),
  }),
  ordered('log', {
    isSetting: false,
    owners,
    get: (state, owner) => findFortiGate(state, owner)?.logs,
    put: (state, owner, logs) => withFortiGate(state, owner, (one) => ({ ...one, logs })),
    key: ({ index }) => String(index),
    read: reader(logEntrySchema),
  }),
];

/** In the order in which they are read. */
export const worldTables: readonly WorldTable[] = [
  ...singles,
  ...emsTables,
  ...labTables,
  ...fortigateTables,
];
