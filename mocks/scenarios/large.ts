/** A large installation, made by rule: to see that lists, searches and decisions stay quick. */
import type { OperatingSystem } from '#model/ems/ems.ts';
import type { EndpointSpec, ScenarioSpec } from '#model/lab/scenario.ts';
import type { StepPlace } from '#model/lab/scenario-steps.ts';
import { connectorText } from '#model/ems/ems-connector.ts';

const emsSerial = 'FCTEMS8824099999';

const endpointCount = 5000;
const siteCount = 6;
const policyCount = 1000;

// 2025-11-04 08:30:00 +0100, a Tuesday.
const clock = { epochMs: 1_762_241_400_000, offsetMinutes: 60 };

interface Kind {
  readonly os: OperatingSystem;
  readonly version: string;
  readonly prefix: string;
}
const kinds: readonly [Kind, ...Kind[]] = [
  { os: 'windows', version: 'Windows 11 23H2', prefix: 'W11' },
  { os: 'windows', version: 'Windows 10 22H2', prefix: 'W10' },
  { os: 'macos', version: 'macOS 15.2', prefix: 'MAC' },
  { os: 'linux', version: 'Ubuntu 24.04', prefix: 'LNX' },
];
const importance = ['Low', 'Medium', 'High', 'Critical'];

function uid(index: number): string {
  return `C0FFEE00${(index + 1).toString(16).toUpperCase().padStart(24, '0')}`;
}

function site(index: number): string {
  return `FGT-SITE-${String(index + 1).padStart(2, '0')}`;
}

function serial(index: number): string {
  return `FGVM02TM2201${String(4000 + index)}`;
}

/** Every so many endpoints: spreads what they have without a pattern that follows their order. */
function every(index: number, period: number, phase = 0): boolean {
  return (index * 7 + phase) % period === 0;
}

function endpoint(index: number): EndpointSpec {
  const kind =
    kinds[every(index, 5) ? 2 : every(index, 11) ? 3 : every(index, 3) ? 1 : 0] ?? kinds[0];
  const home = every(index, 17);
  const at = index % siteCount;
  const number = String(index + 1).padStart(4, '0');
  const online = !every(index, 13, 3);
  return {
    uid: uid(index),
    host: `${kind.prefix}-${number}`,
    os: kind.os,
    osVersion: kind.version,
    user: `user${number}`,
    groups: [every(index, 4) ? 'Finance' : 'Staff'],
    ip: home
      ? `192.168.${index % 200}.${20 + Math.floor(index / 200)}`
      : `10.${20 + at}.${Math.floor(index / siteCount / 240)}.${10 + (Math.floor(index / siteCount) % 240)}`,
    gateway: home ? null : site(at),
    tags: [
      'ZT:all_registered_clients',
      ...(every(index, 2) ? ['ZT:FortiAD'] : []),
      ...(every(index, 3, 1) ? ['ZT:Low-Risk'] : []),
      ...(every(index, 5, 2) ? ['ZT:AV-Running'] : []),
      ...(home ? ['ZT:Off-net'] : []),
      `ZT:Department-${String((index % 40) + 1).padStart(2, '0')}`,
      `CLASS:${importance[index % importance.length] ?? 'Low'}`,
      ...(every(index, 29) ? ['OUTBREAK:Apache-Log4j2'] : []),
      ...(every(index, 97) ? ['FABRIC:IOC-Suspicious'] : []),
    ],
    online,
    quarantined: every(index, 211),
    inSync: !every(index, 61),
  };
}

function policy(index: number): string {
  const id = index + 1;
  const department = String((index % 40) + 1).padStart(2, '0');
  // The last policies are the ones that let through, so that a decision has the whole list to go.
  const last = index >= policyCount - 40;
  return `    edit ${id}
        set name "${last ? 'Allow' : 'Deny'}-department-${department}-${id}"
        set srcintf "any"
        set dstintf "any"
        set action ${last ? 'accept' : 'deny'}
        set srcaddr "all"
        set dstaddr "ZTNA-intranet"
        set ztna-ems-tag "EMS1_ZTNA_Department-${department}" "${last ? 'EMS1_ZTNA_FortiAD' : 'EMS1_ZTNA_Malicious-File-Detected'}"
        set ztna-tags-match-logic and
        set ztna-status enable
        set service "ALL"
        set schedule "always"
        set logtraffic all
    next
`;
}

