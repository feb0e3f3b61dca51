/** Which API gateway and real server a request reaches (rule R3). */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { route } from './route.ts';

const server = `config realservers
                edit 1
                    set ip 10.88.0.3
                next
            end`;
/** One gateway's settings; its number is 7. */
function ask(gateway: string, path: string, host: string | null = null, more = '') {
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
  return route(config, config['firewall access-proxy'][0], { path, host });
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
        ? { kind: 'routed', gateway: 7, realServer: '10.88.0.3', port: 443 }
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
    });
  });

  test('is the first that is active', () => {
    const servers = (...states: readonly string[]) =>
      `config realservers\n${states
        .map((state, i) => `edit ${i + 1}\nset ip 10.88.0.${i + 1}\n${state}\nnext\n`)
        .join('')}end`;
    const idle = ['set status disable', 'set status standby'];
    expect(ask(servers(...idle, '', 'set status active'), '/')).toMatchObject({
      kind: 'routed',
      realServer: '10.88.0.3',
    });
    expect(ask(servers(...idle), '/')).toEqual({ kind: 'no-real-server', gateway: 7 });
  });

  test('without a proxy there is no way', () => {
    const { config } = readConfig('');
    expect(route(config, undefined, { path: '/', host: null })).toEqual({ kind: 'no-gateway' });
  });
});
