/** One fact, told alike by every page of the demo world: the connection of FGT-HQ goes down. */
import { expect, test } from 'vitest';
import { knowledgeOf } from '#engine/sync/knowledge.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { policyTagProblem } from '#model/words/policy-tag.ts';
import { buildWorld } from '../build-world.ts';
import { advanced } from '../clock.ts';
import { cacheEnd, connectDevice, connectionsSettled } from './device-connections.ts';
import { device as deviceOf, emsStatus } from '../fortigate/fortigate-queries.ts';
import { knowledge } from './knowledge-queries.ts';
import { policyTags } from '../fortigate/policy-tags.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { fortigateNamed } from '../state.ts';
import { World } from '../world.ts';

const serial = 'FGVM02TM22013110';
const fortigate = 'FGT-HQ';
const cut = connectDevice.run(buildWorld(demo), { serial, connected: false }).state;
/** The cache of its connector has run out. */
const state = connectionsSettled(advanced(cut, 180_000));
const ann = state.ems.endpoints.find(({ host }) => host === 'WIN11-ANN');

test('what FGT-HQ knew counts until its cache ends, whatever EMS learns meanwhile', () => {
  const device = cut.ems.fabricDevices.find((one) => one.serial === serial);
  expect(device && cacheEnd(cut, device)).toBe(cut.clock.epochMs + 180_000);
  const { name: tag } = cut.ems.endpoints.flatMap(({ tags }) => tags)[0] ?? { name: '' };
  const without = {
    ...cut,
    ems: { ...cut.ems, endpoints: cut.ems.endpoints.map((one) => ({ ...one, tags: [] })) },
  };
  const last = knowledgeOf(without.ems, fortigateNamed(without, fortigate));
  expect(last.link).toBe('cached');
  expect([...last.tags.values()].map((one) => one.tag.name)).toContain(tag);
  const late = connectionsSettled(advanced(without, 179_999));
  expect(knowledgeOf(late.ems, fortigateNamed(late, fortigate)).tags.size).toBe(last.tags.size);
  const then = connectionsSettled(advanced(without, 180_000));
  expect(knowledgeOf(then.ems, fortigateNamed(then, fortigate))).toMatchObject({ link: 'down' });
  expect(then.ems.lastKnown).toBeUndefined();
});

test('the FortiGate, Who knows what and the policies say that the connection is down', () => {
  expect(deviceOf(state, { fortigate }).serial).toBe(serial);
  expect(knowledgeOf(state.ems, fortigateNamed(state, fortigate))).toMatchObject({ link: 'down' });
  expect(emsStatus(state, { fortigate })).toMatchObject({ status: 'down', shared: [] });
  const known = knowledge(state, { endpoint: ann?.uid ?? '' });
  const here = known.devices.find((one) => one.fortigate === fortigate);
  const why = { kind: 'link', link: 'down' };
  expect(here).toMatchObject({ link: 'down', addresses: { kind: 'nothing', why } });
  for (const { standing } of known.kind === 'endpoint' ? (known.devices[0]?.tags ?? []) : [])
    expect(standing).toEqual({ known: false, why });
  const tag = knowledge(state, { category: 'zero_trust', tag: 'FortiAD' });
  expect(tag.devices.find((one) => one.fortigate === fortigate)).toMatchObject({ absence: why });
  const { offered, named } = policyTags(state, { fortigate });
  expect(offered.some(({ kind, name }) => kind === 'tag' && name.startsWith('EMS'))).toBe(false);
  const asked = named.find(({ kind }) => kind === 'tag');
  expect(asked).toMatchObject({ absence: why });
  const problem = asked && policyTagProblem(asked, fortigate);
  expect(problem?.word).toBe('EMS down');
  expect(problem?.sentence).toMatch(/The connection of FGT-HQ to EMS is down\.$/);
});

test('a connection there is denied for that reason, and reconnecting is what mends it', async () => {
  const world = await World.open(memoryStorage(), [demo]);
  await world.execute({ kind: 'ems/connect-device', serial, connected: false });
  await world.execute({ kind: 'lab/step-clock', seconds: 180 });
  const made = await world.execute({
    kind: 'lab/connect',
    request: {
      endpoint: ann?.uid ?? null,
      fortigate,
      server: 'ZTNA-webserver',
      srcintf: 'port3',
      srcip: ann?.ip ?? '',
      os: 'windows',
      certificate: 'valid',
      path: '/',
      host: null,
    },
  });
  const explanation = made.ok ? made.value.connection?.explanation : undefined;
  expect(explanation).toMatchObject({
    error: 66,
    cause: { kind: 'device', why: { kind: 'link', link: 'down' } },
    broke: 'ems-shares',
  });
  expect(explanation && plain(headline(explanation))).toMatch(
    /^The connection of FGT-HQ to EMS is down, so FGT-HQ knows no tags\./,
  );
  const found = await world.ask(queries.connectionRepairs, null);
  const first = found.ok ? found.value.repairs?.repairs[0] : undefined;
  expect(first?.changes).toContainEqual({ kind: 'reconnect', device: fortigate });
  const changes = [{ kind: 'reconnect', device: fortigate } as const];
  expect(await world.execute({ kind: 'lab/apply-repair', changes })).toMatchObject({ ok: true });
  const status = await world.ask(queries.emsStatus, { fortigate });
  expect(status).toMatchObject({ ok: true, value: { status: 'up' } });
  // It is up already.
  expect(await world.execute({ kind: 'lab/apply-repair', changes })).toMatchObject({
    ok: false,
    refusal: { kind: 'conflict' },
  });
});
