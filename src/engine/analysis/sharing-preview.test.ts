import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';
import type { Ems, FabricDevice } from '#model/ems/ems.ts';
import type { FlippedPair, PolicyRef } from '#model/ems/sharing-preview.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { SharingPreviewUnderWay, policiesAsking } from './sharing-preview.ts';

/** Decided to the end. */
function sharingPreview(before: Ems, after: Ems, fortigate: FortiGateInput) {
  const preview = new SharingPreviewUnderWay(before, after, fortigate, at);
  preview.work.finish();
  return preview.answer;
}

const at = { epochMs: Date.parse('2025-01-07T12:00:00Z'), offsetMinutes: 0 };
const low = { category: 'classification', name: 'Low', since: 0 } as const;
const ad = { category: 'zero_trust', name: 'AD', since: 0 } as const;
const plainLow = { category: 'classification', name: 'Low' };

const server = (name: string, ip: string): string => `edit "${name}"
        set type access-proxy
        set extip ${ip}
        set extintf "any"
        set extport 443
    next`;
const policy = (id: number, vip: string, tag: string, more = ''): string => `edit ${id}
        set name "policy-${id}"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "${vip}"
        set schedule "always"
        set service "ALL"
        set ztna-status enable
        set ztna-ems-tag "${tag}"
        ${more}
    next`;

function fortigate(policies: string, proxyPolicies = '') {
  const { config } = readConfig(`config firewall vip
    ${server('vip-1', '10.9.0.1')}
    ${server('vip-2', '10.9.0.2')}
end
config firewall access-proxy
    edit "one"
        set vip "vip-1"
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
    edit "two"
        set vip "vip-2"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.88.0.4
                    next
                end
            next
        end
    next
end
config firewall addrgrp
    edit "lows"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_Other" "EMS1_CLASS_Low"
    next
end
config firewall policy
${policies}
end
config firewall proxy-policy
${proxyPolicies}
end
`);
  return { name: 'FGT-A', connector: 1, config };
}

const proxyPolicy = (id: number, name: string, tag: string): string => `edit ${id}
        set name "proxy-${id}"
        set proxy access-proxy
        set access-proxy "${name}"
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set ztna-ems-tag "${tag}"
    next`;

const hosts = ['PC-1', 'PC-2', 'PC-3'];
const endpoints = hosts.map((host, i) =>
  endpointOf({
    host,
    uid: String(i).padStart(32, '0'),
    ip: `10.0.1.${i + 1}`,
    gateway: i === 2 ? 'FGT-B' : 'FGT-A',
    // The first has the classification tag, the third as well, but is behind another FortiGate.
    tags: i === 1 ? [ad] : [ad, low],
  }),
);
const devices = (values: Partial<FabricDevice>): FabricDevice[] => [
  deviceOf(values),
  deviceOf({ name: 'FGT-B', serial: 'FGVM01', ip: '10.0.0.2' }),
];
const ems = (values: Partial<FabricDevice> = {}) => emsOf(endpoints, devices(values));
const sharing = { tagTypes: ['zero_trust', 'classification'] } as const;

const ids = (refs: readonly PolicyRef[]): string[] =>
  refs.map(({ policytype, policyid, name }) => `${policytype} ${policyid} ${name}`);
const pairsIn = (pairs: readonly FlippedPair[]): string[] =>
  pairs.map(({ uid, host, server: to, policy: by }) =>
    [Number(uid), host, to, by?.policytype, by?.policyid, by?.name].join(' '),
  );

