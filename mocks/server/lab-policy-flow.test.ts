import { expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { matrixWindowSchema } from '#model/lab/access-matrix.ts';
import { policyFlowSchema } from '#model/lab/policy-flow.ts';
import { serverOf } from './app.ts';

async function asked() {
  const world = await World.open(memoryStorage(), scenarios);
  const get = async (path: string): Promise<unknown> =>
    (await serverOf(world).request(`/lab/api${path}`)).json();
  return { world, get };
}

/** Until all is counted. */
async function flowOf(get: (path: string) => Promise<unknown>, query: string) {
  for (;;) {
    const flow = policyFlowSchema.parse(await get(`/policy-flow?${query}`));
    if (!flow.counting) return flow;
  }
}

async function matrixOf(get: (path: string) => Promise<unknown>, query: string) {
  for (;;) {
    const matrix = matrixWindowSchema.parse(await get(`/matrix?${query}`));
    if (!matrix.counting) return matrix;
  }
}

test.each(scenarios.map(({ about }) => about.id).filter((id) => id !== 'large'))(
  'in %s each session falls to one end, and as many are allowed as the matrix says',
  async (id) => {
    const { world, get } = await asked();
    await world.loadScenario(id);
    const { fortigates } = await world.summary();
    for (const { name } of fortigates) {
      const flow = await flowOf(get, `fortigate=${encodeURIComponent(name)}`);
      const taken = flow.policies.reduce((sum, one) => sum + one.taken, 0);
      expect(taken + flow.implicit + flow.before).toBe(flow.sessions);
      const matrix = await matrixOf(get, `fortigate=${encodeURIComponent(name)}`);
      const allowed = flow.policies.reduce(
        (sum, { action, taken: one }) => sum + (action === 'accept' ? one : 0),
        0,
      );
      expect(allowed).toBe(matrix.allowed);
      for (const { reached, taken: one } of flow.policies) expect(one).toBeLessThanOrEqual(reached);
    }
  },
);

test('a server that there is not is refused at its field', async () => {
  const { get } = await asked();
  expect(await get('/policy-flow?fortigate=FGT-HQ&server=nowhere')).toEqual({
    message: 'FGT-HQ has no ZTNA server nowhere.',
    field: 'server',
  });
});