function config(index: number): string {
  return `config system interface
    edit "port1"
        set ip 10.${20 + index}.0.1 255.255.0.0
        set role lan
    next
    edit "port3"
        set ip 203.0.113.${index + 1} 255.255.255.0
        set role wan
    next
end
${connectorText(emsSerial)}config firewall address
    edit "all"
    next
end
config firewall vip
    edit "ZTNA-intranet"
        set type access-proxy
        set extip 203.0.113.${100 + index}
        set extintf "any"
        set server-type https
        set extport 443
        set ssl-certificate "Fortinet_Factory"
    next
end
config firewall access-proxy
    edit "ZTNA-intranet"
        set vip "ZTNA-intranet"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.99.${index}.10
                    next
                end
            next
        end
    next
end
config firewall policy
${Array.from({ length: index === 0 ? policyCount : 60 }, (_, i) => policy(index === 0 ? i : policyCount - 60 + i)).join('')}end
`;
}

const sites = Array.from({ length: siteCount }, (_, index) => index);

const intranetGoal = (index: number) =>
  ({ kind: 'connected', endpoint: uid(index), server: 'ZTNA-intranet' }) as const;
const toIntranet = (index: number): StepPlace => ({
  page: 'connect',
  endpoint: uid(index),
  fortigate: site(0),
  server: 'ZTNA-intranet',
  certificate: 'valid',
});

export const large: ScenarioSpec = {
  about: {
    id: 'large',
    name: 'Large: 5,000 endpoints',
    summary: `${endpointCount.toLocaleString('en')} endpoints behind ${siteCount} FortiGates, the first of which has ${policyCount.toLocaleString('en')} policies. Generated to test lists, searches and decisions at scale.`,
    source: 'Made for Posture Lab',
    steps: [
      {
        id: 'search',
        text: 'Search All Endpoints for W11-0420.',
        notice: `One of ${endpointCount.toLocaleString('en')} endpoints, found as you type.`,
        place: { page: 'endpoints', search: 'W11-0420' },
        goal: { kind: 'looked' },
      },
      {
        id: 'far-down',
        text: 'Connect as W11-0003 to ZTNA-intranet on FGT-SITE-01.',
        notice: `Allowed by policy 963 of ${policyCount.toLocaleString('en')}. FGT-SITE-01 checked 962 policies before it.`,
        place: toIntranet(2),
        goal: { ...intranetGoal(2), outcome: 'accept', policyid: 963 },
      },
      {
        id: 'no-policy',
        text: 'Connect as W11-0002 to ZTNA-intranet on FGT-SITE-01.',
        notice:
          'Denied by the implicit deny. Policy 962 came closest, but W11-0002 does not have FortiAD.',
        place: toIntranet(1),
        goal: { ...intranetGoal(1), outcome: 'deny', policyid: 0 },
      },
      {
        id: 'policy',
        text: 'Open policy 962 in Firewall Policy of FGT-SITE-01.',
        notice: 'It asks for All of Department-02 and FortiAD.',
        place: { page: 'firewall-policy', fortigate: site(0), id: 962 },
        goal: { kind: 'looked' },
      },
    ],
    connect: {
      fortigate: site(0),
      endpoint: uid(1),
      server: 'ZTNA-intranet',
      certificate: 'valid',
    },
  },
  clock,
  seed: 5000,
  upcoming: [],
  ems: {
    serial: emsSerial,
    customClassificationTags: [],
    endpoints: Array.from({ length: endpointCount }, (_, index) => endpoint(index)),
    fabricDevices: sites.map((index) => ({
      name: site(index),
      serial: serial(index),
      ip: `10.${20 + index}.0.1`,
      tagTypes: ['zero_trust', 'classification'],
    })),
  },
  fortigates: sites.map((index) => ({
    name: site(index),
    serial: serial(index),
    ip: `10.${20 + index}.0.1`,
    config: config(index),
  })),
  history: [],
};
