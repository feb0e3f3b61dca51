/** Policy tests in a world: commands, Undo, and results that are never of a former world. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demo } from '#mocks/scenarios/demo.ts';
import { TestRunner } from '#engine/analysis/policy-tests/test-run.ts';
import { type PolicyTest, everyEndpoint, everyServer, openTest } from '#model/lab/policy-test.ts';
import { plainTest } from '#model/words/policy-test.ts';
import { chooserOf } from '#test/generators/chooser.ts';
import { commandFor } from '#test/generators/commands.ts';
import { testMakers } from '#test/generators/test-commands.ts';
import { buildWorld } from '../build-world.ts';
import { type Command, run } from '../commands.ts';
import { Beside } from '../jobs.ts';
import * as queries from '../queries.ts';
import { RefusalError } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import { settled } from '../tagging/tag-changes.ts';
import { World } from '../world.ts';
import { TestRuns } from './test-runs.ts';
import { testWorldOf } from './test-world-of.ts';

const start = buildWorld(demo);
const [fortigate] = start.fortigates;
const server = fortigate?.config['firewall access-proxy'][0]?.name ?? '';
const [endpoint] = start.ems.endpoints;
const host = endpoint?.host ?? '';

function named(name: string, values: Partial<PolicyTest> = {}): PolicyTest {
  return { ...openTest, name, to: { ...everyServer, servers: [server] }, ...values };
}

function saved(test: PolicyTest, former: string | null = null): Command {
  return { kind: 'lab/save-policy-test', test, former, basedOn: null };
}

function after(state: WorldState, ...commands: readonly Command[]): WorldState {
  return commands.reduce((now, command) => run(now, command).state, state);
}

function refusalOf(state: WorldState, command: Command): string {
  try {
    run(state, command);
    return 'none';
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal.message;
    throw error;
  }
}

function namesIn({ policyTests }: WorldState): readonly string[] {
  return policyTests.map(({ name }) => name);
}

describe('commands', () => {
  const two = after(start, saved(named('A')), saved(named('B')));

  test('add, change and rename in place, move, delete', () => {
    expect(namesIn(two)).toEqual(['A', 'B']);
    expect(namesIn(after(two, saved(named('C'), 'A')))).toEqual(['C', 'B']);
    expect(namesIn(after(two, { kind: 'lab/move-policy-test', name: 'B', to: 0 }))).toEqual([
      'B',
      'A',
    ]);
    expect(namesIn(after(two, { kind: 'lab/delete-policy-tests', names: ['A'] }))).toEqual(['B']);
  });

  test.each<[string, Command, RegExp]>([
    ['a name that another has', saved(named('B'), 'A'), /^Another policy test has the name B/],
    ['a new one of that name', saved(named('A')), /^Another policy test has the name A/],
    ['one that is gone', saved(named('C'), 'D'), /^There is no policy test D/],
    [
      'a place beyond the list',
      { kind: 'lab/move-policy-test', name: 'A', to: 2 },
      /^There are 2 policy tests/,
    ],
    [
      'a text that is none',
      { kind: 'lab/import-policy-tests', text: 'tests:\n- nam: A', mode: 'add', basedOn: null },
      /^Line 2, column 3: There is no field nam/,
    ],
    [
      'an older state',
      { kind: 'lab/save-policy-test', test: named('A'), former: 'A', basedOn: start.revision },
      /changed by someone else/,
    ],
  ])('refuses %s, with nothing changed', (_, command, words) => {
    expect(refusalOf(two, command)).toMatch(words);
  });

  test('a text replaces all, or comes to what there is; what says the same is not touched', () => {
    const text = queries.testsText(two, null).text;
    const same = after(two, {
      kind: 'lab/import-policy-tests',
      text,
      mode: 'replace',
      basedOn: null,
    });
    expect(same.policyTests[0]).toBe(two.policyTests[0]);
    expect(same.changed['lab/policy-test/A']).toBe(two.changed['lab/policy-test/A']);
    const more = text.replace('name: B', 'name: C').replace('may reach', 'may not reach');
    const added = after(two, {
      kind: 'lab/import-policy-tests',
      text: more,
      mode: 'add',
      basedOn: null,
    });
    expect(namesIn(added)).toEqual(['A', 'B', 'C']);
    expect(added.policyTests.map(({ expect: one }) => one)).toEqual([
      'may-not-reach',
      'may-reach',
      'may-reach',
    ]);
    const all = after(two, {
      kind: 'lab/import-policy-tests',
      text: more,
      mode: 'replace',
      basedOn: null,
    });
    expect(namesIn(all)).toEqual(['A', 'C']);
  });
});

test('tests are stored, and go back with Undo', async () => {
  const storage = memoryStorage();
  const world = await World.open(storage, [demo]);
  const own = start.policyTests.length;
  for (const name of ['A', 'B']) await world.execute(saved(named(name)));
  await world.execute({ kind: 'lab/move-policy-test', name: 'B', to: 0 });
  const reopened = await World.open(storage, [demo]);
  const asked = async () => {
    const answer = await reopened.ask(queries.policyTests, null);
    return answer.ok ? answer.value.tests.map((one) => one.test.name) : [];
  };
  expect((await asked())[0]).toBe('B');
  const undone = await reopened.undo({ count: 2 });
  expect(undone).toMatchObject({
    ok: true,
    value: { changes: ['move the policy test B', 'add the policy test B'] },
  });
  expect((await asked()).slice(own)).toEqual(['A']);
});

function whole(runs: TestRuns, state: WorldState) {
  for (let i = 0; i < 10_000; i++) {
    const outcomes = runs.advance(state, 50);
    if (outcomes.every((one) => one !== null)) return outcomes.map((one) => one.result);
  }
  throw new Error('The tests do not come to an end.');
}

test('results that are kept are those of tests run anew, whatever changes', () => {
  let kept = 0;
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const one = chooserOf(draw);
      let state = start;
      for (let i = 0; i < 3; i++) {
        const make = testMakers['lab/save-policy-test'](state, one);
        if (refusalOf(state, make) === 'none') state = after(state, make);
      }
      const runs = new TestRuns();
      for (let i = 0; i < 12; i++) {
        const before = whole(runs, state);
        const command = commandFor(state, one);
        if (refusalOf(state, command) !== 'none') continue;
        state = settled(state, run(state, command).state);
        if (one.either(true, false)) runs.advance(state, 5);
        const results = whole(runs, state);
        const runner = new TestRunner(testWorldOf(state));
        expect(results).toEqual(state.policyTests.map((each) => runner.finish(each).result));
        kept += results.filter((each) => before.includes(each)).length;
      }
    }),
    { numRuns: 40 },
  );
  // Those that a change cannot touch are not run again.
  expect(kept).toBeGreaterThan(100);
});

test('the answer says how far it is, and what fails with the reason', () => {
  const state = after(
    start,
    saved(named('everybody')),
    saved(named('one', { who: { ...everyEndpoint, endpoints: [host] } })),
  );
  const beside = new Beside();
  let answer = queries.policyTests(state, null, beside);
  while (answer.counting) answer = queries.policyTests(state, null, beside);
  expect(answer.results.map((one) => one?.name)).toEqual([...namesIn(start), 'everybody', 'one']);
  const failures = queries.testFailures(state, { name: 'everybody' }, beside);
  expect(failures.result?.status).toBe('failed');
  expect(failures.pairs.length).toBe(Math.min(20, failures.result?.failed ?? 0));
  expect(failures.pairs[0]?.explanation?.action).toBe('deny');
});

test('a text is checked without a change: what it names in vain, line by line', () => {
  const text = `tests:\n  - name: A\n    who: {endpoints: [${host}x]}\n    expect: may reach\n    servers: any\n`;
  expect(queries.checkTests(start, { text })).toEqual({
    tests: 1,
    faults: [],
    missing: [
      {
        line: 3,
        column: 23,
        message: `There is no endpoint ${host}x in this world. Did you mean ${host}?`,
      },
    ],
  });
  expect(queries.checkTests(start, { text: 'x' })).toMatchObject({ tests: null, missing: [] });
});

describe('a connection kept as a test', () => {
  const connection = (values: object = {}) =>
    ({
      fortigate: fortigate?.name ?? '',
      source: { kind: 'endpoint', uid: endpoint?.uid ?? '', srcip: endpoint?.ip ?? '' },
      srcintf:
        fortigate?.config['firewall vip'].find(
          ({ name }) => name === fortigate.config['firewall access-proxy'][0]?.vip,
        )?.extintf ?? '',
      destination: { kind: 'server', server, path: '/', host: null },
      certificate: 'valid',
      ...values,
    }) as const;

  test('says no more than it takes', () => {
    const request = connection();
    const state = after(start, { kind: 'lab/keep-policy-test', request, action: 'accept' });
    const kept = state.policyTests.at(-1);
    expect(kept).toEqual({
      ...openTest,
      name: `${host} may reach ${server}`,
      who: { ...everyEndpoint, endpoints: [host] },
      to: { ...everyServer, servers: [server] },
    });
    expect(refusalOf(state, { kind: 'lab/keep-policy-test', request, action: 'accept' })).toBe(
      `The policy test ${host} may reach ${server} says this already.`,
    );
  });

  test('keeps what is not as usual', () => {
    const request = connection({
      certificate: 'none',
      destination: {
        kind: 'address',
        dstip: '10.88.0.3',
        protocol: 17,
        dstport: 53,
        dstintf: 'any',
      },
    });
    const state = after(start, { kind: 'lab/keep-policy-test', request, action: 'deny' });
    const kept = state.policyTests.at(-1);
    expect(kept).toMatchObject({
      expect: 'may-not-reach',
      certificate: 'none',
      through: [fortigate?.name],
      to: { kind: 'address', dstip: '10.88.0.3', protocol: 17, dstport: 53 },
    });
    expect(kept && plainTest(kept)).toContain('may not reach 10.88.0.3:53 (IP protocol 17)');
  });

  test('every connection, kept as it was decided, passes', () => {
    let passed = 0;
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const one = chooserOf(draw);
        const { request } = testMakers['lab/keep-policy-test'](start, one);
        let action: 'accept' | 'deny';
        try {
          const { result } = run(start, { kind: 'lab/connect', request });
          action = result.connection?.explanation.action ?? 'deny';
        } catch (error) {
          if (error instanceof RefusalError) return;
          throw error;
        }
        const state = after(start, { kind: 'lab/keep-policy-test', request, action });
        const kept = state.policyTests.at(-1);
        if (!kept) throw new Error('No test was kept.');
        expect(new TestRunner(testWorldOf(state)).finish(kept).result.status).toBe('passed');
        passed++;
      }),
      { numRuns: 200 },
    );
    expect(passed).toBeGreaterThan(100);
  });
});

test('the changes that would let a connection in say which tests would fail', () => {
  const denied = {
    fortigate: 'FGT-HQ',
    source: { kind: 'endpoint', uid: endpoint?.uid ?? '', srcip: endpoint?.ip ?? '' },
    srcintf: 'port1',
    destination: { kind: 'server', server: 'ZTNA-finance', path: '/', host: null },
    certificate: 'valid',
  } as const;
  const connected = after(
    start,
    { kind: 'lab/keep-policy-test', request: denied, action: 'deny' },
    { kind: 'lab/connect', request: denied },
  );
  const beside = new Beside();
  let answer = queries.connectionRepairs(connected, null, beside).repairs;
  while (answer?.counting) answer = queries.connectionRepairs(connected, null, beside).repairs;
  expect(answer?.aim).toBe('allow');
  const fails = { fail: [`${host} may not reach ZTNA-finance`], pass: [] };
  expect(answer?.repairs.map(({ tests }) => tests)).toEqual(answer?.repairs.map(() => fails));
  const without = queries.connectionRepairs({ ...connected, policyTests: [] }, null, beside);
  expect(without.repairs?.repairs.every(({ tests }) => tests === undefined)).toBe(true);
});

test('what a FortiGate knew of an EMS out of reach runs out within a minute, too', () => {
  const serial = start.ems.fabricDevices.find(({ name }) => name === fortigate?.name)?.serial ?? '';
  const test = named('A', { who: { ...everyEndpoint, endpoints: [host] } });
  const step = (seconds: number): Command => ({ kind: 'lab/step-clock', seconds });
  const runs = new TestRuns();
  const statusIn = (state: WorldState) =>
    whole(runs, state).find(({ name }) => name === 'A')?.status;
  // From 10:57:30 on it is out of reach, so that nothing is known from 11:00:30 on.
  const down: Command = { kind: 'ems/connect-device', serial, connected: false };
  const before = after(start, saved(test), step(30), down, step(160));
  expect(statusIn(before)).toBe('passed');
  const later = after(before, step(30));
  expect(statusIn(later)).toBe('failed');
});
