import { beforeEach, describe, expect, test } from 'vitest';
import { endpointPageSchema } from '#model/ems/ems-api.ts';
import type { TagSpec } from '#model/tagging/tagging.ts';
import {
  tagCheckSchema,
  tagDefinitionAnswerSchema,
  tagDefinitionPageSchema,
  tagExportSchema,
  tagIdSchema,
  tagImportSchema,
  tagUsageSchema,
} from '#model/tagging/tagging-api.ts';
import { emsClient } from '#test/fixtures/ems-client.ts';

let client: Awaited<ReturnType<typeof emsClient>>;
beforeEach(async () => {
  client = await emsClient();
});

const ask = (method: string, path: string, body?: unknown, headers: object = {}) =>
  client.ask(method, `/tag_definitions${path}`, body, headers);

const spec: TagSpec = {
  name: 'Chrome',
  message: '',
  enabled: true,
  rules: [
    { id: 1, os: 'windows', type: 'running-process', not: false, values: ['chrome.exe'] },
    { id: 2, os: 'windows', type: 'file', not: true, values: ['C:\\virus.txt'] },
  ],
  logic: {},
};

async function names(query: string): Promise<readonly string[]> {
  const { data } = await ask('GET', `/index${query}`);
  return tagDefinitionPageSchema.parse(data).definitions.map(({ definition }) => definition.name);
}

async function carriers(tag: string): Promise<readonly string[]> {
  const { data } = await client.ask(
    'GET',
    `/endpoints/index?count=100&category=zero_trust&tag=${encodeURIComponent(tag)}`,
  );
  return endpointPageSchema.parse(data).endpoints.map(({ host }) => host);
}

describe('tag definitions', () => {
  test('are listed, searched, filtered and sorted a page at a time', async () => {
    expect(await names('?count=3')).toEqual(['AV-Running', 'FileVault-On', 'FortiAD']);
    expect(await names('?search=help%20desk')).toEqual(['Malicious-File-Detected']);
    expect(await names('?enabled=false')).toEqual([]);
    expect((await names('?sort=endpoints&order=desc&count=1'))[0]).toBe('FortiAD');
    expect((await ask('GET', '/index?sort=size')).status).toBe(400);
  });

  test('one that is made tags at once those that it fits, and one that is deleted untags them', async () => {
    const made = await ask('POST', '', { ...spec, rules: spec.rules.slice(1) });
    const { id } = tagIdSchema.parse(made.data);
    const hosts = await carriers('Chrome');
    expect(hosts).toContain('WIN11-ANN');
    expect(hosts).not.toContain('WIN11-GINA');
    expect(hosts).not.toContain('BR-POS-2');
    const answer = await ask('GET', `/${id}`);
    expect(tagDefinitionAnswerSchema.parse(answer.data).endpoints).toBe(hosts.length);
    await ask('DELETE', `/${id}`);
    expect(await carriers('Chrome')).toEqual([]);
    expect((await ask('GET', `/${id}`)).status).toBe(404);
    await client.world.undo();
    expect(await carriers('Chrome')).toEqual(hosts);
  });

  test('one that is disabled, renamed or enabled again changes who has the tag', async () => {
    const before = await carriers('FortiAD');
    await ask('PUT', '/1/enabled', { enabled: false });
    expect(await carriers('FortiAD')).toEqual([]);
    await ask('PUT', '/1/enabled', { enabled: true });
    expect(await carriers('FortiAD')).toEqual(before);
    const { definition } = tagDefinitionAnswerSchema.parse((await ask('GET', '/1')).data);
    await ask('PUT', '/1', { ...definition, name: 'Domain' });
    expect(await carriers('FortiAD')).toEqual([]);
    expect(await carriers('Domain')).toEqual(before);
  });

  test.each<[string, object, number, string]>([
    ['no name', { name: '' }, 400, 'name'],
    ['a name that is taken', { name: 'FortiAD' }, 409, 'name'],
    ['no rules', { rules: [] }, 400, 'rules'],
    [
      'a value that is none',
      { rules: [{ id: 1, os: 'linux', type: 'cve', not: false, values: ['x'] }] },
      400,
      'rules.0.values.0',
    ],
    [
      'a rule type that is not for the system',
      { rules: [{ id: 1, os: 'ios', type: 'file', not: false, values: ['x'] }] },
      400,
      'rules.0.type',
    ],
    [
      'a logic with a rule that is not there',
      { logic: { windows: '1 or 3' } },
      400,
      'logic.windows',
    ],
  ])('%s is refused at its field, with nothing changed', async (_, change, status, field) => {
    const before = await client.world.summary();
    const answer = await ask('POST', '', { ...spec, ...change });
    expect(answer.status).toBe(status);
    expect(answer.result.field).toBe(field);
    expect((await ask('PUT', '/2', { ...spec, ...change })).status).toBe(status);
    expect(await client.world.summary()).toEqual(before);
  });

  test('an editor that shows an older state is told', async () => {
    const { revision } = tagDefinitionAnswerSchema.parse((await ask('GET', '/2')).data);
    const change = { ...spec, name: 'Low-Risk' };
    expect((await ask('PUT', '/2', change, { 'If-Match': `"${revision}"` })).status).toBe(200);
    expect((await ask('PUT', '/2', change, { 'If-Match': `"${revision}"` })).status).toBe(412);
    expect((await ask('PUT', '/2', change)).status).toBe(200);
    expect((await ask('PUT', '/99', change)).status).toBe(404);
  });

  test('a copy is disabled and has a free name', async () => {
    const ids = [await ask('POST', '/1/clone'), await ask('POST', '/1/clone')].map(
      ({ data }) => tagIdSchema.parse(data).id,
    );
    const copies = await Promise.all(
      ids.map(async (id) => tagDefinitionAnswerSchema.parse((await ask('GET', `/${id}`)).data)),
    );
    expect(copies.map(({ definition: { name, enabled } }) => [name, enabled])).toEqual([
      ['FortiAD-copy', false],
      ['FortiAD-copy-2', false],
    ]);
    expect(await carriers('FortiAD-copy')).toEqual([]);
  });

  test('the policies that ask for a tag are named, through groups too', async () => {
    const usage = async (id: number) =>
      tagUsageSchema
        .parse((await ask('GET', `/${id}/usage`)).data)
        .policies.map(
          ({ fortigate, policytype, policyid }) => `${fortigate} ${policytype} ${policyid}`,
        );
    expect(await usage(1)).toEqual(['FGT-HQ policy 17', 'FGT-HQ policy 6', 'FGT-Branch policy 2']);
    expect(await usage(7)).toEqual(['FGT-HQ policy 3', 'FGT-HQ proxy-policy 1']);
    const gone = await ask('DELETE', '/7');
    expect(tagUsageSchema.parse(gone.data).policies).toHaveLength(2);
  });
});

