/**
 * Estates of a size, made by a seed: the same for the benchmarks and for a workspace to open. Tags are skewed: the
 * first are on many endpoints, the last on few.
 */
import { readConfig } from '#formats/fortios/config.ts';
import type { FortiGateInput } from '#engine/decide/compile.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { allRegisteredClients } from '#model/tagging/tags.ts';

export interface EstateSize {
  readonly tags: number;
  readonly policies: number;
  readonly endpoints: number;
  readonly servers: number;
}

export const estateSizes = {
  /** The size of the scenario that the lab starts with. */
  W1: { tags: 12, policies: 10, endpoints: 12, servers: 4 },
  W2: { tags: 500, policies: 1000, endpoints: 5000, servers: 200 },
  W3: { tags: 2000, policies: 10_000, endpoints: 100_000, servers: 1000 },
} as const satisfies Record<string, EstateSize>;

/** Numbers from 0 up to 1 by a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const estateFortiGate = 'FGT-1';
const since = Date.UTC(2025, 0, 1);
const serial = 'FGVM02TM26000001';
const emsSerial = 'FCTEMS8826000001';
const tagsAnEndpoint = 12;
const departments = 40;
const networks = 200;

const hex = (value: number, length: number): string =>
  value.toString(16).toUpperCase().padStart(length, '0');
const tagName = (number: number): string => `Tag-${String(number).padStart(4, '0')}`;
const groupName = (number: number): string => `Department-${String(number).padStart(2, '0')}`;

function endpointAt(index: number, { tags }: EstateSize, random: () => number): Endpoint {
  const [a, b] = [index >> 8, index & 255];
  const own = new Set<number>();
  const wanted = Math.min(tags, 1 + Math.floor(random() * (2 * tagsAnEndpoint - 1)));
  // The third power: a tenth of the tags is on half of the places.
  for (let tries = 0; own.size < wanted && tries < 4 * wanted; tries++)
    own.add(Math.floor(random() ** 3 * tags));
  const user = `user${index}`;
  return {
    uid: hex(index + 1, 32),
    host: `PC-${String(index).padStart(6, '0')}`,
    os: index % 7 === 0 ? 'macos' : 'windows',
    osVersion: '',
    user,
    groups: [groupName(Math.floor(random() * departments))],
    owner: user,
    ip: `10.${a >> 8}.${a & 255}.${b}`,
    mac: `02:09:0f:${hex(index >> 16, 2)}:${hex(a & 255, 2)}:${hex(b, 2)}`.toLowerCase(),
    publicIp: '',
    gateway: index % 3 === 0 ? estateFortiGate : null,
    registered: random() > 0.02,
    online: random() > 0.1,
    onNet: true,
    quarantined: false,
    inSync: true,
    manageable: true,
    certificateSerial: '',
    forticlientVersion: '7.4.3',
    tags: [
      { ...allRegisteredClients, since },
      ...[...own].map((number) => ({
        category: 'zero_trust' as const,
        name: tagName(number),
        since,
      })),
    ],
  };
}

function policyText(
  index: number,
  { tags, servers }: EstateSize,
  everyServer: string,
  random: () => number,
): string {
  const isForAll = random() < 0.03;
  const names = new Set<number>();
  const count = 1 + Math.floor(random() * 4);
  while (names.size < Math.min(count, tags)) names.add(Math.floor(random() * tags));
  const source =
    random() < 0.2 ? `Net-${String(Math.floor(random() * networks)).padStart(3, '0')}` : 'all';
  const lines = [
    `edit ${index + 1}`,
    `set name "Policy ${index + 1}"`,
    'set srcintf "any"',
    'set dstintf "any"',
    `set action ${random() < 0.15 ? 'deny' : 'accept'}`,
    `set srcaddr "${source}"`,
    `set dstaddr ${isForAll ? everyServer : `"VIP-${1 + Math.floor(random() * servers)}"`}`,
    'set ztna-status enable',
    `set ztna-ems-tag ${[...names].map((number) => `"EMS1_ZTNA_${tagName(number)}"`).join(' ')}`,
    `set ztna-tags-match-logic ${random() < 0.4 ? 'and' : 'or'}`,
    ...(random() < 0.05 ? ['set ztna-ems-tag-negate enable'] : []),
    ...(random() < 1 / 3 ? [`set groups "${groupName(Math.floor(random() * departments))}"`] : []),
    'set service "ALL"',
    'set schedule "always"',
    'next',
  ];
  return lines.join('\n');
}

function tableText(name: string, rows: readonly string[]): string {
  return `config ${name}\n${rows.join('\n')}\nend\n`;
}

const networkRows = [
  'edit "all"\nnext',
  ...Array.from({ length: networks }, (_, i) => {
    const [a, b] = [i >> 7, (i & 127) * 2];
    return `edit "Net-${String(i).padStart(3, '0')}"\nset subnet 10.${a}.${b}.0 255.255.254.0\nnext`;
  }),
];

/** One FortiGate's configuration, as text. */
export function estateConfigText(size: EstateSize, seed: number): string {
  const random = randomOf(seed);
  const servers = Array.from({ length: size.servers }, (_, i) => i + 1);
  const everyServer = servers.map((number) => `"VIP-${number}"`).join(' ');
  return [
    tableText('firewall address', networkRows),
    tableText(
      'firewall vip',
      servers.map(
        (number) =>
          `edit "VIP-${number}"\nset type access-proxy\nset extip 203.0.${113 + (number >> 8)}.${number & 255}\nset extintf "any"\nset extport 443\nnext`,
      ),
    ),
    tableText(
      'firewall access-proxy',
      servers.map(
        (number) =>
          `edit "Server-${number}"\nset vip "VIP-${number}"\nconfig api-gateway\nedit 1\nconfig realservers\nedit 1\nset ip 10.88.${number >> 8}.${number & 255}\nnext\nend\nnext\nend\nnext`,
      ),
    ),
    tableText(
      'firewall policy',
      Array.from({ length: size.policies }, (_, i) => policyText(i, size, everyServer, random)),
    ),
  ].join('');
}

