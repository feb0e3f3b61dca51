import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { caseWorld, readCases } from '#formats/case.ts';
import { PlainDecisions } from './plain-decisions.ts';
import { plainSession, serversOf } from './plain-session.ts';

const config = `
config firewall vip
    edit "any"
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
    edit "bound"
        set type access-proxy
        set extip 10.9.0.2
        set extintf "port3"
        set extport 8443-8450
    next
end
config firewall vip
    edit "blank"
        set type access-proxy
        set extip 10.9.0.3
        set extintf ""
        set extport 443
    next
end
config firewall access-proxy
    edit "B"
        set vip "bound"
    next
    edit "lost"
        set vip "gone"
    next
    edit "A"
        set vip "any"
        config api-gateway
            edit 1
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
        set srcintf "port1"
        set dstintf "any"
        set action accept
        set ztna-status enable
        set srcaddr "all"
        set dstaddr "any"
        set schedule "always"
        set service "ALL"
    next
end
`;
const [one] = readCases(
  JSON.stringify({
    name: 'matrix',
    ems: {
      endpoints: ['PC-1', 'PC-2'].map((host, i) => ({
        host,
        uid: String(i).padStart(32, '0'),
        os: 'windows',
        ip: `10.0.1.${i + 1}`,
        mac: '',
        gateway: null,
        registered: i === 0,
      })),
    },
    fortigates: [{ name: 'FGT-A', config }],
  }),
);
if (!one) throw new Error('no case');
const { ems } = caseWorld(one);
const fortigate = { name: 'FGT-A', connector: 1, ...readConfig(config) };
const at = { epochMs: 0, offsetMinutes: 0 };

test('servers stand in the order of the configuration, one without its VIP as well', () => {
  expect(serversOf(fortigate.config).map(({ name, vip }) => [name, vip?.name])).toEqual([
    ['B', 'bound'],
    ['lost', undefined],
    ['A', 'any'],
  ]);
});

describe('the plain session', () => {
  const sessionTo = (name: string, host: string, srcintf: string | null = null) => {
    const vip = fortigate.config['firewall vip'].find((each) => each.name === name);
    const endpoint = ems.endpoints.find((each) => each.host === host);
    if (!vip || !endpoint) throw new Error('not there');
    return plainSession(endpoint, 'FGT-A', vip, { srcintf, at });
  };
  test('comes in where the VIP listens, else through port1, else as it is told', () => {
    expect(sessionTo('bound', 'PC-1')).toMatchObject({ srcintf: 'port3', dstport: 8443 });
    expect(sessionTo('any', 'PC-1')).toMatchObject({ srcintf: 'port1', dstport: 443 });
    expect(sessionTo('blank', 'PC-1').srcintf).toBe('port1');
    expect(sessionTo('any', 'PC-1', 'port2').srcintf).toBe('port2');
  });
  test('has the endpoint’s address, and a certificate if it is registered', () => {
    expect(sessionTo('any', 'PC-1')).toMatchObject({
      srcip: '10.0.1.1',
      dstintf: 'any',
      dstip: '10.9.0.1',
      certificate: 'valid',
      path: '/',
      host: null,
    });
    expect(sessionTo('any', 'PC-2').certificate).toBe('none');
  });
});

test('every endpoint in EMS’s order, against every server', () => {
  const plain = new PlainDecisions(ems, fortigate, { srcintf: null, at });
  expect(plain.servers.map(({ name }) => name)).toEqual(['B', 'lost', 'A']);
  expect(
    ems.endpoints.map((endpoint) => [
      endpoint.host,
      plain
        .of(endpoint)
        .map((decision) =>
          decision ? `${decision.action}:${decision.policyid}:${decision.error}` : null,
        ),
    ]),
  ).toEqual([
    ['PC-1', ['deny:0:21', null, 'accept:1:null']],
    ['PC-2', ['deny:0:3', null, 'deny:0:3']],
  ]);
});
