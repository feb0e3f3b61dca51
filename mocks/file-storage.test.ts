/** A world in a folder outlives its process, however that ends. */
import { appendFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUseError, fileStorage } from './file-storage.ts';
import { scenarios } from './scenarios/scenarios.ts';
import { World } from './world/world.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posture-lab-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Opens the world, works with it, and ends as a process does that is told to. */
async function inWorld(
  work: (world: World) => Promise<unknown>,
): Promise<Awaited<ReturnType<World['summary']>>> {
  const { storage, close } = await fileStorage(folder);
  const world = await World.open(storage, scenarios);
  await work(world);
  const summary = await world.summary();
  await close();
  return summary;
}

const give = (name: string) => (world: World) =>
  world.execute({ kind: 'ems/add-classification-tag', uid: ann, name });
const nothing = async (): Promise<void> => undefined;
const journal = (): string => join(folder, 'journal.jsonl');

test('it is there again, with its log and with what can be undone and redone', async () => {
  await inWorld(give('Low'));
  const before = await inWorld(async (world) => {
    await give('Medium')(world);
    await world.undo();
  });
  const after = await inWorld(nothing);
  expect(after).toEqual(before);
  expect(after.undo.map(({ words }) => words)).toEqual(['add the tag Low']);
  const redone = await inWorld((world) => world.redo());
  expect(redone.undo.map(({ words }) => words)).toEqual(['add the tag Medium', 'add the tag Low']);
});

test('half a line at the end is no change; it is kept beside, and said', async () => {
  const first = await inWorld(give('Low'));
  const whole = (await readFile(journal(), 'utf8')).length;
  await inWorld(give('Medium'));
  const full = (await readFile(journal(), 'utf8')).length;
  await truncate(journal(), full - 7);
  const { notice, close } = await fileStorage(folder);
  await close();
  expect(notice).toMatch(/^The end of .*journal\.jsonl could not be read\. It was moved to /);
  const aside = (await readdir(folder)).find((name) => name.startsWith('unread-')) ?? '';
  expect((await readFile(join(folder, aside), 'utf8')).length).toBe(full - 7 - whole);
  expect(await inWorld(nothing)).toEqual(first);
  await inWorld(give('High'));
  expect((await inWorld(nothing)).undo.map(({ words }) => words)).toEqual([
    'add the tag High',
    'add the tag Low',
  ]);
});

test('a line that was changed by hand ends what is believed', async () => {
  await inWorld(give('Low'));
  await appendFile(journal(), '00000000 {"write":{}}\n');
  const { notice, close } = await fileStorage(folder);
  await close();
  expect(notice).toMatch(/could not be read/);
  expect((await inWorld(nothing)).undo).toHaveLength(1);
});

test('a journal of many lines is made short, and tells the same', async () => {
  const before = await inWorld(async (world) => {
    for (let i = 0; i < 60; i++)
      await world.execute({
        kind: 'ems/authorize-device',
        serial: 'FGVM02TM22013111',
        authorized: i % 2 === 1,
      });
  });
  const long = await readFile(journal(), 'utf8');
  await (await fileStorage(folder, 50)).close();
  const short = await readFile(journal(), 'utf8');
  expect(short.length).toBeLessThan(long.length);
  expect(short.split('\n').length).toBe(long.split('\n').length);
  expect(await inWorld(nothing)).toEqual(before);
});

test('another process that has the folder is named; one that is gone is no hindrance', async () => {
  await inWorld(give('Low'));
  // Of this test's parent it is known that it runs.
  await writeFile(join(folder, 'lock'), String(process.ppid));
  await expect(fileStorage(folder)).rejects.toThrow(FolderInUseError);
  await expect(fileStorage(folder)).rejects.toThrow(
    new RegExp(
      `is used by process ${process.ppid}\\. Stop that process, or choose another folder\\.$`,
    ),
  );
  await writeFile(join(folder, 'lock'), '999999999');
  expect((await inWorld(nothing)).undo).toHaveLength(1);
});
