/** Each kind of finding, where there is one and where there is none. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { Finding, FindingKind } from '#model/lab/findings.ts';
import { findingReason } from '#model/words/finding.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';
import { applyChange } from '../../repairs/apply-change.ts';
import type { Estate } from './draft.ts';
import { FindingsUnderWay } from './findings.ts';
import { mendsFor } from './mends.ts';

const objects = `config system interface
    edit "port1"
    next
    edit "port2"
    next
end
config firewall address
    edit "lan"
        set subnet 10.0.0.0 255.0.0.0
    next
    edit "office"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "web"
        set subnet 10.88.0.3 255.255.255.255
    next
    edit "name"
        set type fqdn
        set fqdn "intranet.example.com"
    next
end
config firewall schedule onetime
    edit "over"
        set start 08:00 2024/01/01
        set end 18:00 2024/01/02
    next
end
config firewall vip
    edit "V"
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "S"
        set vip "V"
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

/** A simple ZTNA policy, but for what is said. */
function simple(id: number, ...settings: readonly string[]): string {
  const has = (name: string): boolean => settings.some((one) => one.startsWith(`set ${name} `));
  return [
    `    edit ${id}`,
    ...[
      'set srcintf "any"',
      'set dstintf "any"',
      'set srcaddr "all"',
      'set dstaddr "V"',
      'set action accept',
      'set schedule "always"',
      'set service "ALL"',
      'set ztna-status enable',
      'set ztna-ems-tag "EMS1_ZTNA_AD"',
    ].filter((one) => !has(one.split(' ')[1] ?? '')),
    ...settings.filter((one) => !one.endsWith(' ')),
    '    next',
  ].join('\n');
}
/** A standard one. */
function standard(id: number, ...settings: readonly string[]): string {
  return simple(
    id,
    ...['set dstaddr "all"', 'set service "HTTPS"'].filter(
      (one) => !settings.some((other) => other.split(' ')[1] === one.split(' ')[1]),
    ),
    ...settings,
  );
}
function firewall(...policies: readonly string[]): string {
  return `config firewall policy\n${policies.join('\n')}\nend\n`;
}
function proxy(...policies: readonly string[]): string {
  return `config firewall proxy-policy\n${policies.join('\n')}\nend\n`;
}
function full(id: number, ...settings: readonly string[]): string {
  return simple(
    id,
    'set proxy access-proxy',
    'set access-proxy "S"',
    'set dstaddr "all"',
    'set ztna-status ',
    'set service ',
    ...settings,
  );
}

const redirects = 'set ztna-policy-redirect enable';
function lowest(last: string): string {
  return `config firewall address\n    edit "low"\n        set type iprange\n        set start-ip 0.0.0.0\n        set end-ip ${last}\n    next\nend\n`;
}
const nat = `config firewall vip
    edit "N"
        set extip 203.0.113.9
        set mappedip "10.88.0.9"
        set extintf "any"
    next
end
`;
/** Two schedules of every day: `am` and `pm`. */
function week(...[from, to, then, end]: readonly string[]): string {
  const days = 'sunday monday tuesday wednesday thursday friday saturday';
  const one = (name: string, start = '', stop = ''): string =>
    `    edit "${name}"\n        set start ${start}\n        set end ${stop}\n        set day ${days}\n    next\n`;
  return `config firewall schedule recurring\n${one('am', from, to)}${one('pm', then, end)}end\n`;
}

const ad: Tag = { category: 'zero_trust', name: 'AD' };
const finance: Tag = { category: 'classification', name: 'Finance' };

function estate(
  text: string,
  {
    endpoints = [{}],
    device = {},
    definitions = [],
  }: {
    endpoints?: readonly Partial<Endpoint>[];
    device?: Partial<FabricDevice>;
    definitions?: readonly TagDefinition[];
  } = {},
): Estate {
  return {
    ems: emsOf(
      endpoints.map((one, i) =>
        endpointOf({
          uid: String(i).padStart(32, '0'),
          host: `PC-${i}`,
          ip: `10.0.1.${i + 5}`,
          tags: [{ ...ad, since: 0 }],
          ...one,
        }),
      ),
      [deviceOf(device)],
    ),
    fortigates: [{ name: 'FGT-A', connector: 1, config: readConfig(objects + text).config }],
    resolver: { fqdn: {}, geography: {} },
    at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 },
    tagging: new Map([['FCTEMS00', { definitions, outbreakTags: [] }]]),
  };
}

function found(world: Estate): readonly Finding[] {
  const underWay = new FindingsUnderWay(world);
  underWay.work.finish();
  expect(underWay.work.done).toBe(underWay.work.total);
  return underWay.findings;
}

