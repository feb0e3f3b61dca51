import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const root = 'FGVM04TM23000101';
const west = 'FGVM04TM23000102';
let world: World;

beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  await world.loadScenario('fabric');
});

const set = (serial: string, connected: boolean) =>
  world.execute({ kind: 'ems/connect-device', serial, connected });
const step = (seconds: number) => world.execute({ kind: 'lab/step-clock', seconds });

async function stateOf(serial: string): Promise<string> {
  const answer = await world.ask(queries.fabricDevice, { serial });
  if (!answer.ok) throw new Error(answer.refusal.message);
  const { connected, expired } = answer.value.device;
  return connected === false ? (expired ? 'expired' : 'disconnected') : 'connected';
}

async function tagsOn(fortigate: string): Promise<number> {
  const tags = await world.ask(queries.tagEntries, {
    fortigate,
    search: '',
    type: null,
    kind: null,
    used: null,
    start: 0,
    count: 0,
  });
  return tags.ok ? tags.value.entries.filter(({ kind }) => kind === 'tag').length : 0;
}

test('a downstream device expires 15 minutes after its root went down, and comes back with it', async () => {
  expect(await tagsOn('FGT-WEST')).toBeGreaterThan(0);
  await set(root, false);
  // It keeps what it knows for 180 seconds, the default of its connector.
  expect(await tagsOn('FGT-ROOT')).toBeGreaterThan(0);
  await step(179);
  expect(await tagsOn('FGT-ROOT')).toBeGreaterThan(0);
  await step(1);
  expect(await tagsOn('FGT-ROOT')).toBe(0);
  await step(14 * 60 - 180);
  expect(await stateOf(west)).toBe('connected');
  expect(await tagsOn('FGT-WEST')).toBeGreaterThan(0);
  await step(60);
  expect(await stateOf(west)).toBe('expired');
  expect(await tagsOn('FGT-WEST')).toBe(0);
  // The HA cluster stands beside the Security Fabric.
  expect(await stateOf('FGVM04TM23000201')).toBe('connected');
  expect(await set(west, true)).toMatchObject({
    ok: false,
    refusal: { kind: 'conflict' },
  });
  await set(root, true);
  expect(await stateOf(west)).toBe('connected');
  expect(await tagsOn('FGT-WEST')).toBeGreaterThan(0);
});

test('a device that was cut by hand stays down when its root comes back', async () => {
  await set(west, false);
  await set(root, false);
  await step(3600);
  await set(root, true);
  expect(await stateOf(west)).toBe('disconnected');
  expect((await set(west, true)).ok).toBe(true);
  expect((await set(west, true)).ok).toBe(false);
});

test('when EMS heard of a device last follows the clock, while it is up', async () => {
  const seen = async (serial: string): Promise<number> => {
    const answer = await world.ask(queries.fabricDevice, { serial });
    return answer.ok ? (answer.value.device.lastSeen ?? 0) : 0;
  };
  const before = await seen(root);
  await step(600);
  expect(await seen(root)).toBe(before + 600_000);
  await set(root, false);
  const cut = await seen(root);
  await step(300);
  expect(await seen(root)).toBe(cut);
});
