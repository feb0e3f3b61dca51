/** Which endpoints are decided once for several, and that nothing a policy looks at is lost by it. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { TagCategory } from '#model/tagging/tags.ts';
import { decide } from '../decide/decide.ts';
import { PlainDecisions } from './plain-decisions.ts';
import { type PlainOptions, plainSession } from './plain-session.ts';

const inert = 'set srcintf "port9"';
const anyone = 'set srcaddr "all"';

/** A simple policy asks as the row says; one more, before or after it, matches nothing and asks nothing. */
function simplePolicies(asks: string): string {
  const policy = (id: number, more: string): string => `
    edit ${id}
        set srcintf "any"
        set dstintf "any"
        set action accept
        set ztna-status enable
        set dstaddr "web"
        set schedule "always"
        ${more}
    next`;
  return `config firewall policy${policy(1, asks)}${policy(2, `${anyone}\n${inert}`)}
end`;
}

function fullPolicies(asks: string): string {
  const policy = (id: number, more: string): string => `
    edit ${id}
        set proxy access-proxy
        set access-proxy "web"
        set srcintf "any"
        set dstaddr "all"
        set action accept
        set schedule "always"
        ${more}
    next`;
  return `config firewall proxy-policy${policy(1, asks)}${policy(2, `${anyone}\n${inert}`)}
end`;
}

function gateOf(policies: string, ofProxy = '', extintf = 'any') {
  const { config } = readConfig(`config firewall address
    edit "five"
        set subnet 10.0.1.5 255.255.255.255
    next
end
config firewall addrgrp
    edit "either"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_AV" "EMS1_CLASS_Low"
    next
end
config firewall vip
    edit "web"
        set type access-proxy
        set extip 10.9.0.1
        set extintf "${extintf}"
        set extport 443
    next
end
config firewall access-proxy
    edit "web"
        set vip "web"
        ${ofProxy}
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
    edit "without a VIP"
        set vip "gone"
    next
end
${policies}
`);
  return { name: 'FGT-A', connector: 1, config };
}

const options: PlainOptions = { srcintf: null, at: { epochMs: 0, offsetMinutes: 0 } };

/** What the two come to at the server, by way of one PlainDecisions and by deciding each. */
function both(
  gate: ReturnType<typeof gateOf>,
  endpoints: readonly Endpoint[],
  device: FabricDevice,
  asked: PlainOptions = options,
) {
  const ems = emsOf(endpoints, [device]);
  const plain = new PlainDecisions(ems, gate, asked);
  const [vip] = gate.config['firewall vip'];
  if (!vip) throw new Error('no VIP');
  const pair = endpoints.slice(0, 2);
  const outcomes = pair.map((endpoint) => plain.of(endpoint)[0]);
  const decided = pair.map((endpoint) => {
    const { action, policyid, policytype, error } = decide(
      ems,
      gate,
      plainSession(endpoint, 'FGT-A', vip, asked),
    );
    return { action, policyid, policytype, error };
  });
  return { plain, outcomes, decided };
}

const uid = '1'.repeat(32);
const withTags = (...tags: readonly (readonly [TagCategory, string])[]): Partial<Endpoint> => ({
  tags: tags.map(([category, name], since) => ({ category, name, since })),
});
const av = withTags(['zero_trust', 'AV']);
const low = withTags(['classification', 'Low']);
const asksAv = `${anyone}\nset ztna-ems-tag "EMS1_ZTNA_AV"`;
const acceptEmpty = 'set empty-cert-action accept';
const none: Partial<Endpoint> = { registered: false };

interface Pair {
  readonly what: string;
  readonly policies: string;
  readonly first?: Partial<Endpoint>;
  readonly second?: Partial<Endpoint>;
  /** Others whom EMS knows. */
  readonly others?: readonly Endpoint[];
  readonly device?: Partial<FabricDevice>;
  readonly ofProxy?: string;
}

function run({ policies, first, second, others = [], device = {}, ofProxy }: Pair) {
  const pair = [endpointOf({ ...first }), endpointOf({ uid, ip: '10.0.1.6', ...second })];
  return both(gateOf(policies, ofProxy), [...pair, ...others], deviceOf(device));
}

