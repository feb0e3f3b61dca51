/** A Security Fabric of three FortiGates and an HA cluster: tags shared differently with each. */
import type { EndpointSpec, ScenarioSpec } from '#model/lab/scenario.ts';
import type { StepPlace } from '#model/lab/scenario-steps.ts';
import { connectorText } from '#model/ems/ems-connector.ts';

const emsSerial = 'FCTEMS8824095500';

// 2025-10-07 09:15:00 +0100, a Tuesday.
const clock = { epochMs: 1_759_824_900_000, offsetMinutes: 60 };

const managed = 'ZT:all_registered_clients';

function uid(number: number): string {
  return `FAB51C00${number.toString(16).toUpperCase().padStart(24, '0')}`;
}

const endpoints: readonly EndpointSpec[] = [
  ['ROOT-PC-1', 'ana', '10.1.0.21', 'FGT-ROOT', ['ZT:Compliant', 'CLASS:High']],
  ['ROOT-PC-2', 'ben', '10.1.0.22', 'FGT-ROOT', ['ZT:Compliant', 'OUTBREAK:Apache-Log4j2']],
  ['ROOT-PC-3', 'cleo', '10.1.0.23', 'FGT-ROOT', ['CLASS:Low']],
  ['WEST-PC-1', 'dan', '10.2.0.21', 'FGT-WEST', ['ZT:Compliant', 'CLASS:High']],
  ['WEST-PC-2', 'ella', '10.2.0.22', 'FGT-WEST', ['FABRIC:IOC-Suspicious', 'ZT:Compliant']],
  ['EAST-PC-1', 'finn', '10.3.0.21', 'FGT-EAST', ['ZT:Compliant', 'CLASS:Critical']],
  ['EAST-PC-2', 'gwen', '10.3.0.22', 'FGT-EAST', ['ZT:compliant']],
  ['DC-ADMIN-1', 'hugo', '10.4.0.21', 'FGT-DC', ['ZT:Compliant', 'CLASS:Critical']],
  ['HOME-PC-1', 'ines', '192.168.7.20', null, ['ZT:Compliant', 'CLASS:High']],
].map(([host, user, ip, gateway, tags], i) => ({
  uid: uid(i + 1),
  host: String(host),
  user: String(user),
  groups: ['Staff'],
  ip: String(ip),
  gateway: typeof gateway === 'string' ? gateway : null,
  tags: [managed, ...(Array.isArray(tags) ? tags : [])],
}));

function config(site: number, server: string, tags: string): string {
  return `config system interface
    edit "port1"
        set ip 10.${site}.0.1 255.255.255.0
        set role lan
    next
    edit "port2"
        set ip 10.${site}.9.1 255.255.255.0
        set role dmz
    next
    edit "port3"
        set ip 203.0.113.${site} 255.255.255.0
        set role wan
    next
end
${connectorText(emsSerial)}config firewall address
    edit "all"
    next
    edit "Servers"
        set subnet 10.${site}.9.0 255.255.255.0
    next
end
config firewall vip
    edit "${server}"
        set type access-proxy
        set extip 203.0.113.${30 + site}
        set extintf "any"
        set server-type https
        set extport 443
        set ssl-certificate "Fortinet_Factory"
    next
end
config firewall access-proxy
    edit "${server}"
        set vip "${server}"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.${site}.9.10
                    next
                end
            next
        end
    next
end
config firewall policy
    edit 1
        set name "ZTNA-${server}"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "${server}"
        set ztna-ems-tag ${tags}
        set ztna-tags-match-logic and
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 2
        set name "LAN-to-servers"
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "all"
        set dstaddr "Servers"
        set ztna-ems-tag "MAC_EMS1_ZTNA_Compliant"
        set ztna-status enable
        set service "HTTPS"
        set schedule "always"
        set logtraffic all
    next
end
`;
}

const compliant = '"EMS1_ZTNA_Compliant"';

const westGoal = (server: string) => ({ kind: 'connected', endpoint: uid(4), server }) as const;
const westTo = (fortigate: string, server: string): StepPlace => ({
  page: 'connect',
  endpoint: uid(4),
  fortigate,
  server,
  certificate: 'valid',
});

