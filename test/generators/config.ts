/** One FortiGate's configuration: ZTNA servers, and policies with every field of the rules. */
import { readConfig } from '#formats/fortios/config.ts';
import * as fc from 'fast-check';
import { writtenSubnet } from '#model/fortios/ip.ts';
import { emptyConfig, newRow } from '#model/fortios/rows.parse.ts';
import type { EmsConnector } from '#model/fortios/fctems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { eachOrNone, mostly, some, toggled } from './choices.ts';
import {
  addresses,
  groups,
  groupsOfServices,
  groupsOfUsers,
  interfaceZones,
  oneTimeSchedules,
  recurringSchedules,
  row,
  scheduleGroups,
  services,
} from './objects.ts';
import {
  addressReferences,
  interfaces,
  serverIps,
  samlServers,
  serverNames,
  vipIps,
  vipGroups,
  vipNames,
  vipPorts,
  virtualHosts,
  sdwanZoneNames,
} from './pools.ts';
import { addressList, asked, policyDrafts, proxyPolicyDrafts, securityPolicy } from './policies.ts';

const askedOfClients = {
  'client-cert': mostly('', 4, fc.constantFrom('enable', 'disable')),
  'user-agent-detect': mostly('', 4, fc.constantFrom('enable', 'disable')),
  'empty-cert-action': mostly('', 1, fc.constantFrom('accept', 'block', 'accept-unmanageable')),
};

const vip = (name: string, index: number) =>
  row(
    'firewall vip',
    fc.record({
      name: fc.constant(name),
      type: mostly('access-proxy', 8, fc.constant('static-nat')),
      extip: mostly(
        vipIps[index % 2] ?? '',
        8,
        fc.constantFrom(...vipIps, '10.9.0.1-10.9.0.2', '10.9.0.2-10.9.0.1'),
      ),
      mappedip: mostly(['10.88.0.3'], 3, fc.constantFrom(['10.88.0.3-10.88.0.4'], [], ['none'])),
      portforward: fc.constantFrom('enable', 'disable'),
      protocol: mostly('tcp', 6, fc.constantFrom('udp', 'icmp')),
      status: toggled('enable', 12),
      mappedport: fc.constantFrom('', '22', '443', '53-9050', '9050-53'),
      extport: mostly(
        String(vipPorts[index < 2 ? 0 : 1]),
        8,
        fc.constantFrom('8443', '8440-8450', '440-443', '443-442', ''),
      ),
      extintf: mostly('any', 8, fc.constantFrom(...interfaces, '')),
      ...askedOfClients,
    }),
  );

const urlMap = mostly(
  { 'url-map': '/', 'url-map-type': 'sub-string' } as const,
  2,
  fc.record({
    'url-map': fc.constantFrom('/', '/app', 'app/', '/*', '/ap?', '^/ap[ip]', '(', '*login', ''),
    'url-map-type': fc.constantFrom('sub-string', 'wildcard', 'regex'),
  }),
);
const status = mostly('active', 4, fc.constantFrom('standby', 'disable'));
const balanced = {
  weight: fc.constantFrom(1, 2),
  'http-host': fc.constantFrom('', 'WEB.example.com', 'intra.example.org'),
};
const realServer = fc.oneof(
  { weight: 5, arbitrary: fc.record({ ip: fc.constantFrom(...serverIps), status, ...balanced }) },
  {
    weight: 1,
    arbitrary: fc.record({
      'addr-type': fc.constant('fqdn'),
      address: fc.constantFrom('name', 'name', 'subnet', 'range', 'no such address'),
      status,
    }),
  },
);
/** Of a TCP forwarding gateway, which asks for an address and ports. */
const forwardedServer = fc.record({
  address: mostly('', 3, fc.constantFrom(...addressReferences)),
  domain: mostly('', 3, fc.constantFrom('web.example.com', 'WEB.example.com')),
  'addr-type': fc.constantFrom('ip', 'fqdn'),
  mappedport: fc.constantFrom<readonly string[]>([], ['22'], ['443', '8000-8100'], ['23-21', '80']),
  status,
});
const apiGateway = fc
  .record({
    map: urlMap,
    'virtual-host': mostly('', 4, fc.constantFrom(...virtualHosts, 'no such host')),
    service: mostly(
      'https',
      5,
      fc.constantFrom('http', 'tcp-forwarding', 'tcp-forwarding', 'saas', 'web-portal', 'samlsp'),
    ),
    'saml-server': fc.constantFrom(...samlServers, ''),
    'ldb-method': mostly(
      'static',
      1,
      fc.constantFrom('round-robin', 'weighted', 'first-alive', 'http-host'),
    ),
    realservers: fc.array(realServer, { maxLength: 3, size: 'max' }),
    forwarded: fc.array(forwardedServer, { maxLength: 3, size: 'max' }),
  })
  .map(({ map, realservers, forwarded, service, ...rest }) => {
    const servers = service === 'tcp-forwarding' ? forwarded : realservers;
    return {
      ...rest,
      ...map,
      service,
      realservers: servers.map((server, i) => ({ ...server, id: i + 1 })),
    };
  });
