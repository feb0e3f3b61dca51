/** What *Connect* offers to change, applied: it does what it says, as one command that can be undone. */
import { describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import type { Change } from '#model/decision/repair.ts';
import { certificateChange, worldChanges } from './repair-command.ts';
import { incomingOf } from '#test/fixtures/incoming.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const onAnn = { uid: ann, host: 'WIN11-ANN' };
const onPolicy17 = { fortigate: 'FGT-HQ', policytype: 'policy', policyid: 17, name: '' } as const;

async function connect(world: World, request: ConnectRequest): Promise<'accept' | 'deny'> {
  const outcome = await world.execute({ kind: 'lab/connect', request });
  if (!outcome.ok || !outcome.value.connection) throw new Error('the connection was refused');
  return outcome.value.connection.explanation.action;
}

async function lookAgain(world: World) {
  const last = await world.ask(queries.lastConnection, null);
  const found = await world.ask(queries.connectionRepairs, null);
  if (!last.ok || !found.ok) throw new Error('there is no last connection');
  return { ...last.value, ...found.value };
}

/** False where nothing is to be made in the world: a certificate is presented, or not. */
async function applied(world: World, changes: readonly Change[]): Promise<boolean> {
  const made = worldChanges(changes);
  if (made.length === 0) return false;
  const outcome = await world.execute({ kind: 'lab/apply-repair', changes: made });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  // What is on its way counts with the endpoint's next keepalive; then it is the same as the rest.
  if (outcome.value.travelling.length > 0)
    await world.execute({ kind: 'lab/step-clock', seconds: 60 });
  if (!(await lookAgain(world)).outOfDate) throw new Error('nothing changed for the connection');
  return true;
}

/** Every endpoint of the scenarios that are made by hand. */
const small = scenarios.filter(({ ems }) => ems.endpoints.length < 100);
const starts = small.flatMap(({ about, ems }) =>
  about.connect === null
    ? []
    : ems.endpoints.map((one) => ({ id: about.id, connect: about.connect, one })),
);

describe('repairs of a connection', () => {
  test.each(starts.map((start) => [start.id, start.one.host, start] as const))(
    'in %s, of %s: each offered one turns the outcome, and undo turns it back',
    async (id, _, { connect: to, one }) => {
      // From a quarantined endpoint there is no connection to repair.
      if (to === null || one.quarantined) return;
      const world = await World.open(memoryStorage(), scenarios);
      await world.loadScenario(id);
      const request: ConnectRequest = {
        fortigate: to.fortigate,
        source: { kind: 'endpoint', uid: one.uid, srcip: one.ip },
        srcintf: await incomingOf(world, to.fortigate, one.uid),
        destination: { kind: 'server', server: to.server, path: '/', host: null },
        certificate: 'valid',
      };
      const action = await connect(world, request);
      const { repairs, outOfDate, answer } = await lookAgain(world);
      expect(outOfDate).toBe(false);
      expect(answer?.explanation.action).toBe(action);
      expect(repairs?.aim).toBe(action === 'deny' ? 'allow' : 'end');
      for (const { changes } of repairs?.repairs ?? []) {
        const certificate = certificateChange(changes) ?? request.certificate;
        const made = await applied(world, changes);
        expect(await connect(world, { ...request, certificate })).not.toBe(action);
        if (made) await world.undo();
        expect(await connect(world, request)).toBe(action);
      }
    },
  );

  test.each<[string, Change, string]>([
    [
      'a type that is shared already',
      { kind: 'share-type', device: 'FGT-HQ', category: 'zero_trust' },
      'conflict',
    ],
    ['a device that is gone', { kind: 'authorize', device: 'FGT-X' }, 'not-found'],
    ['a device that is authorized already', { kind: 'authorize', device: 'FGT-HQ' }, 'conflict'],
    [
      'sharing with a device that is gone',
      { kind: 'share-type', device: 'FGT-X', category: 'fabric' },
      'not-found',
    ],
    [
      'sharing with devices that are gone',
      {
        kind: 'widen-endpoint-sharing',
        device: 'FGT-HQ',
        endpointSharing: 'selected',
        selected: ['FGT-X'],
      },
      'invalid',
    ],
    ['an endpoint that is online already', { kind: 'bring-online', ...onAnn }, 'conflict'],
    [
      'an endpoint that is gone',
      { kind: 'register', uid: 'F'.repeat(32), host: 'gone' },
      'not-found',
    ],
    [
      'a tag that is on the endpoint already',
      { kind: 'add-tag', ...onAnn, tag: { category: 'zero_trust', name: 'FortiAD' } },
      'conflict',
    ],
    [
      'a tag that is not there to take',
      { kind: 'remove-tag', ...onAnn, tag: { category: 'fabric', name: 'FortiAD' } },
      'conflict',
    ],
    [
      'a tag whose name FortiOS forbids',
      { kind: 'add-tag', ...onAnn, tag: { category: 'fabric', name: 'a<b' } },
      'invalid',
    ],
    [
      'the tag of every registered endpoint',
      {
        kind: 'remove-tag',
        ...onAnn,
        tag: { category: 'zero_trust', name: 'all_registered_clients' },
      },
      'invalid',
    ],
    ['a policy that is gone', { kind: 'disable-policy', ...onPolicy17, policyid: 99 }, 'not-found'],
    [
      'a FortiGate that is gone',
      { kind: 'disable-policy', ...onPolicy17, fortigate: 'FGT-X' },
      'not-found',
    ],
    ['a policy that is enabled already', { kind: 'enable-policy', ...onPolicy17 }, 'conflict'],
    [
      'a place above a policy that is gone',
      { kind: 'move-policy', ...onPolicy17, before: 99, beforeName: '' },
      'not-found',
    ],
    [
      'a place above itself',
      { kind: 'move-policy', ...onPolicy17, before: 17, beforeName: '' },
      'conflict',
    ],
    [
      'a tag that the policy does not name',
      {
        kind: 'swap-tag',
        ...onPolicy17,
        list: 'primary',
        from: 'EMS1_ZTNA_Nothing',
        to: 'EMS1_ZTNA_FortiAD',
        asked: null,
        tag: { category: 'zero_trust', name: 'FortiAD' },
      },
      'conflict',
    ],
  ])('refuses %s, and changes nothing', async (_, change, kind) => {
    const world = await World.open(memoryStorage(), scenarios);
    const before = await world.summary();
    const outcome = await world.execute({ kind: 'lab/apply-repair', changes: [change] });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind } });
    expect(outcome.ok ? '' : outcome.refusal.message).toMatch(/[.]$/);
    expect(await world.summary()).toEqual(before);
  });

  test('is made whole or not at all, and makes an editor of what it changed look again', async () => {
    const world = await World.open(memoryStorage(), scenarios);
    const { revision } = await world.summary();
    const share: Change = { kind: 'share-type', device: 'FGT-HQ', category: 'classification' };
    const half = await world.execute({
      kind: 'lab/apply-repair',
      changes: [share, { kind: 'enable-policy', ...onPolicy17 }],
    });
    expect(half.ok).toBe(false);
    const both = await world.execute({
      kind: 'lab/apply-repair',
      changes: [share, { kind: 'disable-policy', ...onPolicy17 }],
    });
    expect(both.ok).toBe(true);
    expect((await world.summary()).undo[0]?.words).toBe(
      'share Classification Tags with FGT-HQ, and disable policy 17',
    );
    const late = await world.execute({
      kind: 'fortigate/update',
      fortigate: 'FGT-HQ',
      table: 'firewall policy',
      key: '17',
      values: { comments: 'late' },
      basedOn: revision,
    });
    expect(late).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  });
});
