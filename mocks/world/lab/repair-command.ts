/** Applies a repair that *Connect* offers: its changes together or not at all. */
import { endpointOf as endpointAt } from '#engine/sync/endpoint-index.ts';
import type { Login } from '#model/decision/session.ts';
import { withOpenConsole } from '../ems/ems-servers.ts';
import { noEndpoint, noFabricDevice } from '#model/words/refusals.ts';
import { applyChange } from '#engine/repairs/apply-change.ts';
import { repairPhrase } from '#model/words/repair.ts';
import { isConnected } from '#engine/sync/connection.ts';
import { tagsOf } from '#engine/tagging/evaluate.ts';
import { plain } from '#model/words/sentence.ts';
import { connectorEntry } from '#model/fortios/fctems.ts';
import { findRow, rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import type { ConsideredType } from '#model/decision/decision.ts';
import type { FortiosConfig, TableName } from '#model/fortios/tables.ts';
import { applyRepairSchema } from '#model/lab/lab-api.ts';
import type { Change } from '#model/decision/repair.ts';
import { allRegisteredClients, nameProblem, sameTag } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { connectDevice } from '../ems/device-connections.ts';
import { updateSharing } from '../ems/ems-commands.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { savingProblems } from '../fortigate/row-checks.ts';
import { changeTag, isPending } from '../tagging/tag-changes.ts';
import { evaluationOf } from '../tagging/tag-evaluation.ts';
import { type TagByHand, type WorldState, objectPath, fortigateNamed } from '../state.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;
type SharingChange = Of<
  'share-type' | 'stop-sharing-type' | 'widen-endpoint-sharing' | 'narrow-endpoint-sharing'
>;
type TagChange = Of<'add-tag' | 'remove-tag'>;
type EndpointChange = Of<'register' | 'unregister' | 'bring-online' | 'take-offline'>;
type PolicyChange = Extract<Change, { readonly policytype: string }>;
type ConnectorChange = Extract<Change, { readonly connector: number }>;

function phrase(changes: readonly Change[]): string {
  return plain(repairPhrase(changes));
}

/** The changes that are made in the world; a certificate is the next connection's. */
export function worldChanges(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ kind }) => !ofSession.has(kind));
}

/** In the session itself, and nothing in the world. */
const ofSession: ReadonlySet<Change['kind']> = new Set([
  'log-in',
  'present-certificate',
  'withhold-certificate',
]);

/** What the next connection has to present. */
export function certificateChange(changes: readonly Change[]): 'valid' | 'none' | null {
  const last = changes.findLast(
    ({ kind }) => kind === 'present-certificate' || kind === 'withhold-certificate',
  );
  if (!last) return null;
  return last.kind === 'present-certificate' ? 'valid' : 'none';
}

/** Who has to log in at the next connection; null where the changes do not say. */
export function loginChange(changes: readonly Change[]): Login | null {
  const last = changes.findLast((change) => change.kind === 'log-in');
  return last ? { user: last.user, groups: last.groups, ok: true } : null;
}

function stale(change: Change): never {
  conflict(
    `The world has changed, so this change is no longer possible: ${phrase([change])}. Connect again to see the current changes.`,
  );
}

function refuseIfSame(change: Change, before: unknown, after: unknown): void {
  if (JSON.stringify(before) === JSON.stringify(after)) stale(change);
}

function sharing(state: WorldState, change: SharingChange): WorldState {
  const find = (world: Pick<WorldState, 'ems'>) =>
    world.ems.fabricDevices.find((one) => one.name === change.device) ??
    notFound(noFabricDevice(change.device), 'changes');
  const before = find(state);
  const after = find(applyChange(state, change, state.clock.epochMs));
  refuseIfSame(change, before, after);
  const { tagTypes, endpointSharing, selected } = after;
  return updateSharing.run(state, {
    serial: before.serial,
    sharing: { tagTypes: [...tagTypes], endpointSharing, selected: [...selected] },
    basedOn: null,
  }).state;
}

function authorization(state: WorldState, change: Of<'authorize' | 'deny-device'>): WorldState {
  const device =
    state.ems.fabricDevices.find((one) => one.name === change.device) ??
    notFound(noFabricDevice(change.device), 'changes');
  if (device.authorized === (change.kind === 'authorize')) stale(change);
  return { ...state, ems: applyChange(state, change, state.clock.epochMs).ems };
}

