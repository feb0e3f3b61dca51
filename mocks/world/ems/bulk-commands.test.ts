import { beforeEach, describe, expect, test } from 'vitest';
import type { BulkChange } from '#model/ems/bulk-change.ts';
import { quarantineCode } from '#model/ems/quarantine-code.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import * as queries from '#mocks/world/queries.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { emsClient } from '#test/fixtures/ems-client.ts';
import { endpointAnswerSchema, endpointPageSchema } from '#model/ems/ems-api.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const bo = 'A1D0C6E27B9F4A58830E5C14F7B26D02';
/** In quarantine from the start. */
const jon = 'A1D0C6E27B9F4A58830E5C14F7B26D0C';

let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

const change = (uids: readonly string[], what: BulkChange) =>
  world.execute({ kind: 'ems/change-endpoints', uids: [...uids], change: what });

async function endpoint(uid: string) {
  const answer = await world.ask(queries.endpoint, { uid });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value;
}
const classified = async (uid: string): Promise<readonly string[]> =>
  (await endpoint(uid)).tags
    .filter(({ category }) => category === 'classification')
    .map(({ name }) => name);

describe('many endpoints at once', () => {
  test('are quarantined, whoever is already, and come back with one Undo', async () => {
    const done = await change([ann, bo, jon], { kind: 'quarantine' });
    if (!done.ok) throw new Error(done.refusal.message);
    for (const uid of [ann, bo, jon]) expect((await endpoint(uid)).quarantined).toBe(true);
    await world.undo({ revision: done.value.revision });
    expect((await endpoint(ann)).quarantined).toBe(false);
    expect((await endpoint(bo)).quarantined).toBe(false);
    expect((await endpoint(jon)).quarantined).toBe(true);
  });

  test('get a tag, which EMS then knows, and lose it', async () => {
    await change([ann], { kind: 'add-classification-tag', name: 'Kiosk' });
    expect((await change([ann, bo], { kind: 'add-classification-tag', name: 'Kiosk' })).ok).toBe(
      true,
    );
    expect((await classified(ann)).filter((name) => name === 'Kiosk')).toHaveLength(1);
    expect(await classified(bo)).toContain('Kiosk');
    await change([ann, bo, jon], { kind: 'remove-classification-tag', name: 'Kiosk' });
    expect(await classified(ann)).not.toContain('Kiosk');
    const tags = await world.ask(queries.tags, null);
    expect(tags.ok && tags.value.some(({ name }) => name === 'Kiosk')).toBe(true);
  });

  test.each<[string, readonly string[], BulkChange, object]>([
    ['already so', [jon], { kind: 'quarantine' }, { kind: 'conflict' }],
    ['already out', [ann, bo], { kind: 'unquarantine' }, { kind: 'conflict' }],
    ['nobody', [ann, 'none'], { kind: 'quarantine' }, { kind: 'not-found', field: 'uids' }],
    ['no name', [ann], { kind: 'add-classification-tag', name: ' ' }, { code: -56, field: 'name' }],
    [
      'a forbidden name',
      [ann],
      { kind: 'add-classification-tag', name: 'a<b' },
      { code: -15, field: 'name' },
    ],
    [
      'a tag that none has',
      [ann],
      { kind: 'remove-classification-tag', name: 'Nobody-has-it' },
      { kind: 'conflict' },
    ],
  ])('are left alone where it is %s', async (_, uids, what, refusal) => {
    const before = await world.summary();
    expect(await change(uids, what)).toMatchObject({ ok: false, refusal });
    expect((await world.summary()).revision).toBe(before.revision);
  });
});

test('the list counts all endpoints by status, whatever it is asked for', async () => {
  const { ask } = await emsClient();
  const whole = endpointPageSchema.parse((await ask('GET', '/endpoints/index')).data);
  const part = endpointPageSchema.parse(
    (await ask('GET', '/endpoints/index?status=quarantined')).data,
  );
  expect(part.counts).toEqual(whole.counts);
  expect(part.counts.quarantined).toBe(part.total);
  expect(Object.values(whole.counts).reduce((sum, one) => sum + one, 0)).toBe(whole.total);
  const body = { uids: [ann, bo], change: { kind: 'quarantine' } };
  expect((await ask('POST', '/endpoints/action', body)).status).toBe(200);
  const after = endpointPageSchema.parse((await ask('GET', '/endpoints/index')).data);
  expect(after.counts.quarantined).toBe(whole.counts.quarantined + 2);
  const none = { uids: [], change: { kind: 'quarantine' } };
  expect(await ask('POST', '/endpoints/action', none)).toMatchObject({
    status: 400,
    result: { field: 'uids' },
  });
});

test('a quarantined endpoint has an access code of its own, and no other endpoint has one', async () => {
  const { ask } = await emsClient();
  const of = async (uid: string) =>
    endpointAnswerSchema.parse((await ask('GET', `/endpoints/${uid}`)).data).quarantineCode;
  const code = await of(jon);
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
  expect(await of(jon)).toBe(code);
  expect(await of(ann)).toBeNull();
  const codes = [ann, bo, jon].map((uid) => quarantineCode({ uid, certificateSerial: '1' }));
  expect(new Set(codes).size).toBe(3);
});
