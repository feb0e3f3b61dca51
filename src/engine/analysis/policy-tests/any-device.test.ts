import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import type { PolicyTest, TestedEndpoints } from '#model/lab/policy-test.ts';
import { emptyResolver } from '#model/decision/session.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';
import { worldArbitrary } from '#test/generators/world.ts';
import { referenceDecide } from '#test/reference/decide.ts';
import { scaled } from '#test/scale.ts';
import { endpointsOfAll } from '../../sync/lines.ts';
import { plainSession } from '../plain-session.ts';
import { provedOfAnyDevice } from './any-device.ts';
import { placesOf } from './places.ts';
import { isAbout } from './subjects.ts';

const at = { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };
const posture = (name: string): Tag => ({ category: 'zero_trust', name });

function testOf(expected: PolicyTest['expect'], who: Partial<TestedEndpoints>): PolicyTest {
  return {
    name: 'test',
    who: {
      kind: 'endpoints',
      endpoints: [],
      users: [],
      groups: [],
      allOf: [],
      anyOf: [],
      noneOf: [],
      ...who,
    },
    expect: expected,
    to: { kind: 'servers', servers: [], port: null, path: null, host: null, forward: null },
    through: [],
    certificate: null,
    withoutCertificate: null,
    srcip: null,
    srcintf: null,
    user: null,
    login: null,
    time: null,
  };
}

const server = `config firewall vip
edit "vip"
set type access-proxy
set extip 10.9.0.1
set extintf "any"
set extport 443
next
end
config firewall access-proxy
edit "web"
set vip "vip"
config api-gateway
edit 1
config realservers
edit 1
set ip 10.88.0.3
next
end
next
end
next
end
`;
const policy = (id: number, values: string): string => `config firewall policy
edit ${id}
set srcintf "any"
set dstintf "any"
set srcaddr "all"
set dstaddr "vip"
set schedule "always"
set service "ALL"
set ztna-status enable
${values}
next
end
`;
const deny = policy(1, 'set action deny\nset ztna-ems-tag "EMS1_ZTNA_Bad"');
const acceptAv = policy(2, 'set action accept\nset ztna-ems-tag "EMS1_ZTNA_AV"');
const acceptAll = policy(2, 'set action accept');

function proved(
  config: string,
  one: PolicyTest,
  shared: readonly Tag['category'][] = ['zero_trust'],
  front = server,
) {
  const nobody = endpointOf({ tags: [] });
  const known = endpointOf({
    uid: 'F'.repeat(32),
    ip: '10.0.9.9',
    tags: [
      { ...posture('Bad'), since: 0 },
      { ...posture('AV'), since: 0 },
      { category: 'classification', name: 'Finance', since: 0 },
    ],
  });
  return provedOfAnyDevice(one, {
    ems: emsOf([nobody, known], [deviceOf({ tagTypes: [...shared] })]),
    fortigates: [{ name: 'FGT-A', connector: 1, config: readConfig(`${front}${config}`).config }],
    resolver: emptyResolver,
    definedTags: [],
    at,
  });
}

describe('nobody with a tag', () => {
  const test1 = testOf('may-not-reach', { allOf: [posture('Bad')] });
  test('is proven where a policy denies it first and the others ask for tags', () => {
    expect(proved(deny + acceptAv, test1)).toEqual({ kind: 'proven' });
  });
  test('is not so where none denies it: a device that has it and what is asked for', () => {
    expect(proved(acceptAv, test1)).toMatchObject({
      kind: 'reached',
      fortigate: 'FGT-A',
      server: 'web',
      key: 'policy 2',
      device: { online: true },
    });
  });
  test('is not so where an offline device gets in, of which no tag is known', () => {
    const found = proved(deny + acceptAll, test1);
    const device = found?.kind === 'reached' ? found.device : null;
    expect(device?.online).toBe(false);
    expect(device?.tags.map(({ name }) => name)).toContain('Bad');
  });
  test('is not so where the FortiGate does not hear of the tag', () => {
    const finance = testOf('may-not-reach', {
      allOf: [{ category: 'classification', name: 'Finance' }],
    });
    const denied = policy(1, 'set action deny\nset ztna-ems-tag "EMS1_CLASS_Finance"');
    expect(proved(denied + acceptAv, finance)).toMatchObject({ kind: 'reached', key: 'policy 2' });
    expect(proved(denied + acceptAv, finance, ['zero_trust', 'classification'])).toEqual({
      kind: 'proven',
    });
  });
});

describe('only those with a tag', () => {
  test('is proven where it is asked for, and not where something else is enough', () => {
    const only = testOf('only', { allOf: [posture('AV')] });
    expect(proved(acceptAv, only)).toEqual({ kind: 'proven' });
    const either = policy(2, 'set action accept\nset ztna-ems-tag "EMS1_ZTNA_AV" "EMS1_ZTNA_Bad"');
    expect(proved(either, only)).toMatchObject({ kind: 'reached', key: 'policy 2' });
  });
});

test('of named endpoints, and of those who may, there is nothing to say', () => {
  expect(proved(acceptAv, testOf('may-reach', { allOf: [posture('AV')] }))).toBeNull();
  expect(proved(acceptAv, testOf('may-not-reach', { endpoints: ['PC-1'] }))).toBeNull();
});

test('where a server lets devices in without a certificate, one may be taken for another', () => {
  const open = server.replace('set extport 443', 'set extport 443\nset client-cert disable');
  const one = testOf('may-not-reach', { allOf: [posture('Bad')] });
  expect(proved(deny + acceptAv, one, ['zero_trust'], open)).toEqual({ kind: 'not-decided' });
});

test('no session of the reference contradicts a proof', () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(
      worldArbitrary(1),
      fc.constantFrom('may-not-reach', 'only'),
      fc.constantFrom('allOf', 'anyOf', 'noneOf'),
      fc.nat(),
      ({ ems, fortigates, resolver }, expected, list, pick) => {
        const endpoints = endpointsOfAll(ems);
        const tags = endpoints.flatMap(({ tags: has }) => has);
        const tag = tags[pick % Math.max(1, tags.length)];
        if (!tag) return;
        const one = testOf(expected, { [list]: [{ category: tag.category, name: tag.name }] });
        const world = { ems, fortigates, resolver, definedTags: [], at };
        const found = provedOfAnyDevice(one, world);
        if (!found) return;
        kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1);
        if (found.kind !== 'proven' || one.who.kind !== 'endpoints') return;
        const isSubject = isAbout(one.who);
        for (const { fortigate, server: to, ways } of placesOf(one, world).places)
          for (const endpoint of endpoints.filter(
            (each) => isSubject(each) !== (expected === 'only'),
          ))
            for (const way of to ? ways : []) {
              if (!to) continue;
              const options = { srcintf: null, at };
              const session = {
                ...plainSession(endpoint, fortigate.name, to.vip, options),
                ...way,
              };
              const { kind, action } = referenceDecide(ems, fortigate, session, resolver);
              expect(kind === 'ztna' ? action : 'deny').toBe('deny');
            }
      },
    ),
    { numRuns: scaled(process.env['LONG'] ? 3000 : 400) },
  );
  expect([...kinds.keys()].toSorted()).toEqual(['not-decided', 'proven', 'reached']);
});
