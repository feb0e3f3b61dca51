/** One FortiGate's configuration: ZTNA servers, and policies with every field of the rules. */
import { readConfig } from '#formats/fortios/config.ts';
import type { LayoutPart } from '#model/fortios/layout-parts.ts';
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
  scheduleReferences,
  serverIps,
  serverNames,
  serviceReferences,
  tagReferences,
  userGroups,
  userNames,
  vipIps,
  vipNames,
  vipPorts,
  virtualHosts,
  sdwanZoneNames,
  zones,
} from './pools.ts';

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
      type: mostly('access-proxy', 12, fc.constant('static-nat')),
      extip: mostly(vipIps[index % 2] ?? '', 8, fc.constantFrom(...vipIps)),
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
const realServer = fc.record({ ip: fc.constantFrom(...serverIps), status });
/** Of a TCP forwarding gateway, which asks for an address and ports. */
const forwardedServer = fc.record({
  address: mostly('', 3, fc.constantFrom(...addressReferences)),
  domain: mostly('', 3, fc.constantFrom('web.example.com', 'WEB.example.com')),
  mappedport: fc.constantFrom<readonly string[]>([], ['22'], ['443', '8000-8100'], ['23-21', '80']),
  status,
});
const apiGateway = fc
  .record({
    map: urlMap,
    'virtual-host': mostly('', 4, fc.constantFrom(...virtualHosts, 'no such host')),
    service: mostly('https', 5, fc.constantFrom('http', 'tcp-forwarding', 'saas', 'web-portal')),
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
const sdwanLayout: fc.Arbitrary<readonly LayoutPart[]> = fc
  .array(
    fc.record({
      interface: fc.constantFrom(...interfaces),
      zone: fc.constantFrom('', ...sdwanZoneNames),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map(
    (members) =>
      readConfig(`config system sdwan
    config members
${members
  .map(
    (one, i) =>
      `        edit ${i + 1}\n            set interface "${one.interface}"\n${one.zone === '' ? '' : `            set zone "${one.zone}"\n`}        next\n`,
  )
  .join('')}    end
end
`).config.layout,
  );

const asked = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...interfaces, ...zones) },
    { weight: 1, arbitrary: fc.constantFrom(...sdwanZoneNames) },
  ),
  { minLength: 1, maxLength: 2 },
);
const addressList = some([...addressReferences, 'all'], 3);
const common = {
  status: toggled('enable', 9),
  srcintf: mostly(['any'], 4, asked),
  srcaddr: mostly(['all'], 3, addressList),
  'srcaddr-negate': toggled('disable', 12),
  'dstaddr-negate': toggled('disable', 12),
  schedule: mostly('always', 6, fc.constantFrom(...scheduleReferences)),
  users: mostly([], 6, some([...userNames, 'nobody'], 2)),
  groups: mostly([], 6, some([...userGroups, 'no such group'], 2)),
  action: fc.constantFrom('accept', 'accept', 'deny'),
  'ztna-ems-tag': mostly([], 1, some(tagReferences, 3)),
  'ztna-ems-tag-negate': toggled('disable', 5),
  'ztna-tags-match-logic': fc.constantFrom('or', 'and'),
} as const;

const policyRest = {
  ...common,
  dstintf: mostly(['any'], 4, asked),
  'ztna-device-ownership': toggled('disable', 8),
  'ztna-ems-tag-secondary': mostly([], 2, some(tagReferences, 2)),
  'ztna-policy-redirect': toggled('disable', 4),
  service: mostly(['ALL'], 2, some(serviceReferences, 3)),
  'service-negate': toggled('disable', 8),
};
const simplePolicy = fc.record({
  ...policyRest,
  'ztna-status': toggled('enable', 12),
  dstaddr: mostly(['VIP 1'], 2, some([...vipNames, ...vipNames, ...addressReferences], 2, 1)),
});
const standardPolicy = fc.record({
  ...policyRest,
  'ztna-status': fc.constantFrom('enable', 'disable'),
  dstaddr: mostly(['all'], 3, addressList),
});
const policyDrafts = fc.array(fc.oneof(simplePolicy, standardPolicy), {
  maxLength: 8,
  size: 'max',
});
const proxyPolicyDrafts = fc.array(
  fc.record({
    ...common,
    proxy: mostly('access-proxy', 9, fc.constant('transparent-web')),
    'access-proxy': mostly(['server 1'], 2, some(serverNames, 2)),
    dstaddr: mostly(['all'], 3, addressList),
    'device-ownership': toggled('disable', 8),
  }),
  { maxLength: 4, size: 'max' },
);

/** Of the EMS of `emsArbitrary`. */
export const generatedEmsSerial = 'FCTEMS0000000000';

const connector = (id: number) =>
  fc
    .record({
      status: toggled('enable', 12),
      'serial-number': mostly(generatedEmsSerial, 12, fc.constantFrom('FCTEMS0000000001', '')),
      'pull-tags': toggled('enable', 8),
    })
    .map((values) => newRow('endpoint-control fctems', { 'ems-id': id, server: 'ems', ...values }));

/** Mostly no table, as in a part of a device's configuration; at times a table without entries. */
const connectors: fc.Arbitrary<Pick<FortiosConfig, 'layout'> & { rows: readonly EmsConnector[] }> =
  fc.oneof(
    { weight: 5, arbitrary: fc.constant({ layout: [], rows: [] }) },
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
    sdwan: fc.oneof(
      { weight: 8, arbitrary: fc.constant<readonly LayoutPart[]>([]) },
      { weight: 1, arbitrary: sdwanLayout },
    ),
    groupsOfUsers,
    vips: eachOrNone(vipNames.map(vip), 20),
    accessProxies: eachOrNone(serverNames.map(accessProxy), 20),
    hosts: eachOrNone(virtualHosts.map(virtualHost)),
    policies: policyDrafts,
    proxyPolicies: proxyPolicyDrafts,
  })
  .map((made) => ({
    ...emptyConfig(),
    layout: [...made.sdwan, ...made.connectors.layout],
    'endpoint-control fctems': made.connectors.rows,
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
