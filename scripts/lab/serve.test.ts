/** The servers over HTTP, as a script meets them. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emsEnvelopeSchema, fortiosEnvelopeSchema } from '#model/api.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { ServedAll } from './serve.ts';
import { type Terminal, Refusal } from './command.ts';
import { serve } from './serve.ts';

let served: ServedAll;
let out = '';
const said: string[] = [];
const terminal: Terminal = {
  out: (text) => {
    out += text;
  },
  say: (line) => void said.push(line),
  read: () => Promise.reject(new Refusal('no files here')),
  write: () => Promise.reject(new Refusal('no files here')),
};

beforeAll(async () => {
  served = await serve(['--token', 'other'], terminal);
});
afterAll(() => served.close());

const at = (name: string): string => served.addresses.find((one) => one.name === name)?.url ?? '';

async function onEms(method: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${at('EMS')}/api/v1${path}`, { method, ...init });
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  return { status: response.status, cookie, ...emsEnvelopeSchema.parse(await response.json()) };
}

async function onFortiGate(method: string, path: string, init: RequestInit = {}, name = 'FGT-HQ') {
  const response = await fetch(`${at(`FortiGate ${name}`)}/api/v2${path}`, {
    method,
    headers: { Authorization: 'Bearer other' },
    ...init,
  });
  const envelope = fortiosEnvelopeSchema.parse(await response.json());
  return { ...envelope, status: response.status, etag: response.headers.get('ETag') };
}

/** As a script's client that leaves dots where they are; `fetch` goes up a folder by them. */
function sendAsTyped(method: string, path: string): Promise<unknown> {
  const { hostname, port } = new URL(at('FortiGate FGT-HQ'));
  const headers = { Authorization: 'Bearer other' };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve(JSON.parse(text)));
    });
    sent.once('error', reject);
    sent.end();
  });
}

async function signIn() {
  const body = JSON.stringify({ name: 'admin', password: 'admin' });
  const { cookie, data } = await onEms('POST', '/auth/signin', { body });
  return { Cookie: cookie, 'X-CSRFToken': emsApi.signIn.answer.parse(data).csrftoken };
}

const policies = '/cmdb/firewall/policy';
const numberOfPolicies = async () => (await onFortiGate('GET', policies)).size;

test('say where they are, EMS first, and warn of nothing on this machine alone', () => {
  expect(out).toMatch(
    /^EMS http:\/\/127\.0\.0\.1:\d+\nFortiGate FGT-HQ http:\/\/127\.0\.0\.1:\d+\n/,
  );
  expect(said).toEqual([]);
});

test('a port that is none, and an option that is none, are refused in one line', async () => {
  await expect(serve(['--port', 'http'], terminal)).rejects.toThrow(/A port is a number/);
  await expect(serve(['--post', '1'], terminal)).rejects.toThrow(/no option --post/);
  const taken = new URL(at('EMS')).port;
  await expect(serve(['--port', taken], terminal)).rejects.toThrow(/choose another --port/);
});

test.each(['401', '403', '404', '412', '500', '503'])(
  'a text that asks for it makes each of them fail with %s',
  async (status) => {
    const query = `search=lab-error-${status}`;
    expect((await onEms('GET', `/endpoints/index?${query}`)).status).toBe(Number(status));
    const answer = await onFortiGate('GET', `${policies}?${query}`);
    expect(answer).toMatchObject({ status: Number(status), http_status: Number(status) });
    const before = await numberOfPolicies();
    const body = JSON.stringify({ comments: `lab-error-${status}` });
    expect((await onFortiGate('POST', policies, { body })).status).toBe(Number(status));
    expect(await numberOfPolicies()).toBe(before);
  },
);

describe('EMS', () => {
  test('wants a session of its own, and gives one for the right password', async () => {
    expect(await onEms('GET', '/endpoints/index')).toMatchObject({
      status: 401,
      result: { retval: -4 },
    });
    const strange = { headers: { Cookie: 'ems_session=of-another-server' } };
    expect((await onEms('GET', '/endpoints/index', strange)).status).toBe(401);
    const body = JSON.stringify({ name: 'admin', password: 'wrong' });
    expect((await onEms('POST', '/auth/signin', { body })).status).toBe(401);
    const headers = await signIn();
    expect((await onEms('GET', '/endpoints/index?count=2', { headers })).data).toMatchObject({
      total: 20,
    });
  });

  test('takes a change with the token of the session alone, and no cookie of another server', async () => {
    const { Cookie, ...token } = await signIn();
    const path = '/fabric_devices/FGVM02TM22013110/authorization';
    const body = JSON.stringify({ authorized: false });
    const change = async (headers: Record<string, string>) =>
      (await onEms('PUT', path, { headers, body })).status;
    expect(await change({ Cookie })).toBe(403);
    expect(await change({ Cookie, 'X-CSRFToken': 'x' })).toBe(403);
    expect(await change({ Cookie: 'ems_session=of-another-server', ...token })).toBe(401);
    const all = { Cookie, ...token };
    const device = await onEms('GET', '/fabric_devices/FGVM02TM22013110', { headers: all });
    expect(device.data).toMatchObject({ device: { authorized: true } });
    expect((await onEms('POST', '/auth/signout', { headers: all })).status).toBe(200);
    expect(await change(all)).toBe(401);
  });

  test('refuses what it does not know, in its own envelope', async () => {
    const headers = await signIn();
    expect(await onEms('GET', '/endpoints/index?size=2', { headers })).toMatchObject({
      status: 400,
      result: { retval: -651, field: 'size' },
    });
    expect((await onEms('GET', '/nothing', { headers })).status).toBe(404);
    expect((await onEms('DELETE', '/endpoints/index', { headers })).status).toBe(405);
    expect((await onEms('POST', '/tag_definitions', { headers, body: '{' })).status).toBe(400);
  });
});

