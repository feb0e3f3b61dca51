import { describe, expect, test } from 'vitest';
import type { Tag } from '#model/tagging/tags.ts';
import { mergeConfig } from '../change/merge.ts';
import { readConfig } from '../config.ts';
import { keptStatements, oddities } from './oddities.ts';

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const containing = (part: string): unknown => expect.stringContaining(part);

const tags: readonly Tag[] = [{ category: 'zero_trust', name: 'IOC Suspicious' }];
const emsSerials = ['FCTEMS1111111111'];

function said(text: string) {
  return oddities(readConfig(text), { tags, emsSerials }).map(
    ({ line, count = 1, decides, message }) => ({ line, count, decides, message }),
  );
}

const zones = `config system zone
    edit "lan"
        set interface "port1" "port2"
    next
end
config system sdwan
    config members
        edit 1
            set interface "wan1"
        next
        edit 2
            set interface "wan1"
            set zone "overlay"
        next
    end
end
`;

describe('interfaces and zones', () => {
  test('an interface of two zones is said at the second', () => {
    expect(said(zones)).toEqual([
      {
        line: 11,
        count: 1,
        decides: true,
        message: matching(/member 2: wan1 .* virtual-wan-link and overlay\./),
      },
    ]);
  });

  test('an interface in a policy beside its zone is said once, with all the lines', () => {
    const text = `${zones.replace('set zone "overlay"', '')}config firewall policy
    edit 1
        set srcintf "port1"
        set dstintf "wan1"
    next
    edit 2
        set srcintf "lan"
        set dstintf "port1"
    next
end
`;
    expect(said(text)).toEqual([
      {
        line: 19,
        count: 2,
        decides: true,
        message: matching(
          /^firewall policy 1 and 1 more: srcintf names port1, which is in the zone lan\./,
        ),
      },
      {
        line: 20,
        count: 1,
        decides: true,
        message: containing('in the zone virtual-wan-link'),
      },
    ]);
  });
});

describe('loops', () => {
  const group = (table: string, name: string, field: string, ...members: readonly string[]) =>
    `config ${table}\n    edit "${name}"\n        set ${field} ${members.map((one) => `"${one}"`).join(' ')}\n    next\nend\n`;

  test.each([
    ['system zone', 'interface'],
    ['firewall addrgrp', 'member'],
    ['firewall service group', 'member'],
    ['firewall schedule group', 'member'],
  ])('of %s are one warning each', (table, field) => {
    const text = [
      group(table, 'a', field, 'b', 'x'),
      group(table, 'b', field, 'c'),
      group(table, 'c', field, 'a'),
      group(table, 'into', field, 'a'),
      group(table, 'self', field, 'self'),
      group(table, 'fine', field, 'x'),
    ].join('');
    // A zone may have an interface of its own name.
    const message = `${table} self contains itself. Only members outside the loop count.`;
    const self = table === 'system zone' ? [] : [{ line: 23, count: 1, decides: true, message }];
    const loops = said(text).filter(({ message }) => message.includes('contain'));
    expect(loops).toEqual([
      {
        line: 3,
        count: 3,
        decides: true,
        message: `${table} a, b and c contain each other. Only members outside the loop count.`,
      },
      ...self,
    ]);
  });

  test('two loops of one table are two warnings, and a long one names its first groups', () => {
    const ring = (start: string, size: number) =>
      Array.from({ length: size }, (_, i) =>
        group('firewall addrgrp', `${start}${i}`, 'member', `${start}${(i + 1) % size}`),
      ).join('');
    const messages = said(ring('p', 2) + ring('q', 20_000)).map(({ message }) => message);
    expect(messages).toEqual([
      containing('p0 and p1 contain each other'),
      containing('q0, q1, q2, q3, q4 and 19995 more contain each other'),
    ]);
  });
});

describe('sources of ZTNA policies', () => {
  const objects = `config firewall address
    edit "malaysia"
        set type geography
        set country "MY"
    next
end
config firewall addrgrp
    edit "east"
        set member "malaysia"
    next
end
config firewall vip
    edit "web"
        set type access-proxy
    next
end
`;
  const policy = (status: string, source: string) => `${objects}config firewall policy
    edit 1
        set srcaddr "all" "${source}"
        set dstaddr "web"
        set ztna-status ${status}
    next
end
`;

  test.each(['malaysia', 'east'])('%s', (source) => {
    expect(said(policy('enable', source))).toEqual([
      {
        line: 19,
        count: 1,
        decides: true,
        message: containing('is of type geography. A ZTNA policy with such a source'),
      },
    ]);
    expect(said(policy('disable', source))).toEqual([]);
  });

  test('of full ZTNA policies, and of no other proxy policies', () => {
    const proxyPolicy = (proxy: string) =>
      `${objects}config firewall proxy-policy\n    edit 1\n        set proxy ${proxy}\n        set srcaddr "east"\n    next\nend\n`;
    expect(said(proxyPolicy('access-proxy'))).toMatchObject([{ line: 20 }]);
    expect(said(proxyPolicy('explicit-web'))).toEqual([]);
  });
});