const accessProxy = (name: string, index: number) =>
  row(
    'firewall access-proxy',
    fc
      .record({
        vip: mostly(vipNames[index] ?? '', 6, fc.constantFrom(...vipNames, 'no such VIP')),
        ...askedOfClients,
        gateways: fc.oneof(
          { weight: 12, arbitrary: fc.array(apiGateway, { minLength: 1, maxLength: 3 }) },
          { weight: 1, arbitrary: fc.array(apiGateway, { maxLength: 0 }) },
        ),
      })
      .map(({ gateways, ...rest }) => ({
        ...rest,
        name,
        'api-gateway': gateways.map((gateway, i) => ({ ...gateway, id: i + 1 })),
      })),
  );
const virtualHost = (name: string) =>
  row(
    'firewall access-proxy-virtual-host',
    fc.record({
      name: fc.constant(name),
      host: fc.constantFrom('web.example.com', 'EXAMPLE', '*.example.org', '?eb.example.com'),
      'host-type': fc.constantFrom('sub-string', 'wildcard'),
      ...askedOfClients,
    }),
  );

/** `system sdwan` with a few members, as text that is kept. */
const sdwanText: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      interface: fc.constantFrom(...interfaces),
      zone: fc.constantFrom('', ...sdwanZoneNames),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map(
    (members) => `config system sdwan
    config members
${members
  .map(
    (one, i) =>
      `        edit ${i + 1}\n            set interface "${one.interface}"\n${one.zone === '' ? '' : `            set zone "${one.zone}"\n`}        next\n`,
  )
  .join('')}    end
end
`,
  );
const overrideText = 'config endpoint-control settings\n    set override enable\nend\n';
const policyBasedText = 'config system settings\n    set ngfw-mode policy-based\nend\n';

/** Of the EMS of `emsArbitrary`. */
export const generatedEmsSerial = 'FCTEMS0000000000';
export const otherEmsSerial = 'FCTEMS0000000001';

const connector = (id: number) =>
  fc
    .record({
      status: toggled('enable', 12),
      'serial-number': mostly(
        generatedEmsSerial,
        12,
        fc.constantFrom(otherEmsSerial, otherEmsSerial, ''),
      ),
      'pull-tags': toggled('enable', 8),
      'out-of-sync-threshold': mostly(180, 1, fc.constantFrom(10, 60, 3600)),
    })
    .map((values) => newRow('endpoint-control fctems', { 'ems-id': id, server: 'ems', ...values }));

/** A second one, to the second server. */
const connectorTo = (serial: string) =>
  connector(2).map((row) => ({ ...row, 'serial-number': serial }));

/** `user saml`, whose addresses a SAML gateway answers. */
const samlServer = (name: string, index: number) =>
  row(
    'user saml',
    fc.constant({
      name,
      'entity-id': `https://web.example.com/saml/metadata${index}`,
      'single-sign-on-url': index === 0 ? 'https://web.example.com/saml/login' : 'none',
      'single-logout-url': 'https://web.example.com',
    }),
  );

/** Rules by which the FortiGate asks who it is. */
const authenticationRules = fc.array(
  fc
    .record({
      status: toggled('enable', 6),
      srcintf: mostly([], 2, asked),
      srcaddr: mostly(['all'], 3, addressList),
      'active-auth-method': mostly('scheme 1', 5, fc.constant('')),
    })
    .map((values) => ({ name: 'rule 1', ...values })),
  { maxLength: 1 },
);

