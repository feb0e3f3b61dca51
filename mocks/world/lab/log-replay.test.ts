/** A device's log lines, decided again in a world: found, compared, and what would account for a difference. */
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { plain } from '#model/words/sentence.ts';
import { repairPhrase } from '#model/words/repair.ts';
import { type ReplayedLine, standInServer } from '#model/decision/log-replay.ts';
import { seedLines } from '#test/fixtures/seed-lines.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function load(id: string): Promise<void> {
  expect(await world.loadScenario(id)).toMatchObject({ ok: true });
}
async function explained(line: string, fortigate: string | null = null): Promise<ReplayedLine> {
  const answer = await world.ask(queries.explainLogLine, { line, fortigate });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value;
}
async function sent(text: string): Promise<string> {
  const begun = await world.ask(queries.beginLog, { length: text.length });
  if (!begun.ok) throw new Error(begun.refusal.message);
  await world.ask(queries.addLogPart, { id: begun.value.id, text });
  return begun.value.id;
}
async function listed(text: string) {
  const id = await sent(text);
  for (;;) {
    const answer = await world.ask(queries.explainLog, {
      id,
      fortigate: null,
      verdict: null,
      offset: 0,
      count: 50,
    });
    if (!answer.ok) throw new Error(answer.refusal.message);
    if (answer.value.counting === null) return answer.value;
  }
}
const accounts = ({ accounts: found }: ReplayedLine): string[] =>
  found.map((changes) => plain(repairPhrase(changes)));
const with_ = (line: string, key: string, value: string): string =>
  line.replace(new RegExp(`${key}=("[^"]*"|\\S+)`), `${key}=${value}`);

describe('the published lines, in the worlds of their examples', () => {
  test.each([
    ['example-1', seedLines.example1],
    ['example-2', seedLines.example2],
  ])('%s: lab and device agree', async (id, line) => {
    await load(id);
    const found = await explained(line);
    expect(found).toMatchObject({ missing: [], entry: { verdict: 'agrees' }, accounts: [] });
    expect(found.explanation).not.toBeNull();
  });

  test('as `execute log display` prints them, among lines that are none', async () => {
    await load('example-2');
    const text = `5 logs found.\n5 logs returned.\n\n7: ${seedLines.example2}\n\nFGT # \n8: date=2025-03-25 subtype="virus"\n`;
    const { entries, counts, total } = await listed(text);
    expect(entries.map(({ lineNumber, verdict }) => [lineNumber, verdict])).toEqual([
      [4, 'agrees'],
      [7, 'unreadable'],
    ]);
    expect(counts).toEqual({ agrees: 1, differs: 0, unknown: 0, unreadable: 1 });
    expect(total).toBe(2);
    expect(entries[1]?.problem).toContain('virus');
  });
});

describe('where the lab decides otherwise', () => {
  const tagsField = 'clientdevicetags';
  test('a tag that only the device knew accounts for it', async () => {
    await load('example-2');
    const line = with_(
      with_(with_(seedLines.example2, 'action', '"accept"'), 'policyid', '17'),
      tagsField,
      '"FortiAD/Low-Risk/all_registered_clients/CLASS_Low/Windows10/CLASS_Windows-Endpoint"',
    );
    const found = await explained(line);
    expect(found.entry.verdict).toBe('differs');
    expect(found.onlyLogged).toEqual([{ category: 'zero_trust', name: 'Low-Risk' }]);
    expect(accounts(found)[0]).toMatch(/^add the security posture tag Low-Risk to /);
  });

  test('a type that is not shared here accounts for it', async () => {
    const start = scenarios[0].about.connect;
    const device = await world.ask(queries.endpoint, { uid: start?.endpoint ?? '' });
    if (!start || !device.ok) throw new Error('the first world starts nowhere');
    const { ip, os, tags } = device.value;
    const made = await world.execute({
      kind: 'lab/connect',
      request: { ...start, srcintf: 'port1', srcip: ip, os, path: '/', host: null },
    });
    if (!made.ok || !made.value.connection) throw new Error('no connection');
    const { text } = made.value.connection.record;
    expect((await explained(text)).entry.verdict).toBe('agrees');
    // A device to which EMS shares classification tags as well would have known this one.
    const shared = tags.filter(({ category }) => category === 'classification');
    expect(shared.length).toBeGreaterThan(0);
    const zeroTrust = tags.filter(({ category }) => category === 'zero_trust');
    const logged = [
      ...zeroTrust.map(({ name }) => name),
      ...shared.map(({ name }) => `CLASS_${name}`),
    ].join('/');
    const line = with_(
      with_(with_(text, tagsField, `"${logged}"`), 'action', '"accept"'),
      'policyid',
      '2',
    ).replace('policytype="policy"', 'policytype="proxy-policy"');
    const found = await explained(line);
    expect(found.entry.verdict).toBe('differs');
    expect(accounts(found)).toContain('share Classification Tags with FGT-HQ');
    // The change is one that can be made.
    const [changes = []] = found.accounts;
    expect(await world.execute({ kind: 'lab/apply-repair', changes })).toMatchObject({ ok: true });
    expect((await explained(line)).entry.verdict).toBe('agrees');
  });

  test('a policy that is here, and switched off, accounts for it', async () => {
    await load('example-1');
    const off = await world.execute({
      kind: 'fortigate/update',
      fortigate: 'FGT-A',
      table: 'firewall policy',
      key: '17',
      values: { status: 'disable' },
      basedOn: null,
    });
    expect(off).toMatchObject({ ok: true });
    const found = await explained(seedLines.example1);
    expect(found.entry.verdict).toBe('differs');
    expect(accounts(found)).toContain('enable policy 17 ZTNA-webserver-allow');
  });
});

