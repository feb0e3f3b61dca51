/** A large world as a file in parts: the same text as in one go, of one moment, while others are answered. */
import { expect, test } from 'vitest';
import { exportConfig } from '#formats/fortios/print/export.ts';
import { large } from '#mocks/scenarios/large.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import { labApi } from '#model/contract/lab.ts';
import { postureFor } from '#model/tagging/posture.ts';
import { buildWorld } from '../build-world.ts';
import type { WorldState } from '../state.ts';
import { memoryShelf } from './shelf.ts';
import { readWorldFile, worldFileSchema } from './world-file.ts';
import { WorldExports } from './world-exports.ts';
import { Worlds } from './worlds.ts';
import { writeWorldFile } from './write-world-file.ts';

/** More than one part of each list. */
const many = 450;

function fullState(): WorldState {
  const state = buildWorld(large);
  const { otherServers: _, ...server } = state.ems;
  const some = state.ems.endpoints.slice(0, many);
  const tag = { category: 'classification', name: 'Low' } as const;
  return {
    ...state,
    ems: {
      ...state.ems,
      otherServers: [{ ...server, serial: 'FCTEMS8800000001', endpoints: some }],
    },
    tagsByHand: some.map(({ uid }) => ({ uid, tag, add: true })),
    pendingTagChanges: some.map(({ uid }) => ({
      uid,
      tag,
      add: true,
      cause: 'posture' as const,
      dueMs: null,
    })),
    postures: Object.fromEntries(some.map(({ uid }) => [uid, postureFor('windows', '11')])),
    fortigates: state.fortigates.map((one) => ({
      ...one,
      logs: some.map((_one, index) => ({ index, subtype: 'ztna' as const, text: `"${index}"\n` })),
    })),
  };
}

test('a large file is written in parts as it would be in one go', () => {
  const state = fullState();
  const { revision: _, changed: __, fortigates, ...rest } = state;
  const whole = worldFileSchema.parse({
    format: 'posture-lab-world',
    version: 1,
    name: 'Large',
    ...rest,
    fortigates: fortigates.map(({ config, ...head }) => ({
      ...head,
      config: exportConfig(config, { form: 'show', secrets: 'kept' }),
    })),
  });
  expect(writeWorldFile({ name: 'Large', state }) === `${JSON.stringify(whole)}\n`).toBe(true);
});

test('an export is of the moment when it began, and others are answered meanwhile', async () => {
  const worlds = await Worlds.open(memoryShelf(), scenarios);
  await worlds.create({ name: 'Large', from: { kind: 'scenario', id: large.about.id } });
  const send = async (method: string, path: string, body?: object): Promise<unknown> =>
    (
      await serverOf(worlds.current, { worlds }).request(`/lab/api${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    ).json();
  const open = (await worlds.list()).find(({ isOpen }) => isOpen)?.id ?? '';
  const wanted = (await worlds.fileOf(open, 'masked')).text;
  const begun = labApi.beginWorldExport.answer.parse(
    await send('POST', `/worlds/${open}/exports`, { secrets: 'masked' }),
  );
  expect(begun.file).toBe('Large.json');
  let text = '';
  let last = 0;
  let parts = 0;
  for (; ; parts++) {
    const part = labApi.nextWorldExportPart.answer.parse(
      await send('POST', `/world-exports/${begun.id}/parts`),
    );
    text += part.text;
    if (part.progress === null) break;
    expect(part.progress.done).toBeGreaterThanOrEqual(last);
    expect(part.progress.done).toBeLessThanOrEqual(part.progress.total);
    last = part.progress.done;
    if (parts === 1) await worlds.current.execute({ kind: 'lab/step-clock', seconds: 60 });
  }
  expect(parts).toBeGreaterThan(2);
  expect(text === wanted).toBe(true);
  expect((await worlds.fileOf(open, 'masked')).text === wanted).toBe(false);
  expect(readWorldFile(text)).toMatchObject({ ok: true, name: 'Large' });
  expect(await send('POST', `/world-exports/${begun.id}/parts`)).toMatchObject({ field: 'id' });
});

test('an export that is given up is gone', async () => {
  const worlds = await Worlds.open(memoryShelf(), scenarios);
  const { id } = await worlds.exports.begin('first', 'kept');
  worlds.exports.drop(id);
  expect(() => worlds.exports.next(id)).toThrow(/Export the world again/);
});

test('a long text comes in parts that cut no letter', async () => {
  const demo = buildWorld(scenarios[0]);
  const text = `x${'😀'.repeat(700_000)}`;
  const logs = [{ index: 1, subtype: 'ztna' as const, text }];
  const state = { ...demo, fortigates: demo.fortigates.map((one) => ({ ...one, logs })) };
  const exports = new WorldExports(() => Promise.resolve({ name: 'Faces', state }));
  const { id } = await exports.begin('any', 'kept');
  const parts: string[] = [];
  for (;;) {
    const part = exports.next(id);
    parts.push(part.text);
    if (part.progress === null) break;
  }
  expect(parts.length).toBeGreaterThan(4);
  expect(parts.every((one) => one.isWellFormed())).toBe(true);
  expect(parts.join('') === writeWorldFile({ name: 'Faces', state })).toBe(true);
});
