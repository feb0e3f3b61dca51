import { beforeEach, expect, test } from 'vitest';
import { addressPart } from '#model/contract/address.ts';
import {
  checkedTestsSchema,
  openTest,
  policyTestSchema,
  testFailuresSchema,
  testsAnswerSchema,
  testsTextSchema,
} from '#model/lab/policy-test.ts';
import { connectRequestSchema } from '#model/lab/connect-request.ts';
import { z } from '#model/zod.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { serverOf } from './app.ts';

let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function ask(method: string, path: string, body?: object, headers = {}) {
  const request = new Request(`http://lab.test/lab/api${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const response = await serverOf(world).fetch(request);
  const json: unknown = await response.json();
  return { status: response.status, json };
}

const named = (name: string) => ({ test: { ...openTest, name }, former: null });
async function listed() {
  for (;;) {
    const answer = testsAnswerSchema.parse((await ask('GET', '/policy-tests')).json);
    if (!answer.counting) return answer;
  }
}

test.each(['a/b', '..', '100%', 'kept', '?x#y', 'Ärger “quoted”', '\u0301\u0323'])(
  'a test called %j is found, moved and deleted by its address',
  async (name) => {
    expect((await ask('POST', '/policy-tests', named('first'))).status).toBe(200);
    expect((await ask('POST', '/policy-tests', named(name))).status).toBe(200);
    const at = `/policy-tests/${addressPart(name)}`;
    await listed();
    const failures = testFailuresSchema.parse((await ask('GET', `${at}/failures`)).json);
    expect(failures.result?.name).toBe(name);
    expect((await ask('POST', `${at}/move`, { to: 0 })).status).toBe(200);
    expect((await listed()).tests.map(({ test: one }) => one.name)).toEqual([name, 'first']);
    expect((await ask('DELETE', at)).status).toBe(200);
    expect((await ask('GET', `${at}/failures`)).status).toBe(404);
  },
);

test.each(['', 'two\nlines', 'x'.repeat(121), '\ud800'])('none is called %j', async (name) => {
  const { status, json } = await ask('POST', '/policy-tests', named(name));
  expect(status).toBe(400);
  expect(json).toMatchObject({ field: 'test.name' });
  expect(policyTestSchema.safeParse(named(name).test).success).toBe(false);
});

test('an editor that shows an older state is told; another overwrites', async () => {
  await ask('POST', '/policy-tests', named('A'));
  const [listedA] = (await listed()).tests;
  const change = (expect: string) => ({
    test: { ...openTest, name: 'A', expect },
    former: 'A',
  });
  const based = { 'If-Match': `"${listedA?.revision}"` };
  expect((await ask('POST', '/policy-tests', change('only'), based)).status).toBe(200);
  expect((await ask('POST', '/policy-tests', change('may-reach'), based)).status).toBe(412);
  expect((await ask('POST', '/policy-tests', change('may-reach'))).status).toBe(200);
  const { text, revision } = testsTextSchema.parse((await ask('GET', '/policy-tests-text')).json);
  await ask('POST', '/policy-tests', named('B'));
  const put = (headers: object) =>
    ask('PUT', '/policy-tests-text', { text, mode: 'replace' }, headers);
  expect((await put({ 'If-Match': `"${revision}"` })).status).toBe(412);
  expect((await put({})).status).toBe(200);
  expect((await listed()).tests.map(({ test: one }) => one.name)).toEqual(['A']);
});

test('a text that cannot be read is refused at its place, and changes nothing', async () => {
  await ask('POST', '/policy-tests', named('A'));
  const text = 'tests:\n  - name: A\n    expect: perhaps';
  expect(await ask('PUT', '/policy-tests-text', { text, mode: 'replace' })).toEqual({
    status: 400,
    json: {
      message: 'Line 3, column 13: Write may reach, may not reach or only they may reach here.',
      field: 'text',
    },
  });
  const checked = checkedTestsSchema.parse(
    (await ask('POST', '/policy-tests-text/check', { text })).json,
  );
  expect(checked.faults.map(({ line, column }) => [line, column])).toEqual([
    [3, 13],
    [2, 5],
  ]);
  expect((await listed()).tests).toHaveLength(1);
});

test('the device that gets in against a test is added by one request, and connects', async () => {
  const nobody = {
    ...openTest,
    name: 'Nobody with Low',
    expect: 'may-not-reach',
    who: { ...openTest.who, allOf: [{ category: 'classification', name: 'Low' }] },
  };
  const made = await ask('POST', '/policy-tests', { test: nobody, former: null });
  expect(made.status).toBe(200);
  const before = (await world.summary()).ems.endpoints;
  const added = await ask('POST', '/policy-tests/Nobody%20with%20Low/counterexample');
  expect(added.status).toBe(200);
  expect((await world.summary()).ems.endpoints).toBe(before + 1);
  const { request } = z.object({ request: connectRequestSchema }).parse(added.json);
  const connected = await ask('POST', '/connect', request);
  expect(connected.json).toMatchObject({ explanation: { action: 'accept' } });
  expect((await ask('POST', '/policy-tests/none/counterexample')).status).toBe(404);
});