describe('what a line names and the world lacks', () => {
  const stranger = with_(
    with_(
      with_(
        with_(seedLines.example2, 'dstip', '198.51.100.77'),
        'clientdeviceid',
        `"${'AB'.repeat(16)}"`,
      ),
      'fctuid',
      `"${'AB'.repeat(16)}"`,
    ),
    'policyid',
    '4711',
  )
    .replace('action="deny"', 'action="accept"')
    .replaceAll('ZTNA-server', 'ZTNA-elsewhere');

  test('is said, and made as one change that can be undone; then the line is decided', async () => {
    await load('example-2');
    const before = await explained(stranger);
    expect(before).toMatchObject({
      missing: ['endpoint', 'server', 'policy'],
      explanation: null,
      entry: { verdict: 'unknown' },
    });
    const made = await world.execute({
      kind: 'lab/create-from-log',
      line: stranger,
      fortigate: null,
    });
    expect(made).toMatchObject({ ok: true });
    const after = await explained(stranger);
    expect(after).toMatchObject({
      missing: [],
      endpoint: { uid: 'AB'.repeat(16), by: 'uid' },
      entry: { verdict: 'agrees', lab: { action: 'accept', policyid: 4711 } },
      onlyLogged: [],
    });
    expect(after.explanation?.route).toMatchObject({ realServer: standInServer });
    expect(await world.undo()).toMatchObject({
      ok: true,
      value: { changes: ['create the objects that a log line names'] },
    });
    expect((await explained(stranger)).missing).toEqual(['endpoint', 'server', 'policy']);
  });

  test('is refused where there is nothing to make', async () => {
    await load('example-2');
    const refused = async (line: string) => {
      const outcome = await world.execute({ kind: 'lab/create-from-log', line, fortigate: null });
      return outcome.ok ? 'made' : outcome.refusal.message;
    };
    expect(await refused(seedLines.example2)).toContain('already exists');
    expect(await refused('nothing')).toContain('not a log line');
    expect(await refused('subtype="virus"')).toContain('virus');
  });

  test('which FortiGate wrote it is asked where several may have', async () => {
    const found = await explained(stranger);
    expect(found).toMatchObject({ fortigate: null, missing: ['fortigate'] });
    expect(found.candidates).toEqual(['FGT-HQ', 'FGT-Branch']);
    expect((await explained(stranger, 'FGT-Branch')).fortigate).toBe('FGT-Branch');
    const outcome = await world.execute({
      kind: 'lab/create-from-log',
      line: stranger,
      fortigate: null,
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { field: 'fortigate' } });
  });
});

test('a text without a log line is refused in words', async () => {
  const answer = await world.ask(queries.explainLog, {
    id: await sent('hello\n'),
    fortigate: null,
    verdict: null,
    offset: 0,
    count: 50,
  });
  expect(answer).toMatchObject({ ok: false, refusal: { kind: 'invalid', field: 'text' } });
});

test('every line of every world’s own log agrees with that world', async () => {
  const seen = { ztna: 0, forward: 0 };
  for (const { about } of scenarios) {
    await load(about.id);
    for (const { name } of (await world.summary()).fortigates)
      for (const subtype of ['ztna', 'forward'] as const) {
        const logs = await world.ask(queries.logs, {
          fortigate: name,
          subtype,
          start: 0,
          count: 100,
          search: '',
          action: null,
        });
        if (!logs.ok) throw new Error(logs.refusal.message);
        for (const { text } of logs.value.records) {
          const { entry, accounts: found, missing } = await explained(text, name);
          expect([text, entry.verdict, found, missing]).toEqual([text, 'agrees', [], []]);
          seen[subtype]++;
        }
      }
  }
  expect(seen.ztna).toBeGreaterThan(5);
  expect(seen.forward).toBeGreaterThan(1);
});
