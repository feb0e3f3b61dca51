import { z } from '#model/zod.ts';
import {
  type ConfigStatement,
  type ConfigValue,
  configStatementSchema,
  configValueSchema,
} from './config-tree.ts';
import {
  type FieldSet,
  type RecordOf,
  names,
  number,
  option,
  subTable,
  text,
  toggle,
  word,
  words,
} from './fields.ts';

/** Settings that an access proxy takes from its VIP where it has none of its own (rule R1). */
const clientCertificate = {
  'client-cert': option(['', 'enable', 'disable'], ''),
  'user-agent-detect': option(['', 'enable', 'disable'], ''),
  'empty-cert-action': option(['', 'accept', 'block', 'accept-unmanageable'], ''),
} as const;

/** What firewall policies and proxy policies have in common, in different orders. */
const action = option(['deny', 'accept'], 'deny');
const logtraffic = option(['all', 'utm', 'disable'], 'utm');
const matchLogic = option(['or', 'and'], 'or');

/**
 * The tables that the lab understands, and their fields, in the order in which FortiOS prints them
 * [477578 for policies; assumed where no published configuration shows it].
 */
export const tables = {
  'system interface': {
    key: 'name',
    fields: {
      name: text(15),
      ip: word('any'),
      alias: text(25),
      role: option(['lan', 'wan', 'dmz', 'undefined'], 'undefined'),
    },
  },
  'system zone': { key: 'name', fields: { name: text(35), interface: names() } },
  /** Fields and ranges of FortiOS 7.6.5 [schema 7.6.5]; the order is the schema's too. */
  'endpoint-control fctems': {
    key: 'ems-id',
    fields: {
      'ems-id': number(1, 1, 7),
      status: toggle('disable'),
      name: text(35),
      'dirty-reason': option(['none', 'mismatched-ems-sn'], 'none'),
      'fortinetone-cloud-authentication': toggle('disable'),
      'cloud-authentication-access-key': text(20),
      server: text(255),
      'https-port': number(443, 1, 65535),
      'serial-number': text(16),
      'tenant-id': text(32),
      'source-ip': word('ip', '0.0.0.0'),
      'pull-sysinfo': toggle('enable'),
      'pull-vulnerabilities': toggle('enable'),
      'pull-tags': toggle('enable'),
      'pull-malware-hash': toggle('enable'),
      capabilities: words(),
      'call-timeout': number(30, 1, 180),
      'out-of-sync-threshold': number(180, 10, 3600),
      'send-tags-to-all-vdoms': toggle('disable'),
      'websocket-override': toggle('disable'),
      'interface-select-method': option(['auto', 'sdwan', 'specify'], 'auto'),
      interface: text(15),
      'trust-ca-cn': toggle('enable'),
      'verifying-ca': text(79),
    },
  },
  'firewall address': {
    key: 'name',
    fields: {
      name: text(79),
      uuid: word('uuid'),
      type: option(
        [
          'ipmask',
          'iprange',
          'fqdn',
          'geography',
          'wildcard',
          'dynamic',
          'interface-subnet',
          'mac',
          'route-tag',
        ],
        'ipmask',
      ),
      'sub-type': word(),
      'obj-tag': text(255),
      'tag-type': text(63),
      'tag-detection-level': text(15),
      'obj-type': option(['ip', 'mac'], 'ip'),
      dirty: option(['dirty', 'clean'], 'dirty'),
      subnet: word('subnet', '0.0.0.0 0.0.0.0'),
      'start-ip': word('ip'),
      'end-ip': word('ip'),
      fqdn: text(255),
      country: text(2),
      wildcard: word('wildcard', '0.0.0.0 0.0.0.0'),
      comment: text(255),
    },
  },
  'firewall addrgrp': {
    key: 'name',
    fields: {
      name: text(79),
      uuid: word('uuid'),
      category: option(['default', 'ztna-ems-tag', 'ztna-geo-tag'], 'default'),
      member: names(),
      exclude: toggle('disable'),
      'exclude-member': names(),
      comment: text(255),
    },
  },
  'firewall service custom': {
    key: 'name',
    fields: {
      name: text(79),
      protocol: option(['TCP/UDP/SCTP', 'ICMP', 'ICMP6', 'IP', 'ALL'], 'TCP/UDP/SCTP'),
      'protocol-number': number(0, 0, 254),
      'tcp-portrange': words(),
      'udp-portrange': words(),
      comment: text(255),
    },
  },
  'firewall service group': {
    key: 'name',
    fields: { name: text(79), member: names(), comment: text(255) },
  },
  'firewall schedule onetime': {
    key: 'name',
    fields: { name: text(31), start: word(), end: word() },
  },
  'firewall schedule recurring': {
    key: 'name',
    fields: {
      name: text(31),
      start: word('any', '00:00'),
      end: word('any', '00:00'),
      day: words('none'),
    },
  },
  'firewall schedule group': { key: 'name', fields: { name: text(31), member: names() } },
  'firewall vip': {
    key: 'name',
    fields: {
      name: text(79),
      uuid: word('uuid'),
      type: option(
        [
          'static-nat',
          'load-balance',
          'server-load-balance',
          'dns-translation',
          'fqdn',
          'access-proxy',
        ],
        'static-nat',
      ),
      extip: word('ip'),
      extintf: text(35),
      'server-type': word(),
      extport: word('port-range'),
      ...clientCertificate,
      'ssl-certificate': names(),
      comment: text(255),
    },
  },
  'firewall access-proxy-virtual-host': {
    key: 'name',
    fields: {
      name: text(79),
      'ssl-certificate': names(),
      host: text(79),
      'host-type': option(['sub-string', 'wildcard'], 'sub-string'),
    },
  },
  'firewall access-proxy': {
    key: 'name',
    fields: {
      name: text(79),
      vip: text(79),
      ...clientCertificate,
      'auth-portal': toggle('disable'),
      'api-gateway': subTable({
        id: number(0, 0, 4294967295),
        'url-map': text(511, '/'),
        'url-map-type': option(['sub-string', 'wildcard', 'regex'], 'sub-string'),
        service: option(
          ['https', 'http', 'tcp-forwarding', 'samlsp', 'web-portal', 'saas'],
          'https',
        ),
        'virtual-host': text(79),
        realservers: subTable({
          id: number(0, 0, 4294967295),
          'addr-type': option(['ip', 'fqdn'], 'ip'),
          ip: word('any'),
          address: text(79),
          port: number(443, 0, 65535),
          mappedport: words(),
          status: option(['active', 'standby', 'disable'], 'active'),
        }),
      }),
    },
  },
  'user local': {
    key: 'name',
    fields: { name: text(64), status: toggle('enable'), type: word('any', 'password') },
  },
  'user group': { key: 'name', fields: { name: text(35), member: names() } },
  'firewall policy': {
    key: 'policyid',
    fields: {
      policyid: number(0, 0, 4294967294),
      status: toggle('enable'),
      name: text(35),
      uuid: word('uuid'),
      srcintf: names(),
      dstintf: names(),
      action,
      'ztna-status': toggle('disable'),
      srcaddr: names(),
      dstaddr: names(),
      'ztna-ems-tag': names(),
      'ztna-ems-tag-secondary': names(),
      'ztna-tags-match-logic': matchLogic,
      'ztna-device-ownership': toggle('disable'),
      'ztna-policy-redirect': toggle('disable'),
      'ztna-ems-tag-negate': toggle('disable'),
      schedule: text(35),
      service: names(),
      logtraffic,
      nat: toggle('disable'),
      groups: names(),
      users: names(),
      comments: text(1023),
      'srcaddr-negate': toggle('disable'),
      'dstaddr-negate': toggle('disable'),
      'service-negate': toggle('disable'),
    },
  },
  'firewall proxy-policy': {
    key: 'policyid',
    fields: {
      policyid: number(0, 0, 4294967294),
      uuid: word('uuid'),
      name: text(35),
      proxy: option(
        [
          'explicit-web',
          'transparent-web',
          'ftp',
          'ssh',
          'ssh-tunnel',
          'access-proxy',
          'ztna-proxy',
          'wanopt',
        ],
        'explicit-web',
      ),
      'access-proxy': names(),
      srcintf: names(),
      dstintf: names(),
      srcaddr: names(),
      dstaddr: names(),
      'ztna-ems-tag': names(),
      'ztna-tags-match-logic': matchLogic,
      'ztna-ems-tag-negate': toggle('disable'),
      'device-ownership': toggle('disable'),
      action,
      status: toggle('enable'),
      schedule: text(35),
      logtraffic,
      groups: names(),
      users: names(),
      comments: text(1023),
      'srcaddr-negate': toggle('disable'),
      'dstaddr-negate': toggle('disable'),
    },
  },
} as const satisfies Record<string, { readonly key: string; readonly fields: FieldSet }>;

