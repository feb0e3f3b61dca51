import { expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { type PolicyTest, everyEndpoint, everyServer, openTest } from '#model/lab/policy-test.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';
import { TestRunner } from './test-run.ts';
import type { TestWorld } from './test-world.ts';
import { TestsPreviewUnderWay } from './tests-preview.ts';

const { config } = readConfig(`config firewall vip
    edit "web"
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
    edit "files"
        set type access-proxy
        set extip 10.9.0.2
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "web"
        set vip "web"
        config api-gateway
            edit 1
                set url-map "/app"
                config realservers
                    edit 1
                        set ip 10.88.0.3
                    next
                end
            next
        end
    next
    edit "files"
        set vip "files"
        config api-gateway
            edit 1
                set service tcp-forwarding
                config realservers
                    edit 1
                        set ip 10.88.0.9
                        set mappedport 445
                    next
                end
            next
        end
    next
    edit "without a VIP"
        set vip "gone"
    next
end
config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "web" "files"
        set ztna-status enable
        set ztna-ems-tag "EMS1_CLASS_High"
        set schedule "always"
    next
end`);

const ann = endpointOf({
  uid: '1'.repeat(32),
  host: 'ANN',
  user: 'ann',
  groups: ['Staff'],
  ip: '10.0.1.5',
  tags: [{ category: 'classification', name: 'High', since: 0 }],
});
const bob = endpointOf({ uid: '2'.repeat(32), host: 'BOB', ip: '10.0.1.6' });

function worldOf(types: readonly ('zero_trust' | 'classification')[]): TestWorld {
  return {
    ems: emsOf([ann, bob], [deviceOf({ tagTypes: [...types] })]),
    fortigates: [{ name: 'FGT-A', connector: 1, config }],
    resolver: { fqdn: {}, geography: {} },
    definedTags: [],
    at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 },
  };
}
const shared = worldOf(['zero_trust', 'classification']);
const notShared = worldOf(['zero_trust']);

function testOf(values: Partial<PolicyTest>): PolicyTest {
  return { ...openTest, name: 'T', ...values };
}
const toAnn = { ...everyEndpoint, endpoints: ['ANN'] };
const resultOf = (values: Partial<PolicyTest>, world = shared) =>
  new TestRunner(world).finish(testOf(values)).result;

test('a server is reached by whatever leads into one of its API gateways', () => {
  // At `/` there is nothing, and TCP forwarding takes no pages.
  for (const server of ['web', 'files']) {
    const to = { ...everyServer, servers: [server] };
    expect(resultOf({ who: toAnn, to }).status).toBe('passed');
    expect(resultOf({ who: toAnn, to, expect: 'may-not-reach' }).status).toBe('failed');
    expect(resultOf({ who: toAnn, to: { ...to, path: '/' } }).status).toBe('failed');
  }
  const to = { ...everyServer, servers: ['files'] };
  const forwarded = (port: number) =>
    resultOf({ who: toAnn, to: { ...to, forward: { address: '10.88.0.9', port } } }).status;
  expect([forwarded(445), forwarded(22)]).toEqual(['passed', 'failed']);
});

test('any server is any that can be reached; one that is named has to be one', () => {
  expect(resultOf({ who: toAnn })).toMatchObject({ status: 'passed', servers: 2, pairs: 2 });
  expect(resultOf({ to: { ...everyServer, servers: ['without a VIP'] } })).toMatchObject({
    status: 'error',
    problems: [{ kind: 'no-vip', vip: 'gone' }],
  });
});

test('only those who are named may reach it: both directions are looked at', () => {
  const high = { ...everyEndpoint, allOf: [{ category: 'classification', name: 'High' } as const] };
  const web = { ...everyServer, servers: ['web'] };
  expect(resultOf({ who: high, to: web, expect: 'only' })).toMatchObject({
    status: 'passed',
    pairs: 2,
  });
  const bobs = { ...everyEndpoint, endpoints: ['BOB'] };
  const { result, failing } = new TestRunner(shared).finish(
    testOf({ who: bobs, to: web, expect: 'only' }),
  );
  expect(result).toMatchObject({ status: 'failed', pairs: 2, failed: 2 });
  expect(failing.map(({ maker, of, expected }) => [maker?.host, of, expected])).toEqual([
    ['ANN', 'others', 'deny'],
    ['BOB', 'subjects', 'accept'],
  ]);
});

test('sets name users and groups; one that EMS quarantines reaches nothing', () => {
  const quarantined: TestWorld = {
    ...shared,
    ems: { ...shared.ems, endpoints: [{ ...ann, quarantined: true }, bob] },
  };
  const who = { ...everyEndpoint, users: ['ann'], groups: ['Staff'] };
  expect(resultOf({ who }).status).toBe('passed');
  expect(resultOf({ who }, quarantined).status).toBe('failed');
  expect(resultOf({ who, expect: 'may-not-reach' }, quarantined).status).toBe('passed');
  expect(resultOf({ who: { ...who, groups: ['Stafff'] } }).problems).toEqual([
    { kind: 'not-there', what: 'group', name: 'Stafff', near: 'Staff', on: [] },
  ]);
});

test('a preview tells which tests would begin or cease to pass, slice by slice', () => {
  const tests = [
    testOf({ name: 'Ann', who: toAnn }),
    testOf({
      name: 'Bob not',
      who: { ...everyEndpoint, endpoints: ['BOB'] },
      expect: 'may-not-reach',
    }),
    testOf({ name: 'Ann not', who: toAnn, expect: 'may-not-reach' }),
  ];
  const preview = new TestsPreviewUnderWay(tests, shared, notShared);
  let slices = 0;
  for (; !preview.isDone && slices < 1000; slices++) preview.advance(1);
  expect(slices).toBeGreaterThan(3);
  expect(preview.answer).toEqual({ fail: ['Ann'], pass: ['Ann not'] });
  const elsewhere = new TestsPreviewUnderWay(tests, shared, notShared, ['FGT-B']);
  expect([elsewhere.total, elsewhere.isDone]).toEqual([0, true]);
});
