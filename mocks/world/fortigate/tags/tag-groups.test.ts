/** Tag groups as a form sends them: what the form refuses, the API refuses with the same words. */
import { beforeEach, describe, expect, test } from 'vitest';
import { fortiosEnvelopeSchema } from '#model/api.ts';
import { tagGroupProblems } from '#model/tagging/tag-groups.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import * as queries from '../../queries.ts';
import { memoryStorage } from '../../storage/memory-storage.ts';
import { World } from '../../world.ts';

const fortigate = 'FGT-HQ';
const category = 'ztna-ems-tag';
let world: World;
let server: ReturnType<typeof serverOf>;

beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  server = serverOf(world);
});

async function send(method: string, path: string, body?: unknown) {
  const response = await server.fetch(
    new Request(`http://lab.test/fortigate/${fortigate}/api/v2/cmdb/firewall/addrgrp${path}`, {
      method,
      headers: { Authorization: 'Bearer lab' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return fortiosEnvelopeSchema.loose().parse(await response.json());
}

const membersOf = (names: readonly string[]) => names.map((name) => ({ name }));

async function groups(): Promise<string[]> {
  const asked = {
    fortigate,
    search: '',
    type: 'group',
    kind: null,
    used: null,
    start: 0,
    count: 0,
  };
  const answer = await world.ask(queries.tagEntries, { ...asked, type: 'group' });
  return answer.ok ? answer.value.entries.map(({ name }) => name) : [];
}

const good = { name: 'Field', member: ['EMS1_ZTNA_FortiAD'], comment: '' };

test.each<[string, Partial<typeof good>, string, number]>([
  ['without a name', { name: '' }, 'name', -56],
  ['with a name that FortiOS forbids', { name: 'a<b' }, 'name', -15],
  ['without members', { member: [] }, 'member', -56],
])('a group %s is refused by form and API alike', async (_name, change, field, code) => {
  const draft = { ...good, ...change };
  const [problem] = tagGroupProblems(draft);
  expect(problem).toMatchObject({ field, code });
  const { member, ...rest } = draft;
  expect(await send('POST', '', { ...rest, category, member: membersOf(member) })).toMatchObject({
    status: 'error',
    error: code,
  });
  expect(await groups()).not.toContain(draft.name);
});

describe('members', () => {
  test.each<[string, string, string | RegExp]>([
    ['a tag', 'EMS1_ZTNA_FortiAD', 'success'],
    ['its MAC name', 'MAC_EMS1_ZTNA_FortiAD', 'success'],
    ['a tag group', 'Suspicious', 'success'],
    ['a built-in tag', 'EMS_ALL_UNKNOWN_CLIENTS', 'success'],
    ['an address', 'HQ-LAN', 'error'],
    ['a group of addresses', 'All-Sites', 'error'],
    ['what is not there', 'EMS1_ZTNA_Nobody', 'error'],
  ])('%s', async (_name, member, status) => {
    const row = { ...good, category, member: membersOf([member]) };
    expect(await send('POST', '', row)).toMatchObject({ status });
  });

  test('a group cannot hold itself, by whatever way', async () => {
    await send('POST', '', { ...good, category, member: membersOf(['Suspicious']) });
    for (const member of ['Suspicious', 'Field'])
      expect(await send('PUT', '/Suspicious', { member: membersOf([member]) })).toMatchObject({
        status: 'error',
        error: -15,
      });
  });

  test('one that was broken before does not stand in the way of other fields', async () => {
    await send('POST', '', { ...good, category, member: membersOf(good.member) });
    expect(await send('PUT', '/Suspicious', { comment: 'IOC' })).toMatchObject({
      status: 'success',
    });
  });
});

test('a group that is used is not deleted, and one that is not used is, until Undo', async () => {
  await send('POST', '', { ...good, category, member: membersOf(['Suspicious']) });
  expect(await send('DELETE', '/Suspicious')).toMatchObject({ status: 'error', error: -23 });
  expect(await send('DELETE', '/Field')).toMatchObject({ status: 'success' });
  expect(await groups()).not.toContain('Field');
  await world.undo();
  expect(await groups()).toContain('Field');
});

test('a group that someone else changed meanwhile is a conflict for who saw it as it was', async () => {
  const revision = async () => {
    const asked = { fortigate, search: 'Suspicious', kind: null, used: null, start: 0, count: 0 };
    const answer = await world.ask(queries.tagEntries, { ...asked, type: 'group' });
    const group = answer.ok ? answer.value.entries.find(({ kind }) => kind === 'group') : null;
    return group?.kind === 'group' ? group.revision : null;
  };
  const seen = await revision();
  await send('PUT', '/Suspicious', { comment: 'theirs' });
  const input = { fortigate, table: 'firewall addrgrp', key: 'Suspicious' } as const;
  const mine = { kind: 'fortigate/update', ...input, values: { comment: 'mine' } } as const;
  expect(await world.execute({ ...mine, basedOn: seen })).toMatchObject({ ok: false });
  expect(await world.execute({ ...mine, basedOn: await revision() })).toMatchObject({ ok: true });
});