describe('two endpoints are told apart by', () => {
  const users = `${anyone}\nset users "ann"`;
  const apart: readonly Pair[] = [
    {
      what: 'the certificate that EMS revoked',
      policies: simplePolicies(anyone),
      second: { certificateRevoked: true },
    },
    {
      what: 'whether they can be managed',
      policies: simplePolicies(anyone),
      ofProxy: 'set empty-cert-action accept-unmanageable',
      first: none,
      second: { ...none, manageable: false },
    },
    {
      what: 'being registered',
      policies: simplePolicies(asksAv),
      ofProxy: acceptEmpty,
      first: av,
      second: { ...av, ...none },
    },
    {
      what: 'being online',
      policies: simplePolicies(asksAv),
      first: av,
      second: { ...av, online: false },
    },
    { what: 'a tag that is asked for', policies: simplePolicies(asksAv), first: av },
    { what: 'a tag that a full policy asks for', policies: fullPolicies(asksAv), second: av },
    {
      what: 'a tag of the group that is asked for',
      policies: simplePolicies(`${anyone}\nset ztna-ems-tag "either"`),
      device: { tagTypes: ['zero_trust', 'classification'] },
      second: low,
    },
    {
      what: 'a tag of a type that is shared, and one that is not',
      policies: simplePolicies(`${anyone}\nset ztna-ems-tag "either"`),
      first: av,
      second: low,
    },
    {
      what: 'a tag that the FortiGate had room for, and one that it refused',
      policies: simplePolicies(`${anyone}\nset ztna-ems-tag "EMS1_ZTNA_AV" "EMS1_ZTNA_Late"`),
      device: { tagLimit: 1 },
      first: av,
      second: { tags: [{ category: 'zero_trust', name: 'Late', since: 9 }] },
    },
    {
      what: 'a tag, though neither address is shared: the certificate tells who they are',
      policies: simplePolicies(asksAv),
      first: { ...av, gateway: 'FGT-B' },
      second: { gateway: 'FGT-B' },
    },
    {
      what: 'whose address theirs is, where no certificate tells',
      policies: simplePolicies(asksAv),
      ofProxy: acceptEmpty,
      first: none,
      second: none,
      others: [endpointOf({ uid: '2'.repeat(32), ...av })],
    },
    {
      what: 'whose address theirs is, where no certificate is asked for',
      policies: simplePolicies(asksAv),
      ofProxy: 'set client-cert disable',
      first: { ...av, gateway: 'FGT-B' },
      second: av,
    },
    {
      what: 'the address that they come from',
      policies: simplePolicies('set srcaddr "five"'),
    },
    {
      what: 'the address that they come from, at a full policy',
      policies: fullPolicies('set srcaddr "five"'),
    },
    {
      what: 'the user',
      policies: simplePolicies(users),
      first: { user: 'ann' },
      second: { user: 'bob' },
    },
    {
      what: 'the groups',
      policies: simplePolicies(`${anyone}\nset groups "staff"`),
      first: { groups: ['staff'] },
      second: { groups: ['guests'] },
    },
    {
      what: 'the groups, where a user is asked for as well',
      policies: simplePolicies(`${users}\nset groups "staff"`),
      first: { user: 'bob', groups: ['staff'] },
      second: { user: 'bob' },
    },
    {
      what: 'the owner, at a simple policy',
      policies: simplePolicies(`${anyone}\nset ztna-device-ownership enable`),
      first: { user: 'ann', owner: 'ann' },
      second: { user: 'ann', owner: 'bob' },
    },
    {
      what: 'the user, where the owner is asked for',
      policies: simplePolicies(`${anyone}\nset ztna-device-ownership enable`),
      first: { user: 'ann', owner: 'ann' },
      second: { user: 'bob', owner: 'ann' },
    },
    {
      what: 'the owner, at a full policy',
      policies: fullPolicies(`${anyone}\nset device-ownership enable`),
      first: { user: 'ann', owner: 'ann' },
      second: { user: 'ann', owner: null },
    },
  ];
  test.each(apart)('$what', (pair) => {
    const { plain, outcomes, decided } = run(pair);
    expect(outcomes).toEqual(decided);
    expect(outcomes[0]).not.toEqual(outcomes[1]);
    expect(plain.shared).toBe(0);
  });
});

