/** Addresses, groups, interfaces and zones as their forms send them, and their lists. */
import { beforeEach, describe, expect, test } from 'vitest';
import { fortiosEnvelopeSchema } from '#model/api.ts';
import { addressProblems } from '#model/fortios/objects/addresses.ts';
import { groupProblems } from '#model/fortios/objects/groups.ts';
import { interfaceProblems } from '#model/fortios/objects/interfaces.ts';
import type { FieldProblem } from '#model/fortios/rows.parse.ts';
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
});

async function send(method: string, path: string, body?: unknown, headers: object = {}) {
  const response = await server.fetch(
    new Request(`http://lab.test/fortigate/${fortigate}/api/v2/cmdb/${path}`, {
      method,
      headers: { Authorization: 'Bearer lab', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return fortiosEnvelopeSchema.loose().parse(await response.json());
}
const membersOf = (...names: readonly string[]) => names.map((name) => ({ name }));
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

async function listed(change: Partial<Parameters<typeof queries.addressList>[1]> = {}) {
  const answer = await world.ask(queries.addressList, { ...page, type: null, ...change });
  if (!answer.ok) throw new Error('The list was refused.');
  return answer.value;
}

describe('an address', () => {
  const name = 'Printer';
  test.each<[string, Parameters<typeof addressProblems>[0], string, number]>([
    ['without a name', { name: '', subnet: '10.0.1.9/32' }, 'name', -56],
    ['with a name of 80 letters', { name: 'x'.repeat(80), subnet: '10.0.1.9/32' }, 'name', -15],
    ['without an address', { name, subnet: '' }, 'subnet', -56],
    ['whose address is none', { name, subnet: '10.0.300.0/24' }, 'subnet', -8],
    ['whose mask is too long', { name, subnet: '10.0.1.0/33' }, 'subnet', -8],
    ['whose mask has a gap', { name, subnet: '10.0.1.0 255.0.255.0' }, 'subnet', -8],
    ['of half a range', { name, type: 'iprange', 'start-ip': '10.0.1.2' }, 'start-ip', -56],
    [
      'of a range upside down',
      { name, type: 'iprange', 'start-ip': '10.0.1.9', 'end-ip': '10.0.1.2' },
      'start-ip',
      -15,
    ],
    ['of no domain name', { name, type: 'fqdn' }, 'fqdn', -56],
    ['of an odd domain name', { name, type: 'fqdn', fqdn: 'web server' }, 'fqdn', -15],
    ['of a star in the middle', { name, type: 'fqdn', fqdn: 'www.*.com' }, 'fqdn', -15],
    ['of no country', { name, type: 'geography' }, 'country', -56],
    ['of half a country', { name, type: 'geography', country: 'G' }, 'country', -15],
  ])('%s is refused by form and API alike', async (_name, draft, field, code) => {
    const [problem] = addressProblems(draft);
    expect(problem).toMatchObject({ field, code } satisfies Partial<FieldProblem>);
    expect(await send('POST', 'firewall/address', draft)).toMatchObject({
      status: 'error',
      error: code,
      cli_error: problem?.message,
    });
  });

  test.each([
    { subnet: '10.0.1.9 255.255.255.255' },
    { type: 'iprange', 'start-ip': '10.0.1.2', 'end-ip': '10.0.1.2' },
    { type: 'fqdn', fqdn: '*.example.com' },
    { type: 'geography', country: 'GB' },
  ])('%o is taken', async (draft) => {
    expect(await send('POST', 'firewall/address', { name, ...draft })).toMatchObject(ok);
  });

  test('has no name that a group or a virtual IP has', async () => {
    const draft = { name: 'All-Sites', subnet: '10.0.1.9/32' };
    expect(await send('POST', 'firewall/address', draft)).toMatchObject(
      refused(-5, /An address group All-Sites already exists/),
    );
  });

  test('is kept while a group uses it, and deleted after', async () => {
    expect(await send('DELETE', 'firewall/address/HQ-LAN')).toMatchObject(
      refused(-23, /HQ-LAN is used by .*address group All-Sites/),
    );
    await send('POST', 'firewall/address', { name, subnet: '10.0.1.9/32' });
    expect(await send('DELETE', `firewall/address/${name}`)).toMatchObject(ok);
  });

  test('that someone else changed meanwhile is a conflict', async () => {
    const [before] = (await listed({ name: 'HQ-LAN' })).addresses;
    const headers = { 'If-Match': `"${before?.revision}"` };
    expect(await send('PUT', 'firewall/address/HQ-LAN', { comment: 'a' }, headers)).toMatchObject(
      ok,
    );
    expect(await send('PUT', 'firewall/address/HQ-LAN', { comment: 'b' }, headers)).toMatchObject({
      status: 'error',
      http_status: 412,
    });
  });

  test('that was odd before can still get a comment', async () => {
    await world.execute({ kind: 'lab/step-clock', seconds: 1 });
    await send('POST', 'firewall/address', { name, type: 'mac' });
    expect(await send('PUT', `firewall/address/${name}`, { comment: 'kept' })).toMatchObject(ok);
  });
});

describe('the list of addresses', () => {
  test('has the configuration’s own and those of tags, each with who uses it', async () => {
    const { addresses, matched } = await listed();
    expect(matched).toBe(addresses.length);
    const lan = addresses.find((one) => one.name === 'HQ-LAN');
    expect(lan).toMatchObject({
      details: like(/^10\.\d+\.\d+\.\d+\/24$/),
      tag: null,
    });
    expect(lan?.uses).toContainEqual(
      expect.objectContaining({
        table: 'firewall addrgrp',
        first: [expect.objectContaining({ key: 'All-Sites', isTagGroup: false })],
      }),
    );
    expect(addresses.find(({ tag }) => tag !== null)).toMatchObject({
      name: like(/^EMS1_/),
    });
  });

  test('is searched, filtered, sorted and cut into pages', async () => {
    expect((await listed({ search: 'hq-lan' })).addresses).toHaveLength(1);
    const own = await listed({ type: 'ipmask' });
    expect(own.addresses.every(({ tag }) => tag === null)).toBe(true);
    const [last] = (await listed({ type: 'ipmask', order: 'desc', count: 1 })).addresses;
    expect(last?.name).toBe(own.addresses.at(-1)?.name);
    const second = await listed({ start: 1, count: 1 });
    expect(second.addresses[0]?.name).toBe((await listed()).addresses[1]?.name);
    const unused = await listed({ used: false });
    expect(unused.addresses.every(({ uses }) => uses.length === 0)).toBe(true);
  });
});

describe('an address group', () => {
  test.each<[string, Parameters<typeof groupProblems>[0], string]>([
    ['without members', { name: 'G', member: [] }, 'member'],
    [
      'that leaves out nothing',
      { name: 'G', member: ['HQ-LAN'], exclude: 'enable' },
      'exclude-member',
    ],
  ])('%s is refused by form and API alike', async (_name, draft, field) => {
    const [problem] = groupProblems(draft);
    expect(problem).toMatchObject({ field, code: -56 });
    const body = { ...draft, member: membersOf(...(draft.member ?? [])) };
    expect(await send('POST', 'firewall/addrgrp', body)).toMatchObject({
      error: -56,
      cli_error: problem?.message,
    });
  });

  test('is no member of itself, directly, through others, or among what it leaves out', async () => {
    const group = (name: string, ...members: string[]) => ({ name, member: membersOf(...members) });
    await send('POST', 'firewall/addrgrp', group('Outer', 'All-Sites'));
    const update = (body: object) => send('PUT', 'firewall/addrgrp/All-Sites', body);
    expect(await update({ member: membersOf('HQ-LAN', 'All-Sites') })).toMatchObject(
      refused(-15, /All-Sites cannot be a member of itself/),
    );
    expect(await update({ member: membersOf('HQ-LAN', 'Outer') })).toMatchObject(
      refused(-15, /Outer already contains All-Sites/),
    );
    expect(await update({ exclude: 'enable', 'exclude-member': membersOf('Outer') })).toMatchObject(
      refused(-15, /Outer already contains All-Sites/),
    );
  });

  test('stands in the list with its members, and a group of tags does not', async () => {
    const answer = await world.ask(queries.addressGroups, page);
    const groups = answer.ok ? answer.value.groups : [];
    expect(groups.map(({ name }) => name)).toEqual(['All-Sites']);
    expect(groups[0]?.members).toEqual([
      { name: 'HQ-LAN', isGroup: false },
      { name: 'Branch-LAN', isGroup: false },
    ]);
  });
});

describe('interfaces and zones', () => {
  const zone = (name: string, ...members: string[]) => ({ name, interface: membersOf(...members) });
  /** No policy of the world names it. */
  const free = async () => {
    await world.execute({
      kind: 'fortigate/create',
      fortigate,
      table: 'system interface',
      values: { name: 'port9' },
    });
    return 'port9';
  };

  test('an interface is in one zone, once', async () => {
    const port = await free();
    expect(await send('POST', 'system/zone', zone('Inside', port, port))).toMatchObject({
      error: -5,
    });
    expect(await send('POST', 'system/zone', zone('Inside', port))).toMatchObject(ok);
    expect(await send('POST', 'system/zone', zone('Outside', port))).toMatchObject(
      refused(-651, /port9 is in the zone Inside/),
    );
    expect(await send('POST', 'system/zone', zone('x'.repeat(36)))).toMatchObject({ error: -15 });
    expect(await send('POST', 'system/zone', zone('port1'))).toMatchObject(
      refused(-5, /An interface port1 already exists/),
    );
  });

  test('an interface that stands in a policy goes into no zone, and one in a zone into no policy', async () => {
    expect(await send('POST', 'system/zone', zone('Inside', 'port1'))).toMatchObject(
      refused(-23, /port1 stands in .*policy/),
    );
    const port = await free();
    await send('POST', 'system/zone', zone('Inside', port));
    const path = 'firewall/policy/5';
    expect(await send('PUT', path, { srcintf: membersOf(port) })).toMatchObject(
      refused(-3, /port9 is in the zone Inside\. Name the zone/),
    );
    expect(await send('PUT', path, { srcintf: membersOf('Inside') })).toMatchObject(ok);
    expect(await send('DELETE', 'system/zone/Inside')).toMatchObject(refused(-23, /policy/));
  });

  test('the list has both, with what each is in', async () => {
    const port = await free();
    await send('POST', 'system/zone', zone('Inside', port));
    const answer = await world.ask(queries.interfaceList, { ...page, kind: null, role: null });
    const all = answer.ok ? answer.value.interfaces : [];
    expect(all.find(({ name }) => name === port)).toMatchObject({
      type: 'Physical Interface',
      zones: ['Inside'],
    });
    expect(all.find(({ name }) => name === 'Inside')).toMatchObject({ kind: 'zone', type: 'Zone' });
  });

  test.each(['10.0.3.1', '10.0.300.1/24', '10.0.3.1 255.0.255.0'])(
    'an interface’s address %s is refused by form and API alike',
    async (ip) => {
      const [problem] = interfaceProblems({ name: 'port1', ip });
      expect(await send('PUT', 'system/interface/port1', { ip })).toMatchObject({
        error: -8,
        cli_error: problem?.message,
      });
    },
  );
});
