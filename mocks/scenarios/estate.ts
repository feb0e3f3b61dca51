/**
 * What real estates have: two EMS servers, an endpoint over VPN, a server behind a name, one that asks for a
 * log-in, a VIP, and a zone.
 */
import type { EndpointSpec, ScenarioSpec } from '#model/lab/scenario.ts';
import type { StepPlace } from '#model/lab/scenario-steps.ts';

const headquarters = 'FCTEMS8824095601';
const site = 'FCTEMS8824095602';
const edge = 'FGT-EDGE';
const edgeSerial = 'FGVM02TM24013120';

// 2026-03-10 09:00:00 +0100, a Tuesday.
const clock = { epochMs: 1_773_129_600_000, offsetMinutes: 60 };

const uid = (number: number): string =>
  `E57A7E00${number.toString(16).toUpperCase().padStart(24, '0')}`;
const [nora, omar, pia, quinn] = [uid(1), uid(2), uid(3), uid(4)];

const endpoints: readonly EndpointSpec[] = [
  {
    uid: nora,
    host: 'WIN11-NORA',
    user: 'nora.lang',
    groups: ['staff'],
    ip: '10.20.1.11',
    gateway: edge,
    tags: ['ZT:all_registered_clients', 'ZT:Compliant'],
  },
  {
    uid: omar,
    host: 'WIN11-OMAR-HOME',
    user: 'omar.sayed',
    groups: ['staff'],
    ip: '192.168.178.31',
    gateway: null,
    routes: [{ ip: '10.212.134.10', mac: null, interface: 'ssl.root', gateway: edge, vpn: true }],
    tags: ['ZT:all_registered_clients', 'ZT:Compliant'],
  },
  {
    uid: pia,
    host: 'MAC-PIA',
    os: 'macos',
    osVersion: 'macOS 15.2',
    user: 'pia.roth',
    groups: [],
    ip: '10.20.1.12',
    gateway: edge,
    tags: ['ZT:all_registered_clients'],
  },
];

/** Of the contractor's own EMS, which is a site of its own. */
const siteEndpoints: readonly EndpointSpec[] = [
  {
    uid: quinn,
    host: 'WIN10-QUINN',
    osVersion: 'Windows 10 22H2',
    user: 'quinn.ash',
    groups: [],
    ip: '10.20.2.21',
    gateway: edge,
    tags: ['ZT:all_registered_clients', 'ZT:Compliant'],
  },
];

const connector = (number: number, name: string, serial: string): string => `    edit ${number}
        set status enable
        set name "${name}"
        set server "${name.toLowerCase()}.example.com"
        set serial-number "${serial}"
        set tenant-id "00000000000000000000000000000000"
        set capabilities fabric-auth silent-approval websocket push-ca-certs common-tags-api tenant-id
    next
`;

const vip = (name: string, port: number): string => `    edit "${name}"
        set type access-proxy
        set server-type https
        set extip 203.0.113.20
        set extintf "any"
        set extport ${port}
        set ssl-certificate "Fortinet_SSL"
    next
`;

const proxy = (name: string, realServer: string): string => `    edit "${name}"
        set vip "${name}"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        ${realServer}
                    next
                end
            next
        end
    next
`;

