/** Which API gateway and real server a request reaches (rule R3). */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { emptyConfig } from '#model/fortios/rows.parse.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { emsOf } from '#test/fixtures/installation.ts';
import { linesOf } from '../sync/lines.ts';
import { compile } from './compile.ts';
import { route } from './route.ts';

const server = `config realservers
                edit 1
                    set ip 10.88.0.3
                next
            end`;
const fortigate = { name: 'FGT-A', connector: 1 };
const compiledOf = (config: FortiosConfig) => compile({ ...fortigate, config });
const world = {
  lines: linesOf(emsOf([], []), { ...fortigate, config: emptyConfig() }),
  resolver: { fqdn: { 'files.example.com': ['10.88.0.7'] }, geography: {} },
};

/** One gateway's settings; its number is 7. */
function ask(gateway: string, path: string, host: string | null = null, more = '', turn = 0) {
  const { config } = readConfig(`${more}
config firewall access-proxy-virtual-host
    edit "exact"
        set host "Web.Example.com"
    next
    edit "wild"
        set host "*.Example.com"
        set host-type wildcard
    next
end
config firewall access-proxy
    edit "proxy"
        set vip "vip"
        config api-gateway
            edit 7
                ${gateway}
            next
        end
    next
end
`);
  return route(compiledOf(config), config['firewall access-proxy'][0], { path, host, turn }, world);
}

describe('the path', () => {
  test.each([
    ['', '/', true],
    ['', '/any/thing', true],
    ['set url-map "/app"', '/app', true],
    ['set url-map "/app"', '/the/app/there', true],
    ['set url-map "/app"', '/ap', false],
    ['set url-map "/App"', '/app', false],
    ['set url-map "/app/*"\nset url-map-type wildcard', '/app/', true],
    ['set url-map "/app/*"\nset url-map-type wildcard', '/app/x/y', true],
    ['set url-map "/app/*"\nset url-map-type wildcard', '/app', false],
    ['set url-map "/app/*"\nset url-map-type wildcard', '/the/app/x', false],
    ['set url-map "/a?c"\nset url-map-type wildcard', '/abc', true],
    ['set url-map "/a?c"\nset url-map-type wildcard', '/ac', false],
    ['set url-map "/a?c"\nset url-map-type wildcard', '/abcd', false],
    ['set url-map "*c"\nset url-map-type wildcard', '/abcac', true],
    ['set url-map "*a*a"\nset url-map-type wildcard', '/ba', false],
    ['set url-map "/a**"\nset url-map-type wildcard', '/a', true],
    ['set url-map "/a*b*c"\nset url-map-type wildcard', '/aXbYbZc', true],
    ['set url-map "/a*b*c"\nset url-map-type wildcard', '/acb', false],
    ['set url-map "/a*c"\nset url-map-type wildcard', '/ac', true],
    ['set url-map "/a*c"\nset url-map-type wildcard', '/aac', true],
    ['set url-map "/a.c"\nset url-map-type wildcard', '/abc', false],
    ['set url-map "^/v[12]$"\nset url-map-type regex', '/v2', true],
    ['set url-map "^/v[12]$"\nset url-map-type regex', '/v3', false],
    ['set url-map "v1"\nset url-map-type regex', '/api/v1/x', true],
    // An expression that is none matches nothing.
    ['set url-map "("\nset url-map-type regex', '/(', false],
  ])('%j takes %s: %s', (settings, path, taken) => {
    expect(ask(`${settings}\n${server}`, path)).toEqual(
      taken
        ? { kind: 'routed', gateway: 7, realServer: '10.88.0.3', port: 443, server: 1 }
        : { kind: 'no-gateway' },
    );
  });
});

describe('the virtual host', () => {
  test.each([
    ['exact', 'web.example.com', true],
    ['exact', 'WEB.EXAMPLE.COM', true],
    // `sub-string`, the default, occurs in it.
    ['exact', 'the-web.example.com.test', true],
    ['exact', 'web.example', false],
    ['exact', null, false],
    ['wild', 'a.example.COM', true],
    ['wild', 'example.com', false],
    ['nowhere', 'web.example.com', false],
  ])('%s takes %s: %s', (name, host, taken) => {
    const found = ask(`set virtual-host "${name}"\n${server}`, '/', host);
    expect(found.kind).toBe(taken ? 'routed' : 'no-gateway');
  });
});

