import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import { draftReviewSchema } from '#model/lab/worlds/draft.ts';
import { worldSummarySchema } from '#model/lab/lab-api.ts';
import { type Shelf, memoryShelf } from './shelf.ts';
import { stateOf } from './state-of.ts';
import { Worlds } from './worlds.ts';

let shelf: Shelf;
let worlds: Worlds;
beforeEach(async () => {
  shelf = memoryShelf();
  worlds = await Worlds.open(shelf, scenarios);
});

async function send(method: string, path: string, body?: object): Promise<[number, unknown]> {
  const response = await serverOf(worlds.current, { worlds }).request(`/lab/api${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return [response.status, await response.json()];
}

async function review() {
  for (;;) {
    const [, answer] = await send('GET', '/draft');
    const read = draftReviewSchema.parse(answer);
    if (!read.counting) return read;
  }
}
const summary = async () => worldSummarySchema.parse((await send('GET', '/world'))[1]);

/** Typed at FGT-HQ's prompt. */
async function type(...lines: string[]): Promise<void> {
  const answer = await worlds.current.typeLines({ fortigate: 'FGT-HQ', session: 'test', lines });
  expect(answer.ok).toBe(true);
}
const setStatus = (id: number, status: 'enable' | 'disable') =>
  type('config firewall policy', `edit ${id}`, `set status ${status}`, 'end');
const addAddress = (name: string) => type('config firewall address', `edit ${name}`, 'end');

async function policyStatus(id: number): Promise<string | undefined> {
  const { fortigates } = await stateOf(worlds.current);
  const [hq] = fortigates.filter(({ name }) => name === 'FGT-HQ');
  return hq?.config['firewall policy'].find(({ policyid }) => policyid === id)?.status;
}

test('a draft leaves its world alone until it is applied, as one change that is undone as one', async () => {
  await send('POST', '/draft', {});
  expect((await summary()).draft).toEqual({ of: { id: 'first', name: 'Two sites' }, changes: 0 });
  await setStatus(17, 'disable');
  await addAddress('DRAFTED');
  const { name, of, hasMoved, changes, access, configs } = await review();
  expect({ name, of, hasMoved }).toEqual({
    name: 'Draft',
    of: { id: 'first', name: 'Two sites' },
    hasMoved: false,
  });
  expect(changes.map(({ fit }) => fit.kind)).toEqual(['fits', 'fits']);
  expect(access).toMatchObject({ gains: 0, loses: 3 });
  expect(configs.map(({ fortigate }) => fortigate)).toEqual(['FGT-HQ']);
  expect((await send('GET', '/draft/effect'))[1]).toEqual({ gains: 0, loses: 3, counting: null });
  expect((await worlds.named('first')).state.fortigates).not.toContain('DRAFTED');

  const [, applied] = await send('POST', '/draft/apply');
  expect(applied).toMatchObject({ of: 'Two sites', changes: 2 });
  expect((await worlds.list()).map((one) => one.name)).toEqual(['Two sites']);
  expect((await summary()).undo.map(({ words }) => words)).toEqual(['apply Draft (2 changes)']);
  expect(await policyStatus(17)).toBe('disable');
  await worlds.current.undo();
  expect(await policyStatus(17)).toBe('enable');
});

test('a world that moved on says what the draft overwrites, and what no longer fits', async () => {
  await addAddress('USED');
  await send('POST', '/draft', { name: 'Clean up' });
  await setStatus(17, 'disable');
  await type('config firewall address', 'delete USED', 'end');
  await addAddress('MINE');
  await worlds.open('first');
  await type('config firewall policy', 'edit 17', 'set comments "changed"', 'end');
  await type('config firewall addrgrp', 'edit G', 'set member USED', 'end');
  const drafts = (await worlds.list()).find(({ draftOf }) => draftOf !== null);
  await worlds.open(drafts?.id ?? '');
  const { hasMoved, changes } = await review();
  expect(hasMoved).toBe(true);
  const [overwriting, refusing, fitting] = changes.map(({ fit }) => fit);
  expect(overwriting).toEqual({ kind: 'overwrites', objects: ['policy 17 on FGT-HQ'] });
  expect(refusing?.kind).toBe('refused');
  expect(fitting).toEqual({ kind: 'fits' });
  const [status, refusal] = await send('POST', '/draft/apply');
  expect(status).toBe(412);
  expect(JSON.stringify(refusal)).toContain('Drop it first.');
  await send('DELETE', `/draft/changes/${changes[1]?.revision ?? 0}`);
  const after = await review();
  expect(after.changes.map(({ words }) => words)).toEqual([changes[0]?.words, changes[2]?.words]);
  expect(after.dropped).toEqual([{ words: changes[1]?.words, reason: null }]);
  expect((await send('POST', '/draft/apply'))[0]).toBe(200);
  expect(await policyStatus(17)).toBe('disable');
});

test('what needs a dropped change goes along; both can be put back', async () => {
  await send('POST', '/draft', {});
  await addAddress('A');
  await type('config firewall addrgrp', 'edit G', 'set member A', 'end');
  await addAddress('B');
  const { changes } = await review();
  const [, dropped] = await send('DELETE', `/draft/changes/${changes[0]?.revision ?? 0}`);
  expect(dropped).toEqual({ words: changes[0]?.words, wentAlong: [changes[1]?.words] });
  expect((await review()).changes).toHaveLength(1);
  expect((await summary()).redo).toEqual([]);
  const [early] = await send('POST', '/draft/dropped/1');
  expect(early).toBe(400);
  expect((await send('POST', '/draft/dropped/0'))[0]).toBe(200);
  expect((await send('POST', '/draft/dropped/0'))[0]).toBe(200);
  const after = await review();
  expect(after.dropped).toEqual([]);
  expect(after.changes.map(({ words }) => words)).toEqual(
    [2, 0, 1].map((at) => changes[at]?.words),
  );
});

test('a draft outlives a reload, is discarded and brought back, and is kept where its world is gone', async () => {
  await send('POST', '/draft', { name: 'One' });
  await addAddress('A');
  worlds = await Worlds.open(shelf, scenarios);
  expect((await review()).changes).toHaveLength(1);
  const [status, refusal] = await send('POST', '/draft', {});
  expect(status).toBe(412);
  expect(JSON.stringify(refusal)).toContain('a draft already');
  expect((await send('POST', '/scenario', { id: 'example-1' }))[0]).toBe(412);
  await send('DELETE', '/draft');
  expect((await worlds.list()).map(({ name }) => name)).toEqual(['Two sites']);
  expect((await summary()).undo).toEqual([]);
  expect(await send('GET', '/draft')).toEqual([200, null]);
  // It comes back as it was, and open.
  const [last] = worlds.deleted();
  expect((await send('POST', `/worlds/${last?.id}/restore`))[0]).toBe(200);
  expect((await review()).changes).toHaveLength(1);
  await send('DELETE', '/draft');

  await send('POST', '/draft', { name: 'Two' });
  await addAddress('B');
  await worlds.remove('first');
  expect((await summary()).draft).toEqual({ of: null, changes: 1 });
  expect((await review()).of).toBeNull();
  expect((await send('POST', '/draft/apply'))[0]).toBe(412);
  expect((await send('DELETE', '/draft'))[0]).toBe(412);
  expect((await send('POST', '/draft/keep'))[0]).toBe(200);
  expect((await summary()).draft).toBeNull();
  expect((await send('POST', '/scenario', { id: 'example-1' }))[0]).toBe(200);
});

test('a change that was undone in a draft is none of it', async () => {
  await send('POST', '/draft', {});
  await addAddress('A');
  await addAddress('B');
  await worlds.current.undo();
  expect((await review()).changes).toHaveLength(1);
  await worlds.current.redo();
  expect((await review()).changes).toHaveLength(2);
});

test('a draft goes into a file with its world and its changes, and comes back as both', async () => {
  await send('POST', '/draft', { name: 'To share' });
  await addAddress('A');
  await type('config user local', 'edit ann', 'set type password', 'set passwd Geheim-1', 'end');
  const id = worlds.identity().id;
  const { text, file } = await worlds.fileOf(id, 'masked');
  expect(file).toBe('To share.json');
  expect(text).not.toContain('Geheim-1');
  expect((await worlds.fileOf(id, 'kept')).text).toContain('Geheim-1');
  const sent = worlds.beginFile(text.length);
  worlds.addFilePart(sent, text);
  await worlds.create({ name: '', from: { kind: 'file', id: sent } });
  expect((await worlds.list()).map(({ name, draftOf }) => [name, draftOf])).toEqual([
    ['Two sites', null],
    ['To share', 'Two sites'],
    ['Two sites 2', null],
    ['To share 2', 'Two sites 2'],
  ]);
  expect((await review()).changes.map(({ fit }) => fit.kind)).toEqual(['fits', 'fits']);
});

test('a transaction of the command line is a draft', async () => {
  const typed = async (...lines: string[]): Promise<readonly (readonly string[])[]> =>
    (await worlds.typeLines({ fortigate: 'FGT-HQ', session: 'test', lines })).lines.map(
      ({ output }) => output,
    );
  expect(await typed('exec config-transaction show-info')).toEqual([
    ['No config transaction is active.'],
  ]);
  const began = await typed(
    'execute config-transaction start',
    'config firewall policy',
    'edit 17',
    'set status disable',
    'end',
    'execute config-transaction start',
    'diagnose sys config-transaction show txn-cli-commands',
  );
  expect(began[0]).toEqual(['config transaction (id=1) started']);
  expect(began[5]?.at(-1)).toBe('Command fail. Return code -1');
  expect(began[6]).toContain('        set status disable');
  expect((await summary()).draft?.changes).toBe(1);
  expect(await typed('execute config-transaction commit')).toEqual([
    ['config transaction (id=1) committed: 1 change in Two sites'],
  ]);
  expect(await policyStatus(17)).toBe('disable');
  expect(await typed('execute config-transaction start 61')).not.toEqual([
    ['config transaction (id=2) started'],
  ]);
  await typed('execute config-transaction start 5', 'config firewall address', 'edit A', 'end');
  expect(await typed('execute config-transaction abort')).toEqual([
    ['config transaction (id=2) aborted'],
  ]);
  expect((await worlds.list()).map(({ name }) => name)).toEqual(['Two sites']);
});

test('what forms save in the draft fits, although they are based on states of the draft', async () => {
  await send('POST', '/draft', {});
  await addAddress('DRAFTED');
  const edit = async (comment: string) => ({
    kind: 'fortigate/update' as const,
    fortigate: 'FGT-HQ',
    table: 'firewall address' as const,
    key: 'DRAFTED',
    values: { comment },
    basedOn: (await summary()).revision,
  });
  expect((await worlds.current.execute(await edit('one'))).ok).toBe(true);
  const steps = [await edit('two')];
  const batch = { kind: 'fortigate/batch' as const, fortigate: 'FGT-HQ', words: 'two', steps };
  expect((await worlds.current.execute(batch)).ok).toBe(true);
  const { changes } = await review();
  expect(changes.map(({ fit }) => fit.kind)).toEqual(['fits', 'fits', 'fits']);
  expect((await send('POST', '/draft/apply'))[0]).toBe(200);
});
