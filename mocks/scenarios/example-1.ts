/** The guide's Example 1 [seed, 588080]: a simple ZTNA policy asks for Any of FortiAD and Low-Risk. */
import type { OtherSession, ScenarioSpec } from '#model/lab/scenario.ts';
import type { StepPlace } from '#model/lab/scenario-steps.ts';
import { connectorText } from '#model/ems/ems-connector.ts';

const emsSerial = 'FCTEMS8824093638';

// 2025-01-07 10:57:00 -0800, a second before the published line's event.
const clock = { epochMs: 1_736_276_220_000, offsetMinutes: -480 };

const config = `config system interface
    edit "port1"
        set ip 10.88.0.1 255.255.255.0
        set role lan
    next
    edit "port3"
        set ip 10.0.3.1 255.255.255.0
        set role wan
    next
end
${connectorText(emsSerial)}config firewall address
    edit "all"
        set uuid b458a65a-f759-51ea-d7df-ef2e750026d1
    next
end
config firewall vip
    edit "ZTNA-webserver"
        set uuid 5f1f1b2e-cd27-51ef-8d0c-2a8b86d8a0b7
        set type access-proxy
        set extip 10.0.3.10
        set extintf "port3"
        set server-type https
        set extport 9043
        set empty-cert-action accept
        set ssl-certificate "Fortinet_Factory"
    next
end
config firewall access-proxy
    edit "ZTNA-webserver"
        set vip "ZTNA-webserver"
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
        set srcintf "port3"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "ZTNA-webserver"
        set ztna-ems-tag "EMS1_ZTNA_FortiAD" "EMS1_ZTNA_Low-Risk"
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
end
`;

const win1001 = '00000000000000000000000000000001';
const win1002 = '00000000000000000000000000000002';
const attempt = (endpoint: string) => ({ endpoint, server: 'ZTNA-webserver' });
const connectTo = (endpoint: string): StepPlace => ({
  page: 'connect',
  ...attempt(endpoint),
  fortigate: 'FGT-A',
  certificate: 'none',
});

/** The published line is number 2 of its device: one other session is logged just after it. */
const others: readonly OtherSession[] = [
  {
    fortigate: 'FGT-A',
    endpoint: 'WIN11-03',
    dstintf: 'port2',
    dstip: '10.88.0.3',
    dstport: 443,
    certificate: 'none',
  },
];

export const example1: ScenarioSpec = {
  about: {
    id: 'example-1',
    name: 'Example 1: Any of',
    summary:
      'One server behind one simple ZTNA policy that asks for Any of two security posture tags. WIN10-01 has one of them, presents no certificate, and is allowed.',
    source: 'FortiOS 7.6 Administration Guide, 588080',
    steps: [
      {
        id: 'any',
        text: 'Connect as WIN10-01, which has FortiAD and presents no certificate.',
        notice:
          'Allowed by policy 17, which asks for Any of two tags. The log line is the published one.',
        place: connectTo(win1001),
        goal: { kind: 'connected', ...attempt(win1001), outcome: 'accept', policyid: 17 },
      },
      {
        id: 'all',
        text: 'Edit policy 17: turn Any into All, and press OK.',
        notice: 'An open session ends at once, because policy 17 no longer allows it.',
        place: { page: 'firewall-policy', fortigate: 'FGT-A', id: 17 },
        goal: { kind: 'policy-logic', fortigate: 'FGT-A', policyid: 17, logic: 'and' },
      },
      {
        id: 'all-denied',
        text: 'Connect as WIN10-01 again.',
        notice: 'Denied: Low-Risk is missing, and policy 17 now asks for All of its tags.',
        place: connectTo(win1001),
        goal: { kind: 'connected', ...attempt(win1001), outcome: 'deny', policyid: 0 },
      },
      {
        id: 'low',
        text: 'Connect as WIN10-02, which has neither tag.',
        notice: 'Denied. It has the classification tag Low, and Low is not Low-Risk.',
        place: connectTo(win1002),
        goal: { kind: 'connected', ...attempt(win1002), outcome: 'deny', policyid: 0 },
      },
    ],
    connect: {
      fortigate: 'FGT-A',
      endpoint: '00000000000000000000000000000001',
      server: 'ZTNA-webserver',
      certificate: 'none',
    },
  },
  clock,
  seed: 588_080,
  upcoming: [
    {
      sessionid: 8876,
      srcport: 17_322,
      lanin: 1764,
      lanout: 3049,
      nanoseconds: 378_088_305,
      others,
    },
  ],
  ems: {
    serial: emsSerial,
    customClassificationTags: [],
    endpoints: [
      {
        uid: '00000000000000000000000000000001',
        host: 'WIN10-01',
        osVersion: 'Windows 10 22H2',
        user: 'tsmith',
        ip: '10.0.3.2',
        gateway: 'FGT-A',
        tags: ['ZT:FortiAD'],
      },
      {
        uid: '00000000000000000000000000000002',
        host: 'WIN10-02',
        osVersion: 'Windows 10 22H2',
        user: 'jdoe',
        ip: '10.0.3.3',
        gateway: 'FGT-A',
        tags: ['ZT:Windows10', 'CLASS:Low'],
      },
      {
        uid: '00000000000000000000000000000003',
        host: 'WIN11-03',
        user: 'mjohnson',
        ip: '10.0.3.4',
        gateway: 'FGT-A',
        tags: ['ZT:Low-Risk', 'ZT:FortiAD'],
      },
    ],
    fabricDevices: [
      {
        name: 'FGT-A',
        serial: 'FGVM02TM22013110',
        ip: '10.0.3.1',
        tagTypes: ['zero_trust', 'classification'],
      },
    ],
  },
  fortigates: [{ name: 'FGT-A', serial: 'FGVM02TM22013110', ip: '10.0.3.1', config }],
  history: [
    {
      secondsBefore: 95,
      fortigate: 'FGT-A',
      endpoint: 'WIN11-03',
      dstintf: 'root',
      dstip: '10.0.3.10',
      dstport: 9043,
      certificate: 'valid',
    },
  ],
};
