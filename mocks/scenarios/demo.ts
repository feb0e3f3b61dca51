/** First run: two sites, tags of all four categories, and only Zero Trust Tags shared. */
import type { EndpointSpec, PastSession, ScenarioSpec } from '#model/scenario.ts';
import { demoTagging } from './demo-tagging.ts';

// 2025-09-16 10:57:00 +0200, a Tuesday.
const clock = { epochMs: 1_758_013_020_000, offsetMinutes: 120 };

const hq = 'FGT-HQ';
const branch = 'FGT-Branch';
const managed = 'ZT:all_registered_clients';

const specs: readonly EndpointSpec[] = [
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D01',
    host: 'WIN11-ANN',
    user: 'ann.berg',
    groups: ['Finance', 'Staff'],
    ip: '10.0.1.21',
    gateway: hq,
    tags: [managed, 'ZT:FortiAD', 'ZT:Low-Risk', 'ZT:AV-Running', 'CLASS:Finance'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D02',
    host: 'WIN11-BOB',
    user: 'bob.ito',
    groups: ['Staff'],
    ip: '10.0.1.22',
    gateway: hq,
    tags: [managed, 'ZT:FortiAD', 'ZT:AV-Running', 'CLASS:Low'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D03',
    host: 'WIN10-CARLA',
    osVersion: 'Windows 10 22H2',
    user: 'carla.diaz',
    groups: ['Finance', 'Staff'],
    ip: '10.0.1.23',
    gateway: hq,
    tags: [managed, 'ZT:Low-Risk', 'ZT:Windows10', 'CLASS:High', 'CLASS:Finance'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D04',
    host: 'WIN10-DEV',
    osVersion: 'Windows 10 21H2',
    user: 'dev.rao',
    groups: ['Engineering'],
    ip: '10.0.1.24',
    gateway: hq,
    tags: [managed, 'ZT:Windows10', 'OUTBREAK:Apache-Log4j2', 'CLASS:Medium'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D05',
    host: 'MAC-EVA',
    os: 'macos',
    osVersion: 'macOS 15.2',
    user: 'eva.lind',
    groups: ['Engineering'],
    ip: '10.0.1.25',
    gateway: hq,
    tags: [managed, 'ZT:FileVault-On', 'ZT:AV-Running'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D06',
    host: 'MAC-FRED',
    os: 'macos',
    osVersion: 'macOS 14.7',
    user: 'fred.okoye',
    groups: ['Staff'],
    ip: '10.0.1.26',
    gateway: hq,
    tags: [managed, 'ZT:AV-Running', 'CLASS:Low'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D07',
    host: 'LNX-BUILD',
    os: 'linux',
    osVersion: 'Ubuntu 24.04',
    user: 'build',
    ip: '10.0.1.27',
    gateway: hq,
    tags: [managed, 'OUTBREAK:Apache-Log4j2', 'CLASS:Critical'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D08',
    host: 'WIN11-GINA',
    user: 'gina.rossi',
    groups: ['Staff'],
    ip: '10.0.1.28',
    gateway: hq,
    tags: [managed, 'ZT:FortiAD', 'ZT:Malicious-File-Detected', 'FABRIC:IOC-Suspicious'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D09',
    host: 'WIN11-HANS',
    user: 'hans.vogel',
    groups: ['Finance', 'Staff'],
    ip: '10.0.1.29',
    gateway: hq,
    tags: [managed, 'ZT:FortiAD', 'ZT:low-risk', 'ZT:AV-Running'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D0A',
    host: 'WIN10-KIOSK',
    osVersion: 'Windows 10 22H2',
    user: null,
    ip: '10.0.1.30',
    gateway: hq,
    tags: [managed, 'ZT:Windows10', 'CLASS:Low'],
    inSync: false,
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D0B',
    host: 'WIN11-IRIS',
    user: 'iris.chen',
    groups: ['Engineering'],
    ip: '10.0.1.31',
    gateway: hq,
    tags: [managed, 'ZT:FortiAD', 'ZT:Low-Risk'],
    online: false,
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D0C',
    host: 'WIN11-JON',
    user: 'jon.snyder',
    groups: ['Staff'],
    ip: '10.0.1.32',
    gateway: hq,
    tags: [managed, 'ZT:FortiAD', 'FABRIC:IOC-Suspicious'],
    quarantined: true,
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D0D',
    host: 'BR-WIN-KIM',
    user: 'kim.park',
    groups: ['Staff'],
    ip: '10.0.2.21',
    gateway: branch,
    tags: [managed, 'ZT:FortiAD', 'ZT:Low-Risk', 'ZT:AV-Running'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D0E',
    host: 'BR-WIN-LEO',
    user: 'leo.martin',
    groups: ['Staff'],
    ip: '10.0.2.22',
    gateway: branch,
    tags: [managed, 'ZT:FortiAD', 'CLASS:Low', 'CLASS:Windows-Endpoint'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D0F',
    host: 'BR-MAC-MIA',
    os: 'macos',
    osVersion: 'macOS 15.2',
    user: 'mia.novak',
    groups: ['Finance'],
    ip: '10.0.2.23',
    gateway: branch,
    tags: [managed, 'ZT:FileVault-On', 'CLASS:Finance'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D10',
    host: 'BR-POS-1',
    osVersion: 'Windows 10 IoT',
    user: 'pos',
    ip: '10.0.2.24',
    gateway: branch,
    tags: [managed, 'ZT:Windows10', 'CLASS:Critical'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D11',
    host: 'BR-POS-2',
    osVersion: 'Windows 10 IoT',
    user: 'pos',
    ip: '10.0.2.25',
    gateway: branch,
    tags: ['CLASS:Critical'],
    registered: false,
    online: false,
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D12',
    host: 'IPHONE-NIA',
    os: 'ios',
    osVersion: 'iOS 18.1',
    user: 'nia.adams',
    groups: ['Staff'],
    ip: '10.0.1.41',
    gateway: hq,
    tags: [managed],
    manageable: false,
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D13',
    host: 'WIN11-OLGA-HOME',
    user: 'olga.petrova',
    groups: ['Engineering'],
    ip: '192.168.178.20',
    gateway: null,
    tags: [managed, 'ZT:FortiAD', 'ZT:Low-Risk', 'ZT:Off-net'],
  },
  {
    uid: 'A1D0C6E27B9F4A58830E5C14F7B26D14',
    host: 'ANDROID-PAUL',
    os: 'android',
    osVersion: 'Android 15',
    user: 'paul.weber',
    groups: ['Staff'],
    ip: '192.168.1.77',
    gateway: null,
    tags: [managed, 'ZT:Off-net'],
    manageable: false,
    online: false,
  },
];

const interfaces = (third: number): string => `config system interface
    edit "port1"
        set ip 10.0.${third}.1 255.255.255.0
        set role lan
        set alias "LAN"
    next
    edit "port2"
        set ip 10.88.${third}.1 255.255.255.0
        set role dmz
        set alias "Servers"
    next
    edit "port3"
        set ip 203.0.113.${third} 255.255.255.0
        set role wan
        set alias "Internet"
    next
end
`;

const hqConfig = `${interfaces(1)}config firewall address
    edit "all"
        set uuid b458a65a-f759-51ea-d7df-ef2e750026d1
    next
    edit "HQ-LAN"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "Branch-LAN"
        set subnet 10.0.2.0 255.255.255.0
    next
    edit "HQ-Servers"
        set subnet 10.88.1.0 255.255.255.0
    next
    edit "Finance-Server"
        set subnet 10.88.1.20 255.255.255.254
    next
end
config firewall addrgrp
    edit "All-Sites"
        set member "HQ-LAN" "Branch-LAN"
    next
    edit "Suspicious"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_Malicious-File-Detected" "EMS1_FABRIC_IOC-Suspicious"
    next
end
config firewall schedule recurring
    edit "Office-Hours"
        set day monday tuesday wednesday thursday friday
        set start 07:00
        set end 19:00
    next
end
config firewall vip
    edit "ZTNA-webserver"
        set type access-proxy
        set extip 203.0.113.10
        set extintf "any"
        set server-type https
        set extport 9443
    next
    edit "ZTNA-finance"
        set type access-proxy
        set extip 203.0.113.11
        set extintf "any"
        set server-type https
        set extport 443
    next
end
config firewall access-proxy
    edit "ZTNA-webserver"
        set vip "ZTNA-webserver"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.88.1.10
                    next
                end
            next
        end
    next
    edit "ZTNA-finance"
        set vip "ZTNA-finance"
        config api-gateway
            edit 1
                set url-map "/app"
                config realservers
                    edit 1
                        set ip 10.88.1.20
                    next
                end
            next
            edit 2
                config realservers
                    edit 1
                        set ip 10.88.1.21
                    next
                end
            next
        end
    next
end
config user group
    edit "Finance"
    next
    edit "Staff"
    next
    edit "Engineering"
    next
end
config firewall policy
    edit 3
        set name "ZTNA-deny-malicious"
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "ZTNA-webserver"
        set ztna-ems-tag "Suspicious"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 17
        set name "ZTNA-webserver-allow"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-webserver"
        set ztna-ems-tag "EMS1_ZTNA_FortiAD" "EMS1_ZTNA_Low-Risk"
        set ztna-tags-match-logic and
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 5
        set name "LAN-to-servers"
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "HQ-LAN"
        set dstaddr "HQ-Servers"
        set ztna-ems-tag "EMS1_ZTNA_AV-Running"
        set ztna-status enable
        set service "HTTPS" "SSH"
        set schedule "Office-Hours"
        set logtraffic all
    next
    edit 6
        set name "Branch-to-servers"
        set srcintf "port3"
        set dstintf "port2"
        set action accept
        set srcaddr "Branch-LAN"
        set dstaddr "HQ-Servers"
        set ztna-ems-tag "MAC_EMS1_ZTNA_FortiAD"
        set ztna-status enable
        set service "HTTPS"
        set schedule "always"
        set logtraffic all
    next
    edit 9
        set name "Old-any-any"
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set status disable
        set srcaddr "all"
        set dstaddr "all"
        set service "ALL"
        set schedule "always"
    next
end
config firewall proxy-policy
    edit 1
        set name "Finance-critical-deny"
        set proxy access-proxy
        set access-proxy "ZTNA-finance"
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set ztna-ems-tag "EMS1_ZTNA_Malicious-File-Detected"
        set schedule "always"
        set logtraffic all
    next
    edit 2
        set name "Finance-allow"
        set proxy access-proxy
        set access-proxy "ZTNA-finance"
        set srcintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "Finance-Server"
        set ztna-ems-tag "EMS1_ZTNA_Low-Risk" "EMS1_CLASS_Finance"
        set ztna-tags-match-logic and
        set schedule "always"
        set logtraffic all
        set groups "Finance"
    next
end
`;

const branchConfig = `${interfaces(2)}config firewall address
    edit "all"
        set uuid b458a65a-f759-51ea-d7df-ef2e750026d1
    next
    edit "Branch-LAN"
        set subnet 10.0.2.0 255.255.255.0
    next
end
config firewall vip
    edit "ZTNA-store"
        set type access-proxy
        set extip 203.0.113.20
        set extintf "any"
        set server-type https
        set extport 443
    next
end
config firewall access-proxy
    edit "ZTNA-store"
        set vip "ZTNA-store"
        set empty-cert-action accept-unmanageable
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.88.2.10
                    next
                end
            next
        end
    next
end
config user group
    edit "Staff"
    next
end
config firewall policy
    edit 1
        set name "ZTNA-store-phones"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-store"
        set ztna-ems-tag "EMS_ALL_UNMANAGEABLE_CLIENTS"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 2
        set name "ZTNA-store-staff"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-store"
        set ztna-ems-tag "EMS1_ZTNA_FortiAD"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
        set groups "Staff"
    next
end
`;

const visit = (
  secondsBefore: number,
  fortigate: string,
  endpoint: string,
  dstip: string,
  dstport: number,
): PastSession => ({
  secondsBefore,
  fortigate,
  endpoint,
  srcintf: 'port3',
  dstintf: 'root',
  dstip,
  dstport,
  certificate: 'valid',
});

export const demo: ScenarioSpec = {
  tagging: demoTagging,
  about: {
    id: 'demo',
    name: 'Two sites',
    summary:
      'Two FortiGates and twenty endpoints with tags of all four categories. Only Zero Trust Tags are shared, and some policies fail in silence because of it.',
    source: 'Made for Posture Lab',
    tryThis: [
      'Connect as WIN11-ANN to ZTNA-finance: it is denied, and the reason is one setting away.',
      'On EMS, edit FGT-HQ under Fabric Devices and share Classification Tags.',
      'Connect as WIN11-HANS to ZTNA-webserver: low-risk is not Low-Risk.',
    ],
    connect: {
      fortigate: hq,
      endpoint: 'A1D0C6E27B9F4A58830E5C14F7B26D01',
      server: 'ZTNA-finance',
      certificate: 'valid',
      srcintf: 'port3',
    },
  },
  clock,
  seed: 20_250_916,
  upcoming: [],
  ems: {
    serial: 'FCTEMS8824093638',
    customClassificationTags: ['Finance', 'Windows-Endpoint'],
    endpoints: specs,
    fabricDevices: [
      { name: hq, serial: 'FGVM02TM22013110', ip: '10.0.1.1', tagTypes: ['zero_trust'] },
      {
        name: branch,
        serial: 'FGVM02TM22013111',
        ip: '10.0.2.1',
        tagTypes: ['zero_trust'],
      },
    ],
  },
  fortigates: [
    { name: hq, serial: 'FGVM02TM22013110', ip: '10.0.1.1', config: hqConfig },
    {
      name: branch,
      serial: 'FGVM02TM22013111',
      ip: '10.0.2.1',
      config: branchConfig,
    },
  ],
  history: [
    visit(5400, hq, 'WIN11-ANN', '203.0.113.10', 9443),
    visit(4800, hq, 'WIN11-GINA', '203.0.113.10', 9443),
    visit(4100, branch, 'BR-WIN-KIM', '203.0.113.20', 443),
    visit(3300, hq, 'WIN11-HANS', '203.0.113.10', 9443),
    visit(2500, hq, 'WIN10-CARLA', '203.0.113.11', 443),
    visit(1800, hq, 'WIN11-OLGA-HOME', '203.0.113.10', 9443),
    visit(900, branch, 'BR-POS-1', '203.0.113.20', 443),
    visit(300, hq, 'WIN11-IRIS', '203.0.113.10', 9443),
  ],
};
