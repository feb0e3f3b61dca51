import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import type { EndpointDraft } from '#model/lab/worlds/estate.ts';
import { memoryStorage } from '../../storage/memory-storage.ts';
import { World } from '../../world.ts';
import { stateOf } from '../../worlds/state-of.ts';

let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function send(method: string, path: string, body?: object): Promise<[number, unknown]> {
  const response = await serverOf(world).request(`/lab/api/estate${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return [response.status, await response.json()];
}

const draft: EndpointDraft = {
  uid: null,
  host: 'NEW-01',
  os: 'windows',
  user: 'ann.berg',
  groups: ['Finance'],
  ip: '10.0.1.99',
  mac: null,
  gateway: 'FGT-HQ',
  online: true,
  tags: [
    { category: 'zero_trust', name: 'FortiAD' },
    { category: 'zero_trust', name: 'Low-Risk' },
  ],
};
const hosts = async () => (await stateOf(world)).ems.endpoints.map(({ host }) => host);

test('endpoints are added with their tags, connect, are edited and removed; each is one undo', async () => {
  const before = await hosts();
  expect(
    (await send('POST', '/endpoints', { endpoints: [draft, { ...draft, host: 'NEW-02' }] }))[0],
  ).toBe(200);
  expect(await hosts()).toEqual([...before, 'NEW-01', 'NEW-02']);
  const { ems } = await stateOf(world);
  const [first, second] = ems.endpoints.slice(-2);
  // Besides those that this world's rules give it.
  const tags = first?.tags.map(({ name }) => name);
  expect(tags).toEqual(expect.arrayContaining(['all_registered_clients', 'FortiAD', 'Low-Risk']));
  expect(new Set(tags).size).toBe(tags?.length);
  expect(new Set(ems.endpoints.map(({ uid }) => uid)).size).toBe(ems.endpoints.length);
  const answer = await world.execute({
    kind: 'lab/connect',
    request: {
      fortigate: 'FGT-HQ',
      source: { kind: 'endpoint', uid: first?.uid ?? '', srcip: '10.0.1.99' },
      srcintf: 'port3',
      destination: { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null },
      certificate: 'valid',
    },
  });
  expect(answer.ok && answer.value.connection?.explanation.action).toBe('accept');
  const renamed = { ...draft, uid: second?.uid ?? '', host: 'RENAMED', gateway: null, tags: [] };
  expect((await send('POST', '/endpoints', { endpoints: [renamed] }))[0]).toBe(200);
  expect((await hosts()).at(-1)).toBe('RENAMED');
  const uids = [first?.uid, second?.uid];
  expect((await send('POST', '/endpoints/removed', { uids }))[0]).toBe(200);
  expect(await hosts()).toEqual(before);
  expect((await stateOf(world)).openSessions).toEqual([]);
  await world.undo({ count: 3 });
  expect(await hosts()).toEqual(before);
});

test.each([
  [{ ip: '10.0.1' }, 'endpoints.0.ip', 'IPv4'],
  [{ host: ' ' }, 'endpoints.0.host', 'host name'],
  [{ gateway: 'NOWHERE' }, 'endpoints.0.gateway', 'no FortiGate named NOWHERE'],
])(
  'an endpoint with %j is refused at its field, with all of the others',
  async (wrong, field, words) => {
    const before = await hosts();
    const endpoints = [{ ...draft, ...wrong }, draft];
    const [status, refusal] = await send('POST', '/endpoints', { endpoints });
    expect(status).toBe(400);
    expect(refusal).toMatchObject({ field });
    expect(JSON.stringify(refusal)).toContain(words);
    expect(await hosts()).toEqual(before);
  },
);

test('a FortiGate is added connected and authorized, is edited, and is removed with what hangs on it', async () => {
  const fortigate = {
    name: 'FGT-3',
    serial: 'FGVM04TM26000003',
    ip: '203.0.113.3',
    version: '7.6.4',
  };
  expect((await send('POST', '/fortigates', { fortigates: [fortigate] }))[0]).toBe(200);
  const typed = await world.typeLines({
    fortigate: 'FGT-3',
    session: 'test',
    lines: ['diagnose test application fcnacd 2'],
  });
  expect(JSON.stringify(typed)).toContain('Websocket status: connected');
  const [status, twice] = await send('POST', '/fortigates', { fortigates: [fortigate] });
  expect([status, twice]).toEqual([
    400,
    {
      message: 'A FortiGate named FGT-3 already exists. Choose another name.',
      field: 'fortigates.0.name',
    },
  ]);
  await send('PUT', '/fortigates/FGT-3', { ip: '203.0.113.4', version: '7.4.8' });
  await send('POST', '/endpoints', { endpoints: [{ ...draft, gateway: 'FGT-3' }] });
  const [, list] = await send('GET', '/fortigates');
  expect(list).toMatchObject({
    fortigates: [{}, {}, { name: 'FGT-3', ip: '203.0.113.4', version: '7.4.8', endpoints: 1 }],
  });
  expect((await send('DELETE', '/fortigates/FGT-3'))[0]).toBe(200);
  const { ems, fortigates } = await stateOf(world);
  expect(fortigates.map(({ name }) => name)).toEqual(['FGT-HQ', 'FGT-Branch']);
  expect(ems.endpoints.at(-1)?.gateway).toBeNull();
  expect((await send('DELETE', '/fortigates/FGT-3'))[0]).toBe(404);
});

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

test('more than a world takes is refused in words, and not as what someone else changed', async () => {
  const fortigates = (length: number) =>
    Array.from({ length }, (_, at) => ({
      name: `FGT-${at}`,
      serial: `FGVM02TM9${String(at).padStart(7, '0')}`,
      ip: '10.9.0.1',
      version: '7.6.4',
    }));
  expect(await send('POST', '/fortigates', { fortigates: fortigates(499) })).toMatchObject([
    400,
    { message: like(/At most 498 more can be added/), field: 'fortigates' },
  ]);
  expect(await send('POST', '/fortigates', { fortigates: fortigates(501) })).toMatchObject([
    400,
    { message: like(/at most 500 FortiGates/) },
  ]);
  const endpoints = Array.from({ length: 10_001 }, () => draft);
  expect(await send('POST', '/endpoints', { endpoints })).toMatchObject([
    400,
    { message: like(/Add the table in parts/) },
  ]);
});
