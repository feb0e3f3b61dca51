/** What FortiOS refuses of a ZTNA server's objects, and where it says so. */
import { expect, test } from 'vitest';
import { emptyConfig, newRow, withTable } from '#model/fortios/rows.parse.ts';
import type { AccessProxy, Vip } from '#model/fortios/tables.ts';
import { proxyProblems, vipProblems, virtualHostProblems } from './server-checks.ts';

const vip = (values: Partial<Vip>): Vip =>
  newRow('firewall vip', {
    name: 'web',
    type: 'access-proxy',
    'server-type': 'https',
    extip: '10.0.3.10',
    extintf: 'port3',
    extport: '443',
    'ssl-certificate': ['Fortinet_Factory'],
    ...values,
  });

test.each<[string, Partial<Vip>, string | null]>([
  ['as it should be', {}, null],
  ['without a certificate', { 'ssl-certificate': [] }, 'ssl-certificate'],
  ['of plain HTTP', { 'ssl-certificate': [], 'server-type': 'http' }, null],
  ['that overlaps another range', { extport: '8000-8443' }, 'extport'],
  ['beside another range', { extport: '8444-8450' }, null],
  ['inside a range at any interface', { extport: '8080', extintf: 'any' }, 'extport'],
  ['at another interface', { extport: '8080', extintf: 'port1' }, null],
  ['at another address', { extport: '8080', extip: '10.0.3.11' }, null],
])('a VIP %s', (_, values, field) => {
  const other = vip({ name: 'other', extport: '8080-8443' });
  const config = withTable(emptyConfig(), 'firewall vip', [other]);
  expect(vipProblems(config, vip(values), undefined).map((one) => one.field)).toEqual(
    field === null ? [] : [field],
  );
});

test('a VIP that never had a certificate can be changed without one', () => {
  const bare = vip({ 'ssl-certificate': [] });
  expect(vipProblems(emptyConfig(), bare, bare)).toEqual([]);
  expect(vipProblems(emptyConfig(), bare, vip({}))).toHaveLength(1);
});

test('a virtual host has a host', () => {
  const host = newRow('firewall access-proxy-virtual-host', { name: 'x' });
  expect(virtualHostProblems(host, undefined)).toMatchObject([{ field: 'host', code: -56 }]);
  expect(virtualHostProblems(host, host)).toEqual([]);
  expect(virtualHostProblems({ ...host, host: 'x.example.com' }, host)).toEqual([]);
});

const config = withTable(emptyConfig(), 'firewall address', [
  newRow('firewall address', { name: 'wiki', type: 'fqdn', fqdn: 'wiki.example.com' }),
  newRow('firewall address', { name: 'LAN', subnet: '10.0.0.0 255.0.0.0' }),
]);
type Real = AccessProxy['api-gateway'][number]['realservers'][number];
const proxy = (service: AccessProxy['api-gateway'][number]['service'], real: Partial<Real>) =>
  newRow('firewall access-proxy', {
    name: 'web',
    vip: 'web',
    'api-gateway': [{ id: 1, service, realservers: [{ id: 1, ...real }] }],
  });

test.each<[string, ReturnType<typeof proxy>, string | null]>([
  ['HTTPS at an IP', proxy('https', { ip: '10.1.1.1' }), null],
  ['HTTPS at nothing', proxy('https', {}), 'ip'],
  ['HTTPS at no IP', proxy('https', { ip: '10.1.1' }), 'ip'],
  ['HTTPS at a domain', proxy('https', { 'addr-type': 'fqdn', address: 'wiki' }), null],
  ['HTTPS at no domain', proxy('https', { 'addr-type': 'fqdn' }), 'address'],
  ['HTTPS at a subnet', proxy('https', { 'addr-type': 'fqdn', address: 'LAN' }), 'address'],
  [
    'TCP at an address and ports',
    proxy('tcp-forwarding', { address: 'LAN', mappedport: ['22', '8000-8080'] }),
    null,
  ],
  ['TCP at nothing', proxy('tcp-forwarding', { mappedport: ['22'] }), 'address'],
  ['TCP without ports', proxy('tcp-forwarding', { address: 'LAN' }), 'mappedport'],
  [
    'TCP at port 0',
    proxy('tcp-forwarding', { address: 'LAN', mappedport: ['22', '0'] }),
    'mappedport',
  ],
  ['SAML, which has no real server', proxy('samlsp', {}), null],
])('a mapping of %s', (_, row, field) => {
  expect(proxyProblems(config, row, undefined).map((one) => one.field)).toEqual(
    field === null ? [] : [`api-gateway.0.realservers.0.${field}`],
  );
});

test('what stood there before does not stand in the way of other settings', () => {
  const old = proxy('tcp-forwarding', { address: 'LAN' });
  expect(proxyProblems(config, { ...old, 'auth-portal': 'enable' }, old)).toEqual([]);
  // A mapping that was another service has to be whole.
  expect(proxyProblems(config, old, proxy('https', { ip: '10.1.1.1' }))).toHaveLength(1);
});
