/** The present world against an earlier moment, and against a scenario. */
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { worldComparisonSchema } from '#model/lab/worlds/world-comparison.ts';
import { serverOf } from './app.ts';

let world: World;
let app: ReturnType<typeof serverOf>;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  app = serverOf(world);
});

/** Asked again until it is whole, as a page does. */
async function compare(query: string) {
  for (;;) {
    const answer = await app.request(`http://lab/lab/api/world-comparison${query}`);
    if (answer.status !== 200) return { status: answer.status, found: null };
    const found = worldComparisonSchema.parse(await answer.json());
    if (found.counting === null) return { status: 200, found };
  }
}

async function change(method: string, path: string, body: object): Promise<void> {
  const done = await app.request(`http://lab${path}`, {
    method,
    headers: { Authorization: 'Bearer lab', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(done.status).toBe(200);
}

const disable17 = () =>
  change('PUT', '/fortigate/FGT-HQ/api/v2/cmdb/firewall/policy/17', { status: 'disable' });

test('with itself nothing differs', async () => {
  const { found } = await compare('');
  expect(found).toMatchObject({
    against: 'the present world',
    access: { gains: 0, loses: 0, groups: [], ending: [], tests: { fail: [], pass: [] } },
    configs: [],
    sharing: [],
    tags: [],
    endpoints: { added: [], removed: [] },
  });
});

test('with a moment ago it is what was changed since, and who lost access by it', async () => {
  await disable17();
  await world.execute({
    kind: 'ems/change-endpoints',
    uids: ['A1D0C6E27B9F4A58830E5C14F7B26D01'],
    change: { kind: 'add-classification-tag', name: 'Audited' },
  });
  const before = await world.summary();
  const { found } = await compare('?changes=2');
  expect(found?.against).toContain('2 changes ago');
  expect(found?.access).toMatchObject({ gains: 0, loses: 3 });
  expect(found?.configs).toMatchObject([{ fortigate: 'FGT-HQ' }]);
  expect(found?.configs[0]?.text).toContain('set status disable');
  expect(found?.tags).toMatchObject([
    { host: 'WIN11-ANN', gained: [{ category: 'classification', name: 'Audited' }], lost: [] },
  ]);
  const one = await compare('?changes=1');
  expect(one.found).toMatchObject({ access: { gains: 0, loses: 0 }, configs: [] });
  // Looking back changes nothing.
  expect(await world.summary()).toEqual(before);
  expect((await compare('?changes=2')).found?.access?.loses).toBe(3);
});

test('sharing is told in words', async () => {
  const done = await world.execute({
    kind: 'ems/update-sharing',
    serial: 'FGVM02TM22013110',
    sharing: { tagTypes: ['zero_trust', 'classification'], endpointSharing: 'all', selected: [] },
    basedOn: null,
  });
  expect(done.ok).toBe(true);
  const { found } = await compare('?changes=1');
  expect(found?.sharing).toMatchObject([{ device: 'FGT-HQ' }]);
  expect(found?.sharing[0]?.now).toContain('Classification');
  expect(found?.access?.gains).toBeGreaterThan(0);
});

test('with a scenario whose FortiGates are others', async () => {
  const { found } = await compare('?scenario=example-1');
  expect(found).toMatchObject({
    against: 'Example 1: Any of',
    onlyNow: ['FGT-HQ', 'FGT-Branch'],
    onlyThen: ['FGT-A'],
  });
  expect(found?.endpoints.added).toContain('WIN11-ANN');
});

test.each([
  ['?scenario=none', 404],
  ['?changes=5', 404],
  ['?changes=x', 400],
])('%s is refused with %d', async (query, status) => {
  expect((await compare(query)).status).toBe(status);
});