function reconnection(state: WorldState, change: Of<'reconnect'>): WorldState {
  const device =
    state.ems.fabricDevices.find((one) => one.name === change.device) ??
    notFound(noFabricDevice(change.device), 'changes');
  if (isConnected(device)) stale(change);
  return connectDevice.run(state, { serial: device.serial, connected: true }).state;
}

function endpointOf({ ems }: Pick<WorldState, 'ems'>, uid: string) {
  return ems.endpoints.find((one) => one.uid === uid) ?? notFound(noEndpoint(uid), 'changes');
}

function onEndpoint(state: WorldState, change: EndpointChange): WorldState {
  const after = applyChange(state, change, state.clock.epochMs);
  refuseIfSame(change, endpointOf(state, change.uid), endpointOf(after, change.uid));
  return { ...state, ems: after.ems };
}

function checkTag(state: WorldState, { tag, uid }: TagChange): void {
  if (sameTag(tag, allRegisteredClients))
    invalid(
      -15,
      'changes',
      `${tag.name} depends on the registration of ${endpointOf(state, uid).host} and cannot be set by hand.`,
    );
  const problem = nameProblem(tag.name, 'tag');
  if (problem) invalid(-15, 'changes', problem);
}

/**
 * What rules and outbreaks give is theirs to take: a person who does it by hand outdoes them, for this
 * endpoint and until it is done the other way round [assumed].
 */
function byHand(state: WorldState, { uid, tag, add }: TagByHand): WorldState {
  if (tag.category !== 'zero_trust' && tag.category !== 'outbreak_alert') return state;
  const others = state.tagsByHand.filter((one) => one.uid !== uid || !sameTag(one.tag, tag));
  const isGiven = tagsOf(evaluationOf(state), uid).some((one) => sameTag(one, tag));
  return {
    ...state,
    tagsByHand: isGiven === add ? others : [...others, { uid, tag, add }],
  };
}

function onTags(state: WorldState, change: TagChange): WorldState {
  const { uid, tag } = change;
  const add = change.kind === 'add-tag';
  const endpoint = endpointOf(state, uid);
  checkTag(state, change);
  if (endpoint.tags.some((one) => sameTag(one, tag)) === add) stale(change);
  if (isPending(state, { uid, tag, add }))
    conflict(
      `This change of ${tag.name} on ${endpoint.host} is already pending. It takes effect when the endpoint reports to EMS.`,
    );
  return changeTag(byHand(state, { uid, tag, add }), { uid, tag, add, cause: 'posture' });
}

function inPolicy<T extends `firewall ${ConsideredType}`>(
  state: WorldState,
  change: PolicyChange,
  table: T,
): WorldState {
  const fortigate = fortigateNamed(state, change.fortigate, 'changes');
  const existing = (config: FortiosConfig, id: number) =>
    findRow(config, table, String(id)) ??
    notFound(`${fortigate.name} no longer has ${table} ${id}.`, 'changes');
  const before = existing(fortigate.config, change.policyid);
  if (change.kind === 'move-policy') existing(fortigate.config, change.before);

  const { fortigates } = applyChange(state, change, state.clock.epochMs);
  const { config } = fortigates.find((one) => one.name === change.fortigate) ?? fortigate;
  const after = existing(config, change.policyid);
  if (change.kind === 'move-policy')
    refuseIfSame(change, keysOf(fortigate.config, table), keysOf(config, table));
  else {
    refuseIfSame(change, before, after);
    const [problem] = savingProblems(state, fortigate, table, after, before);
    if (problem) invalid(problem.code, 'changes', problem.message);
  }
  return { ...state, fortigates };
}

function onConnector(state: WorldState, change: ConnectorChange): WorldState {
  const find = ({ fortigates }: Pick<WorldState, 'fortigates'>) => {
    const one = fortigates.find(({ name }) => name === change.fortigate);
    const entry = one && connectorEntry(one.config, change.connector);
    return { entry, unverified: one?.unverified };
  };
  const { name } = fortigateNamed(state, change.fortigate, 'changes');
  if (!find(state).entry)
    notFound(`${name} no longer has a connector EMS${change.connector}.`, 'changes');
  const { fortigates } = applyChange(state, change, state.clock.epochMs);
  refuseIfSame(change, find(state), find({ fortigates }));
  return { ...state, fortigates };
}

function keysOf<T extends TableName>(config: FortiosConfig, table: T): readonly string[] {
  return rowsOf(config, table).map((row) => rowKey(table, row));
}

