/** Log lines key by key; the two published ones byte for byte are in test/examples.test.ts. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { printLogLine } from '#formats/log/line.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Decision } from '#model/decision/decision.ts';
import { logValue } from '#model/decision/log.ts';
import type { Session } from '#model/decision/session.ts';
import { decide } from '../decide/decide.ts';
import { zoneText } from './log-fields.ts';
import { type LogFacts, logLine } from './log-line.ts';

const { config } = readConfig(`config system interface
    edit "port1"
        set role wan
    next
end
config firewall address
    edit "all"
        set uuid 11111111-0000-0000-0000-000000000000
    next
    edit "lan"
        set subnet 10.0.1.0 255.255.255.0
    next
end
config firewall vip
    edit "vip"
        set uuid 22222222-0000-0000-0000-000000000000
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "server"
        set vip "vip"
        set empty-cert-action accept
        config api-gateway
            edit 1
                set url-map "/app"
                config realservers
                    edit 1
                        set ip 10.88.0.3
                    next
                end
            next
            edit 2
                set url-map "/empty"
            next
        end
    next
    edit "strict"
        set vip "strict"
    next
end
config firewall policy
    edit 1
        set name "deny tagged"
        set uuid 33333333-0000-0000-0000-000000000000
        set srcintf "any"
        set dstintf "any"
        set srcaddr "lan"
        set dstaddr "vip"
        set ztna-status enable
        set ztna-ems-tag "EMS1_ZTNA_Bad"
        set schedule "always"
        set service "ALL"
    next
    edit 2
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "vip"
        set ztna-status enable
        set schedule "always"
        set service "ALL"
    next
    edit 3
        set name "through"
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "HTTPS"
    next
end
`);
const fortigate = { name: 'FGT-A', connector: 1, config };
const facts: LogFacts = {
  eventtimeNs: 1_736_251_200_499_999_999n,
  offsetMinutes: -480,
  sessionid: 42,
  srcport: 50_000,
  lanin: 700,
  lanout: 900,
};
const endpoint = endpointOf({
  tags: [
    { category: 'zero_trust', name: 'Good', since: 0 },
    { category: 'classification', name: 'High', since: 0 },
  ],
});
const ems = emsOf([endpoint], [deviceOf({ tagTypes: ['zero_trust', 'classification'] })]);

function lineOf(session: Session, world = ems, more: Partial<LogFacts> = {}) {
  const decision = decide(world, fortigate, session);
  return logLine(decision, session, { ...facts, ...more }, world, config);
}
const ztna = (values: Partial<Session> = {}) => sessionOf({ path: '/app', ...values });

test('an accepted ZTNA session, whole', () => {
  expect(printLogLine(lineOf(ztna()))).toBe(
    'date=2025-01-07 time=04:00:00 eventtime=1736251200499999999 tz="-0800" logid="0005000024" type="traffic" subtype="ztna" level="notice" vd="root" srcip=10.0.1.5 srcport=50000 srcintf="port1" srcintfrole="wan" dstcountry="Reserved" srccountry="Reserved" dstip=10.9.0.1 dstport=443 dstintf="root" dstintfrole="undefined" sessionid=42 srcuuid="11111111-0000-0000-0000-000000000000" service="HTTPS" proxyapptype="http" proto=6 action="accept" policyid=2 policytype="policy" appcat="unscanned" duration=0 vip="vip" accessproxy="server" clientdeviceid="00000000000000000000000000000000" clientdevicemanageable="manageable" clientdeviceems="FCTEMS00" clientdevicetags="Good/CLASS_High" clientcert="yes" emsconnection="online" wanin=0 rcvdbyte=0 wanout=0 lanin=700 sentbyte=700 lanout=900 fctuid="00000000000000000000000000000000"',
  );
});

test('a ZTNA session that a policy denied, whole', () => {
  const bad = emsOf(
    [{ ...endpoint, tags: [{ category: 'zero_trust', name: 'Bad', since: 0 }] }],
    [deviceOf({})],
  );
  expect(printLogLine(lineOf(ztna({ srcintf: 'port9' }), bad))).toBe(
    'date=2025-01-07 time=04:00:00 eventtime=1736251200499999999 tz="-0800" logid="0005000024" type="traffic" subtype="ztna" level="notice" vd="root" srcip=10.0.1.5 srcport=50000 srcintf="port9" srcintfrole="undefined" dstcountry="Reserved" srccountry="Reserved" dstip=10.9.0.1 dstport=443 dstintf="root" dstintfrole="undefined" sessionid=42 service="HTTPS" proxyapptype="http" proto=6 action="deny" policyid=1 policytype="policy" poluuid="33333333-0000-0000-0000-000000000000" policyname="deny tagged" trandisp="dnat" tranip=10.9.0.1 tranport=443 appcat="unscanned" duration=0 vip="vip" accessproxy="server" clientdeviceid="00000000000000000000000000000000" clientdevicemanageable="manageable" clientdeviceems="FCTEMS00" clientdevicetags="Bad" clientcert="yes" emsconnection="online" msg="Traffic denied because of explicit policy" wanin=0 rcvdbyte=0 wanout=0 lanin=700 sentbyte=700 lanout=900 fctuid="00000000000000000000000000000000" crscore=30 craction=13107 crlevel="high"',
  );
});

test('forward sessions, whole', () => {
  const forward = sessionOf({ dstip: '10.88.0.3' });
  expect(printLogLine(lineOf(forward))).toBe(
    'date=2025-01-07 time=04:00:00 eventtime=1736251200499999999 tz="-0800" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=10.0.1.5 srcport=50000 srcintf="port1" srcintfrole="wan" dstip=10.88.0.3 dstport=443 dstintf="port2" dstintfrole="undefined" srcuuid="11111111-0000-0000-0000-000000000000" dstuuid="11111111-0000-0000-0000-000000000000" sessionid=42 proto=6 action="accept" policyid=3 policytype="policy" policyname="through" service="HTTPS" appcat="unscanned" duration=0 sentbyte=700 rcvdbyte=900',
  );
  expect(printLogLine(lineOf({ ...forward, dstport: 9043 }))).toBe(
    'date=2025-01-07 time=04:00:00 eventtime=1736251200499999999 tz="-0800" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=10.0.1.5 srcport=50000 srcintf="port1" srcintfrole="wan" dstip=10.88.0.3 dstport=9043 dstintf="port2" dstintfrole="undefined" sessionid=42 proto=6 action="deny" policyid=0 policytype="policy" service="tcp/9043" appcat="unscanned" duration=0 sentbyte=0 rcvdbyte=0 crscore=30 craction=13107 crlevel="high"',
  );
});

test('a standard policy that checks tags logs the one that matched, of each list', () => {
  const tagged = readConfig(`config firewall policy
    edit 5
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set ztna-status enable
        set ztna-ems-tag "EMS1_ZTNA_Bad" "EMS1_ZTNA_Good"
        set ztna-ems-tag-secondary "MAC_EMS1_CLASS_High"
        set schedule "always"
        set service "ALL"
    next
end
`).config;
  const session = sessionOf({ dstip: '10.88.0.3' });
  const own = emsOf(
    [endpointOf({ ...endpoint, ip: session.srcip, gateway: 'FGT-A' })],
    ems.fabricDevices,
  );
  const decision = decide(own, { ...fortigate, config: tagged }, session);
  const line = logLine(decision, session, facts, own, tagged);
  const keys = line.map(({ key }) => key);
  expect(logValue(line, 'emstag')).toBe('EMS1_ZTNA_Good');
  expect(logValue(line, 'emstag2')).toBe('MAC_EMS1_CLASS_High');
  expect(keys.slice(keys.indexOf('policytype'))).toEqual(
    expect.arrayContaining(['policytype', 'emstag', 'emstag2', 'service']),
  );
});

describe('what the FortiGate knows of the device', () => {
  const keys = [
    'clientdeviceid',
    'clientdevicemanageable',
    'clientdevicetags',
    'clientcert',
    'emsconnection',
    'fctuid',
  ];
  const device = (session: Session, values = {}) => {
    const line = lineOf(session, emsOf([{ ...endpoint, ...values }], ems.fabricDevices));
    return keys.map((key) => logValue(line, key));
  };
  test.each([
    [
      'that shows a certificate',
      {},
      {},
      [endpoint.uid, 'manageable', 'Good/CLASS_High', 'yes', 'online', endpoint.uid],
    ],
    [
      'that is offline',
      {},
      { online: false },
      [endpoint.uid, 'manageable', undefined, 'yes', 'offline', endpoint.uid],
    ],
    [
      'without tags',
      {},
      { tags: [] },
      [endpoint.uid, 'manageable', undefined, 'yes', 'online', endpoint.uid],
    ],
    [
      'that is unmanageable',
      {},
      { manageable: false },
      [endpoint.uid, 'unmanageable', 'Good/CLASS_High', 'yes', 'online', endpoint.uid],
    ],
    [
      'known by its address alone',
      { certificate: 'none' },
      {},
      [undefined, 'unknown', undefined, 'no', undefined, undefined],
    ],
    [
      'that is unmanageable, by its address',
      { certificate: 'none' },
      { manageable: false },
      [undefined, 'unmanageable', undefined, 'no', undefined, undefined],
    ],
    [
      'that is not registered',
      {},
      { registered: false },
      [undefined, 'unknown', undefined, 'yes', undefined, undefined],
    ],
    [
      'that EMS does not know',
      { endpointUid: null },
      {},
      [undefined, 'unknown', undefined, 'yes', undefined, undefined],
    ],
    [
      'whose certificate is another',
      { certificate: 'mismatch' },
      {},
      [undefined, 'unknown', undefined, 'yes', undefined, undefined],
    ],
  ] as const)('%s', (_, session, values, expected) => {
    expect(device(ztna(session), values)).toEqual(expected);
  });
});

describe('why it was denied', () => {
  test.each([
    [{ certificate: 'mismatch' }, 'Denied: client certificate does not match the EMS record'],
    [{ certificate: 'revoked' }, 'Denied: client certificate is revoked'],
    [{ path: '/' }, 'Denied: failed to match an API-gateway'],
    [{ path: '/empty' }, 'Denied: no real server can be reached'],
  ] as const)('%j: %s', (values, msg) => {
    expect(logValue(lineOf(ztna(values)), 'msg')).toBe(msg);
  });

  test.each([
    [2, 'Denied: empty client certificate'],
    [3, 'Denied: empty client certificate'],
    [23, 'Denied: no real server can be reached'],
    [41, 'Denied: portal error'],
    [61, 'Traffic denied because failed to match a policy or proxy-policy'],
    [62, 'Traffic denied because of explicit policy'],
    [64, 'Traffic denied because of explicit policy'],
    [65, 'Traffic denied because failed to match a policy or proxy-policy'],
    [66, 'Traffic denied because failed to match a policy or proxy-policy'],
    [67, 'Traffic denied because failed to match a policy or proxy-policy'],
  ] as const)('error %i: %s', (error, msg) => {
    const session = ztna();
    const decision = decide(ems, fortigate, session);
    const denied: Decision =
      decision.kind === 'ztna' ? { ...decision, action: 'deny', policyid: 0, error } : decision;
    expect(logValue(logLine(denied, session, facts, ems, config), 'msg')).toBe(msg);
  });
});

test('the end of a session has its duration, and how it closed in place of the action', () => {
  const end = { durationSeconds: 61, closed: 'close' } as const;
  for (const session of [ztna(), sessionOf({ dstip: '10.88.0.3' })]) {
    const line = lineOf(session, ems, end);
    expect([logValue(line, 'duration'), logValue(line, 'action')]).toEqual(['61', 'close']);
  }
});

test('the policy that is named is the one of its own table', () => {
  const session = ztna();
  const decision = decide(ems, fortigate, session);
  const other: Decision = { ...decision, policytype: 'proxy-policy' };
  const line = logLine(other, session, facts, ems, config);
  expect([logValue(line, 'poluuid'), logValue(line, 'srcuuid')]).toEqual([undefined, undefined]);
});

test('of two policies of one number, the one that decided is named', () => {
  const both = readConfig(`config firewall vip
    edit "vip"
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "server"
        set vip "vip"
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
    edit 5
        set name "simple"
        set srcintf "port9"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "vip"
        set ztna-status enable
        set schedule "always"
        set service "ALL"
    next
end
config firewall proxy-policy
    edit 5
        set name "full"
        set proxy access-proxy
        set access-proxy "server"
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
    next
end
`).config;
  const session = ztna();
  const decision = decide(ems, { ...fortigate, config: both }, session);
  const line = logLine(decision, session, facts, ems, both);
  expect(['policyid', 'policytype', 'policyname'].map((key) => logValue(line, key))).toEqual([
    '5',
    'proxy-policy',
    'full',
  ]);
});

test('the device that is named is the one of the certificate', () => {
  const others = emsOf(
    [endpointOf({ uid: '9'.repeat(32), ip: '10.0.1.9' }), endpoint],
    ems.fabricDevices,
  );
  expect(logValue(lineOf(ztna(), others), 'fctuid')).toBe(endpoint.uid);
});

test('a VIP without a server is logged without one', () => {
  const decision = decide(ems, fortigate, ztna());
  const bare: Decision =
    decision.kind === 'ztna'
      ? { ...decision, trace: { ...decision.trace, accessProxy: null } }
      : decision;
  const line = logLine(bare, ztna(), facts, ems, config);
  expect([logValue(line, 'vip'), logValue(line, 'accessproxy')]).toEqual(['vip', undefined]);
});

describe('the time', () => {
  test.each([
    [0, '+0000'],
    [-480, '-0800'],
    [330, '+0530'],
    [-210, '-0330'],
    [60, '+0100'],
  ])('%i minutes from UTC is written %s', (offset, text) => {
    expect(zoneText(offset)).toBe(text);
  });

  test.each([
    [499_999_999n, '12:00:00'],
    [500_000_000n, '12:00:01'],
  ])('is rounded to the nearest second: %i ns more', (ns, time) => {
    const line = lineOf(ztna(), ems, {
      eventtimeNs: 1_736_251_200_000_000_000n + ns,
      offsetMinutes: 0,
    });
    expect([logValue(line, 'date'), logValue(line, 'time')]).toEqual(['2025-01-07', time]);
  });
});
