/** Local users and user groups as their forms send them, and their lists. */
import { beforeEach, describe, expect, test } from 'vitest';
import { fortiosEnvelopeSchema } from '#model/api.ts';
import { userGroupProblems, userProblems } from '#model/fortios/objects/users.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import { memoryStorage } from '../../storage/memory-storage.ts';
import * as queries from '../../queries.ts';
import { World } from '../../world.ts';

const fortigate = 'FGT-HQ';
let world: World;
let server: ReturnType<typeof serverOf>;

beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  server = serverOf(world);
  // The demo's own users would stand among those that a test makes.
  await transact(
    'begin with nobody',
    ...(await groups()).map(({ name }) => ({
      method: 'PUT',
      path: 'user/group',
      mkey: name,
      json: { member: [] },
    })),
    ...(await users()).map(({ name }) => gone(name)),
  );
});

async function send(method: string, path: string, body?: unknown) {
  const response = await server.fetch(
    new Request(`http://lab.test/fortigate/${fortigate}/api/v2/cmdb/${path}`, {
      method,
      headers: { Authorization: 'Bearer lab' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return fortiosEnvelopeSchema.loose().parse(await response.json());
}
const transact = (words: string, ...steps: readonly object[]) =>
  send('POST', 'transaction', { words, steps });
const create = (path: string, json: object) => ({ method: 'POST', path, json });
const members = (method: 'POST' | 'DELETE', group: string, ...names: readonly string[]) => ({
  method,
  path: 'user/group',
  mkey: group,
  list: 'member',
  json: names.map((name) => ({ name })),
});
const gone = (name: string) => ({ method: 'DELETE', path: 'user/local', mkey: name, json: {} });
const ok = { status: 'success' };
const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const refused = (code: number, words: RegExp) => ({
  status: 'error',
  error: code,
  cli_error: like(words),
});

const page = {
  fortigate,
  search: '',
  name: null,
  used: null,
  sort: 'name',
  order: 'asc',
  start: 0,
  count: 50,
} as const;
async function users(change: Partial<Parameters<typeof queries.listUsers>[1]> = {}) {
  const asked = { ...page, type: null, status: null, group: null, ...change };
  const answer = await world.ask(queries.listUsers, asked);
  if (!answer.ok) throw new Error('The list was refused.');
  return answer.value.users;
}
async function groups(change: Partial<Parameters<typeof queries.listUserGroups>[1]> = {}) {
  const answer = await world.ask(queries.listUserGroups, { ...page, ...change });
  if (!answer.ok) throw new Error('The list was refused.');
  return answer.value.groups;
}

describe('a name', () => {
  test.each<[string, string, number]>([
    ['none', '', -56],
    ['65 letters', 'x'.repeat(65), -15],
    ['a backslash', 'CORP\\ann', -15],
    ['a space at its end', 'ann ', -15],
  ])('of %s is refused to users by form and API alike', async (_name, name, code) => {
    const [problem] = userProblems({ name });
    expect(problem).toMatchObject({ field: 'name', code });
    expect(await send('POST', 'user/local', { name })).toMatchObject({
      error: code,
      cli_error: problem?.message,
    });
  });

  test.each<[string, string, number]>([
    ['none', '', -56],
    ['36 letters', 'x'.repeat(36), -15],
    ['a quote', 'a"b', -15],
  ])('of %s is refused to groups by form and API alike', async (_name, name, code) => {
    const [problem] = userGroupProblems({ name });
    expect(problem).toMatchObject({ field: 'name', code });
    expect(await send('POST', 'user/group', { name })).toMatchObject({
      error: code,
      cli_error: problem?.message,
    });
  });

  test('of 64 and of 35 letters is taken, once', async () => {
    for (const [path, name] of [
      ['user/local', 'x'.repeat(64)],
      ['user/group', 'x'.repeat(35)],
    ] as const) {
      expect(await send('POST', path, { name })).toMatchObject(ok);
      expect(await send('POST', path, { name })).toMatchObject(refused(-5, /already exists/));
    }
  });
});

test('a type or a status that FortiOS lacks is refused', async () => {
  const name = 'ann';
  expect(await send('POST', 'user/local', { name, type: 'magic' })).toMatchObject(
    refused(-15, /type takes one of password, radius/),
  );
  expect(await send('POST', 'user/local', { name, status: 'maybe' })).toMatchObject(
    refused(-15, /status takes one of/),
  );
});

test('a user is kept while a group or a policy names it, and deleted after', async () => {
  await transact('make', create('user/local', { name: 'ann' }), members('POST', 'Finance', 'ann'));
  expect(await send('DELETE', 'user/local/ann')).toMatchObject(
    refused(-23, /ann is used by user group Finance/),
  );
  await transact('empty', members('DELETE', 'Finance', 'ann'));
  await send('PUT', 'firewall/policy/17', { users: [{ name: 'ann' }] });
  expect(await send('DELETE', 'user/local/ann')).toMatchObject(
    refused(-23, /ann is used by policy 17 ZTNA-webserver-allow/),
  );
  await send('PUT', 'firewall/policy/17', { users: [] });
  expect(await send('DELETE', 'user/local/ann')).toMatchObject(ok);
});

test('a group is kept while a policy or an authentication scheme names it', async () => {
  await send('POST', 'user/group', { name: 'Interns' });
  await send('PUT', 'firewall/policy/17', { groups: [{ name: 'Interns' }] });
  expect(await send('DELETE', 'user/group/Interns')).toMatchObject(
    refused(-23, /Interns is used by policy 17/),
  );
  await send('PUT', 'firewall/policy/17', { groups: [] });
  const scheme = {
    name: 'form',
    method: 'form',
    'user-database': [{ name: 'Interns' }, { name: 'LDAP-elsewhere' }, { name: 'local-user-db' }],
  };
  expect(await send('POST', 'authentication/scheme', scheme)).toMatchObject(ok);
  expect(await send('DELETE', 'user/group/Interns')).toMatchObject(
    refused(-23, /Interns is used by authentication scheme form/),
  );
});

test('a member that is no user is refused, and one that was there stays', async () => {
  expect(
    await send('POST', 'user/group', { name: 'G', member: [{ name: 'ghost' }] }),
  ).toMatchObject(refused(-3, /ghost does not exist on FGT-HQ/));
  expect(await transact('add', members('POST', 'Finance', 'ghost'))).toMatchObject(
    refused(-3, /ghost does not exist/),
  );
});

test.each([
  ['who is in it already', members('POST', 'Finance', 'ann'), -5, /lists ann twice/],
  ['out of it who is not in it', members('DELETE', 'Finance', 'bob'), -3, /bob is not in member/],
  ['into a group that is not there', members('POST', 'Nowhere', 'ann'), -3, /Nowhere/],
  ['into what is no list', { ...members('POST', 'Finance', 'bob'), list: 'name' }, -3, /no list/],
])('nobody comes %s', async (_name, step, code, words) => {
  await transact(
    'make',
    create('user/local', { name: 'ann' }),
    create('user/local', { name: 'bob' }),
    members('POST', 'Finance', 'ann'),
  );
  expect(await transact('change', step)).toMatchObject(refused(code, words));
});

test('many are added together or not at all, and one Undo takes them back', async () => {
  const add = [
    create('user/local', { name: 'ann' }),
    create('user/local', { name: 'bob', status: 'disable' }),
    members('POST', 'Finance', 'ann', 'bob'),
    create('user/group', { name: 'Interns', member: [{ name: 'bob' }] }),
  ];
  const before = await groups();
  expect(await transact('add', ...add, create('user/local', { name: 'ann' }))).toMatchObject({
    ...refused(-5, /ann already exists/),
    error_step: 4,
  });
  expect(await users()).toEqual([]);
  expect(await transact('add 2 users', ...add)).toMatchObject(ok);
  expect((await users()).map(({ name, groups: of }) => [name, of])).toEqual([
    ['ann', ['Finance']],
    ['bob', ['Finance', 'Interns']],
  ]);
  await world.undo({ count: 1 });
  expect(await users()).toEqual([]);
  expect((await groups()).map(({ name }) => name)).toEqual(before.map(({ name }) => name));
});

test('many are deleted together, or none while one of them is in use', async () => {
  await transact(
    'make',
    create('user/local', { name: 'ann' }),
    create('user/local', { name: 'bob' }),
    members('POST', 'Finance', 'bob'),
  );
  expect(await transact('delete', gone('ann'), gone('bob'))).toMatchObject(refused(-23, /bob/));
  expect(await users()).toHaveLength(2);
  await transact('empty', members('DELETE', 'Finance', 'bob'));
  expect(await transact('delete', gone('ann'), gone('bob'))).toMatchObject(ok);
  expect(await users()).toEqual([]);
  await world.undo({ count: 1 });
  expect(await users()).toHaveLength(2);
});

test('a step that is based on an older state is a conflict', async () => {
  await send('POST', 'user/local', { name: 'ann' });
  const [ann] = await users();
  const change = (status: string) => ({
    method: 'PUT',
    path: 'user/local',
    mkey: 'ann',
    revision: ann?.revision,
    json: { status },
  });
  expect(await transact('edit', change('disable'))).toMatchObject(ok);
  expect(await transact('edit', change('enable'))).toMatchObject({ http_status: 412 });
});

test('the lists are searched, filtered and sorted, and say who uses what', async () => {
  await transact(
    'make',
    create('user/local', { name: 'eva', type: 'ldap' }),
    create('user/local', { name: 'ann', status: 'disable' }),
    members('POST', 'Finance', 'eva'),
  );
  const names = async (change: Parameters<typeof users>[0]) =>
    (await users(change)).map(({ name }) => name);
  expect(await names({})).toEqual(['ann', 'eva']);
  expect(await names({ search: 'finance' })).toEqual(['eva']);
  expect(await names({ status: 'disable' })).toEqual(['ann']);
  expect(await names({ type: 'ldap' })).toEqual(['eva']);
  expect(await names({ group: 'Finance' })).toEqual(['eva']);
  expect(await names({ group: 'Fin' })).toEqual([]);
  expect(await names({ used: true })).toEqual(['eva']);
  expect(await names({ sort: 'status', order: 'desc' })).toEqual(['eva', 'ann']);
  const [finance] = await groups({ search: 'eva' });
  expect(finance).toMatchObject({
    name: 'Finance',
    type: 'firewall',
    members: [{ name: 'eva', isUser: true }],
    memberCount: 1,
  });
  expect(finance?.uses.length).toBeGreaterThan(0);
  const known = await world.ask(queries.knownUsers, {
    fortigate,
    users: ['eva', 'ghost'],
    groups: ['Finance', 'Nowhere'],
  });
  expect(known).toMatchObject({ ok: true, value: { users: ['eva'], groups: ['Finance'] } });
});

test('a new user and a new group are offered to policies', async () => {
  await transact(
    'make',
    create('user/local', { name: 'ann' }),
    create('user/group', { name: 'Interns' }),
  );
  for (const [field, name] of [
    ['user', 'ann'],
    ['user-group', 'Interns'],
  ] as const) {
    const found = await world.ask(queries.choices, { fortigate, field, search: name, count: 10 });
    expect(found).toMatchObject({ ok: true, value: { choices: [{ value: name }] } });
  }
});

test("the demo's groups list nobody whom EMS does not report in a group of that name", () => {
  const reported = (group: string): readonly string[] =>
    demo.ems.endpoints.flatMap(({ user = null, groups: of = [] }) =>
      user !== null && of.includes(group) ? [user] : [],
    );
  for (const { config } of demo.fortigates) {
    const { config: read } = readConfig(config);
    expect(read['user local'].length).toBeGreaterThan(0);
    for (const { name, member } of read['user group']) {
      expect(member.length).toBeGreaterThan(0);
      expect(reported(name)).toEqual(expect.arrayContaining([...member]));
    }
  }
});