export type TableName = keyof typeof tables;
export type RowOf<T extends TableName> = RecordOf<(typeof tables)[T]['fields']>;

export type Address = RowOf<'firewall address'>;
export type AddressGroup = RowOf<'firewall addrgrp'>;
export type Vip = RowOf<'firewall vip'>;
export type AccessProxy = RowOf<'firewall access-proxy'>;
export type ApiGateway = AccessProxy['api-gateway'][number];
export type RealServer = ApiGateway['realservers'][number];
export type FirewallPolicy = RowOf<'firewall policy'>;
export type ProxyPolicy = RowOf<'firewall proxy-policy'>;

/** A section that is no known table, a header comment, a line that fits nowhere: kept as it was read. */
export interface KeptPart {
  readonly kind: 'kept';
  readonly statement: ConfigStatement;
}
/** Where a known table stands. Its rows are the configuration's. */
export interface TablePart {
  readonly kind: 'table';
  readonly table: TableName;
}
export type SectionPart = KeptPart | TablePart;
/** `config global … end` of a device with VDOMs. */
export interface GlobalPart {
  readonly kind: 'global';
  readonly parts: readonly SectionPart[];
}
/** The entry of `config vdom` whose tables are the configuration's; there is at most one such VDOM. */
export interface VdomEntry {
  readonly kind: 'vdom-entry';
  readonly key: ConfigValue;
  readonly parts: readonly SectionPart[];
}
/** `config vdom … end`, the other VDOMs in it as they were read. */
export interface VdomPart {
  readonly kind: 'vdom';
  readonly entries: readonly (KeptPart | VdomEntry)[];
}
export type LayoutPart = SectionPart | GlobalPart | VdomPart;

// The same as schemas, for a layout that was stored.
const keptPartSchema = z.object({ kind: z.literal('kept'), statement: configStatementSchema });
const sectionPartSchema = z.discriminatedUnion('kind', [
  keptPartSchema,
  z.object({ kind: z.literal('table'), table: z.string().refine(isTableName) }),
]);
const vdomEntrySchema = z.object({
  kind: z.literal('vdom-entry'),
  key: configValueSchema,
  parts: z.array(sectionPartSchema),
});
export const layoutPartSchema = z.discriminatedUnion('kind', [
  sectionPartSchema,
  z.object({ kind: z.literal('global'), parts: z.array(sectionPartSchema) }),
  z.object({
    kind: z.literal('vdom'),
    entries: z.array(z.discriminatedUnion('kind', [keptPartSchema, vdomEntrySchema])),
  }),
]);

/**
 * One FortiGate's configuration: the rows of each known table, and what stood where in its text. A table
 * with rows and no place has FortiOS's own: the printer knows it.
 */
export type FortiosConfig = { readonly [T in TableName]: readonly RowOf<T>[] } & {
  readonly layout: readonly LayoutPart[];
};

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tables, name);
}

export const tableNames: readonly TableName[] = Object.keys(tables).filter(isTableName);
