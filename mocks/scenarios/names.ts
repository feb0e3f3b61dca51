/** Names as long and as odd as the products take them: to see that every screen, line and answer bears them. */
import type { EndpointSpec, ScenarioSpec } from '#model/lab/scenario.ts';
import {
  type PolicyTest,
  everyEndpoint,
  everyServer,
  longestTestName,
  openTest,
} from '#model/lab/policy-test.ts';
import { connectorText } from '#model/ems/ems-connector.ts';

const emsSerial = 'FCTEMS8824095577';

// 2025-12-02 14:00:00 +0100, a Tuesday.
const clock = { epochMs: 1_764_680_400_000, offsetMinutes: 60 };

/** A name of exactly so many characters that begins and ends as is said. */
function named(start: string, length: number, end: string): string {
  return `${start}${'x'.repeat(length - start.length - end.length)}${end}`;
}

/** Nothing but marks, which stand above a letter that is not there. */
function marks(length: number): string {
  return '\u0301\u0323\u0336'.repeat(length).slice(0, length);
}

function uid(number: number): string {
  return `0DD0A3E5${number.toString(16).toUpperCase().padStart(24, '0')}`;
}

const host = named('WIN11-FINANCE-DEPARTMENT-', 63, '-ONE');
const fortigate = named('FGT-', 35, '-HQ');
const tags = {
  posture: named('Corporate-Managed-And-Compliant-', 79, '-Tier-1'),
  twin: named('Corporate-Managed-And-Compliant-', 79, '-Tier-2'),
  marks: marks(79),
  classification: named('Finance-', 79, '-Laptop'),
  outbreak: named('Outbreak-', 79, '-2025'),
  fabric: named('IOC-', 79, '-Found'),
};
const objects = {
  server: named('ZTNA-', 79, '-server'),
  address: named('Servers-', 79, '-dmz'),
  policy: named('Allow-finance-', 35, '-web'),
  group: named('Finance-', 79, '-staff'),
  user: named('anna-katharina.', 64, '@local'),
  radiusUser: named('anna-katharina.', 64, '@radius'),
  localGroup: named('Interns-', 35, '-all'),
  addresses: named('Sites-', 79, '-all'),
  zone: named('Zone-', 35, '-inside'),
  schedule: named('Hours-', 31, '-work'),
};

const managed = 'ZT:all_registered_clients';

const endpoints: readonly EndpointSpec[] = [
  {
    uid: uid(1),
    host,
    osVersion: 'Windows 11 Enterprise 24H2 for workstations, long-term servicing',
    user: named('anna-katharina.', 64, '@example'),
    groups: [objects.group],
    ip: '10.0.1.21',
    gateway: fortigate,
    tags: [
      managed,
      `ZT:${tags.posture}`,
      `ZT:${tags.twin}`,
      `CLASS:${tags.classification}`,
      `OUTBREAK:${tags.outbreak}`,
      `FABRIC:${tags.fabric}`,
      `ZT:${tags.marks}`,
    ],
  },
  {
    uid: uid(2),
    host: marks(63),
    user: marks(64),
    ip: '10.0.1.22',
    gateway: fortigate,
    tags: [managed, `ZT:${tags.marks}`, `CLASS:${tags.marks}`],
  },
  {
    uid: uid(3),
    host: named('WIN11-FINANCE-DEPARTMENT-', 63, '-TWO'),
    user: 'i',
    ip: '192.168.77.77',
    gateway: null,
    tags: [managed, `ZT:${tags.twin}`],
  },
];