/** A policy that forwards sessions to one of the servers, or to all. */
function forwardPolicyText(
  index: number,
  { tags, servers }: EstateSize,
  random: () => number,
): string {
  const names = new Set<number>();
  const count = 1 + Math.floor(random() * 4);
  while (names.size < Math.min(count, tags)) names.add(Math.floor(random() * tags));
  const source =
    random() < 0.2 ? `Net-${String(Math.floor(random() * networks)).padStart(3, '0')}` : 'all';
  const server = random() < 0.03 ? 'all' : `Host-${1 + Math.floor(random() * servers)}`;
  return [
    `edit ${index + 1}`,
    `set name "Policy ${index + 1}"`,
    `set srcintf "${random() < 0.5 ? 'any' : random() < 0.5 ? 'port1' : 'port2'}"`,
    'set dstintf "any"',
    `set action ${random() < 0.15 ? 'deny' : 'accept'}`,
    `set srcaddr "${source}"`,
    `set dstaddr "${server}"`,
    'set ztna-status enable',
    `set ztna-ems-tag ${[...names].map((number) => `"EMS1_ZTNA_${tagName(number)}"`).join(' ')}`,
    ...(random() < 0.05 ? ['set ztna-ems-tag-negate enable'] : []),
    ...(random() < 1 / 3 ? [`set groups "${groupName(Math.floor(random() * departments))}"`] : []),
    `set service "${random() < 0.5 ? 'ALL' : 'HTTPS'}"`,
    'set schedule "always"',
    'next',
  ].join('\n');
}

/** The same with addresses behind the FortiGate in place of ZTNA servers, and two networks of endpoints. */
function forwardConfigText(size: EstateSize, seed: number): string {
  const random = randomOf(seed);
  return [
    tableText('system interface', [
      'edit "port1"\nset ip 10.0.0.1 255.255.0.0\nset role lan\nnext',
      'edit "port2"\nset ip 10.1.0.1 255.255.0.0\nset role lan\nnext',
      'edit "port3"\nset ip 172.16.0.1 255.240.0.0\nset role dmz\nnext',
    ]),
    tableText('firewall address', [
      ...networkRows,
      ...Array.from({ length: size.servers }, (_, i) => {
        const number = i + 1;
        return `edit "Host-${number}"\nset subnet 172.16.${number >> 8}.${number & 255} 255.255.255.255\nnext`;
      }),
    ]),
    tableText(
      'firewall policy',
      Array.from({ length: size.policies }, (_, i) => forwardPolicyText(i, size, random)),
    ),
  ].join('');
}

export interface Estate {
  readonly ems: Ems;
  readonly fortigate: FortiGateInput;
}

/** @param kind of the policies: those of ZTNA servers, or those that forward sessions */
export function makeEstate(size: EstateSize, seed = 1, kind: 'ztna' | 'forward' = 'ztna'): Estate {
  const text = kind === 'ztna' ? estateConfigText(size, seed) : forwardConfigText(size, seed);
  const { config, warnings } = readConfig(text);
  if (warnings[0]) throw new Error(warnings[0].message);
  const random = randomOf(seed + 1);
  return {
    ems: {
      serial: emsSerial,
      tenant: '',
      name: 'EMS',
      version: '7.4.5',
      endpoints: Array.from({ length: size.endpoints }, (_, i) => endpointAt(i, size, random)),
      fabricDevices: [
        {
          name: estateFortiGate,
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
      customClassificationTags: [],
      fortiAnalyzerConnected: false,
    },
    fortigate: { name: estateFortiGate, connector: 1, config },
  };
}
