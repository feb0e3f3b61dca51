import { describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { EndpointAction } from '#model/ems/ems-api.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const win = '00000000000000000000000000000003';

async function example(): Promise<World> {
  const world = await World.open(memoryStorage(), scenarios);
  await world.loadScenario('example-1');
  return world;
}

function act(world: World, action: EndpointAction) {
  return world.execute({ kind: 'ems/endpoint-action', uid: win, action });
}

function connect(world: World, certificate: 'valid' | 'none' = 'valid') {
  return world.execute({
    kind: 'lab/connect',
    request: {
      fortigate: 'FGT-A',
      endpoint: win,
      server: 'ZTNA-webserver',
      certificate,
      srcintf: 'port3',
      srcip: '10.0.3.4',
      os: 'windows',
      path: '/',
      host: null,
    },
  });
}

async function outcome(world: World, certificate: 'valid' | 'none' = 'valid') {
  const made = await connect(world, certificate);
  if (!made.ok) return made.refusal.message;
  const { explanation } = made.value.connection ?? {};
  return explanation?.action === 'accept' ? 'accept' : `deny ${explanation?.error ?? ''}`;
}

async function ends(world: World): Promise<readonly string[]> {
  const sessions = await world.ask(queries.sessions, null);
  return sessions.ok ? sessions.value.ended.map(({ why }) => why.kind) : [];
}

describe('what is done to an endpoint has its effect on decisions', () => {
  test.each([
    ['take-offline', 'deny 67', 'bring-online'],
    ['unregister', 'deny 66', 'register'],
    ['revoke-certificate', 'deny 63', 'reissue-certificate'],
  ] as const)('%s: %s, until %s', async (action, then, back) => {
    const world = await example();
    expect(await outcome(world)).toBe('accept');
    expect((await act(world, action)).ok).toBe(true);
    expect(await ends(world)).toEqual(['denied']);
    expect(await outcome(world)).toBe(then);
    expect((await act(world, back)).ok).toBe(true);
    expect(await outcome(world)).toBe('accept');
  });

  test('quarantine ends sessions, and nothing leaves the endpoint until it is lifted', async () => {
    const world = await example();
    await connect(world);
    await act(world, 'quarantine');
    expect(await ends(world)).toEqual(['quarantined']);
    expect(await outcome(world)).toMatch(
      /WIN11-03 is quarantined, so FortiClient blocks the connection/,
    );
    await act(world, 'unquarantine');
    expect(await outcome(world)).toBe('accept');
  });

  test('a session that began with the old certificate does not outlive a new one', async () => {
    const world = await example();
    await connect(world);
    await act(world, 'reissue-certificate');
    expect(await ends(world)).toEqual(['denied']);
    // It says why: the certificate is not the one that EMS has now.
    const sessions = await world.ask(queries.sessions, null);
    if (!sessions.ok) throw new Error('no sessions');
    expect(sessions.value.ended[0]?.why).toMatchObject({ explanation: { error: 1 } });
    expect(await outcome(world)).toBe('accept');
  });

  test('what is so already is refused, and everything can be undone', async () => {
    const world = await example();
    const before = await world.ask(queries.endpoint, { uid: win });
    for (const action of ['unquarantine', 'register', 'bring-online', 'sync'] as const)
      expect(await act(world, action)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    await act(world, 'out-of-sync');
    await act(world, 'unregister');
    expect(await act(world, 'bring-online')).toMatchObject({ ok: false });
    await world.undo();
    await world.undo();
    expect(await world.ask(queries.endpoint, { uid: win })).toEqual(before);
  });
});

test('a FortiGate that EMS denies knows nothing, and is authorized again', async () => {
  const world = await example();
  await connect(world);
  const set = (authorized: boolean) =>
    world.execute({ kind: 'ems/authorize-device', serial: 'FGVM02TM22013110', authorized });
  expect(await set(true)).toMatchObject({ ok: false });
  expect((await set(false)).ok).toBe(true);
  expect(await ends(world)).toEqual(['denied']);
  expect(await outcome(world)).toBe('deny 66');
  expect((await set(true)).ok).toBe(true);
  expect(await outcome(world)).toBe('accept');
});

describe('the preview of sharing settings', () => {
  const hq = 'FGVM02TM22013110';
  const of = async (sharing: object) => {
    const world = await World.open(memoryStorage(), scenarios);
    const preview = await world.ask(queries.previewSharing, {
      serial: hq,
      sharing: {
        tagTypes: ['zero_trust'],
        endpointSharing: 'connected',
        selected: [],
        ...sharing,
      },
    });
    if (!preview.ok) throw new Error(preview.refusal.message);
    return preview.value;
  };

  test('nothing changed, nothing previewed', async () => {
    expect(await of({})).toEqual({
      appear: [],
      vanish: [],
      resolve: [],
      start: [],
      stop: [],
      tests: { fail: [], pass: [] },
      counting: null,
      pairs: { opens: [], closes: [] },
    });
  });

  test('a type more: its tags appear, a policy begins to match, and someone gains access', async () => {
    const preview = await of({ tagTypes: ['zero_trust', 'classification'] });
    expect(preview.appear.map(({ name }) => name)).toContain('Finance');
    expect(preview.vanish).toEqual([]);
    expect(preview.start).toEqual([
      { policytype: 'proxy-policy', policyid: 2, name: 'Finance-allow' },
    ]);
    expect(preview.pairs?.opens.map(({ host, server }) => `${host} ${server}`)).toEqual([
      'WIN11-ANN ZTNA-finance',
      'WIN10-CARLA ZTNA-finance',
    ]);
    expect(preview.pairs?.closes).toEqual([]);
  });

  test('endpoints of another gateway: the same tags, more addresses', async () => {
    const preview = await of({ endpointSharing: 'all' });
    expect([preview.appear, preview.vanish]).toEqual([[], []]);
    expect(preview.resolve).toContainEqual({
      category: 'zero_trust',
      name: 'FortiAD',
      before: 5,
      after: 8,
    });
  });

  test('a type less: its tags vanish, and policies that ask for them are named', async () => {
    const world = await World.open(memoryStorage(), scenarios);
    await world.execute({
      kind: 'ems/update-sharing',
      serial: hq,
      sharing: {
        tagTypes: ['zero_trust', 'classification'],
        endpointSharing: 'connected',
        selected: [],
      },
      basedOn: null,
    });
    const preview = await world.ask(queries.previewSharing, {
      serial: hq,
      sharing: { tagTypes: ['zero_trust'], endpointSharing: 'connected', selected: [] },
    });
    if (!preview.ok) throw new Error(preview.refusal.message);
    const { vanish, stop, pairs } = preview.value;
    expect(vanish.find(({ name }) => name === 'Finance')?.usedBy).toEqual(stop);
    expect(stop.map(({ policyid }) => policyid)).toEqual([2]);
    expect(pairs?.closes).toHaveLength(2);
  });
});