const config = `config system interface
    edit "port1"
        set ip 10.0.1.1 255.255.255.0
        set role lan
    next
    edit "port3"
        set ip 203.0.113.1 255.255.255.0
        set role wan
    next
    edit "port4"
        set alias "${named('Guests-', 25, '-floor-4')}"
        set ip 192.168.104.254 255.255.255.0
    next
end
config system zone
    edit "${objects.zone}"
        set interface "port4"
    next
end
${connectorText(emsSerial, { name: named('EMS-', 35, '-main'), server: `${named('ems-', 63, '-one')}.${named('site-', 63, '-two')}.example.com` })}config firewall address
    edit "all"
    next
    edit "${objects.address}"
        set subnet 10.0.9.0 255.255.255.0
    next
end
config user local
    edit "${objects.user}"
    next
    edit "${objects.radiusUser}"
        set type radius
    next
end
config user group
    edit "${objects.group}"
    next
    edit "${objects.localGroup}"
        set member "${objects.user}" "${objects.radiusUser}" "LDAP-elsewhere"
    next
end
config firewall schedule recurring
    edit "always"
        set day sunday monday tuesday wednesday thursday friday saturday
    next
    edit "${objects.schedule}"
        set day monday tuesday wednesday thursday friday
        set start 06:00
        set end 20:00
    next
end
config firewall vip
    edit "${objects.server}"
        set type access-proxy
        set extip 203.0.113.10
        set extintf "any"
        set server-type https
        set extport 9443
        set ssl-certificate "Fortinet_Factory"
    next
end
config firewall access-proxy
    edit "${objects.server}"
        set vip "${objects.server}"
        config api-gateway
            edit 1
                set url-map "/${'finance/'.repeat(20)}"
                config realservers
                    edit 1
                        set ip 10.0.9.10
                    next
                end
            next
            edit 2
                config realservers
                    edit 1
                        set ip 10.0.9.11
                    next
                end
            next
        end
    next
end
config firewall addrgrp
    edit "${objects.addresses}"
        set member "${objects.address}"
        set comment "${'A comment as long as it may be. '.repeat(8).slice(0, 255)}"
    next
    edit "${named('Tags-', 79, '-group')}"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_${tags.posture}" "EMS1_ZTNA_${tags.twin}"
    next
end
config firewall policy
    edit 1000000001
        set name "${objects.policy}"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all" "${objects.address}"
        set dstaddr "${objects.server}"
        set groups "${objects.group}"
        set ztna-ems-tag "EMS1_ZTNA_${tags.posture}" "EMS1_ZTNA_${tags.twin}" "EMS1_ZTNA_${tags.marks}" "EMS1_CLASS_${tags.classification}" "${named('Tags-', 79, '-group')}"
        set ztna-tags-match-logic and
        set ztna-status enable
        set service "ALL"
        set schedule "${objects.schedule}"
        set logtraffic all
        set comments "${'A comment as long as it may be, and then some. '.repeat(20).slice(0, 1000)}"
    next
    edit 2
        set name "${named('Deny-', 35, '-web')}"
        set srcintf "any"
        set dstintf "any"
        set action deny
        set srcaddr "all"
        set dstaddr "${objects.server}"
        set ztna-ems-tag "EMS1_OUTBREAK_${tags.outbreak}"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 3
        set name "${marks(35)}"
        set srcintf "port1"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "${objects.address}"
        set ztna-ems-tag "MAC_EMS1_ZTNA_${tags.posture}"
        set ztna-status enable
        set service "HTTPS" "SSH" "RDP" "HTTP" "DNS"
        set schedule "always"
        set logtraffic all
    next
end
config firewall proxy-policy
    edit 1
        set name "${named('Proxy-', 35, '-web')}"
        set proxy access-proxy
        set access-proxy "${objects.server}"
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "${objects.address}"
        set action accept
        set schedule "always"
        set logtraffic all
        set ztna-ems-tag "EMS1_FABRIC_${tags.fabric}"
    next
end
`;

const link = (secondsBefore: number) => ({
  endpoint: host,
  secondsBefore,
  fortigate,
  srcintf: 'port1',
  dstintf: 'port1',
  dstip: '203.0.113.10',
  dstport: 9443,
  certificate: 'valid' as const,
});

const longTests: readonly PolicyTest[] = [
  {
    ...openTest,
    name: named('Finance-may-reach-its-server-', longestTestName, '-always'),
    who: {
      ...everyEndpoint,
      endpoints: [host, marks(63)],
      users: [marks(64)],
      groups: [objects.group],
      allOf: [{ category: 'zero_trust', name: tags.posture }],
      anyOf: [
        { category: 'classification', name: tags.classification },
        { category: 'zero_trust', name: tags.marks },
      ],
      noneOf: [{ category: 'fabric', name: tags.fabric }],
    },
    to: { ...everyServer, servers: [objects.server], path: `/${'x'.repeat(200)}` },
    through: [fortigate],
    withoutCertificate: 'may-not-reach',
  },
  {
    ...openTest,
    name: marks(longestTestName),
    who: { ...everyEndpoint, endpoints: [host] },
    to: { ...everyServer, servers: [objects.server] },
  },
  {
    ...openTest,
    name: named('Nobody-', longestTestName, '-reaches-it'),
    who: { ...everyEndpoint, endpoints: [named('WIN11-', 63, '-GONE')] },
    expect: 'only',
    to: { ...everyServer, servers: [named('ZTNA-', 79, '-gone')] },
  },
];

export const longNames: ScenarioSpec = {
  about: {
    id: 'names',
    name: 'Names at their limits',
    summary:
      'Hosts of 63 characters, tags of 79, policies of 35 and users of 64, without a space or with combining marks. This world tests how pages show very long names.',
    source: 'Made for Posture Lab',
    steps: [
      {
        id: 'endpoints',
        text: 'Open All Endpoints.',
        notice:
          'Long names are cut in the middle. Point at a name, or focus it with Tab, to read it in full.',
        place: { page: 'endpoints', search: '' },
        goal: { kind: 'looked' },
      },
      {
        id: 'deny',
        text: 'Connect as the first endpoint.',
        notice: 'Policy 2 denies the session, because the FortiGate knows the outbreak alert tag.',
        place: {
          page: 'connect',
          endpoint: uid(1),
          fortigate,
          server: objects.server,
          certificate: 'valid',
        },
        goal: {
          kind: 'connected',
          endpoint: uid(1),
          server: objects.server,
          outcome: 'deny',
          policyid: 2,
        },
      },
    ],
    connect: {
      fortigate,
      endpoint: uid(1),
      server: objects.server,
      certificate: 'valid',
    },
  },
  clock,
  seed: 20_251_202,
  upcoming: [],
  ems: {
    serial: emsSerial,
    customClassificationTags: [tags.classification],
    endpoints,
    fabricDevices: [
      {
        name: fortigate,
        serial: 'FGVM04TM23000777',
        ip: '10.0.1.1',
        tagTypes: ['zero_trust', 'outbreak_alert', 'fabric'],
      },
    ],
  },
  fortigates: [{ name: fortigate, serial: 'FGVM04TM23000777', ip: '10.0.1.1', config }],
  policyTests: longTests,
  history: [link(120), link(60)],
};
