/** What scripts put into FortiOS's addresses: filters, order, what is shown of a row, keys, VDOM. */
import { beforeAll, describe, expect, test } from 'vitest';
import { fortiosEnvelopeSchema } from '#model/api.ts';
import { addressPart, nameInAddress, withNamedDots } from '#model/contract/address.ts';
import { z } from '#model/zod.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { serverOf } from './app.ts';

let server: ReturnType<typeof serverOf>;
let world: World;

beforeAll(async () => {
  world = await World.open(memoryStorage(), scenarios);
  server = serverOf(world);
});

async function ask(method: string, path: string, body?: unknown, headers = {}) {
  const response = await server.fetch(
    new Request(`http://lab.test/fortigate/FGT-HQ/api/v2${path}`, {
      method,
      headers: { Authorization: 'Bearer lab', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const envelope = fortiosEnvelopeSchema.loose().parse(await response.json());
  expect(response.status).toBe(envelope.http_status);
  return envelope;
}

const rowsSchema = z.array(z.record(z.string(), z.unknown()));
async function rowsAt(path: string) {
  return rowsSchema.parse((await ask('GET', path)).results);
}

const policies = '/cmdb/firewall/policy';
async function policyIds(query: string): Promise<unknown[]> {
  return (await rowsAt(`${policies}?${query}`)).map((row) => row['policyid']);
}

// The demo's policies, in order: 3, 17, 5, 6 and 9.
test.each([
  ['the value itself', 'filter=policyid==17', [17]],
  ['the number, however it is written', 'filter=policyid==017', [17]],
  ['the case of a value', 'filter=name==ztna-WEBSERVER-allow', []],
  ['no case', 'filter=name=*ztna-WEBSERVER-allow', [17]],
  ['another value', 'filter=policyid!=17', [3, 5, 6, 9]],
  ['another value, without case', 'filter=action!*ACCEPT', [3]],
  ['a part, without case', 'filter=name=@WEBSERVER-a', [17]],
  ['no such part', 'filter=name!@ztna', [5, 6, 9]],
  ['less, as a number', 'filter=policyid<9', [3, 5, 6]],
  ['at most', 'filter=policyid<=9', [3, 5, 6, 9]],
  ['more, as a number and not as a text', 'filter=policyid>9', [17]],
  ['at least', 'filter=policyid>=9', [17, 9]],
  ['one or the other', 'filter=policyid==5,policyid==6', [5, 6]],
  ['this and that', 'filter=policyid>5&filter=policyid<17', [6, 9]],
  ['this and that in one text', 'filter=policyid%3E5%26policyid%3C17', [6, 9]],
  ['this and one of those', 'filter=status==enable&filter=policyid==9,policyid==5', [5]],
  ['a name in a list', 'filter=srcintf==port3', [6]],
  ['no name in a list', 'filter=groups!=Sales&filter=policyid==17', [17]],
  ['an empty list', 'filter=ztna-ems-tag==', [9]],
  ['a name of a reference', 'filter=srcintf.name==port3', [6]],
  ['the key by FortiOS’s own name', 'filter=q_origin_key==6', [6]],
  ['a sign as it is', String.raw`filter=name==a\,b`, []],
])('a filter asks for %s', async (_, query, expected) => {
  const found = await policyIds(query);
  expect(new Set(found)).toEqual(new Set(expected));
  expect(found).toHaveLength(expected.length);
});

test.each([
  ['a field that there is not', 'filter=nonsense==1', 'filter', 'nonsense'],
  ['no operator', 'filter=policyid', 'filter', 'policyid is no filter'],
  ['another operator', 'filter=policyid~5', 'filter', 'policyid~5 is no filter'],
  ['an empty alternative', 'filter=policyid==5,', 'filter', 'empty'],
  ['no number where numbers are compared', 'filter=policyid<x', 'filter', 'x is none'],
  ['an order by what there is not', 'sort=nonsense', 'sort', 'nonsense'],
  ['another order', 'sort=name,up', 'sort', 'asc or dsc'],
  ['a parameter that there is not', 'filters=policyid==5', 'filters', 'filters'],
  ['a start below 0', 'start=-1', 'start', ''],
  ['another scope', 'scope=all', 'scope', ''],
])('refuses %s, at the parameter', async (_, query, field, words) => {
  const answer = await ask('GET', `${policies}?${query}`);
  expect(answer).toMatchObject({
    http_status: 500,
    status: 'error',
    error: -651,
    revision_changed: false,
    error_field: field,
  });
  expect(answer.cli_error).toContain(words);
});

test('filters look into the entries of an entry', async () => {
  const path = '/cmdb/firewall/access-proxy';
  const [first] = await rowsAt(`${path}?format=api-gateway`);
  const gateways = z
    .array(z.object({ realservers: z.array(z.object({ ip: z.string() })) }))
    .parse(first?.['api-gateway']);
  const ip = gateways[0]?.realservers[0]?.ip ?? 'none';
  expect((await rowsAt(`${path}?filter=ip==${ip}`)).length).toBeGreaterThan(0);
  expect(await rowsAt(`${path}?filter=api-gateway.realservers.ip==${ip}`)).toEqual(
    await rowsAt(`${path}?filter=ip==${ip}`),
  );
});

test('a list is sorted, then cut; it says how many there are, and how many are left', async () => {
  expect(await policyIds('sort=policyid')).toEqual([3, 5, 6, 9, 17]);
  expect(await policyIds('sort=policyid,dsc&start=1&count=2')).toEqual([9, 6]);
  const page = await ask('GET', `${policies}?filter=policyid>3&start=1&count=2`);
  expect(page).toMatchObject({ size: 5, matched_count: 4, next_idx: 3 });
  expect(await ask('GET', `${policies}?start=9`)).toMatchObject({ results: [], next_idx: 5 });
});

describe('of a row is shown', () => {
  test('the fields that are asked for, with the key', async () => {
    expect(await rowsAt(`${policies}/17?format=policyid|name`)).toEqual([
      { policyid: 17, name: 'ZTNA-webserver-allow', q_origin_key: 17 },
    ]);
    const [row] = await rowsAt(`${policies}?format=action|nonsense&count=1`);
    expect(Object.keys(row ?? {})).toEqual(['action', 'q_origin_key']);
  });

  test('what each reference leads to', async () => {
    const [row] = await rowsAt(`${policies}/17?datasource=true`);
    expect(row).toMatchObject({
      srcintf: [{ name: 'any', q_origin_key: 'any', datasource: 'system.interface.name' }],
      srcaddr: [{ datasource: 'firewall.address.name' }],
      dstaddr: [{ datasource: 'firewall.vip.name' }],
      service: [{ datasource: 'firewall.service.custom.name' }],
      'ztna-ems-tag': [
        { datasource: 'firewall.address.name' },
        { datasource: 'firewall.address.name' },
      ],
    });
    const [plain] = await rowsAt(`${policies}/17?datasource=false`);
    expect(plain?.['srcintf']).toEqual([{ name: 'any', q_origin_key: 'any' }]);
  });

  test('what FortiOS says of the object beside its settings', async () => {
    const [own] = await rowsAt('/cmdb/firewall/address/HQ-Servers?with_meta=1');
    expect(own).toMatchObject({
      q_ref: 2,
      q_static: false,
      q_no_edit: false,
      q_path: 'firewall',
      q_name: 'address',
      q_mkey_type: 'string',
    });
    const [tag] = await rowsAt('/cmdb/firewall/address/EMS1_ZTNA_FortiAD?with_meta=true');
    expect(tag).toMatchObject({ q_static: true, q_no_edit: true });
    const [policy] = await rowsAt(`${policies}/17?with_meta=true`);
    expect(policy).toMatchObject({ q_ref: 0, q_mkey_type: 'integer', q_no_rename: true });
  });

  test('no setting that its type has no use for, and no default', async () => {
    const [row] = await rowsAt('/cmdb/firewall/address/HQ-Servers?skip=true');
    expect(row).toHaveProperty('subnet');
    expect(row).not.toHaveProperty('fqdn');
    expect(row).not.toHaveProperty('obj-tag');
    const [short] = await rowsAt('/cmdb/firewall/address/HQ-Servers?exclude-default-values=true');
    expect(short).toHaveProperty('name');
    expect(short).toHaveProperty('subnet');
    expect(short).not.toHaveProperty('type');
  });
});

test('a table says what it has, and what a row has before anything is set', async () => {
  const schema = await ask('GET', '/cmdb/firewall/addrgrp?action=schema');
  expect(schema).toMatchObject({
    action: 'schema',
    path: 'firewall',
    results: {
      category: 'table',
      mkey: 'name',
      mkey_type: 'string',
      children: {
        name: { type: 'string', size: 79, required: true },
        category: {
          type: 'option',
          default: 'default',
          options: [
            { name: 'default' },
            { name: 'ztna-ems-tag' },
            { name: 'ztna-geo-tag' },
            { name: 'telemetry' },
          ],
        },
        member: {
          category: 'table',
          member_table: true,
          children: { name: { datasource: ['firewall.address.name', 'firewall.addrgrp.name'] } },
        },
      },
    },
  });
  expect(await ask('GET', `${policies}?action=default`)).toMatchObject({
    action: 'default',
    results: { policyid: 0, status: 'enable', action: 'deny', schedule: '', srcaddr: [] },
  });
  expect(await ask('GET', '/cmdb/firewall/nothing?action=schema')).toMatchObject({ error: -3 });
  expect(await ask('GET', `${policies}?action=stats`)).toMatchObject({
    error: -651,
    error_field: 'action',
  });
});

describe('a key that an address has to spell otherwise', () => {
  const names = ['a/b', '100%', '%2F', 'a b', 'ä+&?=', '..', '.', '%2e%2e'];

  test.each(names)('%s is found, changed, cloned and deleted', async (name) => {
    const at = `/cmdb/firewall/address/${addressPart(name)}`;
    expect((await ask('GET', at)).http_status).toBe(404);
    const made = await ask('POST', '/cmdb/firewall/address', { name, subnet: '10.9.9.0/24' });
    expect(made).toMatchObject({ status: 'success', mkey: name });
    expect(await rowsAt(at)).toMatchObject([{ name, q_origin_key: name }]);
    expect(await ask('PUT', at, { comment: 'seen' })).toMatchObject({ mkey: name });
    expect(await rowsAt(at)).toMatchObject([{ comment: 'seen' }]);
    expect(await ask('POST', `${at}?action=clone&nkey=copy%2F1`)).toMatchObject({ mkey: 'copy/1' });
    expect((await ask('DELETE', '/cmdb/firewall/address/copy%2F1')).status).toBe('success');
    expect((await ask('DELETE', at)).status).toBe('success');
    expect((await ask('GET', at)).http_status).toBe(404);
  });

  test('with a number sign, which FortiOS takes in no name, is none', async () => {
    expect((await ask('GET', '/cmdb/firewall/address/a%23b')).http_status).toBe(404);
    const made = await ask('POST', '/cmdb/firewall/address', { name: 'a#b' });
    expect(made).toMatchObject({ error: -15, error_field: 'name' });
  });

  test('of dots keeps its place in a path', () => {
    expect(names.map((name) => nameInAddress(decodeURIComponent(addressPart(name))))).toEqual(
      names,
    );
    expect(withNamedDots('/a/../%2E%2e/./b..c')).toBe('/a/%00../%00%2E%2e/%00./b..c');
  });
});

describe('a policy is moved', () => {
  const order = async () => (await rowsAt(policies)).map((row) => row['policyid']);

  test('before and after another', async () => {
    await ask('PUT', `${policies}/9?action=move&before=3`);
    expect(await order()).toEqual([9, 3, 17, 5, 6]);
    await ask('PUT', `${policies}/9?action=move&after=6`);
    expect(await order()).toEqual([3, 17, 5, 6, 9]);
  });

  test.each([
    ['nowhere', '9?action=move', 500, -651],
    ['to two places', '9?action=move&before=3&after=5', 500, -651],
    ['before none', '9?action=move&before=99', 404, -3],
    ['though there is none', '99?action=move&before=3', 404, -3],
    ['otherwise', '9?action=shove&before=3', 500, -651],
  ])('not %s', async (_, path, status, error) => {
    expect(await ask('PUT', `${policies}/${path}`)).toMatchObject({ http_status: status, error });
    expect(await order()).toEqual([3, 17, 5, 6, 9]);
  });
});

test('a change that changes nothing says so, and one that does says what was before', async () => {
  const at = `${policies}/5`;
  const first = await ask('PUT', at, { comments: 'once' });
  expect(first.revision_changed).toBe(true);
  const { revision } = await world.summary();
  const again = await ask('PUT', at, { comments: 'once' });
  expect(again).toMatchObject({ revision_changed: false, revision: first.revision, mkey: '5' });
  expect((await world.summary()).revision).toBe(revision);
  const other = await ask('PUT', at, { comments: '' });
  expect(other).toMatchObject({ revision_changed: true, old_revision: first.revision });
});

test.each(['"99999"', '"abc"', '"0", "1"', '0x5'])(
  'a change that is based on a state of no such revision, %s, is refused',
  async (ifMatch) => {
    const headers = { 'If-Match': ifMatch };
    const answer = await ask('PUT', `${policies}/6`, { comments: ifMatch }, headers);
    expect(answer).toMatchObject({ http_status: 412, error: -412, revision_changed: false });
    expect((await rowsAt(`${policies}/6`))[0]?.['comments']).not.toBe(ifMatch);
  },
);

test('a change that is based on any state is taken', async () => {
  const headers = { 'If-Match': '*' };
  expect(await ask('PUT', `${policies}/6`, { comments: 'any' }, headers)).toMatchObject({
    http_status: 200,
  });
});

test.each([
  ['another VDOM', 'GET', `${policies}?vdom=guests`, 403, 'guests'],
  ['all VDOMs', 'GET', `${policies}?vdom=*`, 403, 'root alone'],
  ['a change in another VDOM', 'DELETE', `${policies}/5?vdom=guests`, 403, 'guests'],
  ['a monitor that the lab lacks', 'GET', '/monitor/system/resource/usage', 501, 'ems/status'],
  ['a log that the lab lacks', 'GET', '/log/disk/event/system', 501, '/log/memory/traffic'],
  ['a service', 'GET', '/service/sniffer/list', 501, 'nothing of its kind'],
  ['an entry’s own entry', 'GET', `${policies}/17/srcaddr`, 501, 'by PUT'],
  ['an entry of no table', 'GET', '/cmdb/firewall/nothing/1/x', 404, ''],
  ['no table', 'GET', '/cmdb/firewall', 404, ''],
  ['no address', 'GET', '/nothing', 404, ''],
  ['another method', 'PATCH', policies, 405, 'PATCH'],
  ['another method on a monitor', 'POST', '/monitor/endpoint-control/ems/status', 405, 'POST'],
])('%s is refused', async (_, method, path, status, words) => {
  const { revision } = await world.summary();
  const answer = await ask(method, path);
  expect(answer).toMatchObject({ http_status: status, status: 'error' });
  expect(answer.cli_error).toContain(words);
  expect((await world.summary()).revision).toBe(revision);
});

test('a client that asks which device it speaks to is told', async () => {
  expect(await ask('GET', '/monitor/system/status')).toMatchObject({
    path: 'system',
    name: 'status',
    version: 'v7.6.4',
    results: {
      model_name: 'FortiGate',
      model_number: 'VM02',
      model: 'FGVM02',
      hostname: 'FGT-HQ',
      log_disk_status: 'not_available',
    },
  });
});

test('a tag that EMS shares is there, and read-only', async () => {
  const at = '/cmdb/firewall/address/EMS1_ZTNA_FortiAD';
  const { revision } = await world.summary();
  expect((await ask('GET', at)).http_status).toBe(200);
  for (const answer of [await ask('PUT', at, { comment: 'mine' }), await ask('DELETE', at)])
    expect(answer).toMatchObject({ http_status: 500, error: -37, error_field: 'name' });
  expect((await world.summary()).revision).toBe(revision);
});

test('the one VDOM may be named, and the token must be right before anything else is said', async () => {
  expect((await ask('GET', `${policies}?vdom=root`)).http_status).toBe(200);
  const headers = { Authorization: 'Bearer other' };
  expect((await ask('GET', `${policies}?vdom=guests`, undefined, headers)).http_status).toBe(401);
  expect((await ask('GET', '/monitor/nothing', undefined, headers)).http_status).toBe(401);
});

test.each([
  ['every line', '', 6],
  ['a policy', 'policytype=policy&policyid=17', 2],
  ['no other whose number begins like it', 'policytype=policy&policyid=1', 0],
  ['the same number in the other list', 'policytype=proxy-policy&policyid=17', 0],
])('the log by %s', async (_name, filter, matched) => {
  const answer = await ask('GET', `/log/memory/traffic/ztna?${filter}`);
  expect(answer).toMatchObject({ matched_count: matched });
});

test.each<[string, string, number]>([
  ['every line', 'forward', 2],
  ['the last minute', 'forward?minutes=1', 0],
  ['the last 13 minutes', 'forward?minutes=13', 1],
  ['the last day', 'forward?minutes=1440', 2],
  ['a policy, recently', 'forward?minutes=1440&policyid=5', 1],
])('the log of %s, on the clock of the world', async (_name, path, matched) => {
  expect(await ask('GET', `/log/memory/traffic/${path}`)).toMatchObject({ matched_count: matched });
});
