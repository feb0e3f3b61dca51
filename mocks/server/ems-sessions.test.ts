/** Who may speak to EMS, and who may change something there; and the paths that are public. */
import { beforeEach, describe, expect, test } from 'vitest';
import { emsEnvelopeSchema, labCredentials } from '#model/api.ts';
import { emsApi } from '#model/contract/ems.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { serverOf } from './app.ts';

let world: World;
let server: ReturnType<typeof serverOf>;
let nowMs: number;

beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  nowMs = 0;
  server = serverOf(world, { now: () => nowMs });
});

async function ask(method: string, path: string, headers: object, body?: unknown) {
  const request = new Request(`http://lab.test/ems/api/v1${path}`, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await server.fetch(request);
  const { result, data } = emsEnvelopeSchema.parse(await response.json());
  return { status: response.status, ...result, data, cookies: response.headers.getSetCookie() };
}

async function signIn() {
  const { name, password } = labCredentials;
  const { data, cookies } = await ask('POST', '/auth/signin', {}, { name, password });
  const { csrftoken } = emsApi.signIn.answer.parse(data);
  expect(cookies).toContain(`csrftoken=${csrftoken}; Path=/; SameSite=Strict`);
  const Cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
  return { Cookie, 'X-CSRFToken': csrftoken };
}

const hq = 'FGVM02TM22013110';
const path = `/fabric_devices/${hq}/authorization`;

test('a change needs the token of the session, and a question none', async () => {
  const { Cookie, ...token } = await signIn();
  expect((await ask('GET', '/endpoints/index', { Cookie })).status).toBe(200);
  expect((await ask('PUT', path, { Cookie, ...token }, { authorized: false })).status).toBe(200);
  const other = await signIn();
  const { revision } = await world.summary();
  for (const wrong of [{}, { 'X-CSRFToken': '' }, { 'X-CSRFToken': other['X-CSRFToken'] }]) {
    const answer = await ask('PUT', path, { Cookie, ...wrong }, { authorized: true });
    expect(answer).toMatchObject({ status: 403, retval: -1, data: null });
    expect(answer.message).toContain('X-CSRFToken');
  }
  // The token alone lets nobody in.
  expect(await ask('PUT', path, token, { authorized: true })).toMatchObject({ retval: -4 });
  expect((await world.summary()).revision).toBe(revision);
});

test('a session ends after half an hour without a request', async () => {
  const headers = await signIn();
  const status = async () => (await ask('GET', '/endpoints/index', headers)).status;
  nowMs += 29 * 60_000;
  expect(await status()).toBe(200);
  nowMs += 29 * 60_000;
  expect(await status()).toBe(200);
  nowMs += 30 * 60_000;
  const late = await ask('PUT', path, headers, { authorized: false });
  expect(late).toMatchObject({ status: 401, retval: -4 });
  expect(await status()).toBe(401);
});

test('a session ends with its sign-out, and no other with it', async () => {
  const [headers, other] = [await signIn(), await signIn()];
  expect((await ask('POST', '/auth/signout', {})).retval).toBe(-4);
  expect((await ask('POST', '/auth/signout', headers)).status).toBe(200);
  expect((await ask('GET', '/endpoints/index', headers)).retval).toBe(-4);
  expect((await ask('GET', '/endpoints/index', other)).retval).toBe(1);
});

test.each(['ems_session=of-another-server', 'ems_session=', 'csrftoken=x', ''])(
  'the cookie "%s" is none of a session here',
  async (Cookie) => {
    expect(await ask('GET', '/endpoints/index', { Cookie })).toMatchObject({
      status: 401,
      retval: -4,
    });
  },
);

test('the session of one server is none of another', async () => {
  const headers = await signIn();
  server = serverOf(world, { now: () => nowMs });
  expect((await ask('GET', '/endpoints/index', headers)).retval).toBe(-4);
});

describe('by the public paths', () => {
  const device = async (serial = hq) => {
    const { data } = await ask('GET', `/fabric_devices/${serial}`, await signIn());
    return emsApi.fabricDevice.answer.parse(data).device;
  };
  const patch = async (to: string, body: unknown) => ask('PATCH', to, await signIn(), body);
  const set = (cns: readonly string[], authorized: boolean) =>
    patch('/client_certificates/set', {
      filters: { management_mode: 'standalone', cns },
      properties: { authorized },
    });
  const update = `/fabric_device_auth/${hq}/update`;

  test('devices are authorized and denied, all of those named or none', async () => {
    expect((await set([hq], false)).status).toBe(200);
    expect((await device()).authorized).toBe(false);
    expect(await set([hq, 'FGNONE'], true)).toMatchObject({ status: 404, field: 'serial' });
    expect((await device()).authorized).toBe(false);
    expect((await set([hq], true)).status).toBe(200);
    expect((await set([hq], true)).status).toBe(200);
    expect((await device()).authorized).toBe(true);
    expect(await set([], true)).toMatchObject({ status: 400, field: 'filters.cns' });
  });

  test('sharing is changed, the given fields alone', async () => {
    const { data } = await ask('GET', '/fabric_devices/index', await signIn());
    const { devices } = emsApi.fabricDevices.answer.parse(data);
    const other = devices.find((one) => one.device.serial !== hq)?.device;
    expect((await patch(update, { share_tag_types: [1, 3], alias: 'hq' })).status).toBe(200);
    expect(await device()).toMatchObject({
      tagTypes: ['zero_trust', 'classification'],
      alias: 'hq',
    });
    const selected = { share_mode: 2, selected_cn_list: [other?.serial] };
    expect((await patch(update, selected)).status).toBe(200);
    expect(await device()).toMatchObject({
      tagTypes: ['zero_trust', 'classification'],
      endpointSharing: 'selected',
      selected: [other?.name],
    });
    expect((await patch(update, { share_mode: 0 })).status).toBe(200);
    expect((await device()).endpointSharing).toBe('connected');
  });

  test.each([
    ['is kept without the spaces around it', '  Head office ', 'Head office'],
    ['goes with a blank one', '', undefined],
    ['stays where none is given', undefined, 'before'],
  ])('an alias %s', async (_, alias, kept) => {
    expect((await patch(update, { alias: 'before' })).status).toBe(200);
    expect((await patch(update, { share_mode: 1, alias })).status).toBe(200);
    expect((await device()).alias).toBe(kept);
  });

  test('devices are found by their aliases', async () => {
    await patch(update, { alias: 'Head office' });
    const { data } = await ask('GET', '/fabric_devices/index?search=head', await signIn());
    expect(emsApi.fabricDevices.answer.parse(data).devices).toMatchObject([
      { device: { serial: hq } },
    ]);
  });

  test.each([
    ['another mode', { share_mode: 3 }, 400, 'share_mode'],
    ['another type', { share_tag_types: [1, 5] }, 400, 'share_tag_types'],
    ['no posture tags', { share_tag_types: [3] }, 400, 'tagTypes'],
    ['a device that is not there', { selected_cn_list: ['FGNONE'] }, 404, 'serial'],
    ['the device itself', { share_mode: 2, selected_cn_list: [hq] }, 400, 'selected'],
    ['an alias that is too long', { alias: 'x'.repeat(64) }, 400, 'alias'],
    ['a text for a number', { share_mode: 'all' }, 400, 'share_mode'],
  ])('sharing of %s is refused', async (_, body, status, field) => {
    const { revision } = await world.summary();
    expect(await patch(update, body)).toMatchObject({ status, field });
    expect((await world.summary()).revision).toBe(revision);
  });
});

test('five wrong passwords in a minute are the last until it is over', async () => {
  const { name, password } = labCredentials;
  const status = async (tried: string) =>
    (await ask('POST', '/auth/signin', {}, { name, password: tried })).status;
  for (let i = 0; i < 5; i++) expect(await status('wrong')).toBe(401);
  expect(await status(password)).toBe(429);
  nowMs += 60_000;
  expect(await status(password)).toBe(200);
});
