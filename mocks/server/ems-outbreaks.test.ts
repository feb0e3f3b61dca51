import { beforeEach, describe, expect, test } from 'vitest';
import { endpointAnswerSchema } from '#model/ems/ems-api.ts';
import {
  handlerIdSchema,
  iocEventPageSchema,
  iocHandlerPageSchema,
} from '#model/ems/fortianalyzer.ts';
import { outbreakIdSchema, outbreakPageSchema } from '#model/ems/outbreak.ts';
import { emsClient } from '#test/fixtures/ems-client.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
let client: Awaited<ReturnType<typeof emsClient>>;
beforeEach(async () => {
  client = await emsClient();
});

async function tags(): Promise<readonly string[]> {
  const { data } = await client.ask('GET', `/endpoints/${ann}`);
  return endpointAnswerSchema.parse(data).tags.map(({ category, name }) => `${category} ${name}`);
}
const step = (seconds: number) => client.world.execute({ kind: 'lab/step-clock', seconds });

describe('outbreak alerts', () => {
  const feed = async () =>
    outbreakPageSchema
      .parse((await client.ask('GET', '/outbreaks/index?order=desc')).data)
      .rows.map(({ outbreak, endpoints }) => [outbreak.id, outbreak.published !== null, endpoints]);
  const winRar = { name: 'WinRAR', tag: 'WinRAR-RCE', cves: ['cve-2023-38831'] };

  test('tag at once those that have the vulnerability, until they are withdrawn', async () => {
    expect(await feed()).toEqual([['apache-log4j2', true, 2]]);
    const { data } = await client.ask('POST', '/outbreaks', winRar);
    const { id } = outbreakIdSchema.parse(data);
    expect(await feed()).toEqual([
      [id, true, 3],
      ['apache-log4j2', true, 2],
    ]);
    await client.ask('DELETE', `/outbreaks/${id}`);
    expect(await feed()).toContainEqual([id, false, 0]);
    await client.ask('PUT', `/outbreaks/${id}/published`, { published: true });
    expect(await feed()).toContainEqual([id, true, 3]);
    await client.world.undo();
    expect(await feed()).toContainEqual([id, false, 0]);
  });

  test('are listed page by page, searched, sorted and filtered by EMS', async () => {
    await client.ask('POST', '/outbreaks', winRar);
    await client.ask('DELETE', '/outbreaks/apache-log4j2');
    const names = async (query: string) =>
      outbreakPageSchema
        .parse((await client.ask('GET', `/outbreaks/index${query}`)).data)
        .rows.map(({ outbreak }) => outbreak.name);
    expect(await names('')).toEqual(['Apache Log4j2', 'WinRAR']);
    expect(await names('?sort=name&order=desc')).toEqual(['WinRAR', 'Apache Log4j2']);
    expect(await names('?sort=name&offset=1&count=1')).toEqual(['WinRAR']);
    expect(await names('?sort=endpoints&order=desc')).toEqual(['WinRAR', 'Apache Log4j2']);
    expect(await names('?search=2023-38831')).toEqual(['WinRAR']);
    expect(await names('?status=withdrawn')).toEqual(['Apache Log4j2']);
    expect(await names('?search=nothing')).toEqual([]);
    const refused = await client.ask('GET', '/outbreaks/index?sort=color');
    expect([refused.status, refused.result.field]).toEqual([400, 'sort']);
  });

  test.each<[string, object, number, string]>([
    ['no name', { name: ' ' }, 400, 'name'],
    ['a name that is taken', { name: 'Apache Log4j2' }, 409, 'name'],
    ['a tag with a forbidden sign', { tag: 'a<b' }, 400, 'tag'],
    ['a CVE that is none', { cves: ['CVE-1'] }, 400, 'cves.0'],
    ['no CVE', { cves: [] }, 400, 'cves'],
  ])('refuse %s', async (_, change, status, field) => {
    const answer = await client.ask('POST', '/outbreaks', { ...winRar, ...change });
    expect([answer.status, answer.result.field]).toEqual([status, field]);
    expect(await feed()).toHaveLength(1);
  });

  test('are not withdrawn twice, nor where there is none', async () => {
    await client.ask('DELETE', '/outbreaks/apache-log4j2');
    expect((await client.ask('DELETE', '/outbreaks/apache-log4j2')).status).toBe(400);
    expect((await client.ask('DELETE', '/outbreaks/none')).status).toBe(404);
  });
});

