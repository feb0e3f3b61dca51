import { expect, test } from 'vitest';
import { demo } from '#mocks/scenarios/demo.ts';
import type { ScenarioSpec } from '#model/lab/scenario.ts';
import type { Command } from '../commands.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import { World } from '../world.ts';

const request = {
  fortigate: 'FGT-HQ',
  endpoint: 'A1D0C6E27B9F4A58830E5C14F7B26D01',
  server: 'ZTNA-webserver',
  certificate: 'valid',
  srcintf: 'port3',
  srcip: '10.0.1.21',
  os: 'windows',
  path: '/',
  host: null,
} as const;

const message = 'Your antivirus reports a threat. Call the help desk.';
const withMessage: ScenarioSpec = {
  ...demo,
  ...(demo.tagging
    ? {
        tagging: {
          ...demo.tagging,
          definitions: demo.tagging.definitions.map((one) => ({ ...one, message })),
        },
      }
    : {}),
};

async function deniedBy(policy: string, tag: string) {
  const world = await World.open(memoryStorage(), [withMessage]);
  const commands: readonly Command[] = [
    {
      kind: 'fortigate/update',
      fortigate: 'FGT-HQ',
      table: 'firewall policy',
      key: policy,
      values: { 'ztna-ems-tag': [tag] },
      basedOn: null,
    },
    { kind: 'lab/connect', request },
  ];
  let denied = null;
  for (const command of commands) {
    const outcome = await world.execute(command);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    denied = outcome.value.connection?.denied ?? null;
  }
  return denied;
}

test('a tag that a denying policy matched brings EMS’s message for the user', async () => {
  const denied = await deniedBy('3', 'EMS1_ZTNA_AV-Running');
  expect(denied).toMatchObject({ code: '064', notices: [message] });
});

test('where no policy matched, there is none', async () => {
  expect(await deniedBy('17', 'EMS1_ZTNA_Windows10')).toMatchObject({ code: '065', notices: [] });
});
