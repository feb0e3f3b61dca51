/** What the lab's API answers for FortiGates' pages, asked as a page asks. */
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { policyWindowSchema } from '#model/fortios/policy-list.ts';
import { ztnaServerSchema, ztnaServersSchema } from '#model/fortios/ztna-servers.ts';
import { choicesSchema } from '#model/fortios/choices.ts';
import { serverOf } from './app.ts';

let app: ReturnType<typeof serverOf>;
beforeEach(async () => {
  app = serverOf(await World.open(memoryStorage(), scenarios));
});

async function ask(path: string, init?: RequestInit) {
  const answer = await app.request(`http://lab/lab/api/fortigates${path}`, init);
  const body: unknown = await answer.json();
  return { status: answer.status, body };
}

test('a window of policies, filtered', async () => {
  const { status, body } = await ask('/FGT-HQ/policies/policy?start=1&count=2&action=accept');
  expect(status).toBe(200);
  const { policies, matched, size } = policyWindowSchema.parse(body);
  expect(policies).toHaveLength(2);
  expect(matched).toBeLessThan(size);
});

test.each([
  ['/FGT-HQ/policies/other', 404],
  ['/FGT-HQ/policies/policy?count=501', 400],
  ['/FGT-HQ/policies/policy?filter=x', 400],
  ['/FGT-HQ/policies/policy/named?name=', 400],
  ['/FGT-HQ/choices/other', 404],
  ['/none/policies/policy', 404],
  ['/none/policies/policy/at/1', 404],
  ['/none/choices/interface', 404],
  ['/none/ztna-servers', 404],
  ['/FGT-HQ/policies/policy/at/a%2Fb', 200],
  ['/FGT-HQ/ztna-servers/a%2Fb%25%23%22', 200],
  ['/FGT-HQ/choices/address?search=%2F%25%23%22', 200],
])('%s is answered with %d', async (path, status) => {
  expect((await ask(path)).status).toBe(status);
});

test('names in a body, however odd', async () => {
  const names = ['n'.repeat(79), 'a/b', '100%', 'C#', '"', 'all'];
  const { body } = await ask('/FGT-HQ/names', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ names }),
  });
  expect(body).toMatchObject({
    names: names.map((name) => ({ name, isAddress: name === 'all' })),
  });
});

test('a server is listed with the first of its policies, and found by its name', async () => {
  const { servers, matched } = ztnaServersSchema.parse((await ask('/FGT-HQ/ztna-servers')).body);
  expect(servers).toHaveLength(matched);
  for (const { uses } of servers)
    for (const { total, first } of uses) expect(first).toHaveLength(Math.min(total, 3));
  const one = ztnaServerSchema.parse((await ask('/FGT-HQ/ztna-servers/ZTNA-finance')).body);
  expect(one.server).toMatchObject({ proxy: { name: 'ZTNA-finance' } });
  const found = ztnaServersSchema.parse((await ask('/FGT-HQ/ztna-servers?search=FINANCE')).body);
  expect(found.servers).toEqual([one.server]);
  expect((await ask('/FGT-HQ/ztna-servers/none')).body).toEqual({ server: null });
});

test('in a large world, the uses of a server are counted and three of them named', async () => {
  const world = await World.open(memoryStorage(), scenarios);
  await world.loadScenario('large');
  app = serverOf(world);
  const { servers } = ztnaServersSchema.parse((await ask('/FGT-SITE-01/ztna-servers')).body);
  expect(servers[0]?.uses).toMatchObject([
    { table: 'firewall policy', total: 1000, first: [{ key: '1' }, { key: '2' }, { key: '3' }] },
  ]);
  const { choices } = choicesSchema.parse(
    (await ask('/FGT-SITE-01/choices/ztna-tag?search=department-4&count=1')).body,
  );
  expect(choices.map(({ value }) => value)).toEqual(['EMS1_ZTNA_Department-40']);
});