/** Mostly no table, as in a part of a device's configuration; at times a table without entries. */
const connectors: fc.Arbitrary<Pick<FortiosConfig, 'layout'> & { rows: readonly EmsConnector[] }> =
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({ layout: [], rows: [] }) },
    {
      weight: 4,
      arbitrary: fc.tuple(connector(1), connectorTo(otherEmsSerial)).map((rows) => ({
        layout: [],
        rows,
      })),
    },
    {
      weight: 6,
      arbitrary: fc.tuple(connector(1), connector(2)).map((rows) => ({ layout: [], rows })),
    },
    { weight: 1, arbitrary: connector(2).map((row) => ({ layout: [], rows: [row] })) },
    {
      weight: 1,
      arbitrary: fc.constant({
        layout: [{ kind: 'table', table: 'endpoint-control fctems' } as const],
        rows: [],
      }),
    },
  );

function numbered<T>(drafts: readonly T[], first: number) {
  return drafts.map((draft, i) => ({ ...draft, policyid: first + i }));
}

export const configArbitrary: fc.Arbitrary<FortiosConfig> = fc
  .record({
    connectors,
    addresses,
    groups,
    services,
    groupsOfServices,
    recurringSchedules,
    oneTimeSchedules,
    scheduleGroups,
    interfaceZones,
    sdwan: fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary: sdwanText }),
    groupsOfUsers,
    vips: eachOrNone(vipNames.map(vip), 20),
    accessProxies: eachOrNone(serverNames.map(accessProxy), 20),
    hosts: eachOrNone(virtualHosts.map(virtualHost)),
    samlServers: eachOrNone(samlServers.map(samlServer)),
    authenticationRules,
    groupsOfVips: eachOrNone(
      vipGroups.map((name) =>
        row('firewall vipgrp', fc.record({ name: fc.constant(name), member: some(vipNames, 3) })),
      ),
    ),
    isPolicyBased: fc.oneof(
      { weight: 8, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    isOverridden: mostly(false, 8, fc.constant(true)),
    overriding: mostly([], 6, fc.tuple(connectorTo(otherEmsSerial), connector(1))),
    securityPolicies: fc.array(securityPolicy, { maxLength: 4 }),
    policies: policyDrafts,
    proxyPolicies: proxyPolicyDrafts,
  })
  .map((made) => ({
    ...emptyConfig(),
    layout: [
      ...readConfig(
        `${made.sdwan}${made.isPolicyBased ? policyBasedText : ''}${made.isOverridden ? overrideText : ''}`,
      ).config.layout,
      ...made.connectors.layout,
    ],
    'endpoint-control fctems': made.connectors.rows,
    'endpoint-control fctems-override': made.overriding,
    'firewall address': made.addresses,
    'firewall addrgrp': made.groups,
    'firewall service custom': made.services,
    'firewall service group': made.groupsOfServices,
    'firewall schedule recurring': made.recurringSchedules,
    'firewall schedule onetime': made.oneTimeSchedules,
    'firewall schedule group': made.scheduleGroups,
    'system zone': made.interfaceZones,
    'user group': made.groupsOfUsers,
    'firewall vip': made.vips,
    'firewall access-proxy': made.accessProxies,
    'firewall access-proxy-virtual-host': made.hosts,
    'user saml': made.samlServers,
    'authentication rule': made.authenticationRules.map((draft) =>
      newRow('authentication rule', draft),
    ),
    'firewall vipgrp': made.groupsOfVips,
    'firewall security-policy': numbered(made.securityPolicies, 1).map((draft) =>
      newRow('firewall security-policy', draft),
    ),
    'firewall policy': numbered(made.policies, 1).map((draft) => newRow('firewall policy', draft)),
    'firewall proxy-policy': numbered(made.proxyPolicies, 101).map((draft) =>
      newRow('firewall proxy-policy', draft),
    ),
  }));

/** With subnets in the form in which a device has them, as every reader gives them. */
export function asWritten(config: FortiosConfig): FortiosConfig {
  return {
    ...config,
    'firewall address': config['firewall address'].map((one) => ({
      ...one,
      subnet: writtenSubnet(one.subnet),
      wildcard: writtenSubnet(one.wildcard),
    })),
  };
}