describe('a FortiGate', () => {
  test('takes its token in the header and in the address, and no other', async () => {
    expect((await onFortiGate('GET', policies)).status).toBe(200);
    const none = { headers: {} };
    expect((await onFortiGate('GET', `${policies}?access_token=other`, none)).status).toBe(200);
    expect((await onFortiGate('GET', policies, none)).status).toBe(401);
    expect((await onFortiGate('GET', `${policies}?access_token=lab`, none)).status).toBe(401);
  });

  test('is not its neighbour, nor EMS', async () => {
    const path = '/fortigate/FGT-Branch/api/v2/cmdb/firewall/policy';
    const response = await fetch(at('FortiGate FGT-HQ') + path, {
      headers: { Authorization: 'Bearer other' },
    });
    expect(response.status).toBe(404);
    expect((await onFortiGate('GET', policies, {}, 'FGT-Branch')).name).toBe('policy');
  });

  test.each([
    ['no JSON', 'POST', policies, '{', 500],
    ['a value that it does not take', 'POST', policies, '{"action":"maybe"}', 500],
    ['an unknown parameter', 'GET', `${policies}?strat=1`, undefined, 500],
    ['another method', 'PATCH', policies, '{}', 405],
    ['a key with a slash', 'GET', '/cmdb/firewall/address/a%2Fb', undefined, 404],
    ['a key with a percent sign', 'DELETE', '/cmdb/firewall/address/100%25', undefined, 404],
    ['half a percent sign', 'DELETE', '/cmdb/firewall/address/%zz', undefined, 404],
    ['a key with a number sign', 'DELETE', '/cmdb/firewall/address/a%23b', undefined, 404],
    ['dots for a key', 'DELETE', '/cmdb/firewall/address/..', undefined, 404],
    ['a filter that is none', 'GET', `${policies}?filter=name`, undefined, 500],
    ['another VDOM', 'GET', `${policies}?vdom=guests`, undefined, 403],
    ['a monitor that the lab lacks', 'GET', '/monitor/system/resource/usage', undefined, 501],
  ])('refuses %s in its envelope, and changes nothing', async (_, method, path, body, status) => {
    const before = await numberOfPolicies();
    const answer = await onFortiGate(method, path, body === undefined ? {} : { body });
    expect(answer).toMatchObject({ status, http_status: status });
    expect(answer.error).toBeLessThan(0);
    expect(answer.cli_error).toMatch(/\.$/);
    expect(await numberOfPolicies()).toBe(before);
  });

  test.each(['a/b', '100%', '..', '.', '%2e%2e', 'a b+c'])(
    'finds, changes and deletes an address named %s',
    async (name) => {
      const body = JSON.stringify({ name, subnet: '10.9.9.0 255.255.255.0' });
      expect((await onFortiGate('POST', '/cmdb/firewall/address', { body })).mkey).toBe(name);
      const at = `/api/v2/cmdb/firewall/address/${encodeURIComponent(name)}`;
      expect(await sendAsTyped('GET', at)).toMatchObject({ results: [{ name }] });
      expect(await sendAsTyped('DELETE', at)).toMatchObject({ mkey: name });
      expect(await sendAsTyped('GET', at)).toMatchObject({ http_status: 404 });
    },
  );

  test('refuses a body of more than 8 MB, whether or not it says how long it is', async () => {
    const text = 'x'.repeat(8_000_001);
    expect((await onFortiGate('POST', policies, { body: text })).status).toBe(413);
    const body = new Blob([text]).stream();
    const streamed = Object.assign({ duplex: 'half' }, { body });
    expect((await onFortiGate('POST', policies, streamed)).status).toBe(413);
  });

  test('gives each object a revision of its own, which other changes leave alone', async () => {
    const one = await onFortiGate('GET', `${policies}/17`);
    expect(one.etag).toBe(`"${one.revision}"`);
    const headers = { Authorization: 'Bearer other', 'If-Match': one.etag ?? '' };
    const off = JSON.stringify({ status: 'disable' });
    await onFortiGate('PUT', `${policies}/5`, { body: off });
    expect((await onFortiGate('GET', `${policies}/17`)).etag).toBe(one.etag);
    const changed = await onFortiGate('PUT', `${policies}/17`, { headers, body: off });
    expect(changed).toMatchObject({ status: 200, revision_changed: true });
    expect((await onFortiGate('GET', `${policies}/17`)).revision).toBe(changed.revision);
    const late = await onFortiGate('PUT', `${policies}/17`, { headers, body: off });
    expect(late).toMatchObject({ status: 412, revision_changed: false });
  });
});
