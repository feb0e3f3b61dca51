/** Drafts stand on the storage of their world: it stays as long as one of them does, and no longer. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { granted } from '#mocks/world/answered.ts';
import { browserShelf } from './browser-shelf.ts';
import { stateOf } from './state-of.ts';
import { Worlds } from './worlds.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';

/** As a page that is opened anew. */
const open = async (): Promise<Worlds> => Worlds.open(await browserShelf(), scenarios);

const startDraft = (worlds: Worlds): Promise<string> =>
  worlds.withDrafts((drafts) => drafts.start(''));

async function addTag(worlds: Worlds, name: string): Promise<void> {
  granted(await worlds.current.execute({ kind: 'ems/add-classification-tag', uid: ann, name }));
}

async function tagsOf(worlds: Worlds): Promise<readonly string[]> {
  const { ems } = await stateOf(worlds.current);
  const endpoint = ems.endpoints.find(({ uid }) => uid === ann);
  return endpoint?.tags.map(({ name }) => name) ?? [];
}

/** One a world. */
async function databases(): Promise<readonly string[]> {
  const all = await indexedDB.databases();
  return all.flatMap(({ name }) => (name?.startsWith('posture-lab-rows') ? [name] : [])).toSorted();
}

test('a draft and its world go their own ways, after a reload too', async () => {
  const worlds = await open();
  await addTag(worlds, 'Before');
  const draft = await startDraft(worlds);
  await addTag(worlds, 'Drafted');
  await worlds.open('first');
  await addTag(worlds, 'After');
  const again = await open();
  expect(await tagsOf(again)).toEqual(expect.arrayContaining(['Before', 'After']));
  await again.open(draft);
  const tags = await tagsOf(again);
  expect(tags).toEqual(expect.arrayContaining(['Before', 'Drafted']));
  expect(tags).not.toContain('After');
});

test('a draft of a world that was never changed can be opened anew', async () => {
  const worlds = await open();
  await startDraft(worlds);
  await addTag(worlds, 'Drafted');
  expect(await tagsOf(await open())).toEqual(await tagsOf(worlds));
  const { done } = (await open()).current.past();
  expect(done.map(({ words }) => words)).toHaveLength(1);
});

test('the storage of a deleted world stays until the last draft of it is gone', async () => {
  const worlds = await open();
  const copy = await worlds.create({ name: 'Copy', from: { kind: 'copy', id: 'first' } });
  await addTag(worlds, 'Copied');
  const draft = await startDraft(worlds);
  await addTag(worlds, 'Drafted');
  await worlds.remove(copy);
  // What was deleted is dropped for good when the lab is opened anew.
  const again = await open();
  expect(await tagsOf(again)).toEqual(expect.arrayContaining(['Copied', 'Drafted']));
  expect(await databases()).toContain(`posture-lab-rows-${copy}`);
  // A draft of the kept draft stands on both.
  await again.withDrafts((drafts) => drafts.keep());
  const second = await startDraft(again);
  await addTag(again, 'Second');
  await again.remove(draft);
  const third = await open();
  expect(await tagsOf(third)).toEqual(expect.arrayContaining(['Copied', 'Drafted', 'Second']));
  await third.open('first');
  await third.remove(second);
  await open();
  const left = await databases();
  for (const id of [copy, draft, second]) expect(left).not.toContain(`posture-lab-rows-${id}`);
});

test('a draft that came on no shelf leaves no snapshot for long', async () => {
  const shelf = await browserShelf();
  const worlds = await Worlds.open(shelf, scenarios);
  await addTag(worlds, 'Low');
  const storage = await shelf.storage({ id: 'first' });
  const { revision = 0 } = (await storage.load()) ?? {};
  // The page was closed between the two.
  const { made } = await shelf.change((index) => ({ ...index, made: index.made + 1 }));
  await storage.takeSnapshot(`world-${made}`, revision);
  await open();
  // Another page may be at it just now.
  expect(await storage.snapshots()).toEqual([`world-${made}`]);
  const draft = await startDraft(worlds);
  await worlds.open('first');
  await open();
  expect(await storage.snapshots()).toEqual([draft]);
});
