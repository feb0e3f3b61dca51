/** What the form of a ZTNA server sends, and where a refusal of it is shown. */
import { expect, test } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import type { Server } from './server.ts';
import { draftOf, findServerField } from './server-draft.ts';
import {
  type ServerForm,
  anyHost,
  formOf,
  managedInterface,
  newMapping,
  newRealServer,
  serverFormSchema,
} from './server-form.ts';

const facts: ServerFacts = {
  askedBy: 'vip',
  adminPort: 443,
  interfaces: [{ name: 'port3', ip: '10.0.3.1', isManaged: true }],
  certificates: ['Fortinet_Factory'],
  virtualHosts: [
    { name: 'web', host: 'web.example.com', hostType: 'sub-string', asksItself: false, users: [] },
  ],
};
const specified = (host: string, name = '') =>
  ({ kind: 'specify', name, host, hostType: 'sub-string' }) as const;
const form = (...gateways: readonly Partial<ServerForm['gateways'][number]>[]): ServerForm => ({
  ...formOf(null, facts),
  name: 'new',
  extintf: 'port3',
  extip: '10.0.3.10',
  certificate: 'Fortinet_Factory',
  gateways: gateways.map((one, at) => ({ ...newMapping, id: at + 1, ...one })),
});
const problems = (values: ServerForm) =>
  (serverFormSchema.safeParse(values).error?.issues ?? []).map(({ path }) => path.join('.'));

test('a form as it opens asks for what is needed', () => {
  expect(problems(formOf(null, facts))).toEqual([
    'name',
    'extintf',
    'extip',
    'certificate',
    'gateways.0.servers.0.ip',
  ]);
});

test.each<[string, Partial<ServerForm['gateways'][number]>, readonly string[]]>([
  [
    'TCP forwarding',
    { service: 'tcp-forwarding' },
    ['gateways.0.servers.0.address', 'gateways.0.servers.0.ports'],
  ],
  [
    'a domain name and a bad weight',
    {
      loadBalancing: 'weighted',
      servers: [
        { ...newRealServer, ip: '10.1.1.1', port: '8443' },
        {
          ...newRealServer,
          addressType: 'fqdn',
          isNewAddress: true,
          domainName: 'a b',
          weight: '0',
        },
      ],
    },
    ['gateways.0.servers.1.domainName', 'gateways.0.servers.1.weight'],
  ],
  [
    'a virtual host and a path',
    {
      urlMap: '',
      virtualHost: { ...anyHost, kind: 'specify' },
      servers: [{ ...newRealServer, ip: '10.1.1.1', port: '0' }],
    },
    ['gateways.0.urlMap', 'gateways.0.virtualHost.host', 'gateways.0.servers.0.port'],
  ],
  ['what CLI alone sets is not asked', { service: 'samlsp', servers: [] }, []],
])('a mapping is refused at its fields: %s', (_, gateway, fields) => {
  expect(problems(form(gateway))).toEqual(fields);
});

test('virtual hosts: a new one once, the one that is there, and one that is changed', () => {
  const { draft, places } = draftOf(
    form(
      { virtualHost: specified('app.example.com') },
      { virtualHost: specified('app.example.com') },
      { virtualHost: specified('web.example.com') },
      { virtualHost: anyHost },
    ),
    null,
    facts,
  );
  expect(draft.hosts).toEqual([
    {
      key: null,
      row: { name: 'app.example.com', host: 'app.example.com', 'host-type': 'sub-string' },
    },
  ]);
  expect(draft.proxy['api-gateway']?.map((one) => one['virtual-host'])).toEqual([
    'app.example.com',
    'app.example.com',
    'web',
    '',
  ]);
  expect(places).toEqual([{ kind: 'host', gateway: 0 }, { kind: 'server' }, { kind: 'server' }]);
  expect(
    draftOf(form({ virtualHost: specified('x.org', 'web') }), null, facts).draft.hosts,
  ).toEqual([{ key: 'web', row: { host: 'x.org', 'host-type': 'sub-string' } }]);
  // The name is taken by an object of another host.
  expect(draftOf(form({ virtualHost: specified('web') }), null, facts).draft.hosts).toMatchObject([
    { key: null, row: { name: 'web-2', host: 'web' } },
  ]);
});

