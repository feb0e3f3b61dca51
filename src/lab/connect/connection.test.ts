/** What the Connect form shows and sends: defaults, what is typed, and what is wrong with it. */
import { describe, expect, test } from 'vitest';
import type { Endpoint } from '#model/ems/ems.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import {
  type Fields,
  againPath,
  fieldsOf,
  formOf,
  isSameRequest,
  problemsOf,
  startOf,
  unknownDevice,
} from './connection.ts';

const interfaces = [
  { name: 'port1', ip: '10.0.1.1 255.255.255.0', role: 'lan' },
  { name: 'port2', ip: '10.88.1.1 255.255.255.0', role: 'dmz' },
  { name: 'port3', ip: '203.0.113.1 255.255.255.0', role: 'wan' },
];
const offer = {
  fortigates: [{ fortigate: 'FGT-HQ', interfaces }],
  targets: [
    {
      fortigate: 'FGT-HQ',
      server: 'ZTNA-webserver',
      vip: 'ZTNA-webserver',
      address: '203.0.113.10',
      port: '9443',
      extintf: 'any',
      interfaces,
      hasPages: true,
      forwardsTo: null,
    },
    {
      fortigate: 'FGT-HQ',
      server: 'ZTNA-tcp',
      vip: 'ZTNA-tcp',
      address: '203.0.113.12',
      port: '8443',
      extintf: 'port3',
      interfaces,
      hasPages: false,
      forwardsTo: { address: '10.88.1.20', port: 445 },
    },
  ],
};
const start = startOf(null, undefined, offer);
const ann: Endpoint = {
  uid: 'A1D0C6E27B9F4A58830E5C14F7B26D01',
  host: 'WIN11-ANN',
  os: 'windows',
  osVersion: '',
  user: 'ann',
  groups: ['Finance', 'Staff'],
  owner: null,
  ip: '10.0.1.21',
  mac: '02:09:0f:00:01:15',
  publicIp: '203.0.113.1',
  gateway: 'FGT-HQ',
  registered: true,
  online: true,
  onNet: true,
  quarantined: false,
  inSync: true,
  manageable: true,
  certificateSerial: 'A1',
  forticlientVersion: '7.4.0',
  tags: [],
};

function requestFor(choices: Fields, endpoint: Endpoint | null = ann): ConnectRequest {
  const { request } = formOf(choices, start, offer, endpoint);
  if (!request) throw new Error('there is nothing to send');
  return request;
}

test('begins at the first ZTNA server, by the interface of the endpoint’s gateway', () => {
  expect(requestFor({})).toEqual({
    fortigate: 'FGT-HQ',
    source: { kind: 'endpoint', uid: ann.uid, srcip: ann.ip },
    srcintf: 'port1',
    destination: { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null },
    certificate: 'valid',
  });
});

test('a server that only forwards TCP is asked for the first place that it forwards to', () => {
  expect(requestFor({ server: 'ZTNA-tcp' })).toMatchObject({
    // The server listens nowhere else.
    srcintf: 'port3',
    destination: { kind: 'tcp-forwarding', address: '10.88.1.20', port: 445 },
  });
  // What a server does not have is not asked of it.
  expect(requestFor({ server: 'ZTNA-webserver', to: 'tcp' }).destination.kind).toBe('server');
});

test('an address goes out by the interface that holds it, unless another is chosen', () => {
  const to = (choices: Fields) => requestFor({ to: 'address', ...choices }).destination;
  expect(to({ dstip: '10.88.1.9' })).toMatchObject({ dstport: 443, dstintf: 'port2' });
  expect(to({ dstip: '192.0.2.9' })).toMatchObject({ dstintf: 'port3' });
  expect(to({ dstip: '10.88.1.9', dstintf: 'port1' })).toMatchObject({ dstintf: 'port1' });
  expect(to({ protocol: '1' })).toMatchObject({ protocol: 1, dstport: 0 });
});

test('a device that EMS does not know comes in where its address is', () => {
  const from = (srcip: string) => requestFor({ endpoint: unknownDevice, srcip }, null);
  expect(from('10.0.1.77')).toMatchObject({ srcintf: 'port1', certificate: 'none' });
  expect(from('192.0.2.7').srcintf).toBe('port3');
});

