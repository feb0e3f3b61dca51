/** A day that passes makes what is stale staler; rules see it, and tags follow with the keepalive. */
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { Posture } from '#model/tagging/posture.ts';
import { noTicker } from '../clock.ts';
import { aged } from './ageing.ts';
import type { Command } from '../commands.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const day = 86_400;
let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios, undefined, noTicker);
});

async function run(command: Command): Promise<void> {
  const outcome = await world.execute(command);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}
const step = (seconds: number) => run({ kind: 'lab/step-clock', seconds });

async function deviceNow() {
  const outcome = await world.ask(queries.endpointPosture, { uid: ann });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}
async function postureNow(): Promise<Posture> {
  return (await deviceNow()).posture;
}
/** The last Windows update is as old as the signature. */
async function setAge(signatureAgeDays: number): Promise<void> {
  const { posture, facts } = await deviceNow();
  await run({
    kind: 'ems/change-posture',
    uid: ann,
    posture: {
      ...posture,
      antivirus: { ...posture.antivirus, signatureAgeDays },
      sandboxDetections: [{ name: 'a.exe', daysAgo: 0 }],
      osUpdateAgeDays: signatureAgeDays,
    },
    facts,
    basedOn: null,
  });
}
async function ages(): Promise<readonly (number | undefined)[]> {
  const { antivirus, sandboxDetections, osUpdateAgeDays } = await postureNow();
  expect(osUpdateAgeDays).toBe(antivirus.signatureAgeDays);
  return [antivirus.signatureAgeDays, sandboxDetections[0]?.daysAgo];
}

test('signatures and a Windows that are not updated, and what the sandbox found grow older at midnight', async () => {
  await setAge(6);
  await step(60);
  expect(await ages()).toEqual([6, 0]);
  await step(day);
  expect(await ages()).toEqual([7, 1]);
  await step(day);
  expect(await ages()).toEqual([8, 2]);
});

test('an update of today stays one: the device keeps itself updated', async () => {
  await setAge(0);
  await step(day);
  expect(await ages()).toEqual([0, 1]);
});

test('Undo takes a change back, not the days that have passed', async () => {
  await setAge(3);
  await run({ kind: 'ems/add-classification-tag', uid: ann, name: 'Noted' });
  await step(day);
  await world.undo();
  expect(await ages()).toEqual([4, 1]);
});

test('a tag that hangs on the age goes with the day', async () => {
  await setAge(7);
  await step(120);
  const tags = async () => {
    const outcome = await world.ask(queries.endpoint, { uid: ann });
    return outcome.ok ? outcome.value.tags.map(({ name }) => name) : [];
  };
  expect(await tags()).toContain('AV-Running');
  await step(day);
  await step(120);
  expect(await tags()).not.toContain('AV-Running');
});

test('where nothing ages, the postures are the very same', async () => {
  await setAge(3);
  const stale = await postureNow();
  const now = { epochMs: 0, offsetMinutes: 0 };
  expect(aged({}, now, { ...now, epochMs: day * 1000 })).toEqual({});
  const postures = {};
  expect(aged(postures, now, { ...now, epochMs: day * 1000 - 1 })).toBe(postures);
  // Midnight is the world's own: an hour west of Greenwich it is one o'clock there.
  const west = { epochMs: 0, offsetMinutes: -60 };
  expect(aged({ [ann]: stale }, west, { ...west, epochMs: 3_599_999 })[ann]).toBe(stale);
  expect(aged({ [ann]: stale }, west, { ...west, epochMs: 3_600_000 })[ann]).not.toBe(stale);
});
