import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { Finding, FindingDetail, FindingsAnswer } from '#model/lab/findings.ts';
import { memoryStorage } from '../../storage/memory-storage.ts';
import * as queries from '../../queries.ts';
import type { Command } from '../../commands.ts';
import { World } from '../../world.ts';

const asked = {
  offset: 0,
  count: 500,
  search: '',
  sort: 'severity',
  descending: false,
  severity: null,
  kind: null,
  fortigate: null,
  table: null,
  key: null,
  shown: 'open',
} as const;

let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function findings(
  more: Partial<Parameters<typeof queries.findings>[1]> = {},
): Promise<FindingsAnswer> {
  for (;;) {
    const answer = await world.ask(queries.findings, { ...asked, ...more });
    if (!answer.ok) throw new Error(answer.refusal.message);
    if (answer.value.counting === null) return answer.value;
  }
}

async function detail({ id }: Finding): Promise<FindingDetail> {
  for (;;) {
    const answer = await world.ask(queries.findingDetail, { id });
    if (!answer.ok) throw new Error(answer.refusal.message);
    if (answer.value.counting === null) return answer.value;
  }
}

async function execute(command: Command) {
  const outcome = await world.execute(command);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

async function ofKind(kind: Finding['about']['kind']): Promise<Finding> {
  const [first] = (await findings({ kind })).findings;
  if (!first) throw new Error(`no finding ${kind}`);
  return first;
}

test('the list is searched, filtered and counted', async () => {
  const all = await findings();
  expect(all.total).toBe(all.findings.length);
  expect(all.size).toBe(all.total);
  expect(Object.values(all.counts.severity).reduce((sum, one) => sum + one)).toBe(all.total);
  const high = await findings({ severity: 'high' });
  expect(high.total).toBe(all.counts.severity.high);
  expect(high.findings.every(({ severity }) => severity === 'high')).toBe(true);
  const found = await findings({ search: 'finance-allow' });
  expect(found.findings.length).toBeGreaterThan(0);
  expect(found.findings.every(({ name }) => name === 'Finance-allow')).toBe(true);
  const policy = await findings({ fortigate: 'FGT-HQ', table: 'firewall proxy-policy', key: '2' });
  expect(policy.findings.map(({ key }) => key)).toEqual(policy.findings.map(() => '2'));
});

test('an ignored finding is listed apart with its reason, until it is taken back or undone', async () => {
  const { id } = await ofKind('server-unreached');
  const before = await findings();
  await execute({ kind: 'lab/ignore-finding', id, reason: 'opens next month' });
  const after = await findings();
  expect([after.total, after.ignored]).toEqual([before.total - 1, 1]);
  expect(after.findings.map((one) => one.id)).not.toContain(id);
  const ignored = await findings({ shown: 'ignored' });
  expect(ignored.findings.map((one) => [one.id, one.ignored])).toEqual([[id, 'opens next month']]);
  await world.undo();
  expect((await findings()).total).toBe(before.total);
  await world.redo();
  await execute({ kind: 'lab/heed-finding', id });
  expect((await findings()).ignored).toBe(0);
  expect((await world.execute({ kind: 'lab/heed-finding', id })).ok).toBe(false);
});

test('a repair of a finding is one of the world, after which it is gone', async () => {
  const finding = await ofKind('not-shared');
  const [repair] = (await detail(finding)).repairs;
  if (!repair) throw new Error('no repair');
  expect(repair.words).toBe('Share Fabric Tags with FGT-HQ.');
  await execute({ kind: 'lab/apply-repair', changes: repair.changes });
  expect((await detail(finding)).finding).toBeNull();
  await world.undo();
  expect((await detail(finding)).finding?.id).toBe(finding.id);
});

test('a counterexample is added and connected, and the policy takes it', async () => {
  const { findings: list } = await findings({ kind: 'not-reached' });
  let tried = 0;
  for (const finding of list) {
    const { counterexample } = await detail(finding);
    if (!counterexample || finding.fortigate === null) continue;
    const policytype = finding.table === 'firewall policy' ? 'policy' : 'proxy-policy';
    const policy = {
      fortigate: finding.fortigate,
      policytype,
      policyid: Number(finding.key),
    } as const;
    const request = await world.ask(queries.counterexampleRequest, policy);
    expect(request).toEqual({ ok: true, value: counterexample.request });
    await execute({ kind: 'lab/add-counterexample', ...policy });
    const { connection } = await execute({ kind: 'lab/connect', request: counterexample.request });
    expect(connection?.explanation).toMatchObject({ policytype, policyid: policy.policyid });
    tried++;
  }
  expect(tried).toBeGreaterThan(0);
});

test('a policy that no device is known for has none to add', async () => {
  const none = { fortigate: 'FGT-HQ', policytype: 'policy', policyid: 4_000_000 } as const;
  expect((await world.execute({ kind: 'lab/add-counterexample', ...none })).ok).toBe(false);
  expect((await world.ask(queries.counterexampleRequest, none)).ok).toBe(false);
});

test('a list of policies has the kinds of what is found of each, worst first, and of none that is ignored', async () => {
  const marksOf = async (fortigate: string, table: string) => {
    for (;;) {
      const answer = await world.ask(queries.findingMarks, { fortigate, table });
      if (!answer.ok) throw new Error(answer.refusal.message);
      if (answer.value.marks) return answer.value.marks;
      expect(answer.value.counting).not.toBeNull();
    }
  };
  const table = 'firewall proxy-policy';
  const about = await findings({ fortigate: 'FGT-HQ', table });
  expect(about.total).toBeGreaterThan(0);
  const listed = (key: string, ignored: string): readonly string[] =>
    about.findings.flatMap((one) =>
      one.key === key && one.id !== ignored ? [one.about.kind] : [],
    );
  const keys = [...new Set(about.findings.map(({ key }) => key))];
  expect(await marksOf('FGT-HQ', table)).toEqual(
    keys.map((key) => ({ key, kinds: listed(key, '') })),
  );
  const [{ id, key } = { id: '', key: '' }] = about.findings;
  await execute({ kind: 'lab/ignore-finding', id, reason: 'Known' });
  const marks = await marksOf('FGT-HQ', table);
  expect(marks.find((one) => one.key === key)?.kinds ?? []).toEqual(listed(key, id));
  expect(await world.ask(queries.findingMarks, { fortigate: 'FGT-NO', table })).toMatchObject({
    ok: false,
  });
});