describe('FortiAnalyzer', () => {
  const events = async (query = '?order=desc') =>
    iocEventPageSchema.parse((await client.ask('GET', `/fortianalyzer/logs/index${query}`)).data);
  const handlers = async (query = '') =>
    iocHandlerPageSchema.parse(
      (await client.ask('GET', `/fortianalyzer/handlers/index${query}`)).data,
    );
  const log = (text: string, uid = ann) => client.ask('POST', '/fortianalyzer/logs', { uid, text });
  const connect = () => client.ask('PUT', '/fortianalyzer', { connected: true });
  const found = 'dns query for c2.Malware.example';
  const ioc = 'fabric IOC-Suspicious';

  test('sends nothing to EMS while it is not connected', async () => {
    await log(found);
    await step(60);
    expect(await tags()).not.toContain(ioc);
    expect((await events()).rows).toMatchObject([{ matched: ['IOC-Suspicious'], sent: false }]);
  });

  test('has EMS tag an endpoint whose log has an indicator, with its keepalive', async () => {
    await connect();
    await log('nothing of interest');
    await log(found);
    expect(await tags()).not.toContain(ioc);
    await step(60);
    expect(await tags()).toContain(ioc);
    expect((await events()).rows.map(({ matched }) => matched)).toEqual([['IOC-Suspicious'], []]);
  });

  test('takes the tag back when its handler is removed, if no other gives it', async () => {
    await connect();
    const { data } = await client.ask('POST', '/fortianalyzer/handlers', {
      indicator: 'other',
      tag: 'IOC-Suspicious',
    });
    const { id } = handlerIdSchema.parse(data);
    await log(found);
    await step(60);
    await client.ask('DELETE', '/fortianalyzer/handlers/1');
    await step(60);
    expect(await tags()).toContain(ioc);
    await client.ask('DELETE', `/fortianalyzer/handlers/${id}`);
    await step(60);
    expect(await tags()).not.toContain(ioc);
    expect((await handlers()).rows).toEqual([]);
  });

  test('lists log entries and handlers page by page, searched and sorted', async () => {
    for (const text of ['one', `two ${found}`, 'three']) await log(text);
    await client.ask('POST', '/fortianalyzer/handlers', { indicator: 'a-first', tag: 'Z' });
    const texts = async (query: string) =>
      (await events(query)).rows.map(({ text }) => text.split(' ')[0]);
    expect(await texts('?order=desc')).toEqual(['three', 'two', 'one']);
    expect(await texts('?order=desc&count=1&offset=1')).toEqual(['two']);
    expect(await texts('?search=MALWARE')).toEqual(['two']);
    expect(await texts('?search=ioc-susp')).toEqual(['two']);
    expect((await events('?count=1')).total).toBe(3);
    const listed = async (query: string) =>
      (await handlers(query)).rows.map(({ indicator }) => indicator);
    expect(await listed('')).toEqual(['a-first', 'malware.example']);
    expect(await listed('?sort=tag')).toEqual(['malware.example', 'a-first']);
    expect(await listed('?search=ioc')).toEqual(['malware.example']);
    expect((await client.ask('GET', '/fortianalyzer/handlers/index?sort=color')).status).toBe(400);
  });

  test('finds nothing by a handler that is disabled', async () => {
    await connect();
    await client.ask('PUT', '/fortianalyzer/handlers/1', { enabled: false });
    await log(found);
    expect((await events()).rows).toMatchObject([{ matched: [] }]);
  });

  test.each<[string, string, object, number, string]>([
    ['a log of nobody', '/logs', { uid: 'X', text: 'x' }, 404, 'uid'],
    ['an empty log', '/logs', { uid: ann, text: ' ' }, 400, 'text'],
    ['no indicator', '/handlers', { indicator: '', tag: 'A' }, 400, 'indicator'],
    ['no tag', '/handlers', { indicator: 'x', tag: '' }, 400, 'tag'],
    [
      'a handler twice',
      '/handlers',
      { indicator: 'malware.example', tag: 'IOC-Suspicious' },
      409,
      'indicator',
    ],
  ])('refuses %s', async (_, path, body, status, field) => {
    const refused = await client.ask('POST', `/fortianalyzer${path}`, body);
    expect([refused.status, refused.result.field]).toEqual([status, field]);
  });
});
