import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { SweptFact } from '#model/lab/access-matrix.ts';
import { sweepOf } from './sweep.ts';

const text = (policy: string, more = ''): string => `config system interface
edit "port1"
next
edit "port2"
next
end
config firewall schedule recurring
edit "office"
set start 09:00
set end 17:00
set day monday tuesday wednesday thursday friday
next
end
config firewall vip
edit "vip"
set type access-proxy
set extip 10.9.0.1
set extintf "any"
set extport 443
next
end
config firewall access-proxy
edit "web"
set vip "vip"
config api-gateway
edit 1
set url-map "/admin"
config realservers
edit 1
set status disable
set ip 10.88.0.4
next
end
next
edit 2
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
edit 1
set srcintf "any"
set dstintf "any"
set srcaddr "all"
set dstaddr "vip"
set action accept
set schedule "always"
set service "ALL"
set ztna-status enable
${policy}
next
end
${more}`;

function swept(policy: string, more?: string) {
  const from = endpointOf({
    host: 'PC-1',
    ip: '10.0.1.2',
    routes: [{ ip: '10.212.134.10', mac: null, gateway: 'FGT-A', vpn: true, interface: null }],
    tags: [{ category: 'zero_trust', name: 'AV', since: 0 }],
  });
  const { config } = readConfig(text(policy, more));
  const session = sessionOf({
    srcip: '10.0.1.2',
    at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 },
  });
  const fortigate = { name: 'FGT-A', connector: 1, config };
  return sweepOf(emsOf([from], [deviceOf({})]), fortigate, from, session, emptyResolver);
}

/** Each value of a fact, and what it comes to. */
function of(sweep: ReturnType<typeof swept>, fact: SweptFact): readonly string[] {
  const values = sweep.facts.find((one) => one.fact === fact)?.values ?? [];
  return values.map(
    ({ value, outcome, isOwn }) =>
      `${isOwn ? '*' : ''}${value} ${outcome.action} ${outcome.error ?? ''}`,
  );
}

describe('a pair hangs on', () => {
  test('its certificate, state by state', () => {
    expect(of(swept(''), 'certificate')).toEqual([
      '*valid accept ',
      'none deny 3',
      'mismatch deny 1',
      'revoked deny 63',
    ]);
  });
  test('the interface that it comes in by', () => {
    expect(of(swept('set srcintf "port2"'), 'interface')).toEqual([
      '*port1 deny 61',
      'port2 accept ',
    ]);
    expect(of(swept(''), 'interface')).toEqual(['*port1 accept ', 'port2 accept ']);
  });
  test('the route that it comes by', () => {
    const more =
      'config firewall address\nedit "vpn"\nset subnet 10.212.134.0 255.255.255.0\nnext\nend\n';
    expect(of(swept('set srcaddr "vpn"', more), 'address')).toEqual([
      '*10.0.1.2 deny 61',
      '10.212.134.10 accept ',
    ]);
  });
  test('the path, gateway by gateway', () => {
    expect(of(swept(''), 'path')).toEqual(['*/ accept ', '/admin deny 22']);
  });
  test('the hour, where a policy has a schedule, and on none where none has', () => {
    const hours = of(swept('set schedule "office"'), 'hour');
    expect(hours).toHaveLength(168);
    expect(hours.filter((one) => one.includes('accept'))).toHaveLength(40);
    expect(of(swept(''), 'hour')).toEqual([]);
  });
  test('all of them together', () => {
    // Certificate, interface, address, path: of these the valid certificate with `/` alone is allowed.
    expect(swept('')).toMatchObject({ combinations: 4 * 2 * 2 * 2, allowed: 4 });
  });
});