describe('the real server', () => {
  const addresses = `config firewall address
    edit "host"
        set subnet 10.88.0.9 255.255.255.255
    next
    edit "named"
        set type fqdn
        set fqdn "web.example.com"
    next
    edit "files"
        set type fqdn
        set fqdn "files.example.com"
    next
    edit "range"
        set type iprange
        set start-ip 10.88.0.1
        set end-ip 10.88.0.2
    next
end
`;
  test.each([
    ['set ip 10.88.0.3', '10.88.0.3'],
    ['set ip 10.88.0.3\nset address "host"', '10.88.0.3'],
    ['set ip 0.0.0.0\nset address "host"', '10.88.0.9'],
    ['set address "host"', '10.88.0.9'],
    ['set address "named"', 'web.example.com'],
    ['set address "range"', 'range'],
    ['set address "nowhere"', 'nowhere'],
  ])('with %j is reached at %s', (settings, realServer) => {
    const gateway = `config realservers
                edit 1
                    ${settings}
                    set port 8443
                next
            end`;
    expect(ask(gateway, '/', null, addresses)).toEqual({
      kind: 'routed',
      gateway: 7,
      realServer,
      port: 8443,
      server: 1,
    });
  });

  test.each([
    ['address "host"', { realServer: '10.88.0.9' }],
    ['address "files"', { realServer: '10.88.0.7', resolved: 'files.example.com' }],
  ])('with addr-type fqdn and %s is asked of DNS', (settings, found) => {
    const gateway = `config realservers
                edit 4
                    set addr-type fqdn
                    set ${settings}
                next
            end`;
    expect(ask(gateway, '/', null, addresses)).toEqual({
      kind: 'routed',
      gateway: 7,
      port: 443,
      server: 4,
      ...found,
    });
  });

  test.each([
    ['named', 'web.example.com'],
    ['nowhere', 'nowhere'],
    ['range', 'range'],
  ])('with addr-type fqdn and address %s does not resolve', (address, name) => {
    const gateway = `config realservers
                edit 4
                    set addr-type fqdn
                    set address "${address}"
                next
            end`;
    expect(ask(gateway, '/', null, addresses)).toEqual({
      kind: 'unresolved',
      gateway: 7,
      name,
      near: null,
    });
  });

  test.each([
    ['static', [1, 1, 1, 1, 1]],
    ['first-alive', [1, 1, 1, 1, 1]],
    ['round-robin', [1, 2, 3, 1, 2]],
    ['weighted', [1, 2, 2, 3, 1]],
    ['http-host', [3, 3, 3, 3, 3]],
  ])('of several has its turn by %s', (method, turns) => {
    const gateway = `set ldb-method ${method}
            config realservers
                edit 1
                    set ip 10.88.0.1
                next
                edit 2
                    set ip 10.88.0.2
                    set weight 2
                next
                edit 3
                    set ip 10.88.0.3
                    set http-host "web.example.com"
                next
            end`;
    const servers = turns.map((_, turn) => {
      const found = ask(gateway, '/', 'WEB.example.com', '', turn);
      return found.kind === 'routed' ? found.server : found.kind;
    });
    expect(servers).toEqual(turns);
  });

  test('is the first that is active', () => {
    const servers = (...states: readonly string[]) =>
      `config realservers\n${states
        .map((state, i) => `edit ${i + 1}\nset ip 10.88.0.${i + 1}\n${state}\nnext\n`)
        .join('')}end`;
    const idle = ['set status disable'];
    const waiting = ['set status disable', 'set status standby'];
    expect(ask(servers(...waiting, '', 'set status active'), '/')).toMatchObject({
      kind: 'routed',
      realServer: '10.88.0.3',
    });
    // One on standby serves where none is active.
    expect(ask(servers(...waiting), '/')).toMatchObject({ realServer: '10.88.0.2' });
    expect(ask(servers(...idle), '/')).toEqual({ kind: 'no-real-server', gateway: 7 });
  });

  test('without a proxy there is no way', () => {
    const { config } = readConfig('');
    expect(route(compiledOf(config), undefined, { path: '/', host: null }, world)).toEqual({
      kind: 'no-gateway',
    });
  });
});

test('a name that nearly resolves is told', () => {
  const objects =
    'config firewall address\nedit "files"\nset type fqdn\nset fqdn "flies.example.com"\nnext\nend\n';
  const gateway = 'config realservers\nedit 1\nset addr-type fqdn\nset address "files"\nnext\nend';
  expect(ask(gateway, '/', null, objects)).toMatchObject({
    kind: 'unresolved',
    near: 'files.example.com',
  });
});

test.each([['saas'], ['web-portal']])('a gateway of service %s needs no real server', (service) => {
  expect(ask(`set service ${service}`, '/')).toEqual({
    kind: 'without-server',
    gateway: 7,
    service,
  });
});

describe('TCP forwarding', () => {
  const objects = `config firewall address
    edit "SSH-Server"
        set subnet 10.88.0.1 255.255.255.255
    next
    edit "Files"
        set type fqdn
        set fqdn "files.example.com"
    next
    edit "Servers"
        set type iprange
        set start-ip 10.88.0.10
        set end-ip 10.88.0.19
    next
end
`;
  const gateway = `set url-map "/tcp"
    set service tcp-forwarding
    config realservers
        edit 1
            set address "SSH-Server"
            set mappedport 22 8000-8080
        next
        edit 2
            set address "Files"
            set mappedport 445
        next
        edit 3
            set address "Servers"
        next
        edit 4
            set domain "intranet.example.com"
            set mappedport 443
        next
    end`;
  test.each([
    ['address=10.88.0.1&port=22&tls=0', '10.88.0.1', 22],
    ['address=10.88.0.1&port=8080', '10.88.0.1', 8080],
    ['port=445&address=files.example.com', '10.88.0.7', 445],
    ['address=10.88.0.7&port=445', '10.88.0.7', 445],
    ['address=10.88.0.15&port=65535', '10.88.0.15', 65535],
    ['address=Intranet.example.com&port=443', 'Intranet.example.com', 443],
  ])('%s is led to %s:%i', (asked, realServer, port) => {
    expect(ask(gateway, `/tcp?${asked}`, null, objects)).toEqual({
      kind: 'routed',
      gateway: 7,
      realServer,
      port,
      server: null,
      ...(asked.includes(realServer) ? {} : { resolved: 'files.example.com' }),
    });
  });

  test.each([
    ['address=10.88.0.1&port=23', '10.88.0.1:23'],
    ['address=10.88.0.2&port=22', '10.88.0.2:22'],
    ['address=other.example.com&port=445', 'other.example.com:445'],
    ['port=22', 'no address'],
  ])('%s is led nowhere', (path, asked) => {
    expect(ask(gateway, `/tcp?${path}`, null, objects)).toEqual({
      kind: 'no-real-server',
      gateway: 7,
      asked,
    });
  });
});
