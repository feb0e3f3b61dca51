/** A configuration's way into a FortiGate and out of it, and what lies between two of them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { ImportMode, ImportPreview } from '#model/fortios/config-import.ts';
import { everyEndpoint, everyServer, openTest } from '#model/lab/policy-test.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const hq = 'FGT-HQ';
let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function previewed(text: string, mode: ImportMode = 'merge') {
  const begun = await world.ask(queries.beginImport, { fortigate: hq, mode, length: text.length });
  if (!begun.ok) throw new Error(begun.refusal.message);
  const { id } = begun.value;
  const half = Math.ceil(text.length / 2);
  for (const part of [text.slice(0, half), text.slice(half)])
    if (part !== '') await world.ask(queries.addImportPart, { id, text: part });
  for (;;) {
    const state = await world.ask(queries.importState, { id });
    if (!state.ok) throw new Error(state.refusal.message);
    if (state.value.preview) return { id, preview: state.value.preview };
  }
}
async function imported(id: string, createTags: readonly Tag[] = []) {
  const command = await world.ask(queries.importCommand, { id, createTags });
  return command.ok ? world.execute(command.value) : command;
}
const changes = ({ changes: list }: ImportPreview): string[] =>
  list.map(({ kind, table, key }) => `${kind} ${table} ${key}`);
const said = (list: ImportPreview['warnings']): string[] =>
  list.map(({ line, message }) => `${line} ${message}`);
async function exported(secrets: 'masked' | 'kept' = 'masked', sections = ''): Promise<string> {
  const answer = await world.ask(queries.exportedConfig, {
    fortigate: hq,
    form: 'show',
    secrets,
    sections,
  });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value.text;
}

const script = `config firewall policy
    edit 17
        set status disable
        set ztna-ems-tag "EMS1_ZTNA_Low-Risk" "EMS1_CLASS_Contractor" "EMS1_ZTNA_Signed"
    next
    edit 900
        set name "new"
        set srcintf "port3"
        set dstintf "any"
        set srcaddr "nowhere"
        set dstaddr "ZTNA-webserver"
        set ztna-status enable
        set schedule "always"
        set service "ALL"
    next
    edit 901
        set action perhaps
    next
end
config firewall proxy-policy
    delete 2
end
config log syslogd setting
    set status enable
    set password ENC abcdef
end
`;

describe('a preview', () => {
  test('says what comes, changes and goes, and leaves the world alone', async () => {
    const before = await exported();
    const { preview } = await previewed(script);
    expect(changes(preview)).toEqual(
      expect.arrayContaining([
        'changed firewall policy 17',
        'added firewall policy 900',
        'removed firewall proxy-policy 2',
        'changed log syslogd setting null',
      ]),
    );
    expect(preview.counts).toMatchObject({ added: 2, removed: 1 });
    const policy = preview.changes.find(({ key }) => key === '17');
    expect(policy?.fields).toContainEqual({
      field: 'status',
      before: null,
      after: 'disable',
      refused: null,
    });
    expect(await exported()).toBe(before);
  });

  test('gives warnings, unresolved references, and tags that EMS does not have', async () => {
    const { preview } = await previewed(script);
    expect(preview.warnings).toHaveLength(preview.warningCount);
    expect(said(preview.warnings)).toContainEqual(expect.stringMatching(/^17 .*action/));
    expect(said(preview.references)).toContainEqual(expect.stringMatching(/^10 .*nowhere/));
    expect(preview.unknownTags.map(({ tag, creatable }) => [tag.name, creatable])).toEqual([
      ['Contractor', true],
      ['Signed', true],
    ]);
  });

  test('says what holds where FortiOS would refuse a value, and warns of it first', async () => {
    const { preview } = await previewed(`config log syslogd setting
    set
end
config firewall policy
    edit 17
        set action perhaps
        set comments "ok"
    next
end
config firewall vip
    edit "ZTNA-webserver"
        set extip 203.0.113.300
    next
end
`);
    const fields = preview.changes.flatMap((one) => one.fields);
    expect(fields).toContainEqual({
      field: 'action',
      before: 'accept',
      after: 'accept',
      refused: 'perhaps',
    });
    expect(fields).toContainEqual({
      field: 'comments',
      before: null,
      after: '"ok"',
      refused: null,
    });
    expect(preview.decidingCount).toBe(2);
    expect(said(preview.warnings)).toEqual([
      '6 firewall policy 17: action takes one of deny, accept. The value is not in force: action stays accept.',
      expect.stringMatching(/^12 firewall vip ZTNA-webserver: 203\.0\.113\.300 is not an IPv4/),
      expect.stringMatching(/^2 /),
    ]);
    expect(preview.warnings.map(({ decides }) => decides)).toEqual([true, true, undefined]);
  });

  test('gives the oddities of what comes out: with their lines, one a cause, the old ones left out', async () => {
    const zone = 'config system zone\nedit "lan"\nset interface "port3"\nnext\nend\n';
    const proxies = 'config ztna web-proxy\nedit "a"\nnext\nedit "b"\nnext\nend\n';
    const first = await previewed(zone + proxies);
    const inZone: unknown = expect.stringContaining(
      'srcintf names port3, which is in the zone lan',
    );
    const asked: unknown = expect.stringMatching(/^ztna web-proxy a and 1 more: /);
    expect(first.preview.warnings).toMatchObject([
      { line: 0, decides: true, message: inZone },
      {
        line: 7,
        count: 2,
        lines: [7, 9],
        decides: true,
        message: asked,
      },
    ]);
    expect(first.preview.decidingCount).toBe(2);
    await imported(first.id);
    const policy = 'config firewall policy\nedit 17\nset comments "odd already"\nnext\nend\n';
    expect((await previewed(policy)).preview.warnings).toEqual([]);
    const more = 'config ztna web-proxy\nedit "c"\nnext\nend\n';
    expect(said((await previewed(more)).preview.warnings)).toEqual([
      expect.stringMatching(/^2 ztna web-proxy c and 2 more: /),
    ]);
  });

  test('shows no secret', async () => {
    const { preview } = await previewed(script);
    const text = JSON.stringify(preview);
    expect(text).toContain('ENC ******');
    expect(text).not.toContain('abcdef');
  });

  test('of the device’s own text changes nothing, whichever way', async () => {
    const own = await exported('kept');
    for (const mode of ['merge', 'replace'] as const)
      expect((await previewed(own, mode)).preview.counts).toEqual({
        added: 0,
        changed: 0,
        removed: 0,
        moved: 0,
      });
  });

  test('of a whole configuration takes away what it does not have', async () => {
    const { preview } = await previewed(
      'config firewall address\n    edit "one"\n    next\nend\n',
      'replace',
    );
    expect(preview.counts.removed).toBeGreaterThan(20);
    expect(changes(preview)).toContain('removed firewall policy 17');
  });
});

describe('an import', () => {
  test('is one change, with the tags that were asked for, and Undo takes it back', async () => {
    const before = await exported('kept');
    const { id } = await previewed(script);
    const tags: Tag[] = [
      { category: 'classification', name: 'Contractor' },
      { category: 'zero_trust', name: 'Signed' },
    ];
    expect(await imported(id, tags)).toMatchObject({ ok: true });
    expect(await exported('kept')).toContain('set password ENC abcdef');
    expect(await exported()).not.toContain('abcdef');
    expect(await exported('masked', 'firewall policy')).toMatch(/^config firewall policy\n/);
    const definitions = await world.ask(queries.tagDefinitions, {
      offset: 0,
      count: 50,
      search: 'Signed',
      enabled: null,
      sort: 'name',
      descending: false,
    });
    expect(definitions).toMatchObject({
      value: { definitions: [{ definition: { name: 'Signed', enabled: false } }] },
    });
    expect((await previewed(script)).preview.unknownTags).toEqual([]);
    expect(await world.undo()).toMatchObject({
      ok: true,
      value: { changes: ['import a configuration'] },
    });
    expect(await exported('kept')).toBe(before);
    expect((await previewed(script)).preview.unknownTags).toHaveLength(2);
  });

  test('is refused when the FortiGate has changed since the preview', async () => {
    const { id } = await previewed(script);
    await world.execute({
      kind: 'fortigate/update',
      fortigate: hq,
      table: 'firewall policy',
      key: '17',
      values: { comments: 'meanwhile' },
      basedOn: null,
    });
    const refused = await imported(id);
    expect(refused.ok ? '' : refused.refusal.message).toContain('has changed since the preview');
    const other = await previewed(script);
    await world.undo();
    expect(await imported(other.id)).toMatchObject({ ok: false });
  });

  test('that was dropped, or never read, is refused', async () => {
    const { id } = await previewed(script);
    await world.ask(queries.dropImport, { id });
    expect(await imported(id)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
    const begun = await world.ask(queries.beginImport, {
      fortigate: hq,
      mode: 'merge',
      length: 10,
    });
    if (!begun.ok) throw new Error('not begun');
    expect(await world.ask(queries.importState, begun.value)).toMatchObject({
      value: { stage: 'receiving', counting: { done: 0, total: 10 } },
    });
    expect(await imported(begun.value.id)).toMatchObject({ ok: false });
    expect(
      await world.ask(queries.addImportPart, {
        id: begun.value.id,
        text: 'more than ten characters',
      }),
    ).toMatchObject({ ok: false, refusal: { field: 'text' } });
  });
});

describe('a comparison', () => {
  test('gives the commands that lead from one to the other, and tries them', async () => {
    const text = await exported('kept');
    const answer = await world.ask(queries.compareConfigs, {
      from: { fortigate: hq },
      to: { text: text.replace('set name "Finance-allow"', 'set name "Finance-yes"') },
    });
    if (!answer.ok) throw new Error(answer.refusal.message);
    expect(answer.value).toMatchObject({
      counts: { added: 0, changed: 1, removed: 0, moved: 0 },
      replayed: true,
    });
    expect(answer.value.script).toContain('set name "Finance-yes"');
    const same = await world.ask(queries.compareConfigs, { from: { fortigate: hq }, to: { text } });
    expect(same).toMatchObject({ value: { script: '', replayed: true } });
  });

  test('of all FortiGates with each other can be replayed', async () => {
    const names = (await world.summary()).fortigates.map(({ name }) => name);
    for (const from of names)
      for (const to of names)
        expect(
          await world.ask(queries.compareConfigs, {
            from: { fortigate: from },
            to: { fortigate: to },
          }),
        ).toMatchObject({ value: { replayed: true } });
  });
});

test('the preview says who gains and loses access, and which policy tests would fail, and pass again', async () => {
  const who = { ...everyEndpoint, endpoints: ['WIN11-ANN'] };
  const to = { ...everyServer, servers: ['ZTNA-webserver'] };
  for (const test of [
    { ...openTest, name: 'ANN may', who, to },
    { ...openTest, name: 'ANN may not', who, to, expect: 'may-not-reach' } as const,
  ])
    await world.execute({ kind: 'lab/save-policy-test', test, former: null, basedOn: null });
  const off = 'config firewall policy\nedit 17\nset status disable\nnext\nend\n';
  const { preview } = await previewed(off);
  expect(preview.access).toMatchObject({ gains: 0, loses: 3, ending: [] });
  expect(preview.access.groups).toMatchObject([{ way: 'loses', server: 'ZTNA-webserver' }]);
  expect(preview.access.tests).toEqual({ fail: ['ANN may'], pass: ['ANN may not'] });
  const name = 'config firewall policy\nedit 17\nset name "other"\nnext\nend\n';
  expect((await previewed(name)).preview.access.tests).toEqual({ fail: [], pass: [] });
});
