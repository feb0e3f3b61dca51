/** A demo world with a second EMS server, whose tags come by connector EMS2 of FGT-HQ. */
import { beforeEach, expect, test } from 'vitest';
import { demo } from '#mocks/scenarios/demo.ts';
import type { Command } from '../commands.ts';
import * as queries from '../queries.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import { World } from '../world.ts';

const serial = 'FCTEMS8822009999';
const first = demo.ems.serial;
const fortigate = 'FGT-HQ';
let world: World;

async function done(command: Command): Promise<void> {
  expect(await world.execute(command)).toMatchObject({ ok: true });
}

async function uidOf(host: string): Promise<string> {
  const found = demo.ems.endpoints.find((one) => one.host === host);
  if (!found) throw new Error(`the demo has no ${host}`);
  return found.uid;
}

async function tagNames(): Promise<readonly string[]> {
  const answer = await world.ask(queries.tagEntries, {
    fortigate,
    search: '',
    type: null,
    kind: 'ip',
    used: null,
    start: 0,
    count: 0,
  });
  return answer.ok ? answer.value.entries.map(({ name }) => name) : [];
}

beforeEach(async () => {
  world = await World.open(memoryStorage(), [demo]);
  await done({
    kind: 'lab/add-ems-server',
    server: { name: 'Site B', serial, tenant: '0'.repeat(32) },
  });
});

test('a server is added once, and removed while its console is closed', async () => {
  const twice = { name: 'Other', serial, tenant: '0'.repeat(32) };
  expect(await world.execute({ kind: 'lab/add-ems-server', server: twice })).toMatchObject({
    ok: false,
    refusal: { field: 'serial' },
  });
  await done({ kind: 'lab/open-ems-console', serial });
  expect(await world.execute({ kind: 'lab/remove-ems-server', serial })).toMatchObject({
    ok: false,
    refusal: { field: 'serial' },
  });
  await done({ kind: 'lab/open-ems-console', serial: first });
  await done({ kind: 'lab/remove-ems-server', serial });
  const servers = await world.ask(queries.emsServers, null);
  expect(servers.ok && servers.value.servers.map((one) => one.serial)).toEqual([first]);
});

test('an endpoint that moves has the tags of its new EMS, by that connector’s names alone', async () => {
  const uid = await uidOf('WIN11-ANN');
  await done({ kind: 'lab/move-endpoint', uid, serial });
  await done({ kind: 'lab/open-ems-console', serial });
  const endpoint = await world.ask(queries.endpoint, { uid });
  expect(endpoint.ok && endpoint.value.tags.map(({ name }) => name)).toEqual([
    'all_registered_clients',
  ]);
  await done({ kind: 'ems/add-classification-tag', uid, name: 'Site-B' });
  const devices = await world.ask(queries.fabricDevices, {
    search: fortigate,
    authorized: null,
    sort: 'name',
    descending: false,
    offset: 0,
    count: 1,
  });
  const device = devices.ok ? devices.value.devices[0]?.device : undefined;
  await done({ kind: 'ems/authorize-device', serial: device?.serial ?? '', authorized: true });
  await done({
    kind: 'ems/update-sharing',
    serial: device?.serial ?? '',
    sharing: {
      tagTypes: ['zero_trust', 'classification'],
      endpointSharing: 'connected',
      selected: [],
    },
    basedOn: null,
  });
  expect((await tagNames()).filter((name) => name.startsWith('EMS2_'))).toEqual([]);
  await done({
    kind: 'fortigate/create',
    fortigate,
    table: 'endpoint-control fctems',
    values: {
      'ems-id': 2,
      status: 'enable',
      name: 'b',
      server: 'b.example',
      'serial-number': serial,
    },
  });
  expect(await tagNames()).toContain('EMS2_CLASS_Site-B');
  // Which console is open makes no difference to a FortiGate.
  const before = await tagNames();
  await done({ kind: 'lab/open-ems-console', serial: first });
  expect((await tagNames()).toSorted()).toEqual(before.toSorted());
});

test('time passes on a server whose console is closed', async () => {
  const uid = await uidOf('WIN11-ANN');
  await done({ kind: 'lab/move-endpoint', uid, serial });
  await done({ kind: 'lab/open-ems-console', serial });
  const devices = await world.ask(queries.fabricDevices, {
    search: fortigate,
    authorized: null,
    sort: 'name',
    descending: false,
    offset: 0,
    count: 1,
  });
  const device = devices.ok ? devices.value.devices[0]?.device : undefined;
  const own = device?.serial ?? '';
  await done({ kind: 'ems/authorize-device', serial: own, authorized: true });
  await done({ kind: 'ems/connect-device', serial: own, connected: false });
  const ends = async (): Promise<number | null | undefined> => {
    const answer = await world.ask(queries.fabricDevice, { serial: own });
    return answer.ok ? answer.value.cacheEnds : undefined;
  };
  expect(await ends()).not.toBeNull();
  await done({ kind: 'lab/open-ems-console', serial: first });
  await done({ kind: 'lab/step-clock', seconds: 200 });
  await done({ kind: 'lab/open-ems-console', serial });
  expect(await ends()).toBeNull();
});

test('what was added survives a reload, and undo takes it back', async () => {
  const storage = memoryStorage();
  world = await World.open(storage, [demo]);
  await done({
    kind: 'lab/add-ems-server',
    server: { name: 'Site B', serial, tenant: '0'.repeat(32) },
  });
  await done({
    kind: 'lab/save-name',
    of: 'fqdn',
    name: 'web.example.com',
    addresses: ['10.88.0.3'],
    former: null,
  });
  const again = await World.open(storage, [demo]);
  const servers = await again.ask(queries.emsServers, null);
  expect(servers.ok && servers.value.servers.map(({ name }) => name)).toEqual(['EMS', 'Site B']);
  const names = await again.ask(queries.nameTable, null);
  expect(names.ok && names.value.names).toContainEqual({
    of: 'fqdn',
    name: 'web.example.com',
    addresses: ['10.88.0.3'],
    isSet: true,
    usedBy: [],
  });
  await again.undo({ count: 2 });
  const undone = await again.ask(queries.emsServers, null);
  expect(undone.ok && undone.value.servers).toHaveLength(1);
});

test('a route’s address finds the endpoint, and its own again is refused', async () => {
  const uid = await uidOf('WIN11-ANN');
  const route = {
    ip: '10.212.134.10',
    mac: null,
    interface: 'ssl.root',
    gateway: fortigate,
    vpn: true,
  };
  await done({ kind: 'lab/set-routes', uid, routes: [route] });
  const endpoint = await world.ask(queries.endpoint, { uid });
  expect(endpoint.ok && endpoint.value.routes).toEqual([route]);
  const own = endpoint.ok ? endpoint.value.ip : '';
  expect(
    await world.execute({ kind: 'lab/set-routes', uid, routes: [{ ...route, ip: own }] }),
  ).toMatchObject({ ok: false, refusal: { field: 'routes.0.ip' } });
  expect(
    await world.execute({ kind: 'lab/set-routes', uid, routes: [{ ...route, gateway: 'X' }] }),
  ).toMatchObject({ ok: false, refusal: { field: 'routes.0.gateway' } });
});
