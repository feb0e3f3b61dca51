/** A very large estate, made by rule: 100,000 endpoints of 5 tags each, 10,000 policies, 2,000 tags. */
import { readConfig } from '#formats/fortios/config.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';
import { allRegisteredClients } from '#model/tagging/tags.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { buildWorld } from '#mocks/world/build-world.ts';
import type { WorldState } from '#mocks/world/state.ts';

const endpointCount = 100_000;
const policyCount = 10_000;
const tagCount = 2000;
const fortigate = 'FGT-1';
const serial = 'FGVM02TM26000001';

const hex = (value: number, length: number): string =>
  value.toString(16).toUpperCase().padStart(length, '0');

export const uidAt = (index: number): string => hex(index + 1, 32);

function tagName(number: number): string {
  return `Tag-${String(number % (tagCount - 1)).padStart(4, '0')}`;
}

function endpointAt(index: number, epochMs: number): Endpoint {
  const [a, b] = [index >> 8, index & 255];
  return {
    uid: uidAt(index),
    host: `PC-${String(index).padStart(6, '0')}`,
    os: index % 7 === 0 ? 'macos' : 'windows',
    osVersion: index % 7 === 0 ? 'macOS 15.2' : 'Windows 11 23H2',
    user: `user${index}`,
    groups: ['Staff'],
    owner: `user${index}`,
    ip: `10.${a >> 8}.${a & 255}.${b}`,
    mac: `02:09:0f:${hex(index >> 16, 2)}:${hex((index >> 8) & 255, 2)}:${hex(b, 2)}`.toLowerCase(),
    publicIp: '198.51.100.10',
    gateway: index % 3 === 0 ? fortigate : null,
    registered: true,
    online: index % 11 !== 0,
    onNet: index % 3 === 0,
    quarantined: false,
    inSync: true,
    manageable: true,
    certificateSerial: hex(index + 1, 40),
    forticlientVersion: '7.4.3',
    tags: [
      { ...allRegisteredClients, since: epochMs },
      ...[index, index * 7 + 1, index * 13 + 2, index * 31 + 3].map((number) => ({
        category: 'zero_trust' as const,
        name: tagName(number),
        since: epochMs,
      })),
    ],
  };
}

function policyAt(index: number): string {
  return `    edit ${index + 1}
        set name "Policy ${index + 1}"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "web"
        set ztna-ems-tag "EMS1_ZTNA_${tagName(index)}" "EMS1_ZTNA_${tagName(index * 3 + 1)}"
        set ztna-tags-match-logic ${index % 2 === 0 ? 'and' : 'or'}
        set ztna-status enable
        set service "ALL"
        set schedule "always"
    next
`;
}

const configText = (): string => `config system interface
    edit "port1"
        set ip 10.0.0.1 255.0.0.0
    next
end
config firewall address
    edit "all"
    next
end
config firewall vip
    edit "web"
        set type access-proxy
        set extip 203.0.113.10
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "web"
        set vip "web"
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
${Array.from({ length: policyCount }, (_, i) => policyAt(i)).join('')}end
`;

/** Rules that ask what changes: the network and whether the endpoint is there. */
const definitions: readonly TagDefinition[] = Array.from({ length: 20 }, (_, i) => ({
  id: i + 1,
  name: tagName(i),
  enabled: true,
  message: '',
  rules: [{ id: 1, os: 'windows', type: 'on-fabric', not: i % 2 === 0, values: ['on-fabric'] }],
  logic: { windows: '' },
}));

/** The demo world with everything in it replaced. */
export function largeEstate(): WorldState {
  const base = buildWorld(demo);
  const { epochMs } = base.clock;
  const { config, warnings } = readConfig(configText());
  if (warnings[0]) throw new Error(warnings[0].message);
  return {
    ...base,
    scenario: { id: 'estate', name: 'A very large estate' },
    postures: {},
    tagDefinitions: definitions,
    outbreaks: [],
    ems: {
      ...base.ems,
      endpoints: Array.from({ length: endpointCount }, (_, i) => endpointAt(i, epochMs)),
      fabricDevices: [
        {
          name: fortigate,
          serial,
          ip: '10.0.0.1',
          version: '7.6.4',
          authorized: true,
          lastSeen: null,
          tagTypes: ['zero_trust', 'classification'],
          endpointSharing: 'all',
          selected: [],
        },
      ],
    },
    fortigates: [
      {
        name: fortigate,
        serial,
        ip: '10.0.0.1',
        version: '7.6.4',
        build: 3596,
        connector: 1,
        config,
        logs: [],
      },
    ],
  };
}