describe('a check of rules that are not saved', () => {
  test('says who would match and why others would not, disabled and nameless as they may be', async () => {
    const draft = { ...spec, name: '', enabled: false, rules: spec.rules.slice(1) };
    const { data } = await ask('POST', '/check', { spec: draft, count: 100 });
    const check = tagCheckSchema.parse(data);
    expect(check.total).toBe(20);
    expect(check.matching).toBe(
      check.endpoints.filter(({ verdict }) => verdict.outcome === 'tagged').length,
    );
    const gina = check.endpoints.find(({ host }) => host === 'WIN11-GINA')?.verdict;
    expect(gina).toMatchObject({ outcome: 'not-tagged', rules: [{ holds: false }] });
    const others = await ask('POST', '/check', { spec: draft, matches: false, search: 'gina' });
    expect(tagCheckSchema.parse(others.data)).toMatchObject({ total: 1, matching: check.matching });
    expect(await names('?search=Draft')).toEqual([]);
  });

  test('of rules that are wrong is refused at the field', async () => {
    const answer = await ask('POST', '/check', { spec: { ...spec, logic: { windows: '1 or' } } });
    expect([answer.status, answer.result.field]).toEqual([400, 'logic.windows']);
    expect((await ask('POST', '/check', {})).status).toBe(400);
  });
});

describe('a file of tags', () => {
  const file = async (): Promise<string> =>
    tagExportSchema.parse((await ask('GET', '/export')).data).text;
  const load = async (text: string, replace: boolean) =>
    tagImportSchema.parse((await ask('POST', '/import', { text, replace })).data);

  test('brings back what was deleted, in one step that can be undone', async () => {
    const text = await file();
    const before = await carriers('FortiAD');
    await ask('DELETE', '/1');
    await ask('DELETE', '/2');
    expect(await load(text, false)).toMatchObject({
      created: ['FortiAD', 'Low-Risk'],
      replaced: [],
      problems: [],
    });
    expect(await carriers('FortiAD')).toEqual(before);
    expect((await client.world.summary()).undo[0]?.words).toBe('import tags');
    await client.world.undo();
    expect(await carriers('Low-Risk')).toEqual([]);
  });

  test('leaves tags of the same name alone, or replaces them', async () => {
    const text = (await file()).replaceAll('fortiad.example', 'other.example');
    const { revision } = await client.world.summary();
    expect((await load(text, false)).skipped).toContain('FortiAD');
    expect((await client.world.summary()).revision).toBe(revision);
    expect((await load(text, true)).replaced).toContain('FortiAD');
    expect(await carriers('FortiAD')).toEqual([]);
  });

  test('gives tags of a taken name the next free one, also a second time', async () => {
    const text = await file();
    const rename = async () =>
      tagImportSchema.parse((await ask('POST', '/import', { text, conflict: 'rename' })).data);
    const first = await rename();
    expect(first).toMatchObject({ created: [], replaced: [], skipped: [] });
    expect(first.renamed).toContainEqual({ from: 'FortiAD', to: 'FortiAD-1' });
    expect((await rename()).renamed).toContainEqual({ from: 'FortiAD', to: 'FortiAD-2' });
    expect(await carriers('FortiAD-2')).toEqual(await carriers('FortiAD'));
    await client.world.undo();
    expect(await names('?search=FortiAD')).toEqual(['FortiAD', 'FortiAD-1']);
  });

  test.each([
    ['overwrite', 'replaced'],
    ['skip', 'skipped'],
  ] as const)('with %s lists the tag as %s', async (conflict, list) => {
    const { data } = await ask('POST', '/import', { text: await file(), conflict });
    expect(tagImportSchema.parse(data)[list]).toContain('FortiAD');
  });

  test('keeps comments, where there are some', async () => {
    await ask('PUT', '/1', { ...spec, name: 'FortiAD', comments: 'Owned by security' });
    const text = await file();
    expect(text.match(/"comments"/g)).toHaveLength(1);
    await ask('DELETE', '/1');
    await load(text, false);
    expect(await file()).toContain('"comments": "Owned by security"');
  });

  test('with a mistake is refused as a whole', async () => {
    const text = (await file()).replace('Windows 10', 'Ubuntu 24.04').replace('"FortiAD"', '"New"');
    const { revision } = await client.world.summary();
    const { created, problems } = await load(text, true);
    expect(created).toEqual([]);
    expect(problems).toMatchObject([{ path: 'tags[5].rules[0].values[0].version' }]);
    expect((await client.world.summary()).revision).toBe(revision);
  });
});
