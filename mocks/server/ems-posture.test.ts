import { beforeEach, describe, expect, test } from 'vitest';
import { endpointAnswerSchema } from '#model/ems/ems-api.ts';
import { type Posture } from '#model/tagging/posture.ts';
import {
  type EndpointFacts,
  travellingTagsSchema,
  endpointPostureSchema,
} from '#model/tagging/posture-api.ts';
import { tagCarriersSchema, tagMonitorPageSchema } from '#model/tagging/tag-monitor.ts';
import { emsClient } from '#test/fixtures/ems-client.ts';
import * as queries from '#mocks/world/queries.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
let client: Awaited<ReturnType<typeof emsClient>>;
beforeEach(async () => {
  client = await emsClient();
});

const path = `/endpoints/${ann}/posture`;
async function found() {
  return endpointPostureSchema.parse((await client.ask('GET', path)).data);
}
async function change(
  posture: Partial<Posture>,
  facts: Partial<EndpointFacts> = {},
  headers: object = {},
) {
  const before = await found();
  const body = {
    posture: { ...before.posture, ...posture },
    facts: { ...before.facts, ...facts },
  };
  return client.ask('PUT', path, body, headers);
}
async function travelling(...input: Parameters<typeof change>): Promise<readonly string[]> {
  const { data } = await change(...input);
  return travellingTagsSchema
    .parse(data)
    .travelling.map(({ tag, add }) => `${add ? '+' : '-'}${tag.name}`);
}
async function tags(): Promise<readonly string[]> {
  const { data } = await client.ask('GET', `/endpoints/${ann}`);
  return endpointAnswerSchema.parse(data).tags.map(({ name }) => name);
}
const step = (seconds: number) => client.world.execute({ kind: 'lab/step-clock', seconds });
const virus = ['C:\\virus.txt'];

describe('what is changed on an endpoint', () => {
  test('reaches EMS with the keepalive: a file', async () => {
    expect(await travelling({ files: virus })).toEqual(['+Malicious-File-Detected']);
    expect(await tags()).not.toContain('Malicious-File-Detected');
    await step(60);
    expect(await tags()).toContain('Malicious-File-Detected');
    expect(await travelling({ files: [] })).toEqual(['-Malicious-File-Detected']);
    await step(60);
    expect(await tags()).not.toContain('Malicious-File-Detected');
  });

  test('and undone before it was reported is not reported', async () => {
    await change({ files: virus });
    expect(await travelling({ files: [] })).toEqual([]);
    expect((await client.world.summary()).pending).toBe(0);
    await step(60);
    expect(await tags()).not.toContain('Malicious-File-Detected');
  });

  test('counts at once where it is of the network or the logon, and takes along what waits', async () => {
    await change({ files: virus });
    expect(await travelling({}, { onNet: false })).toEqual([]);
    expect(await tags()).toEqual(expect.arrayContaining(['Off-net', 'Malicious-File-Detected']));
    expect(await travelling({ logon: { kind: 'local' } })).toEqual([]);
    expect(await tags()).not.toContain('FortiAD');
    await client.world.undo();
    expect(await tags()).toContain('FortiAD');
  });

  test('waits while the endpoint is offline, even a change of the network', async () => {
    const act = (action: string) => client.ask('POST', `/endpoints/${ann}/action`, { action });
    await act('take-offline');
    expect(await travelling({}, { onNet: false })).toEqual(['+Off-net']);
    await step(600);
    expect(await tags()).not.toContain('Off-net');
    await act('bring-online');
    await step(60);
    expect(await tags()).toContain('Off-net');
  });

  test('of the system gives it what only that system has', async () => {
    await change({}, { os: 'macos', osVersion: 'macOS 15.2' });
    const { posture, facts } = await found();
    expect([posture.windowsSecurity, posture.fileVault, facts.os]).toEqual([null, true, 'macos']);
    await step(60);
    expect(await tags()).toContain('FileVault-On');
    expect(await tags()).not.toContain('Low-Risk');
  });

  test('is FortiClient too: its version gives a tag with the keepalive, and may be left unsaid', async () => {
    const values = [{ comparison: 'less-than', version: '7.4' }];
    const rule = { id: 1, os: 'windows', type: 'forticlient-version', not: false, values };
    const spec = { name: 'Old', message: '', enabled: true, rules: [rule], logic: {} };
    expect((await client.ask('POST', '/tag_definitions', spec)).status).toBe(200);
    expect(await travelling({}, { forticlientVersion: '7.2.10' })).toEqual(['+Old']);
    await step(60);
    expect(await tags()).toContain('Old');
    // A script of versions before does not know the field.
    const { posture, facts } = await found();
    const { forticlientVersion: _, ...others } = facts;
    await client.ask('PUT', path, { posture, facts: others });
    expect((await found()).facts.forticlientVersion).toBe('7.2.10');
  });

  test.each<[string, object, object, string]>([
    ['an address that is none', {}, { ip: '10.0.1' }, 'facts.ip'],
    ['a FortiClient of no version', {}, { forticlientVersion: 'new' }, 'facts.forticlientVersion'],
    ['an update of tomorrow', { osUpdateAgeDays: -1 }, {}, 'posture.osUpdateAgeDays'],
    ['no version', {}, { osVersion: ' ' }, 'facts.osVersion'],
    ['a gateway that is not there', {}, { gateway: 'FGT-X' }, 'facts.gateway'],
    ['a score out of range', { ztaScore: 101 }, {}, 'posture.ztaScore'],
    [
      'a CVE that is none',
      { vulnerabilities: [{ name: 'v', severity: 'low', cves: ['x'] }] },
      {},
      'posture.vulnerabilities.0.cves.0',
    ],
  ])('is refused at its field: %s', async (_, posture, facts, field) => {
    const before = await found();
    const answer = await client.ask('PUT', path, {
      posture: { ...before.posture, ...posture },
      facts: { ...before.facts, ...facts },
    });
    expect([answer.status, answer.result.field]).toEqual([400, field]);
    expect(await found()).toEqual(before);
  });

  test('in an editor that shows an older state is refused', async () => {
    const old = { 'If-Match': `"${(await found()).revision}"` };
    expect((await change({ ztaScore: 1 }, {}, old)).status).toBe(200);
    expect((await change({ ztaScore: 2 }, {}, old)).status).toBe(412);
    expect((await client.ask('GET', '/endpoints/X/posture')).status).toBe(404);
  });
});