export const fabric: ScenarioSpec = {
  about: {
    id: 'fabric',
    name: 'Security Fabric and HA',
    summary:
      'A Security Fabric with a root and two downstream FortiGates, and an HA cluster beside it. EMS shares different tag types with each FortiGate, so the same endpoint is allowed on one and denied on another.',
    source: 'Made for Posture Lab',
    steps: [
      {
        id: 'who-knows',
        text: 'Open Who knows what for WEST-PC-1.',
        notice:
          'EMS shares different tag types with each of the four FortiGates, so each knows different tags.',
        place: { page: 'who-knows', endpoint: uid(4) },
        goal: { kind: 'looked' },
      },
      {
        id: 'root',
        text: 'Connect as WEST-PC-1 to Intranet-root.',
        notice: 'Allowed. EMS shares Classification Tags with FGT-ROOT, so FGT-ROOT knows High.',
        place: westTo('FGT-ROOT', 'Intranet-root'),
        goal: { ...westGoal('Intranet-root'), outcome: 'accept', policyid: 1 },
      },
      {
        id: 'east',
        text: 'Connect as WEST-PC-1 to Intranet-east.',
        notice: 'Denied by the same policy. EMS shares only Zero Trust Tags with FGT-EAST.',
        place: westTo('FGT-EAST', 'Intranet-east'),
        goal: { ...westGoal('Intranet-east'), outcome: 'deny', policyid: 0 },
      },
      {
        id: 'expire',
        text: 'Disconnect FGT-ROOT (Actions), and step the clock by 15 minutes.',
        notice:
          'The connections of FGT-WEST and FGT-EAST expire, because only the root keeps them alive.',
        place: { page: 'fabric-devices' },
        goal: { kind: 'expired', devices: ['FGT-WEST', 'FGT-EAST'] },
      },
    ],
    connect: {
      fortigate: 'FGT-EAST',
      endpoint: uid(4),
      server: 'Intranet-east',
      certificate: 'valid',
    },
  },
  clock,
  seed: 20_251_007,
  upcoming: [],
  ems: {
    serial: emsSerial,
    customClassificationTags: [],
    endpoints,
    fabricDevices: [
      {
        name: 'FGT-ROOT',
        serial: 'FGVM04TM23000101',
        ip: '10.1.0.1',
        tagTypes: ['zero_trust', 'classification', 'outbreak_alert', 'fabric'],
        endpointSharing: 'all',
        fabric: { name: 'Lab-Fabric', role: 'root' },
      },
      {
        name: 'FGT-WEST',
        serial: 'FGVM04TM23000102',
        ip: '10.2.0.1',
        tagTypes: ['zero_trust', 'classification'],
        fabric: { name: 'Lab-Fabric', role: 'downstream' },
      },
      {
        name: 'FGT-EAST',
        serial: 'FGVM04TM23000103',
        ip: '10.3.0.1',
        tagTypes: ['zero_trust'],
        endpointSharing: 'selected',
        selected: ['FGT-WEST'],
        fabric: { name: 'Lab-Fabric', role: 'downstream' },
      },
      {
        name: 'FGT-DC',
        serial: 'FGVM04TM23000201',
        ip: '10.4.0.1',
        tagTypes: ['zero_trust', 'fabric'],
        ha: { cluster: 'DC', secondary: 'FGVM04TM23000202' },
      },
    ],
  },
  fortigates: [
    {
      name: 'FGT-ROOT',
      serial: 'FGVM04TM23000101',
      ip: '10.1.0.1',
      config: config(1, 'Intranet-root', `${compliant} "EMS1_CLASS_High"`),
    },
    {
      name: 'FGT-WEST',
      serial: 'FGVM04TM23000102',
      ip: '10.2.0.1',
      config: config(2, 'Intranet-west', compliant),
    },
    {
      name: 'FGT-EAST',
      serial: 'FGVM04TM23000103',
      ip: '10.3.0.1',
      config: config(3, 'Intranet-east', `${compliant} "EMS1_CLASS_High"`),
    },
    {
      name: 'FGT-DC',
      serial: 'FGVM04TM23000201',
      ip: '10.4.0.1',
      config: config(4, 'Backups', `${compliant} "EMS1_CLASS_Critical"`),
    },
  ],
  history: [],
};
