/** The guide's Example 2 [seed, 588080]: All of FortiAD and Low-Risk, and `Low` is not `Low-Risk`. */
import type { OtherSession, PastSession, ScenarioSpec } from '#model/lab/scenario.ts';
import type { StepPlace } from '#model/lab/scenario-steps.ts';
import { connectorText } from '#model/ems/ems-connector.ts';

const emsSerial = 'FCTEMS8824093638';

// 2025-03-25 14:17:41 -0700, the second of the published line's event.
const clock = { epochMs: 1_742_937_461_000, offsetMinutes: -420 };

const config = `config system interface
    edit "port1"
        set ip 192.168.34.181 255.255.255.0
    next
    edit "port2"
        set ip 10.88.0.1 255.255.255.0
        set role lan
    next
end
${connectorText(emsSerial)}config firewall address
    edit "all"
        set uuid b458a65a-f759-51ea-d7df-ef2e750026d1
    next
    edit "Intranet"
        set uuid 7e0a2f0c-1c44-51f0-6d13-3a5f0b9c8d11
        set subnet 10.88.0.0 255.255.255.0
    next
end
config firewall vip
    edit "ZTNA-server"
        set uuid 2f8f55b0-09a5-51f0-0c1a-7d4c6b1f2e93
        set type access-proxy
        set extip 192.168.34.181
        set extintf "any"
        set server-type https
        set extport 443
        set ssl-certificate "Fortinet_Factory"
    next
end
config firewall access-proxy
    edit "ZTNA-server"
        set vip "ZTNA-server"
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
config firewall policy
    edit 17
        set name "ZTNA-webserver-allow"
        set uuid 8065fc36-cd28-51ef-cd5a-84f5ae253c13
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-server"
        set ztna-ems-tag "EMS1_ZTNA_FortiAD" "EMS1_ZTNA_Low-Risk"
        set ztna-tags-match-logic and
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
    edit 21
        set name "Managed-to-intranet"
        set uuid 94c1f7d2-0b3e-51f0-9a77-5c2e8f6d4b20
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "all"
        set dstaddr "Intranet"
        set ztna-ems-tag "EMS1_ZTNA_all_registered_clients"
        set ztna-status enable
        set service "HTTPS" "SSH"
        set schedule "always"
        set logtraffic all
    next
end
`;

const toServer = (secondsBefore: number, endpoint: string): PastSession => ({
  secondsBefore,
  fortigate: 'FGT-A',
  endpoint,
  dstintf: 'root',
  dstip: '192.168.34.181',
  dstport: 443,
  certificate: 'valid',
});
const toIntranet = (dstport: number): OtherSession => ({
  fortigate: 'FGT-A',
  endpoint: 'WIN10-02',
  dstintf: 'port2',
  dstip: '10.88.0.3',
  dstport,
  certificate: 'none',
});

const attempt = { endpoint: '4197282468E54B0080CA170C8536A596', server: 'ZTNA-server' };
const connectPlace: StepPlace = {
  page: 'connect',
  ...attempt,
  fortigate: 'FGT-A',
  certificate: 'valid',
};

/** The published line is number 7 of its device: six other sessions are logged just after it. */
const others = [443, 3389, 443, 22, 443, 3389].map(toIntranet);

export const example2: ScenarioSpec = {
  about: {
    id: 'example-2',
    name: 'Example 2: All of',
    summary:
      'The policy asks for All of FortiAD and Low-Risk. WIN10-02 has FortiAD and the classification tag Low, which is another tag, and is denied.',
    source: 'FortiOS 7.6 Administration Guide, 588080',
    steps: [
      {
        id: 'denied',
        text: 'Connect as WIN10-02, and read the denied page and the log line.',
        notice:
          'Denied with error 065. WIN10-02 has FortiAD and the classification tag Low; policy 17 asks for All of FortiAD and Low-Risk.',
        place: connectPlace,
        goal: { kind: 'connected', ...attempt, outcome: 'deny', policyid: 0 },
      },
      {
        id: 'traffic',
        text: 'Open Log & Report > ZTNA Traffic of FGT-A.',
        notice: 'Five lines of subtype ztna. The newest is the published one, record 7.',
        place: { page: 'ztna-traffic', fortigate: 'FGT-A' },
        goal: { kind: 'looked' },
      },
      {
        id: 'any',
        text: 'Edit policy 17: turn All into Any, and press OK.',
        notice: 'Only the match logic changes. The two tags stay.',
        place: { page: 'firewall-policy', fortigate: 'FGT-A', id: 17 },
        goal: { kind: 'policy-logic', fortigate: 'FGT-A', policyid: 17, logic: 'or' },
      },
      {
        id: 'allowed',
        text: 'Connect as WIN10-02 again.',
        notice: 'Allowed by policy 17: one of its tags, FortiAD, is enough.',
        place: connectPlace,
        goal: { kind: 'connected', ...attempt, outcome: 'accept', policyid: 17 },
      },
    ],
    connect: {
      fortigate: 'FGT-A',
      endpoint: '4197282468E54B0080CA170C8536A596',
      server: 'ZTNA-server',
      certificate: 'valid',
    },
  },
  clock,
  seed: 588_081,
  upcoming: [
    {
      sessionid: 2811,
      srcport: 56_662,
      lanin: 3710,
      lanout: 7061,
      nanoseconds: 544_682_088,
      others,
    },
  ],
  ems: {
    serial: emsSerial,
    customClassificationTags: ['Windows-Endpoint'],
    endpoints: [
      {
        uid: '4197282468E54B0080CA170C8536A596',
        host: 'WIN10-02',
        osVersion: 'Windows 10 22H2',
        user: 'tsmith',
        ip: '192.168.34.43',
        gateway: 'FGT-A',
        tags: [
          'CLASS:Windows-Endpoint',
          'ZT:FortiAD',
          'ZT:Windows10',
          'ZT:all_registered_clients',
          'CLASS:Low',
        ],
      },
      {
        uid: '7C0D1E9A52B84F6E8A3391D0C4F2B7E5',
        host: 'WIN11-07',
        user: 'mjohnson',
        ip: '192.168.34.44',
        gateway: 'FGT-A',
        tags: ['ZT:FortiAD', 'ZT:Low-Risk', 'ZT:all_registered_clients'],
      },
      {
        uid: '1B6F0A4C9D2E47538E17C5A09B3D8F62',
        host: 'MAC-11',
        os: 'macos',
        osVersion: 'macOS 15.2',
        user: 'akim',
        ip: '192.168.34.45',
        gateway: 'FGT-A',
        tags: ['ZT:Low-Risk', 'ZT:all_registered_clients'],
      },
    ],
    fabricDevices: [
      {
        name: 'FGT-A',
        serial: 'FGVM02TM22013110',
        ip: '192.168.34.181',
        tagTypes: ['zero_trust', 'classification'],
      },
    ],
  },
  fortigates: [{ name: 'FGT-A', serial: 'FGVM02TM22013110', ip: '192.168.34.181', config }],
  // The published line is the fifth of subtype ztna.
  history: [
    toServer(1900, 'WIN11-07'),
    { ...toIntranet(443), secondsBefore: 1500 },
    toServer(1210, 'MAC-11'),
    toServer(640, 'WIN11-07'),
    { ...toIntranet(3389), secondsBefore: 600 },
    toServer(75, 'WIN10-02'),
  ],
};
