/** The policy map as a page asks for it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import {
  decidedPinsSchema,
  mapAfterAnswerSchema,
  policyMapSchema,
  policyPaletteSchema,
} from '#model/lab/policy-map.ts';
import { serverOf } from './app.ts';

let app: ReturnType<typeof serverOf>;
beforeEach(async () => {
  app = serverOf(await World.open(memoryStorage(), scenarios));
});

async function ask(path: string, body?: unknown): Promise<unknown> {
  const answer = await app.request(
    `http://lab/lab/api/policy-map${path}`,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  );
  return answer.json();
}

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';

async function put(policy: number, row: object): Promise<void> {
  const answer = await app.request(
    `http://lab/fortigate/FGT-HQ/api/v2/cmdb/firewall/policy/${policy}`,
    { method: 'PUT', headers: { Authorization: 'Bearer lab' }, body: JSON.stringify(row) },
  );
  expect(answer.status).toBe(200);
}

async function mapOf(query: string) {
  return policyMapSchema.parse(await ask(`?fortigate=FGT-HQ&${query}`));
}

describe('counts', () => {
  test('say who gets to a policy and whom it takes; a change shows at once', async () => {
    const before = await mapOf('list=policy&ids=3,17');
    expect(before.counting).toBeNull();
    expect(before.policies.map(({ policyid, fall }) => [policyid, fall?.taken])).toEqual([
      [3, 1],
      [17, 3],
    ]);
    await put(17, { action: 'deny' });
    const after = await mapOf('list=policy&ids=17');
    expect(after.revision).toBeGreaterThan(before.revision);
    expect((before.ends?.accepted ?? 0) - (after.ends?.accepted ?? 0)).toBe(3);
  });

  test('name the policy that takes all', async () => {
    await put(3, { 'ztna-ems-tag': [] });
    const { policies } = await mapOf('list=policy&ids=17&server=ZTNA-webserver');
    expect(policies).toMatchObject([
      { policyid: 17, fall: { reached: 0, taken: 0 }, blockers: [{ policyid: 3, taken: 3 }] },
    ]);
  });

  test('say why a policy is asked by nobody', async () => {
    await put(17, { status: 'disable' });
    await put(3, { srcintf: [{ name: 'port2' }] });
    const { policies } = await mapOf('list=policy&ids=3,17');
    expect(policies.map(({ idle }) => idle)).toEqual(['interface', 'disabled']);
  });

  test('are of a FortiGate and a server that exist', async () => {
    expect(await ask('?fortigate=FGT-X&list=policy')).toMatchObject({ field: 'fortigate' });
    expect(await ask('?fortigate=FGT-HQ&list=policy&server=none')).toMatchObject({
      field: 'server',
    });
  });
});

test('pinned pairs are decided as the world is', async () => {
  const pairs = [
    { fortigate: 'FGT-HQ', server: 'ZTNA-webserver', uid: ann },
    { fortigate: 'FGT-HQ', server: 'gone', uid: ann },
  ];
  const of = async () => decidedPinsSchema.parse(await ask('/pins', { pairs })).pins;
  expect(await of()).toMatchObject([
    { host: 'WIN11-ANN', outcome: { action: 'accept', policyid: 17 } },
    { server: 'gone', outcome: null },
  ]);
  await put(17, { action: 'deny' });
  expect((await of())[0]?.outcome).toMatchObject({ action: 'deny', policyid: 17 });
});

test('the palette has what EMS has, shared or not', async () => {
  const palette = policyPaletteSchema.parse(await ask('/palette?fortigate=FGT-HQ'));
  const shared = Object.fromEntries(palette.groups.map((one) => [one.category, one.isShared]));
  expect(shared).toMatchObject({ zero_trust: true, classification: false });
  const finance = palette.groups
    .flatMap(({ tags }) => tags)
    .find(({ view }) => view.name === 'EMS1_CLASS_Finance');
  expect(finance?.known).toBe(0);
  expect(finance?.have).toBeGreaterThan(0);
  const few = policyPaletteSchema.parse(await ask('/palette?fortigate=FGT-HQ&search=fortiad'));
  expect(few.groups.map(({ category }) => category)).toEqual(['zero_trust']);
});

test('the palette counts a tag as the policies find it that are built from it', async () => {
  const knownBy = async (kind: string): Promise<number | undefined> => {
    const palette = policyPaletteSchema.parse(await ask(`/palette?fortigate=FGT-HQ&kind=${kind}`));
    const tags = palette.groups.flatMap((group) => group.tags);
    return tags.find(({ view }) => view.name === 'EMS1_ZTNA_AV-Running')?.known;
  };
  const { policies } = policyMapSchema.parse(
    await ask('?fortigate=FGT-HQ&list=policy&kind=standard&ids=5'),
  );
  expect(policies[0]?.tags).toMatchObject([{ name: 'EMS1_ZTNA_AV-Running', known: 5 }]);
  expect(await knownBy('standard')).toBe(5);
  // The device that a session shows is known where its address is not.
  expect(await knownBy('ztna')).toBe(6);
});

describe('a change that is not made', () => {
  const change = (row: object) => ({
    requests: [
      { method: 'PUT', path: '/fortigate/FGT-HQ/api/v2/cmdb/firewall/policy/17', body: row },
    ],
  });
  const after = async (row: object) =>
    mapAfterAnswerSchema.parse(
      await ask('/after', {
        change: change(row),
        map: { fortigate: 'FGT-HQ', list: 'policy', ids: '17' },
        pairs: [{ fortigate: 'FGT-HQ', server: 'ZTNA-webserver', uid: ann }],
      }),
    );

  test('shows what it would come to, and leaves the world as it is', async () => {
    // What is on the page already is counted whole.
    await mapOf('list=policy&ids=17');
    const { map, pins, problem } = await after({ action: 'deny' });
    expect(problem).toBeNull();
    expect(map?.policies).toMatchObject([{ policyid: 17, fall: { taken: 3 } }]);
    expect(map?.ends).toMatchObject({ accepted: 0 });
    expect(pins).toMatchObject([{ outcome: { action: 'deny', policyid: 17 } }]);
    const now = await mapOf('list=policy&ids=17');
    expect(now.ends?.accepted).toBe(3);
    expect(map?.revision).toBe(now.revision + 1);
  });

  test('says why it would be refused', async () => {
    const { map, problem } = await after({ srcaddr: [{ name: 'nowhere' }] });
    expect(map).toBeNull();
    expect(problem).toContain('nowhere');
  });
});