describe('sharing a type', () => {
  const device = fortigate(
    [policy(1, 'vip-1', 'EMS1_CLASS_Low'), policy(2, 'vip-2', 'EMS1_ZTNA_AD')].join('\n'),
  );

  test('lets its tags appear, policies start, and pairs open', () => {
    const preview = sharingPreview(ems(), ems(sharing), device);
    expect(preview.appear).toEqual([plainLow]);
    expect(preview.vanish).toEqual([]);
    expect(preview.resolve).toEqual([]);
    expect(ids(preview.start)).toEqual(['policy 1 policy-1']);
    expect(preview.stop).toEqual([]);
    expect(pairsIn(preview.pairs.opens)).toEqual([
      '0 PC-1 one policy 1 policy-1',
      '2 PC-3 one policy 1 policy-1',
    ]);
    expect(preview.pairs.closes).toEqual([]);
  });

  test('no longer lets them vanish, policies stop, and pairs close', () => {
    const preview = sharingPreview(ems(sharing), ems(), device);
    expect(preview.appear).toEqual([]);
    expect(preview.vanish).toHaveLength(1);
    expect(preview.vanish[0]).toMatchObject(plainLow);
    expect(ids(preview.vanish[0]?.usedBy ?? [])).toEqual(['policy 1 policy-1']);
    expect(ids(preview.stop)).toEqual(['policy 1 policy-1']);
    expect(preview.start).toEqual([]);
    expect(pairsIn(preview.pairs.closes)).toEqual([
      '0 PC-1 one policy 1 policy-1',
      '2 PC-3 one policy 1 policy-1',
    ]);
    expect(preview.pairs.opens).toEqual([]);
  });

  test('that is shared already changes nothing', () => {
    expect(sharingPreview(ems(sharing), ems(sharing), device)).toEqual({
      appear: [],
      vanish: [],
      resolve: [],
      start: [],
      stop: [],
      pairs: { opens: [], closes: [] },
      counting: null,
    });
  });

  test('is told of a proxy policy apart from a firewall policy of the same number', () => {
    const both = fortigate(policy(1, 'vip-2', 'EMS1_ZTNA_AD'), proxyPolicy(1, 'one', 'lows'));
    const preview = sharingPreview(ems(), ems(sharing), both);
    expect(ids(preview.start)).toEqual(['proxy-policy 1 proxy-1']);
    expect(pairsIn(preview.pairs.opens)).toEqual([
      '0 PC-1 one proxy-policy 1 proxy-1',
      '2 PC-3 one proxy-policy 1 proxy-1',
    ]);
  });

  test('starts and stops no policy where the implicit deny did it, or does', () => {
    const one = emsOf(endpoints.slice(0, 1), devices({}));
    const shared = emsOf(endpoints.slice(0, 1), devices(sharing));
    const both = fortigate(
      [policy(1, 'vip-1', 'EMS1_CLASS_Low'), policy(2, 'vip-2', 'EMS1_CLASS_Low')].join('\n'),
    );
    const opening = sharingPreview(one, shared, both);
    expect([ids(opening.start), ids(opening.stop)]).toEqual([
      ['policy 1 policy-1', 'policy 2 policy-2'],
      [],
    ]);
    const closing = sharingPreview(shared, one, both);
    expect([ids(closing.start), ids(closing.stop)]).toEqual([
      [],
      ['policy 1 policy-1', 'policy 2 policy-2'],
    ]);
  });

  test('is nothing to a server without its VIP', () => {
    const lost = {
      ...device,
      config: {
        ...device.config,
        'firewall access-proxy': device.config['firewall access-proxy'].map((proxy) =>
          proxy.name === 'one' ? { ...proxy, vip: 'gone' } : proxy,
        ),
      },
    };
    const preview = sharingPreview(ems(), ems(sharing), lost);
    expect(preview.pairs).toEqual({ opens: [], closes: [] });
    expect(preview.start).toEqual([]);
  });

  test('opens no pair where the policy denies, though it starts to match', () => {
    const denying = fortigate(
      policy(1, 'vip-1', 'EMS1_CLASS_Low').replace('set action accept', 'set action deny'),
    );
    const preview = sharingPreview(ems(), ems(sharing), denying);
    expect(ids(preview.start)).toEqual(['policy 1 policy-1']);
    expect(preview.pairs).toEqual({ opens: [], closes: [] });
  });

  test('of many endpoints is worked out bit by bit: what tags do at once, policies at the end', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      endpointOf({ uid: String(i), host: `PC-${i}`, tags: [low] }),
    );
    const [before, after] = [devices({}), devices(sharing)].map((all) => emsOf(many, all));
    if (!before || !after) throw new Error('no EMS');
    const preview = new SharingPreviewUnderWay(before, after, device, at);
    const seen: (readonly [number | undefined, number, number, number])[] = [];
    for (let i = 0; i <= 40; i++) {
      const { appear, pairs, start, counting } = preview.answer;
      seen.push([counting?.done, appear.length, pairs.opens.length, start.length]);
      preview.work.advance(1);
    }
    expect(seen.slice(0, 3)).toEqual([
      [0, 1, 0, 0],
      [1, 1, 1, 0],
      [2, 1, 2, 0],
    ]);
    expect(seen.at(-1)).toEqual([undefined, 1, 40, 1]);
    // One for the step, and four for each of two servers, before and after; in the first, four policies.
    const { work } = new SharingPreviewUnderWay(before, after, device, at);
    work.advance(20 * (1 + 2 * 2 * 4) + 4);
    expect(work.done).toBe(20);
  });
});

