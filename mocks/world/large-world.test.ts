/** What takes long in a large world is answered bit by bit, each time a little more. */
import { expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { Counting } from '#model/lab/counting.ts';
import { memoryStorage } from './storage/memory-storage.ts';
import * as queries from './queries.ts';
import { World } from './world.ts';

async function largeWorld(): Promise<World> {
  const world = await World.open(memoryStorage(), scenarios);
  expect(await world.loadScenario('large')).toMatchObject({ ok: true });
  return world;
}

/** Asks until all is counted; every answer must be further than the one before. */
async function toTheEnd<Value extends { readonly counting: Counting | null }>(
  ask: () => Promise<Value>,
): Promise<{ readonly last: Value; readonly answers: number }> {
  let before = -1;
  for (let answers = 1; ; answers++) {
    const last = await ask();
    if (last.counting === null) return { last, answers };
    expect(last.counting.done).toBeGreaterThan(before);
    before = last.counting.done;
  }
}

test('what else the repairs of a connection would change', async () => {
  const world = await largeWorld();
  const made = await world.execute({
    kind: 'lab/connect',
    request: {
      endpoint: `C0FFEE00${'29'.padStart(24, '0')}`,
      fortigate: 'FGT-SITE-01',
      server: 'ZTNA-intranet',
      certificate: 'valid',
      srcintf: 'port3',
      srcip: '192.168.0.20',
      os: 'macos',
      path: '/',
      host: null,
    },
  });
  expect(made).toMatchObject({ ok: true });
  const { last, answers } = await toTheEnd(async () => {
    const answer = await world.ask(queries.connectionRepairs, null);
    if (!answer.ok || !answer.value.repairs) throw new Error('no repairs');
    return answer.value.repairs;
  });
  expect(answers).toBeGreaterThan(2);
  expect(last.repairs.length).toBeGreaterThan(3);
  // Whom FGT-SITE-01 lets through at all hangs on EMS having authorized it.
  const deny = last.repairs.find(({ changes }) => changes[0]?.kind === 'deny-device');
  expect(deny?.closes).toBeGreaterThan(1000);
  const flips = last.repairs.map((one) => one.flips ?? Number.NaN);
  expect(flips).toEqual(flips.toSorted((a, b) => a - b));
});

test('what other sharing settings would do, and other settings anew', async () => {
  const world = await largeWorld();
  const preview = (tagTypes: readonly ('zero_trust' | 'classification')[]) => async () => {
    const answer = await world.ask(queries.previewSharing, {
      serial: 'FGVM02TM22014000',
      sharing: { tagTypes: [...tagTypes], endpointSharing: 'all', selected: [] },
    });
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value;
  };
  const fewer = await toTheEnd(preview(['zero_trust']));
  expect(fewer.last.vanish.map(({ name }) => name).toSorted()).toEqual([
    'Critical',
    'High',
    'Low',
    'Medium',
  ]);
  // No policy of this world asks for them.
  expect(fewer.last.pairs).toEqual({ opens: [], closes: [] });
  const both = await toTheEnd(preview(['zero_trust', 'classification']));
  expect(both.last.vanish).toEqual([]);
  expect(both.last.resolve.length).toBeGreaterThan(0);
});
