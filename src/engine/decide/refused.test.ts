/** Values that no device would take, whose defaults hold; references that lead nowhere or in circles, which match nothing. */
import { describe, expect, test } from 'vitest';
import { caseWorld, readCases } from '#formats/case.ts';
import { decide } from './decide.ts';

const base = `config firewall address
    edit "all"
    next
    edit "lan"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "other"
        set subnet 10.0.5.0 255.255.255.0
    next
    edit "gap"
        set subnet 10.0.1.0 255.0.255.0
    next
    edit "no address"
        set subnet 10.0.1.999 255.255.255.0
    next
    edit "no type"
        set type everything
    next
end
config firewall addrgrp
    edit "itself"
        set member "itself"
    next
    edit "circle 1"
        set member "circle 2"
    next
    edit "circle 2"
        set member "circle 1" "lan"
    next
    edit "excludes itself"
        set member "lan"
        set exclude enable
        set exclude-member "excludes itself"
    next
end
config firewall service custom
    edit "no protocol"
        set protocol anything
        set tcp-portrange 443
    next
end
config firewall service group
    edit "service circle"
        set member "service circle" "HTTPS"
    next
end
config firewall schedule recurring
    edit "no day"
        set day monday tuesday wednesday thursday friday saturday sunday
        set start 25:00
        set end 26:00
    next
end
`;

function policy(change: string): string {
  return `config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
        ${change}
    next
end
`;
}

function decided(config: string) {
  const [one] = readCases(
    JSON.stringify({
      name: 'refused',
      ems: {
        endpoints: [
          {
            host: 'PC',
            uid: '1'.repeat(32),
            os: 'windows',
            ip: '10.0.1.2',
            mac: '02:00:00:00:00:01',
            gateway: 'A',
          },
        ],
        fabricDevices: [{ name: 'A', serial: 'FGVM000000000001' }],
      },
      fortigates: [{ name: 'A', config }],
      sessions: [
        { fortigate: 'A', endpoint: 'PC', srcintf: 'port1', dstip: '10.9.9.9', dstport: 443 },
      ],
    }),
  );
  if (!one) throw new Error('no case');
  const world = caseWorld(one);
  const [fortigate] = world.fortigates;
  const [first] = world.sessions;
  if (!fortigate || !first) throw new Error('no session');
  return decide(world.ems, fortigate, first.session, world.resolver);
}

describe('a value that FortiOS refuses leaves its default in force (domain.md section 11)', () => {
  test.each([
    // An address without a subnet is 0.0.0.0/0.
    ['set srcaddr "gap"', 'accept'],
    ['set srcaddr "no address"', 'accept'],
    ['set srcaddr "no type"', 'accept'],
    // TCP/UDP/SCTP, and its ports.
    ['set service "no protocol"', 'accept'],
    ['set srcaddr-negate perhaps', 'accept'],
    ['set status on', 'accept'],
    ['set logtraffic everything', 'accept'],
    // What was set before it holds.
    ['set action perhaps', 'accept'],
  ])('%s: %s', (change, action) => {
    expect(decided(base + policy(change)).action).toBe(action);
  });
});

describe('a reference that leads nowhere matches nothing', () => {
  test.each([
    ['set srcaddr "nowhere"', 'deny'],
    ['set srcaddr "itself"', 'deny'],
    ['set srcaddr "circle 1"', 'accept'],
    ['set srcaddr "excludes itself"', 'accept'],
    ['set srcaddr "nowhere" "lan"', 'accept'],
    ['set service "nothing of the kind"', 'deny'],
    ['set service "service circle"', 'accept'],
    ['set schedule "no schedule"', 'deny'],
    // Its times are none: it is never active.
    ['set schedule "no day"', 'deny'],
    ['set ztna-status enable\n set ztna-ems-tag "EMS1_ZTNA_Nobody"', 'deny'],
  ])('%s: %s', (change, action) => {
    expect(decided(base + policy(change)).action).toBe(action);
  });
});

test('groups that lead to each other by more ways than can be counted are decided at once', () => {
  const levels = 60;
  const ladder = (table: string, member: string): string =>
    `config ${table}\n${Array.from(
      { length: levels },
      (_, i) =>
        `    edit "l${i}"\n        set member "l${i + 1}" "r${i + 1}"\n    next\n    edit "r${i}"\n        set member "r${i + 1}" "l${i + 1}"\n    next\n`,
    ).join('')}    edit "l${levels}"\n        set member "${member}"\n    next\nend\n`;
  const groups =
    ladder('firewall addrgrp', 'lan') +
    ladder('firewall service group', 'HTTPS') +
    ladder('firewall schedule group', 'always');
  const asked = 'set srcaddr "l0"\n        set service "l0"\n        set schedule "l0"';
  expect(decided(base + groups + policy(asked)).action).toBe('accept');
  // And where each level excludes something.
  const excluding = groups.replaceAll(
    /set member "([lr]\d+)" "([lr]\d+)"/g,
    '$&\n        set exclude enable\n        set exclude-member "other"',
  );
  expect(decided(base + excluding + policy(asked)).action).toBe('accept');
});

test('a chain of groups longer than any stack ends', () => {
  const length = 20_000;
  const chain = (exclude: string): string =>
    `config firewall addrgrp\n${Array.from(
      { length },
      (_, i) => `    edit "g${i}"\n        set member "g${i + 1}"${exclude}\n    next\n`,
    ).join('')}    edit "g${length}"\n        set member "lan"\n    next\nend\n`;
  const asked = policy('set srcaddr "g0"');
  expect(decided(base + chain('') + asked).action).toBe('accept');
  // Deeper than any device nests groups that exclude: contains nothing, and does not throw.
  expect(decided(base + chain('\n        set exclude enable') + asked).action).toBe('deny');
});