const config = `config system interface
    edit "wan1"
        set ip 203.0.113.2 255.255.255.0
        set role wan
    next
    edit "lan"
        set ip 10.20.1.1 255.255.255.0
        set role lan
    next
    edit "contractors"
        set ip 10.20.2.1 255.255.255.0
        set role lan
    next
    edit "servers"
        set ip 10.88.0.1 255.255.255.0
        set role dmz
    next
    edit "ssl.root"
        set ip 10.212.134.1 255.255.255.0
        set role lan
    next
end
config system zone
    edit "inside"
        set interface "lan" "contractors"
    next
end
config endpoint-control fctems
${connector(1, 'HQ', headquarters)}${connector(2, 'Contractors', site)}end
config firewall address
    edit "Files-Server"
        set type fqdn
        set fqdn "files.corp.example"
    next
end
config user group
    edit "staff"
    next
end
config user saml
    edit "corp-idp"
        set entity-id "https://203.0.113.20:9443/remote/saml/metadata"
        set single-sign-on-url "https://203.0.113.20:9443/remote/saml/login"
        set single-logout-url "https://203.0.113.20:9443/remote/saml/logout"
        set idp-entity-id "https://idp.corp.example/metadata"
        set idp-single-sign-on-url "https://idp.corp.example/sso"
    next
end
config authentication scheme
    edit "corp-saml"
        set method saml
        set saml-server "corp-idp"
    next
end
config authentication rule
    edit "ask"
        set srcintf "any"
        set srcaddr "all"
        set active-auth-method "corp-saml"
    next
end
config firewall vip
${vip('ZTNA-intranet', 9443)}${vip('ZTNA-files', 9444)}${vip('ZTNA-wiki', 9445)}    edit "Mail-gateway"
        set extip 203.0.113.25
        set mappedip "10.88.0.25"
        set extintf "wan1"
        set portforward enable
        set extport 587
        set mappedport 587
    next
end
config firewall access-proxy
${proxy('ZTNA-intranet', 'set ip 10.88.0.10')}${proxy('ZTNA-files', 'set addr-type fqdn\n                        set address "Files-Server"')}${proxy('ZTNA-wiki', 'set ip 10.88.0.12')}end
config firewall policy
    edit 1
        set name "intranet"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set ztna-status enable
        set srcaddr "all"
        set dstaddr "ZTNA-intranet"
        set ztna-ems-tag "EMS1_ZTNA_Compliant"
        set schedule "always"
        set service "ALL"
    next
    edit 2
        set name "files"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set ztna-status enable
        set srcaddr "all"
        set dstaddr "ZTNA-files"
        set ztna-ems-tag "EMS1_ZTNA_Compliant"
        set schedule "always"
        set service "ALL"
    next
    edit 3
        set name "wiki-staff"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set ztna-status enable
        set srcaddr "all"
        set dstaddr "ZTNA-wiki"
        set schedule "always"
        set service "ALL"
        set groups "staff"
    next
    edit 10
        set name "vpn-to-servers"
        set srcintf "ssl.root"
        set dstintf "servers"
        set action accept
        set ztna-status enable
        set srcaddr "all"
        set dstaddr "all"
        set ztna-ems-tag "EMS1_ZTNA_Compliant"
        set schedule "always"
        set service "HTTPS"
    next
    edit 11
        set name "mail-in"
        set srcintf "wan1"
        set dstintf "servers"
        set action accept
        set srcaddr "all"
        set dstaddr "Mail-gateway"
        set schedule "always"
        set service "ALL"
    next
end
`;

const to = (endpoint: string, server: string): StepPlace & { page: 'connect' } => ({
  page: 'connect',
  endpoint,
  fortigate: edge,
  server,
  certificate: 'valid',
});
const device = {
  name: edge,
  serial: edgeSerial,
  ip: '203.0.113.2',
  tagTypes: ['zero_trust'],
} as const;

export const estate: ScenarioSpec = {
  about: {
    id: 'estate',
    name: 'A real estate',
    summary:
      'One FortiGate with two EMS servers, an endpoint over VPN, a server behind a domain name, one that asks for a log-in, and a VIP.',
    source: 'Made for Posture Lab',
    steps: [
      {
        id: 'nora',
        text: 'Connect as WIN11-NORA to ZTNA-intranet.',
        notice: 'Allowed by policy 1: WIN11-NORA has Compliant on the EMS of connector EMS1.',
        place: to(nora, 'ZTNA-intranet'),
        goal: {
          kind: 'connected',
          endpoint: nora,
          server: 'ZTNA-intranet',
          outcome: 'accept',
          policyid: 1,
        },
      },
      {
        id: 'files',
        text: 'Connect as WIN11-NORA to ZTNA-files.',
        notice:
          'Denied with error 023: files.corp.example is not in Lab > Names. Add it there, and connect again.',
        place: to(nora, 'ZTNA-files'),
        goal: {
          kind: 'connected',
          endpoint: nora,
          server: 'ZTNA-files',
          outcome: 'deny',
          policyid: 0,
        },
      },
      {
        id: 'cut',
        text: 'On EMS, disconnect FGT-EDGE under Fabric Devices, and connect as WIN11-NORA again.',
        notice:
          'Still allowed: FGT-EDGE keeps its tags for 180 seconds. Step the clock past that, and the connection is denied with error 066.',
        place: { page: 'fabric-devices' },
        goal: { kind: 'looked' },
      },
    ],
    connect: {
      fortigate: edge,
      endpoint: nora,
      server: 'ZTNA-intranet',
      certificate: 'valid',
    },
  },
  clock,
  seed: 20_260_310,
  upcoming: [],
  ems: {
    serial: headquarters,
    customClassificationTags: [],
    endpoints,
    fabricDevices: [device],
  },
  otherEms: [
    {
      name: 'Contractors',
      serial: site,
      customClassificationTags: [],
      endpoints: siteEndpoints,
      fabricDevices: [device],
    },
  ],
  fortigates: [{ name: edge, serial: edgeSerial, ip: '203.0.113.2', config }],
  history: [],
};