test('a new domain name is an address first; its refusal is shown at the domain name', () => {
  const server = {
    ...newRealServer,
    addressType: 'fqdn',
    isNewAddress: true,
    domainName: 'wiki.example.com',
  } as const;
  const { draft, places } = draftOf(form({ servers: [server, { ...server, id: 2 }] }), null, facts);
  expect(draft.addresses).toEqual([
    { name: 'wiki.example.com', type: 'fqdn', fqdn: 'wiki.example.com' },
  ]);
  expect(draft.proxy['api-gateway']?.[0]?.realservers).toMatchObject([
    { 'addr-type': 'fqdn', address: 'wiki.example.com', ip: '' },
    { 'addr-type': 'fqdn', address: 'wiki.example.com' },
  ]);
  expect(findServerField('name', places[0])).toBe('gateways.0.servers.0.domainName');
});

const stored: Server = {
  uses: [],
  totals: {},
  vip: newRow('firewall vip', { name: 'v', type: 'access-proxy', extip: '10.0.3.10' }),
  proxy: newRow('firewall access-proxy', {
    name: 'p',
    vip: 'v',
    'api-gateway': [
      {
        id: 1,
        service: 'tcp-forwarding',
        'url-map': '/tcp',
        realservers: [{ id: 4, address: 'LAN', mappedport: ['22'], type: 'ssh' }],
      },
      { id: 2, service: 'samlsp', 'saml-server': 'azure' },
      { id: 3, realservers: [{ id: 1, address: 'LAN', 'health-check': 'enable' }] },
    ],
  }),
};

test('what the form does not show stays as it is', () => {
  const opened = formOf(stored, facts);
  expect(opened.gateways[2]?.servers[0]?.addressType).toBe('object');
  const { draft } = draftOf(opened, stored, facts);
  expect(draft.proxy['api-gateway']).toMatchObject([
    { service: 'tcp-forwarding', realservers: [{ id: 4, mappedport: ['22'], type: 'ssh' }] },
    { service: 'samlsp', 'saml-server': 'azure' },
    { realservers: [{ address: 'LAN', 'health-check': 'enable' }] },
  ]);
  expect(draft.vip).not.toHaveProperty('client-cert');
  // A VIP without a certificate opens with an empty field, and the form says so.
  expect(problems(opened)).toContain('certificate');
});

test('HTTPS that becomes TCP forwarding keeps no address of its own', () => {
  const proxy = newRow('firewall access-proxy', {
    name: 'p',
    'api-gateway': [{ id: 1, realservers: [{ id: 1, ip: '10.88.1.10', weight: 7 }] }],
  });
  const opened = formOf({ ...stored, proxy }, facts);
  const gateways = opened.gateways.map((one) => ({ ...one, service: 'tcp-forwarding' as const }));
  expect(problems({ ...opened, gateways })).toContain('gateways.0.servers.0.address');
  const { draft } = draftOf({ ...opened, gateways }, { ...stored, proxy }, facts);
  expect(draft.proxy['api-gateway']?.[0]?.realservers?.[0]).not.toHaveProperty('ip');
});

test('what the server asks of clients goes where the release has it', () => {
  const values = { ...form({}), userAgentDetect: 'disable' } as const;
  const setting = { 'user-agent-detect': 'disable' };
  expect(draftOf(values, null, facts).draft.vip).toMatchObject(setting);
  const { draft } = draftOf(values, null, { ...facts, askedBy: 'access-proxy' });
  expect(draft.proxy).toMatchObject(setting);
  expect(draft.vip).not.toHaveProperty('user-agent-detect');
});

test.each([
  ['ssl-certificate', 'certificate'],
  ['api-gateway.1.virtual-host', 'gateways.1.virtualHost.host'],
  ['api-gateway.0.realservers.2.mappedport', 'gateways.0.servers.2.ports'],
  ['api-gateway.0.realservers.2.address', 'gateways.0.servers.2.address'],
  ['api-gateway.0.url-map', 'gateways.0.urlMap'],
  ['auth-portal', null],
])('a refusal of %s is shown at %s', (field, path) => {
  expect(findServerField(field, { kind: 'server' })).toBe(path);
});

test('management access is in the way at its own address and port', () => {
  const at = { extintf: 'port3', extip: '10.0.3.1', extport: '443' };
  expect(managedInterface(at, facts)).toBe('port3');
  expect(managedInterface({ ...at, extport: '400-500', extintf: 'any' }, facts)).toBe('port3');
  expect(managedInterface({ ...at, extport: '8443' }, facts)).toBeNull();
  expect(managedInterface({ ...at, extip: '10.0.3.10' }, facts)).toBeNull();
});
