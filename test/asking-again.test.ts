/** The client against the servers, without a page: what is asked again after a change, and how often. */
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call } from '#api/call.ts';
import { askAgain, asking } from '#api/hooks.ts';
import type { ApiEndpoint, Input } from '#model/contract/endpoint.ts';
import { emsApi } from '#model/contract/ems.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { isTouched } from '#model/contract/topics.ts';
import { serverOf } from '#mocks/server/app.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';

const origin = 'http://lab.test';
let asked: string[];
let stops: (() => void)[];
let world: World;
let server: ReturnType<typeof serverOf>;
const client = new QueryClient();

beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  server = serverOf(world);
  let cookie = '';
  asked = [];
  stops = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push(`${init.method} ${path}`);
    const headers = new Headers(init.headers);
    headers.set('Cookie', cookie);
    const response = await server.fetch(new Request(origin + path, { ...init, headers }));
    cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? cookie;
    return response;
  });
});
afterEach(() => {
  for (const stop of stops) stop();
  client.clear();
  vi.unstubAllGlobals();
});

/** Shows an answer, as a page does. Gives what is shown now. */
async function show<E extends ApiEndpoint>(endpoint: E, input: Input<E>): Promise<() => unknown> {
  const question = asking(endpoint, input, (answer) => answer);
  const observer = new QueryObserver(client, { ...question, staleTime: Number.POSITIVE_INFINITY });
  stops.push(observer.subscribe(() => undefined));
  await client.fetchQuery({ ...question, staleTime: Number.POSITIVE_INFINITY });
  return () => observer.getCurrentResult().data;
}

const table = { section: 'firewall', name: 'policy' };

test('a change of a policy asks again what it touched, each once, and nothing of EMS', async () => {
  await show(fortiosApi.rows, { device: 'FGT-HQ', ...table });
  await show(fortiosApi.policyTags, { device: 'FGT-HQ' });
  await show(emsApi.endpoints, { query: {} });
  await show(emsApi.fabricDevices, { query: {} });
  await show(labApi.scenarios, {});
  await show(labApi.world, {});
  asked = [];
  const at = { device: 'FGT-HQ', ...table, key: '17' };
  await call(fortiosApi.update, { ...at, body: { status: 'disable' }, basedOn: null });
  await askAgain(client, fortiosApi.update, at);
  expect(asked.toSorted()).toEqual([
    'GET /fortigate/FGT-HQ/api/v2/cmdb/firewall/policy',
    'GET /fortigate/FGT-HQ/api/v2/monitor/firewall/policy-tags',
    'GET /lab/api/world',
    'PUT /fortigate/FGT-HQ/api/v2/cmdb/firewall/policy/17',
  ]);
});

test('a change on EMS leaves configurations and scenarios alone', async () => {
  await show(emsApi.tags, {});
  await show(fortiosApi.usage, { device: 'FGT-HQ', query: {} }).catch(() => undefined);
  await show(labApi.targets, {});
  await show(labApi.scenarios, {});
  asked = [];
  await askAgain(client, emsApi.updateSharing, {});
  expect(asked).toEqual(['GET /ems/api/v1/tags']);
});

test('a change whose session EMS has forgotten is made all the same, after one sign-in', async () => {
  const tag = { uid: 'A1D0C6E27B9F4A58830E5C14F7B26D02', name: 'Forgotten' };
  await call(emsApi.tags, {});
  server = serverOf(world);
  asked = [];
  await call(emsApi.addClassificationTag, { uid: tag.uid, body: { name: tag.name } });
  await call(emsApi.removeClassificationTag, tag);
  const path = `/ems/api/v1/endpoints/${tag.uid}/classification_tags`;
  expect(asked).toEqual([
    `POST ${path}`,
    'POST /ems/api/v1/auth/signin',
    `POST ${path}`,
    `DELETE ${path}/Forgotten`,
  ]);
});

test('an answer that is the same stays the same object, so that nothing is drawn again', async () => {
  const shown = await show(emsApi.tagDefinition, { id: 1 });
  const before = shown();
  expect(before).toBeDefined();
  await call(labApi.setClock, { body: { action: 'step', seconds: 1 } });
  await askAgain(client, labApi.setClock, {});
  expect(shown()).toBe(before);
});

test('what belongs to all configurations is touched by one of them, and one by all; a neighbour is not', () => {
  expect(isTouched('config', 'config/FGT-A')).toBe(true);
  expect(isTouched('config/FGT-A', 'config')).toBe(true);
  expect(isTouched('config/FGT-A', 'config/FGT-A')).toBe(true);
  expect(isTouched('config/FGT-A', 'config/FGT-AB')).toBe(false);
  expect(isTouched('knowledge', 'config/FGT-A')).toBe(false);
});