describe('a route of the endpoint', () => {
  const routed: Endpoint = {
    ...ann,
    routes: [
      { ip: '10.88.1.50', mac: null, interface: null, gateway: 'FGT-HQ', vpn: false },
      { ip: '10.212.0.9', mac: null, interface: 'ssl.root', gateway: 'FGT-HQ', vpn: true },
      { ip: '10.0.1.60', mac: null, interface: 'port1', gateway: 'FGT-Branch', vpn: false },
    ],
  };
  test.each([
    ['of this FortiGate comes in where its address is', '10.88.1.50', 'port2'],
    ['whose interface EMS knows comes in there', '10.212.0.9', 'ssl.root'],
    ['of another FortiGate comes in from the WAN', '10.0.1.60', 'port3'],
  ])('%s', (_, srcip, srcintf) => {
    expect(requestFor({ srcip }, routed)).toMatchObject({ source: { srcip }, srcintf });
  });

  test('that was tried last is the one to begin with; an address that is none is not', () => {
    const shown = (srcip: string) => {
      const last = fieldsOf(requestFor({ srcip }, routed));
      return formOf({}, last, offer, routed).texts.srcip;
    };
    expect([shown('10.212.0.9'), shown('10.9.9.9')]).toEqual(['10.212.0.9', ann.ip]);
  });
});

test('the user is sent where it is not the one that EMS reports', () => {
  expect(requestFor({ groups: ann.groups.join(',') }).user).toBeUndefined();
  expect(requestFor({ user: '' }).user).toEqual({ name: null, groups: ann.groups });
  expect(requestFor({ groups: 'a, b ,' }).user).toEqual({ name: ann.user, groups: ['a', 'b'] });
  expect(requestFor({ login: 'failed' }).login).toEqual({
    user: ann.user,
    groups: ann.groups,
    ok: false,
  });
});

test('what is typed wrong is said at its field, all of it at once', () => {
  const typed: Fields = {
    to: 'address',
    srcip: '10.0.1',
    dstip: '',
    dstport: '44x',
    login: 'ok',
    loginuser: ' ',
  };
  expect([...problemsOf(requestFor(typed))]).toEqual([
    ['srcip', '10.0.1 is not an IPv4 address. Write it as 10.0.3.2.'],
    ['dstip', 'Enter an IPv4 address, as 10.0.3.2.'],
    ['dstport', 'Enter a port from 1 to 65535.'],
    ['loginuser', 'Enter who logs in.'],
  ]);
  expect([...problemsOf(requestFor({ ...typed, protocol: '' })).keys()]).toContain('protocol');
  expect(problemsOf(requestFor({ path: '/a' })).size).toBe(0);
});

test.each<[string, Fields]>([
  ['a server’s page', { path: '/app', host: 'web.example.com', certificate: 'none' }],
  ['an address', { to: 'address', dstip: '10.88.1.9', protocol: '47', dstintf: 'any' }],
  ['a log-in', { to: 'address', user: 'x', login: 'ok', loginuser: 'y', logingroups: 'a, b' }],
])('a link to %s gives the same request again', (_, choices) => {
  const request = requestFor(choices);
  expect(requestFor(fieldsOf(request))).toEqual(request);
  // And so does the page without a link, as it was tried last.
  const again = formOf({}, startOf(request, undefined, offer), offer, ann).request;
  expect(again).toEqual(request);
  expect(isSameRequest(request, requestFor({}))).toBe(false);
});

test('a link means the same whatever was tried before it', () => {
  const last = fieldsOf(requestFor({ user: 'x', login: 'ok', path: '/last', srcip: '10.0.1.99' }));
  const link: Fields = { endpoint: ann.uid, server: 'ZTNA-webserver' };
  expect(formOf(link, last, offer, ann).request).toEqual(requestFor({}));
});

test('a server or a FortiGate that is gone is not replaced by another', () => {
  expect(formOf({ server: 'gone' }, start, offer, ann).request).toBeNull();
  expect(formOf({ to: 'address', fortigate: 'gone' }, start, offer, ann).request).toBeNull();
});

test('without a ZTNA server, any address can be tried', () => {
  const bare = { ...offer, targets: [] };
  const { request } = formOf({}, startOf(null, undefined, bare), bare, ann);
  expect(request?.destination).toMatchObject({ kind: 'address', dstip: '203.0.113.10' });
});

test('the address that tries a session again says that nobody is the user', () => {
  const request = requestFor({ user: '', groups: '' });
  const address = new URL(againPath(request), 'http://lab');
  const fields = Object.fromEntries(address.searchParams);
  expect(fields).toMatchObject({ now: '1', user: '' });
  expect(requestFor(fields)).toEqual(request);
});
