import { beforeAll, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import type { ScenarioStep } from '#model/lab/scenario-steps.ts';
import { incomingOf } from '#test/fixtures/incoming.ts';
import type { Command } from '../commands.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

async function did(world: World, command: Command) {
  const done = await world.execute(command);
  if (!done.ok) throw new Error(done.refusal.message);
  return done.value;
}

async function requestOf(
  world: World,
  place: Extract<ScenarioStep['place'], { page: 'connect' }>,
): Promise<ConnectRequest> {
  const found = await world.ask(queries.endpoint, { uid: place.endpoint });
  if (!found.ok) throw new Error(found.refusal.message);
  return {
    fortigate: place.fortigate,
    source: { kind: 'endpoint', uid: place.endpoint, srcip: found.value.ip },
    srcintf: await incomingOf(world, place.fortigate, place.endpoint),
    destination: { kind: 'server', server: place.server, path: '/', host: null },
    certificate: place.certificate,
  };
}

/** Does what the step says, at its place. */
async function carryOut(world: World, { id, place, goal }: ScenarioStep): Promise<void> {
  switch (goal.kind) {
    case 'looked':
      await did(world, { kind: 'lab/look-at-step', id });
      return;
    case 'connected': {
      if (place.page !== 'connect') throw new Error(`${id} is not done in Connect`);
      await did(world, { kind: 'lab/connect', request: await requestOf(world, place) });
      return;
    }
    case 'shared': {
      if (place.page !== 'fabric-device') throw new Error(`${id} is not done in the sync editor`);
      const found = await world.ask(queries.fabricDevice, { serial: place.serial });
      if (!found.ok) throw new Error(found.refusal.message);
      const { name, tagTypes, endpointSharing, selected } = found.value.device;
      if (name !== goal.device) throw new Error(`${id} edits ${name}`);
      await did(world, {
        kind: 'ems/update-sharing',
        serial: place.serial,
        sharing: {
          tagTypes: [...tagTypes, goal.category],
          endpointSharing,
          selected: [...selected],
        },
        basedOn: null,
      });
      return;
    }
    case 'policy-logic':
      if (place.page !== 'firewall-policy' || place.id !== goal.policyid)
        throw new Error(`${id} opens another policy`);
      await did(world, {
        kind: 'fortigate/update',
        fortigate: goal.fortigate,
        table: 'firewall policy',
        key: String(goal.policyid),
        values: { 'ztna-tags-match-logic': goal.logic },
        basedOn: null,
      });
      return;
    // The root, as the step says: it keeps the others alive.
    case 'expired':
      await did(world, {
        kind: 'ems/connect-device',
        serial: 'FGVM04TM23000101',
        connected: false,
      });
      await did(world, { kind: 'lab/step-clock', seconds: 900 });
  }
}

/** What a notice promises besides what its goal says. */
const outcomes: Readonly<Record<string, (world: World) => Promise<void>>> = {
  'demo/ann-denied': (world) => causes(world, 'ems-shares'),
  'demo/hans': (world) => causes(world, 'policy-asks'),
  'example-1/low': (world) => causes(world, 'policy-asks'),
  'example-2/traffic': async (world) => {
    const list = await world.ask(queries.logs, {
      fortigate: 'FGT-A',
      subtype: 'ztna',
      start: 0,
      count: 10,
      search: '',
      action: null,
    });
    expect(list).toMatchObject({ ok: true, value: { matched: 5 } });
  },
  'example-2/denied': async (world) => {
    const last = await world.ask(queries.lastConnection, null);
    expect(last).toMatchObject({ value: { answer: { denied: { code: '065' } } } });
  },
  'fabric/who-knows': async (world) => {
    const known = await world.ask(queries.knowledge, {
      endpoint: 'FAB51C00000000000000000000000004',
    });
    if (!known.ok) throw new Error(known.refusal.message);
    expect(known.value.devices).toHaveLength(4);
  },
  'large/search': async (world) => {
    const found = await world.ask(queries.endpoints, {
      offset: 0,
      count: 50,
      search: 'W11-0420',
      status: null,
      tag: null,
      sort: 'host',
      descending: false,
    });
    expect(found).toMatchObject({ value: { total: 1 } });
  },
  'large/far-down': async (world) => {
    const last = await world.ask(queries.lastConnection, null);
    if (!last.ok) throw new Error(last.refusal.message);
    expect(last.value.answer?.explanation.policies).toHaveLength(963);
  },
  'large/no-policy': async (world) => {
    const last = await world.ask(queries.lastConnection, null);
    if (!last.ok) throw new Error(last.refusal.message);
    const { policies = [], deciding } = last.value.answer?.explanation ?? {};
    expect(policies[deciding ?? -1]?.policyid).toBe(962);
  },
  'large/policy': async (world) => {
    const row = await world.ask(queries.row, {
      fortigate: 'FGT-SITE-01',
      table: 'firewall policy',
      key: '962',
    });
    expect(row).toMatchObject({
      value: { rows: [{ name: 'Allow-department-02-962', 'ztna-tags-match-logic': 'and' }] },
    });
  },
};

async function causes(world: World, broke: string): Promise<void> {
  const last = await world.ask(queries.lastConnection, null);
  expect(last).toMatchObject({ value: { answer: { explanation: { broke } } } });
}

describe.each(scenarios.map(({ about }) => [about.name, about] as const))(
  '%s',
  (_, { id, steps }) => {
    let world: World;
    beforeAll(async () => {
      world = await World.open(memoryStorage(), scenarios);
      await world.loadScenario(id);
    });

    test.each(steps.map((step) => [step.text, step] as const))('%s', async (_text, step) => {
      expect((await world.summary()).stepsDone).not.toContain(step.id);
      await carryOut(world, step);
      expect((await world.summary()).stepsDone).toContain(step.id);
      await outcomes[`${id}/${step.id}`]?.(world);
    });

    test('its progress outlives what is undone, and starts over with the scenario', async () => {
      const { stepsDone, undo } = await world.summary();
      expect(stepsDone).toEqual(steps.map((step) => step.id));
      if (undo.length > 1) await world.undo();
      expect((await world.summary()).stepsDone).toEqual(stepsDone);
      await world.loadScenario(id);
      expect((await world.summary()).stepsDone).toEqual([]);
    });
  },
);