test('an endpoint that is deregistered loses what rules gave at once, and gets it with a keepalive', async () => {
  const before = await tags();
  await client.ask('POST', `/endpoints/${ann}/action`, { action: 'unregister' });
  expect(await tags()).toEqual(['Finance']);
  await client.ask('POST', `/endpoints/${ann}/action`, { action: 'register' });
  expect(await tags()).toEqual(['Finance', 'all_registered_clients']);
  await step(60);
  expect((await tags()).toSorted()).toEqual(before.toSorted());
});

test('in a world without rules, tags stay as they are listed', async () => {
  client = await emsClient('example-2');
  const { world, ask } = client;
  const listed = async () => {
    const all = await world.ask(queries.tags, null);
    return all.ok ? all.value : [];
  };
  const before = await listed();
  const page = await ask('GET', '/endpoints/index?count=1');
  const uid = /"uid":"([^"]+)"/.exec(JSON.stringify(page.data))?.[1] ?? '';
  const posture = endpointPostureSchema.parse((await ask('GET', `/endpoints/${uid}/posture`)).data);
  await ask('PUT', `/endpoints/${uid}/posture`, {
    posture: { ...posture.posture, files: virus },
    facts: { ...posture.facts, onNet: !posture.facts.onNet },
  });
  expect(await listed()).toEqual(before);
});

describe('Tag Monitor', () => {
  const monitor = async (query: string) =>
    tagMonitorPageSchema.parse((await client.ask('GET', `/tag_monitor/index${query}`)).data);
  const carriers = async (category: string, name: string) =>
    tagCarriersSchema.parse(
      (await client.ask('GET', `/tag_monitor/${category}/${encodeURIComponent(name)}`)).data,
    );

  test('lists every tag, also those that nobody has, sorted and filtered', async () => {
    const fabric = await monitor('?category=fabric');
    expect(fabric).toMatchObject({ rows: [{ name: 'IOC-Suspicious', endpoints: 2 }], total: 1 });
    await change({ files: virus });
    await step(60);
    const newest = await monitor('?sort=newest&order=desc&count=1');
    expect(newest.rows[0]?.name).toBe('Malicious-File-Detected');
    await client.ask('PUT', '/tag_definitions/1/enabled', { enabled: false });
    expect((await monitor('?search=fortiad')).rows).toEqual([
      { category: 'zero_trust', name: 'FortiAD', endpoints: 0, newest: null },
    ]);
  });

  test.each([
    ['zero_trust', 'all_registered_clients', { kind: 'built-in' }],
    ['zero_trust', 'Off-net', { kind: 'definition', id: 8, name: 'Off-net' }],
    ['outbreak_alert', 'Apache-Log4j2', { kind: 'outbreak', name: 'Apache Log4j2' }],
    ['fabric', 'IOC-Suspicious', { kind: 'fortianalyzer' }],
    ['classification', 'Finance', { kind: 'by-hand' }],
  ])('says of a tag of %s what gave it', async (category, name, by) => {
    expect((await carriers(category, name)).rows[0]?.by).toMatchObject(by);
  });

  test('says of a tag that a repair gave that it was by hand, and the rules leave it', async () => {
    const hans = 'A1D0C6E27B9F4A58830E5C14F7B26D09';
    const repair = (kind: 'add-tag' | 'remove-tag', uid: string, host: string) =>
      client.world.execute({
        kind: 'lab/apply-repair',
        changes: [{ kind, uid, host, tag: { category: 'zero_trust', name: 'Low-Risk' } }],
      });
    await repair('add-tag', hans, 'WIN11-HANS');
    await repair('remove-tag', ann, 'WIN11-ANN');
    await step(60);
    // Everything is judged again.
    await client.ask('PUT', '/tag_definitions/2/enabled', { enabled: false });
    await client.ask('PUT', '/tag_definitions/2/enabled', { enabled: true });
    const { rows } = await carriers('zero_trust', 'Low-Risk');
    expect(rows.find(({ uid }) => uid === hans)?.by).toEqual({ kind: 'by-hand' });
    expect(rows.some(({ uid }) => uid === ann)).toBe(false);
    // Done the other way round, the rules decide again.
    await repair('add-tag', ann, 'WIN11-ANN');
    await step(60);
    const again = await carriers('zero_trust', 'Low-Risk');
    expect(again.rows.find(({ uid }) => uid === ann)?.by).toMatchObject({ kind: 'definition' });
  });
});