describe('two endpoints are decided once where no policy asks for', () => {
  const alike: readonly Pair[] = [
    {
      what: 'anything of them',
      policies: simplePolicies(anyone),
      first: { ...av, user: 'ann', groups: ['staff'], owner: 'ann' },
      second: { ...low, user: 'bob', groups: ['guests'], owner: null },
    },
    {
      what: 'anything of them, and the full one neither',
      policies: fullPolicies(anyone),
      first: { ...av, user: 'ann', groups: ['staff'], owner: 'ann' },
      second: { ...low, user: 'bob', groups: ['guests'], owner: null },
    },
    {
      what: 'that tag',
      policies: simplePolicies(asksAv),
      first: withTags(['zero_trust', 'AV'], ['zero_trust', 'Other']),
      second: withTags(['zero_trust', 'Third'], ['zero_trust', 'AV']),
    },
    {
      what: 'the address: a list without a name matches no one',
      policies: simplePolicies(''),
    },
    {
      what: 'the owner, but for the user',
      policies: simplePolicies(`${anyone}\nset users "ann"`),
      first: { user: 'ann', owner: 'ann' },
      second: { user: 'ann', owner: 'bob' },
    },
    {
      what: 'the groups, but for the owner',
      policies: simplePolicies(`${anyone}\nset ztna-device-ownership enable`),
      first: { user: 'ann', owner: 'ann', groups: ['staff'] },
      second: { user: 'ann', owner: 'ann', groups: ['guests'] },
    },
  ];
  test.each(alike)('$what', (pair) => {
    const { plain, outcomes, decided } = run(pair);
    expect(outcomes).toEqual(decided);
    expect(plain.shared).toBe(1);
  });
});

describe('what is spent', () => {
  const pair = [endpointOf(av), endpointOf({ uid, ip: '10.0.1.6', ...av })];

  test('is four for each endpoint and server with a VIP, and the policies where one is decided', () => {
    const { plain } = both(gateOf(simplePolicies(asksAv)), pair, deviceOf({}));
    expect(plain.of(endpointOf(av))).toEqual([
      { action: 'accept', policyid: 1, policytype: 'policy', error: null },
      null,
    ]);
    // Three endpoints of one class were asked about, at a server with two policies.
    expect([plain.spent, plain.shared]).toEqual([3 * 4 + 2, 2]);
  });

  test('is what both tables have of the server', () => {
    const gate = gateOf(`${simplePolicies(asksAv)}\n${fullPolicies(asksAv)}`);
    expect(both(gate, pair, deviceOf({})).plain.spent).toBe(2 * 4 + 4);
  });

  test('is every firewall policy, for each endpoint, where the VIP is not reached', () => {
    // The VIP listens at port3; the session comes in at port1 and is no ZTNA session.
    const gate = gateOf(simplePolicies('set srcaddr "five"'), '', 'port3');
    const { plain, outcomes, decided } = both(gate, pair, deviceOf({}), {
      ...options,
      srcintf: 'port1',
    });
    expect(outcomes).toEqual(decided);
    expect(outcomes).toMatchObject([{ action: 'deny' }, { action: 'deny' }]);
    expect([plain.spent, plain.shared]).toEqual([2 * (4 + 2), 0]);
  });
});

test('endpoints that a standard policy tells apart are, where the VIP is not reached', () => {
  const gate = gateOf(
    `config firewall policy
    edit 7
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "five"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
    next
end`,
    '',
    'port3',
  );
  const pair = [endpointOf({}), endpointOf({ uid, ip: '10.0.1.6' })];
  const { outcomes } = both(gate, pair, deviceOf({}), { ...options, srcintf: 'port1' });
  expect(outcomes).toMatchObject([
    { action: 'accept', policyid: 7 },
    { action: 'deny', policyid: 0 },
  ]);
});
