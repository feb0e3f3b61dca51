/** *Show CLI*: the commands do what the form would, and are refused where the form would be. */
import { beforeEach, expect, test } from 'vitest';
import { changesBetween } from '#formats/fortios/change/changes.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { mergeConfig } from '#formats/fortios/change/merge.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { FortiGateCommand } from './fortigate-commands.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const fortigate = 'FGT-HQ';
let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function configNow(): Promise<FortiosConfig> {
  const answer = await world.ask(queries.exportedConfig, {
    fortigate,
    form: 'show',
    secrets: 'kept',
    sections: '',
  });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return readConfig(answer.value.text).config;
}
async function commands(steps: readonly FortiGateCommand[]): Promise<string> {
  const answer = await world.ask(queries.commandsFor, { fortigate, steps });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value.text ?? `refused: ${answer.value.problem}`;
}

const policy = { kind: 'fortigate/update', fortigate, table: 'firewall policy' } as const;
test.each<[string, FortiGateCommand[], string]>([
  [
    'a changed policy',
    [
      {
        ...policy,
        key: '17',
        values: { comments: 'x', 'ztna-ems-tag-negate': 'enable' },
        basedOn: null,
      },
    ],
    'set ztna-ems-tag-negate enable',
  ],
  [
    'a setting back to its default',
    [{ ...policy, key: '17', values: { logtraffic: 'utm' }, basedOn: null }],
    'unset logtraffic',
  ],
  [
    'a new policy, under the next free number',
    [
      {
        kind: 'fortigate/create',
        fortigate,
        table: 'firewall proxy-policy',
        values: {
          policyid: 0,
          name: 'new',
          proxy: 'access-proxy',
          'access-proxy': [{ name: 'ZTNA-finance' }],
          srcintf: [{ name: 'any' }],
          srcaddr: [{ name: 'all' }],
          dstaddr: [{ name: 'all' }],
          schedule: 'always',
        },
      },
    ],
    'set access-proxy "ZTNA-finance"',
  ],
  [
    'a policy that goes',
    [{ kind: 'fortigate/delete', fortigate, table: 'firewall policy', key: '17' }],
    'delete 17',
  ],
])('%s', async (_, steps, part) => {
  const before = await configNow();
  const text = await commands(steps);
  expect(text).toContain(part);
  for (const step of steps) expect(await world.execute(step)).toMatchObject({ ok: true });
  expect(changesBetween(mergeConfig(before, text).config, await configNow())).toEqual([]);
});

test('what changes nothing needs no command', async () => {
  expect(await commands([{ ...policy, key: '17', values: {}, basedOn: null }])).toBe('');
});

test('what the FortiGate would refuse is refused here, in the same words', async () => {
  const wrong: FortiGateCommand = {
    ...policy,
    key: '17',
    values: { srcaddr: [{ name: 'nowhere' }] },
    basedOn: null,
  };
  const refused = await world.execute(wrong);
  expect(await commands([wrong])).toBe(`refused: ${refused.ok ? '' : refused.refusal.message}`);
});

test('a tag is two address objects', async () => {
  const answer = await world.ask(queries.tagCommands, { category: 'classification', name: 'High' });
  expect(answer).toMatchObject({ ok: true });
  const { config } = readConfig(answer.ok ? (answer.value.text ?? '') : '');
  expect(
    config['firewall address'].map((one) => [one.name, one['obj-type'], one['obj-tag']]),
  ).toEqual([
    ['EMS1_CLASS_High', 'ip', 'High'],
    ['MAC_EMS1_CLASS_High', 'mac', 'High'],
  ]);
  expect(await world.ask(queries.tagCommands, { category: 'colour', name: 'x' })).toMatchObject({
    ok: false,
  });
});
