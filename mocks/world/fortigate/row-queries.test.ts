/** A page of a large table must come at once, whatever it is searched for. */
import { beforeAll, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { plainly } from './row-answers.ts';
import * as queries from '../queries.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import { World } from '../world.ts';

const count = 10_000;
const table = 'firewall policy';
const fortigate = 'FGT-HQ';
const plain = {
  fortigate,
  table,
  start: 0,
  count: 50,
  search: '',
  filters: [],
  sort: '',
  shown: plainly,
} as const;

let world: World;

beforeAll(async () => {
  world = await World.open(memoryStorage(), scenarios);
  const steps = Array.from({ length: count }, (_, i) => ({
    kind: 'fortigate/save-row' as const,
    fortigate,
    table: plain.table,
    key: null,
    row: {
      policyid: 1000 + i,
      name: `rule ${i}`,
      srcintf: ['port3'],
      dstintf: ['port1'],
      srcaddr: ['all'],
      dstaddr: ['all'],
      service: ['ALL'],
      schedule: 'always',
      action: 'accept',
      comments: i % 100 === 0 ? 'a hundredth' : '',
      unknown: [],
    },
  }));
  await world.execute({ kind: 'fortigate/batch', fortigate, words: 'fill', steps });
}, 120_000);

test.each([
  ['without a search', {}, count],
  ['of its end', { start: count - 50 }, count],
  ['of a search', { search: 'a hundredth' }, count / 100],
  ['of a search that finds nothing', { search: 'nowhere to be found' }, 0],
  ['of a filter', { filters: ['policyid>=1000', 'name=@9,comments==a hundredth'] }, count],
])('a page %s, right after one policy changed', async (_, asked, matched) => {
  for (let i = 0; i < 7; i++) {
    const key = String(1000 + i * 37 + 1);
    const values = { groups: [], comments: `${_} ${i}` };
    const change = {
      kind: 'fortigate/update',
      fortigate,
      table,
      key,
      values,
      basedOn: null,
    } as const;
    expect(await world.execute(change)).toMatchObject({ ok: true });
    const answer = await world.ask(queries.rows, { ...plain, ...asked });
    if (!answer.ok) throw new Error(answer.refusal.message);
    expect(answer.value.rows).toHaveLength(matched === 0 ? 0 : 50);
    expect(answer.value.size).toBe(count + 5);
    expect(answer.value.matched).toBeLessThanOrEqual(matched + 12);
  }
});

test('one row is found by its key, wherever it stands', async () => {
  for (const key of ['1000', '5999', '10999', '17']) {
    const answer = await world.ask(queries.row, { fortigate, table, key });
    expect(answer).toMatchObject({ value: { rows: [{ policyid: Number(key) }], matched: 1 } });
  }
});