describe('tags', () => {
  const objects = `config endpoint-control fctems
    edit 2
        set status enable
        set serial-number "FCTEMS1111111111"
    next
end
config firewall address
    edit "fctems1111111111_ioc suspicious"
        set type dynamic
        set sub-type ems-tag
    next
    edit "MAC_fctems1111111111_other"
        set type dynamic
        set sub-type ems-tag
    next
    edit "fctems2222222222_critical"
        set type dynamic
        set sub-type ems-tag
    next
    edit "EMS2_ZTNA_half"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "half"
    next
    edit "EMS2_ZTNA_whole"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "whole"
        set tag-type "zero_trust"
    next
end
`;
  const asks = (...names: readonly string[]) =>
    `${objects}config firewall policy\n    edit 1\n        set ztna-ems-tag ${names.map((one) => `"${one}"`).join(' ')}\n    next\nend\n`;

  test('objects that no policy names are not spoken of', () => {
    expect(said(objects)).toEqual([]);
  });

  test.each([
    [
      'fctems1111111111_ioc suspicious',
      /without obj-tag, .* The object of today is EMS2_ZTNA_IOC Suspicious\.$/,
    ],
    ['MAC_fctems1111111111_other', /The object of today is MAC_EMS2_ZTNA_other\.$/],
    ['fctems2222222222_critical', /No connector of this FortiGate has the EMS FCTEMS2222222222\.$/],
    ['EMS2_ZTNA_half', /without tag-type, .* delete it/],
    ['!EMS2_ZTNA_whole', /no such notation.*set ztna-ems-tag-negate enable\.$/],
  ])('%s', (name, message) => {
    expect(said(asks(name, 'EMS2_ZTNA_whole'))).toEqual([
      { line: 34, count: 1, decides: true, message: matching(message) },
    ]);
  });
});

test('the serial number of no EMS, where EMS is known, and of a disabled entry not', () => {
  const entry = (status: string) =>
    `config endpoint-control fctems\n    edit 1\n        set status ${status}\n        set serial-number "FCTEMS9999999999"\n    next\nend\n`;
  expect(said(entry('enable'))).toEqual([
    {
      line: 4,
      count: 1,
      decides: true,
      message: containing('There is FCTEMS1111111111.'),
    },
  ]);
  expect(said(entry('disable'))).toEqual([]);
  expect(oddities(readConfig(entry('enable')), { tags, emsSerials: null })).toEqual([]);
});

test('mapped ports upside down: of a VIP the value is refused', () => {
  const vip = `config firewall vip
    edit "nat"
        set mappedport 9000-8000
    next
end
`;
  expect(readConfig(vip).warnings).toMatchObject([
    { line: 3, decides: true, message: containing('9000-8000 is upside down.') },
  ]);
  expect(said(vip)).toEqual([]);
});

test('mapped ports upside down, of a real server', () => {
  const text = `config firewall access-proxy
    edit "tcp"
        config api-gateway
            edit 1
                set service tcp-forwarding
                config realservers
                    edit 1
                        set mappedport 22 90-80 80-90
                    next
                end
            next
        end
    next
end
`;
  expect(said(text).map(({ line, message }) => [line, message.split(',')[0]])).toEqual([
    [8, 'firewall access-proxy tcp api-gateway 1 realservers 1: mappedport 90-80 is upside down'],
  ]);
});

test('objects of 7.6 that are not decided are said once each, with the lines', () => {
  const entries = (path: string, ...bodies: readonly string[]) =>
    `config ${path}\n${bodies.map((body, i) => `    edit "e${i}"\n        set ${body}\n    next\n`).join('')}end\n`;
  const text = [
    entries('ztna traffic-forward-proxy', 'vip "a"', 'vip "b"'),
    entries('ztna web-proxy', 'vip "c"'),
    entries('ztna web-portal', 'vip "d"'),
    entries('firewall vip6', 'extip 2001:db8::1', 'type access-proxy'),
    entries('firewall access-proxy6', 'vip "e"'),
    'config firewall proxy-policy\n    edit 4\n        set proxy ztna-proxy\n    next\nend\nconfig ztna web-proxy\nend\n',
  ].join('');
  expect(
    said(text).map(({ line, count, message }) => [line, count, message.split(':')[0]]),
  ).toEqual([
    [2, 2, 'ztna traffic-forward-proxy e0 and 1 more'],
    [10, 1, 'ztna web-proxy e0'],
    [15, 1, 'ztna web-portal e0'],
    [23, 1, 'firewall vip6 e1'],
    [28, 1, 'firewall access-proxy6 e0'],
    [34, 1, 'firewall proxy-policy 4'],
  ]);
});

test('of a merge, what was there before has no place in the text', () => {
  const before = readConfig(zones).config;
  const read = mergeConfig(before, 'config firewall address\n    edit "a"\n    next\nend\n');
  const found = oddities(read, { tags, emsSerials, before: keptStatements(before) });
  expect(found.map(({ line }) => line)).toEqual([0]);
});
