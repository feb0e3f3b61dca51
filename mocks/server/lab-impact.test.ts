/** What a change would do to access, asked as a form asks, before it is made. */
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import * as queries from '#mocks/world/queries.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { type PlannedChange, impactAnswerSchema } from '#model/lab/access-impact.ts';
import { serverOf } from './app.ts';

let world: World;
let app: ReturnType<typeof serverOf>;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  app = serverOf(world);
});

type Request = PlannedChange['requests'][number];

/** Asked again until it is whole, as a page does. */
async function impactOf(...requests: readonly Request[]) {
  for (;;) {
    const answer = await app.request('http://lab/lab/api/impact', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ requests }),
    });
    const impact = impactAnswerSchema.parse(await answer.json());
    if (impact.counting === null) return impact;
  }
}

const policy = (id: number | '', method: Request['method'], body?: object): Request => ({
  method,
  path: `/fortigate/FGT-HQ/api/v2/cmdb/firewall/policy${id === '' ? '' : `/${id}`}`,
  ...(body === undefined ? {} : { body }),
});

const sharing = (tagTypes: readonly string[]): Request => ({
  method: 'PUT',
  path: '/ems/api/v1/fabric_devices/FGVM02TM22013110/sharing',
  body: { tagTypes, endpointSharing: 'all', selected: [] },
});

describe('a preview', () => {
  test('says who loses, by which policy, and changes nothing', async () => {
    const before = await world.summary();
    const { impact, problem } = await impactOf(policy(17, 'DELETE'));
    expect(problem).toBeNull();
    expect(impact).toMatchObject({
      gains: 0,
      loses: 3,
      groups: [
        {
          way: 'loses',
          fortigate: 'FGT-HQ',
          server: 'ZTNA-webserver',
          policytype: 'policy',
          policyid: 17,
          count: 3,
          hosts: ['WIN11-ANN', 'BR-WIN-KIM', 'WIN11-OLGA-HOME'],
        },
      ],
      ending: [],
    });
    expect(await world.summary()).toEqual(before);
  });

  test('says who gains, and whom another policy takes over is no change', async () => {
    const { impact } = await impactOf(policy(17, 'PUT', { 'ztna-ems-tag': [] }));
    expect(impact?.loses).toBe(0);
    expect(impact?.gains).toBeGreaterThan(3);
    expect(impact?.groups).toMatchObject([{ way: 'gains', policyid: 17 }]);
  });

  test('of nothing that anybody feels says none', async () => {
    const { impact } = await impactOf(policy(17, 'PUT', { comments: 'as before' }));
    expect(impact).toMatchObject({ gains: 0, loses: 0, groups: [], ending: [] });
  });

  test('of what EMS shares, without a sign-in of its own', async () => {
    const { impact, problem } = await impactOf(
      sharing(['zero_trust', 'classification', 'outbreak_alert', 'fabric']),
    );
    expect(problem).toBeNull();
    expect(impact?.groups).toContainEqual(
      expect.objectContaining({ way: 'gains', server: 'ZTNA-finance' }),
    );
  });

  test('of a tag’s rules is what they come to once the endpoints have reported', async () => {
    const whole = await world.ask(queries.wholeState, null);
    const id = whole.ok
      ? whole.value.tagDefinitions.find(({ name }) => name === 'FortiAD')?.id
      : undefined;
    const { impact } = await impactOf({
      method: 'PUT',
      path: `/ems/api/v1/tag_definitions/${id}/enabled`,
      body: { enabled: false },
    });
    expect(impact?.gains).toBe(0);
    expect(impact?.groups.map(({ way, server }) => `${way} ${server}`)).toContain(
      'loses ZTNA-webserver',
    );
  });

  test('of several requests is what they come to together', async () => {
    const { impact } = await impactOf(
      policy(17, 'PUT', { status: 'disable' }),
      policy(17, 'PUT', { status: 'enable' }),
    );
    expect(impact).toMatchObject({ gains: 0, loses: 0 });
  });

  test('has the sessions that would end', async () => {
    const [first] = [...(await open())];
    expect(first).toBe('accept');
    const { impact } = await impactOf(policy(17, 'DELETE'));
    expect(impact?.ending).toEqual(['WIN11-ANN to ZTNA-webserver']);
    const shown = await world.ask(queries.sessions, null);
    expect(shown.ok && shown.value.open).toHaveLength(1);
  });

  test('has the policy tests that would fail, and runs them anew once there are others', async () => {
    expect((await impactOf(policy(17, 'DELETE'))).impact?.tests).toEqual({ fail: [], pass: [] });
    const targets = await world.ask(queries.devicesOfAll, { search: 'WIN11-ANN', count: 1 });
    const endpoint = targets.ok ? targets.value.devices[0]?.endpoint : undefined;
    const kept = await app.request('http://lab/lab/api/policy-tests/kept', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        request: {
          fortigate: 'FGT-HQ',
          source: { kind: 'endpoint', uid: endpoint?.uid, srcip: endpoint?.ip },
          srcintf: 'port1',
          destination: { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null },
          certificate: 'valid',
        },
        action: 'accept',
      }),
    });
    expect(kept.status).toBe(200);
    const { impact } = await impactOf(policy(17, 'DELETE'));
    expect(impact?.tests).toEqual({ fail: [expect.stringContaining('WIN11-ANN')], pass: [] });
  });

  test('follows a change of the world', async () => {
    expect((await impactOf(policy(17, 'DELETE'))).impact?.loses).toBe(3);
    const done = await app.request('http://lab/fortigate/FGT-HQ/api/v2/cmdb/firewall/policy/17', {
      method: 'PUT',
      headers: { Authorization: 'Bearer lab', 'Content-Type': 'application/json' },
      body: JSON.stringify({ status: 'disable' }),
    });
    expect(done.status).toBe(200);
    expect((await impactOf(policy(17, 'DELETE'))).impact?.loses).toBe(0);
  });

  test.each([
    ['FortiOS', policy(999, 'DELETE'), /999|not exist|-3/],
    ['EMS', sharing(['other']), /Invalid option/],
    ['nobody', { method: 'POST', path: '/nowhere', body: {} } as const, /./],
  ])('says what %s would refuse', async (_who, request, words) => {
    const { impact, problem } = await impactOf(request);
    expect(impact).toBeNull();
    expect(problem).toMatch(words);
  });
});

async function open(): Promise<readonly string[]> {
  const targets = await world.ask(queries.devicesOfAll, { search: 'WIN11-ANN', count: 1 });
  const endpoint = targets.ok ? targets.value.devices[0]?.endpoint : undefined;
  if (!endpoint) throw new Error('no endpoint');
  const made = await world.execute({
    kind: 'lab/connect',
    request: {
      fortigate: 'FGT-HQ',
      source: { kind: 'endpoint', uid: endpoint.uid, srcip: endpoint.ip },
      srcintf: 'port1',
      destination: { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null },
      certificate: 'valid',
    },
  });
  return made.ok && made.value.connection ? [made.value.connection.explanation.action] : [];
}