/** Of one kind, as the keys of what they are about. */
function keys(world: Estate, kind: FindingKind): readonly string[] {
  return found(world).flatMap((one) => (one.about.kind === kind ? [one.key] : []));
}

const both = 'set ztna-ems-tag "EMS1_ZTNA_Win" "EMS1_ZTNA_Mac"';
function onSystem(name: string, os: 'windows' | 'macos'): TagDefinition {
  const rule = { id: 1, os, type: 'running-process', not: false, values: ['agent'] } as const;
  return {
    id: 1,
    name,
    message: '',
    enabled: true,
    rules: [{ ...rule, values: ['agent'] }],
    logic: {},
  };
}
const [win, mac] = [onSystem('Win', 'windows'), onSystem('Mac', 'macos')];

const tagged = {
  tags: [
    { ...ad, since: 0 },
    { ...finance, since: 0 },
  ],
};

describe.each<[kind: FindingKind, name: string, present: Estate, key: string, absent: Estate]>([
  [
    'shadowed',
    'by one that asks for less',
    estate(firewall(simple(1), simple(2, 'set srcaddr "office"'))),
    '2',
    estate(firewall(simple(2, 'set srcaddr "office"'), simple(1))),
  ],
  [
    'shadowed',
    'by two together',
    estate(
      firewall(
        simple(1, 'set srcaddr "lan"'),
        simple(2, 'set srcaddr "lan"', 'set srcaddr-negate enable'),
        simple(3, 'set srcaddr "office"'),
      ),
    ),
    '3',
    estate(
      firewall(
        simple(1, 'set srcaddr "office"'),
        simple(2, 'set srcaddr "lan"', 'set srcaddr-negate enable'),
        simple(3, 'set srcaddr "lan"'),
      ),
    ),
  ],
  [
    'shadowed',
    'all of two tags by any of them',
    estate(
      firewall(
        simple(1, 'set ztna-ems-tag "EMS1_ZTNA_AD" "EMS1_ZTNA_AV"'),
        simple(
          2,
          'set ztna-ems-tag "EMS1_ZTNA_AD" "EMS1_ZTNA_AV"',
          'set ztna-tags-match-logic and',
        ),
      ),
    ),
    '2',
    estate(
      firewall(
        simple(
          2,
          'set ztna-ems-tag "EMS1_ZTNA_AD" "EMS1_ZTNA_AV"',
          'set ztna-tags-match-logic and',
        ),
        simple(1, 'set ztna-ems-tag "EMS1_ZTNA_AD" "EMS1_ZTNA_AV"'),
      ),
    ),
  ],
  [
    'shadowed',
    'a full policy by a simple one',
    estate(firewall(simple(1)) + proxy(full(7))),
    '7',
    estate(firewall(simple(1, 'set ztna-policy-redirect enable')) + proxy(full(7))),
  ],
  [
    'shadowed',
    'a full policy by a simple one, unless one before it redirects',
    estate(firewall(simple(1), simple(2, redirects)) + proxy(full(7))),
    '7',
    estate(firewall(simple(2, redirects), simple(1)) + proxy(full(7))),
  ],
  [
    'shadowed',
    'by one that stops short of the last address',
    estate(lowest('255.255.255.255') + firewall(simple(1, 'set srcaddr "low"'), simple(2))),
    '2',
    estate(lowest('255.255.255.254') + firewall(simple(1, 'set srcaddr "low"'), simple(2))),
  ],
  [
    'shadowed',
    'by one that takes no session to a VIP',
    estate(nat + firewall(standard(1), standard(2, 'set action deny', 'set match-vip disable'))),
    '2',
    estate(nat + firewall(standard(1), standard(2, 'set action deny', 'set match-vip enable'))),
  ],
  [
    'shadowed',
    'by two schedules that are each other’s rest',
    estate(
      week('00:00', '12:00', '12:00', '00:00') +
        firewall(simple(1, 'set schedule "am"'), simple(2, 'set schedule "pm"'), simple(3)),
    ),
    '3',
    estate(
      week('00:00', '12:00', '12:01', '00:00') +
        firewall(simple(1, 'set schedule "am"'), simple(2, 'set schedule "pm"'), simple(3)),
    ),
  ],
  [
    'shadowed',
    'by the services that its own are made of',
    estate(
      firewall(
        standard(1, 'set service "SSH"'),
        standard(2, 'set service "HTTPS"'),
        standard(3, 'set service "HTTPS" "SSH"'),
      ),
    ),
    '3',
    estate(firewall(standard(1, 'set service "SSH"'), standard(3, 'set service "HTTPS" "SSH"'))),
  ],
  [
    'redundant',
    'before one that does the same with more',
    estate(firewall(simple(1, 'set srcaddr "office"'), simple(2))),
    '1',
    estate(
      firewall(
        simple(1, 'set srcaddr "office"'),
        simple(3, 'set action deny', 'set srcaddr "lan"'),
        simple(2),
      ),
    ),
  ],
  [
    'never-matches',
    'its schedule is over',
    estate(firewall(simple(1, 'set schedule "over"'))),
    '1',
    estate(firewall(simple(1))),
  ],
  [
    'never-matches',
    'a source that no ZTNA policy can have',
    estate(firewall(simple(1, 'set srcaddr "name"'))),
    '1',
    estate(firewall(simple(1, 'set srcaddr "office"'))),
  ],
  [
    'never-matches',
    'a destination that no real server has',
    estate(proxy(full(1, 'set dstaddr "office"'))),
    '1',
    estate(proxy(full(1, 'set dstaddr "web"'))),
  ],
  [
    'never-matches',
    'MAC tags behind another router',
    estate(firewall(standard(1, 'set ztna-ems-tag "MAC_EMS1_ZTNA_AD"')), {
      endpoints: [{ gateway: 'FGT-B' }],
      device: { endpointSharing: 'all' },
    }),
    '1',
    estate(firewall(standard(1, 'set ztna-ems-tag "MAC_EMS1_ZTNA_AD"'))),
  ],
  [
    'never-matches',
    'all of tags that exclude each other by their rules',
    estate(firewall(simple(1, both, 'set ztna-tags-match-logic and')), { definitions: [win, mac] }),
    '1',
    estate(firewall(simple(1, both)), { definitions: [win, mac] }),
  ],
  [
    'undefined-reference',
    'an address',
    estate(firewall(simple(1, 'set srcaddr "nowhere"'))),
    '1',
    estate(firewall(simple(1, 'set srcaddr "office"'))),
  ],
  [
    'undefined-reference',
    'a tag that no EMS has',
    estate(firewall(simple(1, 'set ztna-ems-tag "EMS1_ZTNA_Ad"'))),
    '1',
    estate(firewall(simple(1))),
  ],
  [
    'not-shared',
    'a tag of a type that is not shared',
    estate(firewall(simple(1, 'set ztna-ems-tag "EMS1_CLASS_Finance"')), { endpoints: [tagged] }),
    '1',
    estate(firewall(simple(1, 'set ztna-ems-tag "EMS1_CLASS_Finance"')), {
      endpoints: [tagged],
      device: { tagTypes: ['zero_trust', 'classification'] },
    }),
  ],
  [
    'no-room',
    'a tag that came when the room was full',
    estate(firewall(simple(1, 'set ztna-ems-tag "EMS1_ZTNA_Late"')), {
      endpoints: [
        {
          tags: [
            { ...ad, since: 0 },
            { category: 'zero_trust', name: 'Late', since: 9 },
          ],
        },
      ],
      device: { tagLimit: 1 },
    }),
    '1',
    estate(firewall(simple(1)), { device: { tagLimit: 1 } }),
  ],
  [
    'not-connected',
    'EMS has not authorized it',
    estate(firewall(simple(1)), { device: { authorized: false } }),
    '1',
    estate(firewall(simple(1))),
  ],
  [
    'unused-tag',
    'nobody asks for it',
    estate(firewall(simple(1)), { endpoints: [tagged] }),
    'Finance',
    estate(firewall(simple(1, 'set ztna-ems-tag "EMS1_CLASS_Finance" "EMS1_ZTNA_AD"')), {
      endpoints: [tagged],
    }),
  ],
  ['unused-server', 'no policy leads to it', estate(''), 'S', estate(firewall(simple(1)))],
  [
    'unused-object',
    'nothing names it',
    estate(firewall(simple(1))),
    'office',
    estate(firewall(simple(1, 'set srcaddr "office"'))),
  ],
  [
    'open-to-all',
    'asks for nothing',
    estate(firewall(simple(1, 'set ztna-ems-tag '))),
    '1',
    estate(firewall(simple(1))),
  ],
  [
    'no-effect',
    'all of a standard policy’s tags',
    estate(
      firewall(
        standard(
          1,
          'set ztna-ems-tag "EMS1_ZTNA_AD" "EMS1_ZTNA_AV"',
          'set ztna-tags-match-logic and',
        ),
      ),
    ),
    '1',
    estate(
      firewall(
        simple(
          1,
          'set ztna-ems-tag "EMS1_ZTNA_AD" "EMS1_ZTNA_AV"',
          'set ztna-tags-match-logic and',
        ),
      ),
    ),
  ],
  [
    'no-effect',
    'the service of a ZTNA policy',
    estate(firewall(simple(1, 'set service "SSH"'))),
    '1',
    estate(firewall(standard(1, 'set service "SSH"'))),
  ],
  [
    'no-effect',
    'secondary tags of a ZTNA policy',
    estate(firewall(simple(1, 'set ztna-ems-tag-secondary "EMS1_ZTNA_AV"'))),
    '1',
    estate(firewall(standard(1, 'set ztna-ems-tag-secondary "EMS1_ZTNA_AV"'))),
  ],
  [
    'no-effect',
    'negation of nothing',
    estate(firewall(simple(1, 'set ztna-ems-tag ', 'set ztna-ems-tag-negate enable'))),
    '1',
    estate(firewall(simple(1, 'set ztna-ems-tag-negate enable'))),
  ],
  [
    'no-effect',
    'redirection of a policy that denies',
    estate(firewall(simple(1, 'set action deny', 'set ztna-policy-redirect enable'))),
    '1',
    estate(firewall(simple(1, 'set ztna-policy-redirect enable'))),
  ],
  [
    'wide-sharing',
    'a type that no policy asks for',
    estate(firewall(simple(1)), { device: { tagTypes: ['zero_trust', 'fabric'] } }),
    'FGVM00',
    estate(firewall(simple(1))),
  ],
  [
    'wide-sharing',
    'endpoints behind other gateways',
    estate(firewall(simple(1)), { device: { endpointSharing: 'all' } }),
    'FGVM00',
    estate(firewall(standard(1)), { device: { endpointSharing: 'all' } }),
  ],
  [
    'server-unreached',
    'nobody gets in',
    estate(firewall(simple(1, 'set action deny'))),
    'S',
    estate(firewall(simple(1))),
  ],
  [
    'no-access',
    'to any server',
    estate(firewall(simple(1)), { endpoints: [{}, { tags: [] }] }),
    '00000000000000000000000000000001',
    estate(firewall(simple(1))),
  ],
  [
    'not-reached',
    'by an endpoint of today',
    estate(firewall(simple(1, 'set users "bob"'))),
    '1',
    estate(firewall(simple(1, 'set users "bob"')), { endpoints: [{ user: 'bob' }] }),
  ],
  [
    'not-reached',
    'since its tags resolve to nothing',
    estate(firewall(standard(1)), { endpoints: [{ online: false }] }),
    '1',
    estate(firewall(standard(1))),
  ],
])('%s: %s', (kind, _, present, key, absent) => {
  test('is found', () => {
    expect(keys(present, kind)).toContain(key);
  });
  test('is not found where it is none', () => {
    expect(keys(absent, kind)).not.toContain(key);
  });
  test('has a sentence, and repairs after which it is gone', () => {
    const finding = found(present).find((one) => one.about.kind === kind && one.key === key);
    expect(finding && findingReason(finding)).toMatch(/^.{10,}\.$/);
    for (const changes of finding ? mendsFor(finding, present) : []) {
      const after = changes.reduce(
        (world, change) => ({ ...world, ...applyChange(world, change, present.at.epochMs) }),
        present,
      );
      expect(found(after).map(({ id }) => id)).not.toContain(finding?.id);
    }
  });
});