function applyOne(state: WorldState, change: Change): WorldState {
  switch (change.kind) {
    case 'share-type':
    case 'stop-sharing-type':
    case 'widen-endpoint-sharing':
    case 'narrow-endpoint-sharing':
      return sharing(state, change);
    case 'authorize':
    case 'deny-device':
      return authorization(state, change);
    case 'reconnect':
      return reconnection(state, change);
    case 'add-tag':
    case 'remove-tag':
      return onTags(state, change);
    case 'register':
    case 'unregister':
    case 'bring-online':
    case 'take-offline':
      return onEndpoint(state, change);
    case 'swap-tag':
    case 'mac-to-ip':
    case 'match-any':
    case 'match-all':
    case 'enable-policy':
    case 'disable-policy':
    case 'move-policy':
    case 'name-in-policy':
      return inPolicy(state, change, `firewall ${change.policytype}`);
    case 'enable-connector':
    case 'set-connector-serial':
    case 'verify-connector':
    case 'pull-tags':
      return onConnector(state, change);
    case 'set-fqdn':
      return inAddress(state, change);
    case 'enable-real-server':
    case 'disable-real-server':
      return onRealServer(state, change);
    case 'log-in':
    case 'present-certificate':
    case 'withhold-certificate':
      return state;
  }
}

function onRealServer(
  state: WorldState,
  change: Extract<Change, { readonly realServer: number }>,
): WorldState {
  const fortigate = fortigateNamed(state, change.fortigate, 'changes');
  const servers = (config: FortiosConfig) =>
    config['firewall access-proxy'].find(({ name }) => name === change.server);
  const before =
    servers(fortigate.config) ??
    notFound(`${fortigate.name} no longer has the ZTNA server ${change.server}.`, 'changes');
  const { fortigates } = applyChange(state, change, state.clock.epochMs);
  const after = fortigates.find(({ name }) => name === change.fortigate);
  refuseIfSame(change, before, after && servers(after.config));
  return { ...state, fortigates };
}

function inAddress(state: WorldState, change: Of<'set-fqdn'>): WorldState {
  const { name, config } = fortigateNamed(state, change.fortigate, 'changes');
  const before =
    findRow(config, 'firewall address', change.address) ??
    notFound(`${name} no longer has the address ${change.address}.`, 'changes');
  const { fortigates } = applyChange(state, change, state.clock.epochMs);
  const after = fortigates.find((one) => one.name === name);
  refuseIfSame(change, before, after && findRow(after.config, 'firewall address', change.address));
  return { ...state, fortigates };
}

function touchedBy(state: WorldState, change: Change): readonly string[] {
  if ('uid' in change) return [objectPath.endpoint(change.uid)];
  if ('device' in change) {
    const device = state.ems.fabricDevices.find((one) => one.name === change.device);
    return device ? [objectPath.fabricDevice(device.serial)] : [];
  }
  if ('connector' in change)
    return [objectPath.row(change.fortigate, 'endpoint-control fctems', String(change.connector))];
  if (change.kind === 'set-fqdn')
    return [objectPath.row(change.fortigate, 'firewall address', change.address)];
  if ('realServer' in change)
    return [objectPath.row(change.fortigate, 'firewall access-proxy', change.server)];
  // An order is a table's, not a row's; a log-in is the session's own.
  if (change.kind === 'move-policy' || change.kind === 'log-in') return [];
  const table = `firewall ${change.policytype}`;
  return [objectPath.row(change.fortigate, table, String(change.policyid))];
}

/** What a change is about may be another EMS server's, whose console is opened for it and closed again. */
function applyInConsole(state: WorldState, change: Change): WorldState {
  const { serial, otherServers = [] } = state.ems;
  const other = otherServers.find((one) =>
    'uid' in change
      ? endpointAt(one, change.uid) !== undefined
      : 'ems' in change && one.serial === change.ems,
  );
  if (!other) return applyOne(state, change);
  return withOpenConsole(applyOne(withOpenConsole(state, other.serial), change), serial);
}

/**
 * Refuses, with nothing changed, where one of the changes does not fit the world any more. Tags may be
 * on their way afterwards (`tag-changes.ts`).
 */
export const applyRepair = command('lab/apply-repair', {
  input: z.object({ changes: applyRepairSchema.shape.changes.readonly() }),
  words: ({ changes }) => phrase(changes),
  touches: (before, { changes }) =>
    worldChanges(changes).flatMap((change) => touchedBy(before, change)),
  run: (state, { changes }) => ({ state: changes.reduce(applyInConsole, state) }),
});
