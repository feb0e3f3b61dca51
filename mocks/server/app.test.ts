/** The APIs as a client without the console meets them: envelopes, status codes, and the forms' refusals. */
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from '#model/zod.ts';
import {
  applyRepairAnswerSchema,
  connectionRepairsSchema,
  lastConnectionSchema,
} from '#model/lab/lab-api.ts';
import { sessionsSchema } from '#model/lab/lab-sessions.ts';
import { emsEnvelopeSchema, fortiosEnvelopeSchema } from '#model/api.ts';
import { emsApi } from '#model/contract/ems.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { serverOf } from './app.ts';

const origin = 'http://lab.test';
let server: ReturnType<typeof serverOf>;
let world: World;

beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  server = serverOf(world);
});

async function ask(
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; json: unknown; response: Response }> {
  const request = new Request(origin + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await server.fetch(request);
  return { status: response.status, json: await response.clone().json(), response };
}

async function onFortiGate(method: string, path: string, body?: unknown, headers = {}) {
  const answer = await ask(method, `/fortigate/FGT-HQ/api/v2${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { Authorization: 'Bearer lab', ...headers },
  });
  const envelope = fortiosEnvelopeSchema.parse(answer.json);
  expect(answer.status).toBe(envelope.http_status);
  return envelope;
}

async function session(): Promise<Record<string, string>> {
  const { response, json } = await ask('POST', '/ems/api/v1/auth/signin', {
    body: { name: 'admin', password: 'admin' },
  });
  const { csrftoken } = emsApi.signIn.answer.parse(emsEnvelopeSchema.parse(json).data);
  const Cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  return { Cookie, 'X-CSRFToken': csrftoken };
}

async function onEms(method: string, path: string, body?: unknown, headers = {}) {
  const signedIn = await session();
  const answer = await ask(method, `/ems/api/v1${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { ...signedIn, ...headers },
  });
  return { status: answer.status, ...emsEnvelopeSchema.parse(answer.json) };
}

const policy = {
  name: 'made by the API',
  srcintf: [{ name: 'any' }],
  dstintf: [{ name: 'any' }],
  srcaddr: [{ name: 'all' }],
  dstaddr: [{ name: 'ZTNA-webserver' }],
  service: [{ name: 'ALL' }],
  schedule: 'always',
  action: 'accept',
  'ztna-status': 'enable',
};

describe('FortiOS', () => {
  test('answers a list in its envelope, with paging', async () => {
    const all = await onFortiGate('GET', '/cmdb/firewall/policy');
    expect(all).toMatchObject({
      status: 'success',
      http_status: 200,
      http_method: 'GET',
      vdom: 'root',
      path: 'firewall',
      name: 'policy',
      serial: 'FGVM02TM22013110',
      size: 5,
      matched_count: 5,
      next_idx: 5,
    });
    const page = await onFortiGate('GET', '/cmdb/firewall/policy?start=1&count=2');
    const keys = z.array(z.object({ q_origin_key: z.number() })).parse(page.results);
    expect(keys.map((row) => row.q_origin_key)).toEqual([17, 5]);
    expect(page.next_idx).toBe(3);
  });

  test('wants its token, and knows only its own FortiGates and tables', async () => {
    const without = await ask('GET', '/fortigate/FGT-HQ/api/v2/cmdb/firewall/policy');
    expect(without.status).toBe(401);
    const elsewhere = await ask('GET', '/fortigate/FGT-X/api/v2/cmdb/firewall/policy', {
      headers: { Authorization: 'Bearer lab' },
    });
    expect(elsewhere.status).toBe(404);
    expect((await onFortiGate('GET', '/cmdb/firewall/nothing')).error).toBe(-3);
    expect((await onFortiGate('GET', '/cmdb/firewall/policy/99')).http_status).toBe(404);
  });

  test.each([
    ['no server or destination', { dstaddr: [] }, 'dstaddr', -56],
    ['no incoming interface', { srcintf: [] }, 'srcintf', -56],
    ['no source', { srcaddr: [] }, 'srcaddr', -56],
    ['an address that is not there', { srcaddr: [{ name: 'nowhere' }] }, 'srcaddr', -3],
    ['a tag that is not there', { 'ztna-ems-tag': [{ name: 'EMS1_ZTNA_No' }] }, 'ztna-ems-tag', -3],
    [
      'a tag twice',
      { 'ztna-ems-tag': ['EMS1_ZTNA_FortiAD', 'EMS1_ZTNA_FortiAD'] },
      'ztna-ems-tag',
      -5,
    ],
    ['a name of 36 characters', { name: 'x'.repeat(36) }, 'name', -15],
    ['a forbidden character', { name: 'a<b' }, 'name', -15],
    ['a name that is taken', { name: 'ZTNA-webserver-allow' }, 'name', -5],
    ['an unknown logic', { 'ztna-tags-match-logic': 'xor' }, 'ztna-tags-match-logic', -15],
    ['a list where a text belongs', { schedule: ['always'] }, 'schedule', -651],
  ])('refuses a policy with %s, and changes nothing', async (_, change, field, error) => {
    const before = await world.summary();
    const answer = await onFortiGate('POST', '/cmdb/firewall/policy', { ...policy, ...change });
    expect(answer).toMatchObject({ status: 'error', error, error_field: field });
    // -3 is the one that has an HTTP status of its own.
    expect(answer.http_status).toBe(error === -3 ? 404 : 500);
    expect(answer.revision_changed).toBe(false);
    expect(answer.cli_error).toMatch(/[.]$/);
    expect(await world.summary()).toEqual(before);
  });

  test('makes, changes, moves, clones and deletes a policy', async () => {
    const made = await onFortiGate('POST', '/cmdb/firewall/policy', policy);
    expect(made).toMatchObject({ status: 'success', mkey: '1' });
    await onFortiGate('PUT', '/cmdb/firewall/policy/1', { 'ztna-tags-match-logic': 'and' });
    await onFortiGate('PUT', '/cmdb/firewall/policy/1?action=move&before=3', {});
    const cloned = await onFortiGate('POST', '/cmdb/firewall/policy/1?action=clone', {});
    expect(cloned.mkey).toBe('2');
    const rows = z
      .array(z.object({ policyid: z.number(), status: z.string() }).loose())
      .parse((await onFortiGate('GET', '/cmdb/firewall/policy')).results);
    expect(rows.map((row) => [row.policyid, row.status])).toEqual([
      [1, 'enable'],
      [2, 'disable'],
      [3, 'enable'],
      [17, 'enable'],
      [5, 'enable'],
      [6, 'enable'],
      [9, 'disable'],
    ]);
    expect(rows[1]?.['ztna-tags-match-logic']).toBe('and');
    await onFortiGate('DELETE', '/cmdb/firewall/policy/1');
    expect((await onFortiGate('GET', '/cmdb/firewall/policy/1')).error).toBe(-3);
  });

  test.each([
    ['VIP of a policy', '/cmdb/firewall/vip/ZTNA-webserver'],
    ['address of a policy', '/cmdb/firewall/address/HQ-Servers'],
    ['tag group of a policy', '/cmdb/firewall/addrgrp/Suspicious'],
    ['schedule of a policy', '/cmdb/firewall.schedule/recurring/Office-Hours'],
  ])('does not delete the %s', async (_, path) => {
    const answer = await onFortiGate('DELETE', path);
    expect(answer).toMatchObject({ status: 'error', error: -23 });
    expect(answer.cli_error).toMatch(/is used by/);
    expect((await onFortiGate('GET', path)).http_status).toBe(200);
  });

  test('refuses a change that is based on an older state, and takes it when told to overwrite', async () => {
    const { revision } = await onFortiGate('GET', '/cmdb/firewall/policy/17');
    const match = { 'If-Match': `"${revision}"` };
    await onFortiGate('PUT', '/cmdb/firewall/policy/17', { comments: 'someone else' });
    const late = await onFortiGate('PUT', '/cmdb/firewall/policy/17', { comments: 'me' }, match);
    expect(late).toMatchObject({ http_status: 412, status: 'error' });
    const forced = await onFortiGate('PUT', '/cmdb/firewall/policy/17', { comments: 'me' });
    expect(forced.http_status).toBe(200);
  });

  test('a policy without tags has nothing to negate, and one that loses its tags neither', async () => {
    const negate = 'ztna-ems-tag-negate';
    const path = '/cmdb/firewall/policy/17';
    const now = async () =>
      z.array(z.record(z.string(), z.unknown())).parse((await onFortiGate('GET', path)).results)[0];
    await onFortiGate('PUT', path, { [negate]: 'enable' });
    expect(await now()).toMatchObject({ [negate]: 'enable' });
    await onFortiGate('PUT', path, { 'ztna-ems-tag': [] });
    expect(await now()).toMatchObject({ [negate]: 'disable' });
    const refused = await onFortiGate('PUT', path, { [negate]: 'enable' });
    expect(refused).toMatchObject({ http_status: 500, error: -651, error_field: negate });
    const both = { [negate]: 'enable', 'ztna-ems-tag': [] };
    expect(await onFortiGate('PUT', path, both)).toMatchObject({ error: -651 });
  });

  test('a transaction is carried out as a whole or not at all, and undone as one', async () => {
    const server = (extport: string) => ({
      words: 'create the ZTNA server new',
      steps: [
        {
          method: 'POST',
          path: 'firewall/vip',
          json: {
            name: 'new',
            type: 'access-proxy',
            extip: '203.0.113.99',
            extintf: 'any',
            extport,
          },
        },
        {
          method: 'POST',
          path: 'firewall/access-proxy',
          json: {
            name: 'new',
            vip: 'new',
            'api-gateway': [{ id: 1, realservers: [{ id: 1, ip: '10.88.1.9' }] }],
          },
        },
      ],
    });
    const refused = await onFortiGate('POST', '/cmdb/transaction', {
      words: 'create',
      steps: [
        ...server('443').steps.slice(0, 1),
        { method: 'POST', path: 'firewall/access-proxy', json: { name: 'a"b', vip: 'new' } },
      ],
    });
    expect(refused).toMatchObject({ status: 'error', error_field: 'name', error_step: 1 });
    expect((await onFortiGate('GET', '/cmdb/firewall/vip/new')).error).toBe(-3);
    expect(await onFortiGate('POST', '/cmdb/transaction', server('70000'))).toMatchObject({
      error: -15,
      error_field: 'extport',
    });
    expect((await onFortiGate('POST', '/cmdb/transaction', server('443'))).status).toBe('success');
    expect((await onFortiGate('GET', '/cmdb/firewall/access-proxy/new')).http_status).toBe(200);
    expect(await world.undo()).toMatchObject({
      ok: true,
      value: { changes: ['create the ZTNA server new'] },
    });
    expect((await onFortiGate('GET', '/cmdb/firewall/vip/new')).error).toBe(-3);
    expect((await onFortiGate('GET', '/cmdb/firewall/access-proxy/new')).error).toBe(-3);
  });

  test.each([
    [
      { service: 'tcp-forwarding', realservers: [{ id: 1, address: 'all' }] },
      'realservers.0.mappedport',
    ],
    [{ 'virtual-host': 'none', realservers: [{ id: 1, ip: '10.88.1.9' }] }, 'virtual-host'],
    [{ realservers: [{ id: 1, 'addr-type': 'fqdn', address: 'HQ-LAN' }] }, 'realservers.0.address'],
  ])('a ZTNA server’s mapping is refused where it is wrong: %j', async (gateway, field) => {
    const answer = await onFortiGate('PUT', '/cmdb/firewall/access-proxy/ZTNA-finance', {
      'api-gateway': [{ id: 9, ...gateway }],
    });
    expect(answer).toMatchObject({ status: 'error', error_field: `api-gateway.0.${field}` });
  });

  test('a text that asks for it makes the API fail', async () => {
    const answer = await onFortiGate('GET', '/cmdb/firewall/policy?search=lab-error-503');
    expect(answer).toMatchObject({ status: 'error', http_status: 503 });
  });

  test('shows what EMS shares as address objects, and nothing else', async () => {
    const objects = async (): Promise<string[]> => {
      const { results } = await onFortiGate('GET', '/cmdb/firewall/address');
      return z
        .array(z.object({ name: z.string() }))
        .parse(results)
        .map((row) => row.name);
    };
    expect(await objects()).toContain('MAC_EMS1_ZTNA_FortiAD');
    expect(await objects()).not.toContain('EMS1_CLASS_Finance');
    await onEms('PUT', '/fabric_devices/FGVM02TM22013110/sharing', {
      tagTypes: ['zero_trust', 'classification'],
      endpointSharing: 'connected',
      selected: [],
    });
    expect(await objects()).toContain('EMS1_CLASS_Finance');
  });
});

describe('EMS', () => {
  const bob = 'A1D0C6E27B9F4A58830E5C14F7B26D02';

  test('wants a session, and a right password for one', async () => {
    const wrong = await ask('POST', '/ems/api/v1/auth/signin', {
      body: { name: 'admin', password: 'no' },
    });
    expect(wrong.status).toBe(401);
    expect((await onEms('GET', '/endpoints/index')).result.retval).toBe(1);
  });

  test('pages, filters and sorts endpoints', async () => {
    const { data } = await onEms(
      'GET',
      '/endpoints/index?offset=1&count=2&status=online&sort=ip&order=desc',
    );
    const page = z
      .object({ total: z.number(), endpoints: z.array(z.object({ ip_addr: z.string() })) })
      .parse(data);
    expect(page.endpoints).toHaveLength(2);
    expect(page.total).toBeGreaterThan(10);
    expect((await onEms('GET', '/endpoints/index?count=0')).status).toBe(400);
    expect((await onEms('GET', '/endpoints/index?sort=nothing')).status).toBe(400);
  });

  test.each([
    ['empty', '', 400],
    ['of blanks', '   ', 400],
    ['of 80 characters', 'x'.repeat(80), 400],
    ...['<', '>', '(', ')', '#', '"', "'", '\\'].map(
      (sign) => [`with ${sign}`, `a${sign}b`, 400] as const,
    ),
    ['that the endpoint has already', 'Low', 409],
  ] as const)('refuses a classification tag %s', async (_, name, status) => {
    const before = await world.summary();
    const answer = await onEms('POST', `/endpoints/${bob}/classification_tags`, { name });
    expect(answer.status).toBe(status);
    expect(answer.result.field).toBe('name');
    expect(answer.result.message).toMatch(/[.]$/);
    expect(await world.summary()).toEqual(before);
  });

  test.each([
    ['without Zero Trust Tags', { tagTypes: ['classification'] }, 'tagTypes'],
    ['with an unknown type', { tagTypes: ['zero_trust', 'other'] }, 'tagTypes'],
    ['with five more FortiGates', { selected: ['a', 'b', 'c', 'd', 'e'] }, 'selected'],
    ['with itself', { selected: ['FGT-HQ'] }, 'selected'],
    ['with an unknown FortiGate', { selected: ['FGT-X'] }, 'selected'],
    ['with an unknown option', { endpointSharing: 'some' }, 'endpointSharing'],
  ])('refuses sharing settings %s', async (_, change, field) => {
    const before = await world.summary();
    const answer = await onEms('PUT', '/fabric_devices/FGVM02TM22013110/sharing', {
      tagTypes: ['zero_trust'],
      endpointSharing: 'selected',
      selected: [],
      ...change,
    });
    expect(answer.status).toBe(400);
    expect(answer.result.field).toBe(field);
    expect(await world.summary()).toEqual(before);
  });

  test('refuses sharing settings that are based on an older state', async () => {
    const sharing = { tagTypes: ['zero_trust'], endpointSharing: 'all', selected: [] };
    const path = '/fabric_devices/FGVM02TM22013110/sharing';
    const { data } = await onEms('GET', '/fabric_devices/FGVM02TM22013110');
    const { revision } = z.object({ revision: z.number() }).parse(data);
    await onEms('PUT', path, sharing);
    const match = { 'If-Match': `"${revision}"` };
    expect((await onEms('PUT', path, sharing, match)).status).toBe(412);
    expect((await onEms('PUT', path, sharing)).status).toBe(200);
  });
});

describe('the lab', () => {
  const source = { kind: 'endpoint', uid: '00000000000000000000000000000001', srcip: '10.0.3.2' };
  const destination = { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null };
  const connection = {
    fortigate: 'FGT-A',
    source,
    srcintf: 'port3',
    destination,
    certificate: 'none',
  };

  test('offers repairs with the last connection, and applies one', async () => {
    await world.loadScenario('example-1');
    expect((await ask('GET', '/lab/api/connection')).json).toEqual({
      answer: null,
      outOfDate: false,
      travelling: [],
    });
    const made = await ask('POST', '/lab/api/connect', { body: connection });
    expect(made.status).toBe(200);
    const { answer, outOfDate } = lastConnectionSchema.parse(
      (await ask('GET', '/lab/api/connection')).json,
    );
    expect({ answer, outOfDate }).toEqual({ answer: made.json, outOfDate: false });
    const { repairs } = connectionRepairsSchema.parse(
      (await ask('GET', '/lab/api/connection/repairs')).json,
    );
    const offered = repairs?.repairs.find(({ changes }) =>
      changes.every((change) => 'policytype' in change),
    );
    const applied = await ask('POST', '/lab/api/repair', { body: { changes: offered?.changes } });
    expect(applied).toMatchObject({ status: 200, json: { certificate: null } });
    expect((await ask('GET', '/lab/api/connection')).json).toMatchObject({ outOfDate: true });
    const again = await ask('POST', '/lab/api/repair', { body: { changes: offered?.changes } });
    expect(again.status).toBe(412);
    expect((await ask('GET', '/lab/api/world')).json).toMatchObject({
      undo: [
        { words: applyRepairAnswerSchema.parse(applied.json).applied },
        { words: 'load Example 1: Any of' },
      ],
    });
  });

  test('gives a certificate back to the form, and changes nothing for it', async () => {
    const before = await world.summary();
    const present = { kind: 'present-certificate', uid: source.uid, host: 'any' };
    expect(await ask('POST', '/lab/api/repair', { body: { changes: [present] } })).toMatchObject({
      status: 200,
      json: { applied: null, revision: null, certificate: 'valid', travelling: [] },
    });
    expect(await world.summary()).toEqual(before);
  });

  test('steps, runs and pauses the clock', async () => {
    const clock = async (body: unknown) => ask('POST', '/lab/api/clock', { body });
    const { clock: before } = await world.summary();
    const stepped = await clock({ action: 'step', seconds: 90 });
    expect(stepped).toMatchObject({
      status: 200,
      json: { clock: { epochMs: before.epochMs + 90_000, running: false } },
    });
    expect((await clock({ action: 'run' })).json).toMatchObject({ clock: { running: true } });
    expect((await clock({ action: 'pause' })).json).toMatchObject({ clock: { running: false } });
    expect(await clock({ action: 'step', seconds: 86_401 })).toMatchObject({
      status: 400,
      json: { field: 'seconds' },
    });
    expect(await clock({ action: 'stop' })).toMatchObject({
      status: 400,
      json: { field: 'action' },
    });
    expect((await clock(undefined)).status).toBe(400);
  });

  test('shows on EMS what is on its way to an endpoint', async () => {
    const uid = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
    const tag = { category: 'zero_trust', name: 'Low-Risk' };
    const changes = [{ kind: 'remove-tag', uid, host: 'WIN11-ANN', tag }];
    const { json } = await ask('POST', '/lab/api/repair', { body: { changes } });
    const { travelling } = applyRepairAnswerSchema.parse(json);
    expect((await onEms('GET', `/endpoints/${uid}`)).data).toMatchObject({
      pending_tags: [{ ...tag, add: false, due: travelling[0]?.dueMs }],
    });
  });

  test('lists open sessions, and ends one', async () => {
    await world.loadScenario('example-1');
    await ask('POST', '/lab/api/connect', { body: connection });
    const { open } = sessionsSchema.parse((await ask('GET', '/lab/api/sessions')).json);
    expect(open).toMatchObject([{ fortigate: 'FGT-A', server: 'ZTNA-webserver' }]);
    expect((await ask('GET', '/lab/api/world')).json).toMatchObject({ sessions: 1 });
    const path = `/lab/api/sessions/${open[0]?.id}`;
    expect(await ask('DELETE', path)).toMatchObject({ status: 200, json: { id: open[0]?.id } });
    expect(await ask('DELETE', path)).toMatchObject({ status: 404, json: { field: 'id' } });
    expect((await ask('DELETE', '/lab/api/sessions/all')).status).toBe(404);
    const after = sessionsSchema.parse((await ask('GET', '/lab/api/sessions')).json);
    expect(after).toMatchObject({ open: [], ended: [{ why: { kind: 'by-hand' } }] });
  });

  test.each([
    ['no change', { changes: [] }],
    ['an unknown one', { changes: [{ kind: 'burn' }] }],
    ['no body', undefined],
  ])('refuses a repair of %s', async (_, body) => {
    expect(await ask('POST', '/lab/api/repair', { body })).toMatchObject({
      status: 400,
      json: { field: 'changes' },
    });
  });

  test.each([
    [
      'an address that is none',
      { source: { ...source, srcip: '10.0.3.256' } },
      400,
      'source.srcip',
    ],
    [
      'a port that is none',
      {
        destination: {
          kind: 'address',
          dstip: '10.0.1.1',
          protocol: 6,
          dstport: null,
          dstintf: 'any',
        },
      },
      400,
      'destination.dstport',
    ],
    ['an interface that the server does not listen on', { srcintf: 'port1' }, 400, 'srcintf'],
    [
      'a server that is not there',
      { destination: { ...destination, server: 'no' } },
      404,
      'destination.server',
    ],
    [
      'an endpoint that is not there',
      { source: { ...source, uid: 'F'.repeat(32) } },
      404,
      'source.uid',
    ],
  ])('refuses a connection with %s', async (_, change, status, field) => {
    await world.loadScenario('example-1');
    const answer = await ask('POST', '/lab/api/connect', {
      body: {
        ...connection,
        ...change,
      },
    });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ field });
  });
});