test('the repairs of what can be mended by a change are found', () => {
  const kindsOf = (world: Estate, kind: FindingKind): readonly string[] => {
    const finding = found(world).find(({ about }) => about.kind === kind);
    return finding
      ? mendsFor(finding, world).flatMap((one) => one.map((change) => change.kind))
      : [];
  };
  const shadowed = estate(firewall(simple(1), simple(2, 'set srcaddr "office"')));
  expect(kindsOf(shadowed, 'shadowed')).toEqual(['move-policy', 'disable-policy']);
  expect(
    kindsOf(estate(firewall(simple(1, 'set ztna-ems-tag "EMS1_ZTNA_Ad"'))), 'undefined-reference'),
  ).toEqual(['swap-tag']);
  expect(
    kindsOf(estate(firewall(simple(1)), { device: { authorized: false } }), 'not-connected'),
  ).toEqual(['authorize']);
  expect(
    kindsOf(estate(firewall(simple(1)), { device: { endpointSharing: 'all' } }), 'wide-sharing'),
  ).toEqual(['narrow-endpoint-sharing']);
});

test('a proof names few policies: one, where one is enough', () => {
  const world = estate(
    firewall(
      simple(1, 'set srcaddr "lan"', 'set users "bob"'),
      simple(2, 'set srcaddr "lan"'),
      simple(3, 'set srcaddr "office"'),
    ),
  );
  const [finding] = found(world).filter(({ about }) => about.kind === 'shadowed');
  expect(finding?.because.map(({ key }) => key)).toEqual(['2']);
});
