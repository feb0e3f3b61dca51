import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import { type Shelf, memoryShelf } from './shelf.ts';
import { Worlds } from './worlds.ts';

let shelf: Shelf;
let worlds: Worlds;
beforeEach(async () => {
  shelf = memoryShelf();
  worlds = await Worlds.open(shelf, scenarios);
});

const [demo, other = demo] = scenarios;
const fromScenario = { kind: 'scenario', id: other.about.id } as const;

async function send(method: string, path: string, body?: object): Promise<[number, unknown]> {
  const response = await serverOf(worlds.current, { worlds }).request(`/lab/api${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return [response.status, await response.json()];
}

const names = async (): Promise<readonly string[]> =>
  (await worlds.list()).map(({ name, isOpen }) => (isOpen ? `${name} *` : name));

test('a new world is opened beside the one that was open, which keeps its state and history', async () => {
  await worlds.current.loadScenario(other.about.id);
  const before = await worlds.current.summary();
  await worlds.create({ name: 'Second', from: { kind: 'scenario', id: demo.about.id } });
  expect(await names()).toEqual([other.about.name, 'Second *']);
  expect((await worlds.current.summary()).undo).toEqual([]);
  await worlds.open('first');
  expect(await worlds.current.summary()).toEqual(before);
});

test('a copy has the state and no history; a change of it leaves the first alone', async () => {
  await worlds.current.loadScenario(other.about.id);
  const id = await worlds.create({ name: '', from: { kind: 'copy', id: 'first' } });
  expect(await names()).toEqual([other.about.name, `${other.about.name} 2 *`]);
  await worlds.current.loadScenario(demo.about.id);
  const first = await worlds.named('first');
  expect(first.state.scenario.id).toBe(other.about.id);
  expect((await worlds.named(id)).state.scenario.id).toBe(demo.about.id);
});

test('a file that was exported makes the same world', async () => {
  const { text, file } = await worlds.fileOf('first', 'kept');
  expect(file).toBe(`${demo.about.name}.json`);
  const [, begun] = await send('POST', '/world-files', { length: text.length });
  expect(begun).toEqual({ id: '1' });
  const half = Math.floor(text.length / 2);
  await send('POST', '/world-files/1/parts', { text: text.slice(0, half) });
  const early = await send('POST', '/worlds', { name: '', from: { kind: 'file', id: '1' } });
  expect(early).toEqual([400, expect.objectContaining({ field: 'from' })]);
  await send('POST', '/world-files/1/parts', { text: text.slice(half) });
  const [status] = await send('POST', '/worlds', {
    name: 'Again',
    from: { kind: 'file', id: '1' },
  });
  expect(status).toBe(200);
  expect(await names()).toEqual([demo.about.name, 'Again *']);
  expect((await worlds.fileOf((await worlds.list())[1]?.id ?? '', 'kept')).text).toBe(
    text.replace(`"name": "${demo.about.name}"`, '"name": "Again"'),
  );
});

test('names are given once, in whatever case, and refused at their field', async () => {
  await worlds.create({ name: 'Second', from: fromScenario });
  const taken = await send('POST', '/worlds', { name: 'second', from: fromScenario });
  expect(taken).toEqual([
    400,
    { message: 'A world named second already exists. Choose another name.', field: 'name' },
  ]);
  expect(await send('PATCH', '/worlds/first', { name: ' ' })).toEqual([
    400,
    { message: 'Type a name for the world.', field: 'name' },
  ]);
  await worlds.rename('first', 'Main');
  expect(await names()).toEqual(['Main', 'Second *']);
});

test('the open world is not deleted; another one is, and comes back to its place until the lab is opened anew', async () => {
  const id = await worlds.create({ name: 'Second', from: fromScenario });
  expect(await send('DELETE', `/worlds/${id}`)).toEqual([
    400,
    { message: 'This world is open. Open another one first.', field: 'id' },
  ]);
  await worlds.open('first');
  await worlds.remove(id);
  expect(await names()).toEqual([`${demo.about.name} *`]);
  expect((await send('POST', `/worlds/${id}/open`))[0]).toBe(404);
  // Another one has its name by the time it comes back.
  const other = await worlds.create({ name: 'Second', from: fromScenario });
  await worlds.open('first');
  expect((await send('GET', '/worlds'))[1]).toMatchObject({ deleted: [{ id, name: 'Second' }] });
  expect((await send('POST', `/worlds/${id}/restore`))[0]).toBe(200);
  expect(await names()).toEqual([`${demo.about.name} *`, 'Second 2', 'Second']);
  expect((await send('POST', `/worlds/${id}/restore`))[0]).toBe(404);

  await worlds.remove(other);
  worlds = await Worlds.open(shelf, scenarios);
  expect(worlds.deleted()).toEqual([]);
  expect((await send('POST', `/worlds/${other}/restore`))[0]).toBe(404);
});

test('three deleted worlds are kept, the last ones', async () => {
  const ids: string[] = [];
  for (const name of ['A', 'B', 'C', 'D'])
    ids.push(await worlds.create({ name, from: fromScenario }));
  await worlds.open('first');
  for (const id of ids) await worlds.remove(id);
  expect(worlds.deleted().map(({ name }) => name)).toEqual(['D', 'C', 'B']);
});

test('another tab follows to the world that was opened', async () => {
  const tab = await Worlds.open(shelf, scenarios);
  const id = await worlds.create({ name: 'Second', from: fromScenario });
  // It looks at the list before it hears of it: what it shows is still the first.
  expect((await tab.list()).map(({ isOpen }) => isOpen)).toEqual([true, false]);
  await tab.refresh();
  expect(tab.identity()).toEqual({ id, name: 'Second', draft: null });
  await worlds.current.loadScenario(demo.about.id);
  await tab.refresh();
  expect((await tab.current.summary()).scenario.id).toBe(demo.about.id);
});

test('a change that is based on a state of another world is refused', async () => {
  const first = await worlds.current.summary();
  await worlds.create({ name: 'Second', from: fromScenario });
  const second = await worlds.current.summary();
  // Each has revisions of its own: what the one calls its change is never a change of the other.
  expect(second.revision).toBeGreaterThan(first.revision + 1_000_000);
  const undone = await worlds.current.undo({ revision: first.revision });
  expect(undone.ok).toBe(false);
});

test('two worlds are compared', async () => {
  const id = await worlds.create({ name: 'Second', from: { kind: 'copy', id: 'first' } });
  await worlds.open('first');
  const [status, answer] = await send('GET', `/world-comparison?world=${id}`);
  expect([status, answer]).toEqual([
    200,
    expect.objectContaining({ against: 'the world Second', configs: [], sharing: [], tags: [] }),
  ]);
  expect((await send('GET', '/world-comparison?world=world-9'))[0]).toBe(404);
});