describe('endpoint sharing', () => {
  // A Standard policy has no server, and asks by address.
  const standard = (status: 'enable' | 'disable', ztna: 'enable' | 'disable', tags: string) =>
    fortigate(`edit 7
        set name "standard"
        set status ${status}
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
        set ztna-status ${ztna}
        set ztna-ems-tag ${tags}
    next`);
  const alone = (values: Partial<FabricDevice>) =>
    emsOf(
      endpoints.map((one) => ({ ...one, gateway: 'FGT-B' })),
      devices(values),
    );

  test('changes how many addresses a tag resolves to', () => {
    const device = standard('enable', 'enable', '"EMS1_ZTNA_AD"');
    const preview = sharingPreview(ems(), ems({ endpointSharing: 'all' }), device);
    expect(preview.resolve).toContainEqual({
      category: 'zero_trust',
      name: 'AD',
      before: 2,
      after: 3,
    });
    expect(preview.appear).toEqual([]);
    expect(preview.start).toEqual([]);
  });

  test.each<[string, ReturnType<typeof standard>, string[]]>([
    ['enabled', standard('enable', 'enable', '"EMS1_ZTNA_AD"'), ['policy 7 standard']],
    [
      'one of two tags',
      standard('enable', 'enable', '"EMS1_ZTNA_No" "EMS1_ZTNA_AD"'),
      ['policy 7 standard'],
    ],
    ['a tag that is not there', standard('enable', 'enable', '"EMS1_ZTNA_No"'), []],
    ['disabled', standard('disable', 'enable', '"EMS1_ZTNA_AD"'), []],
    ['tags not asked for', standard('enable', 'disable', '"EMS1_ZTNA_AD"'), []],
  ])('gives a Standard policy addresses to match: %s', (_what, device, starts) => {
    const preview = sharingPreview(alone({}), alone({ endpointSharing: 'all' }), device);
    expect(ids(preview.start)).toEqual(starts);
    const back = sharingPreview(alone({ endpointSharing: 'all' }), alone({}), device);
    expect(ids(back.stop)).toEqual(starts);
    expect(back.start).toEqual([]);
  });

  test('gives them whatever other tags the FortiGate knows', () => {
    const device = standard('enable', 'enable', '"EMS1_ZTNA_AD"');
    const all = { ...sharing, endpointSharing: 'all' } as const;
    expect(ids(sharingPreview(alone(sharing), alone(all), device).start)).toEqual([
      'policy 7 standard',
    ]);
  });
});

test.each<[string, string, boolean]>([
  ['its tags', policy(1, 'vip-1', 'EMS1_CLASS_Low'), true],
  ['its MAC name', policy(1, 'vip-1', 'MAC_EMS1_CLASS_Low'), true],
  ['a group', policy(1, 'vip-1', 'lows'), true],
  [
    'its secondary tags',
    policy(1, 'vip-1', 'EMS1_ZTNA_AD', 'set ztna-ems-tag-secondary "EMS1_CLASS_Low"'),
    true,
  ],
  ['its sources', policy(1, 'vip-1', 'EMS1_ZTNA_AD', 'set srcaddr "EMS1_CLASS_Low"'), true],
  ['its destinations', policy(1, 'EMS1_CLASS_Low', 'EMS1_ZTNA_AD'), true],
  ['another tag', policy(1, 'vip-1', 'EMS1_ZTNA_Low'), false],
])('a policy asks for a tag by %s', (_what, text, asks) => {
  const found = policiesAsking(fortigate(text), { category: 'classification', name: 'Low' });
  expect(ids(found)).toEqual(asks ? ['policy 1 policy-1'] : []);
});

test('of two proxy policies the one that asks for the tag is named, in its own table', () => {
  const device = fortigate(
    policy(3, 'vip-1', 'EMS1_ZTNA_AD'),
    [proxyPolicy(3, 'one', 'EMS1_CLASS_Low'), proxyPolicy(4, 'two', 'EMS1_ZTNA_AD')].join('\n'),
  );
  expect(ids(policiesAsking(device, { category: 'classification', name: 'Low' }))).toEqual([
    'proxy-policy 3 proxy-3',
  ]);
});
