/** What a line of a full policy, of a VIP or of another EMS names is made so that the line is decided. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCaseWorlds } from '#formats/case.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { standInVip } from '#model/decision/log-replay.ts';
import { emsOf } from '#test/fixtures/installation.ts';
import type { WorldState } from '../state.ts';
import { caseState } from './case-state.ts';
import { createFromLog } from './create-from-log.ts';
import { explainLogLine } from './log-replay.ts';

const file = join(import.meta.dirname, '../../../test/cases/field/log-of-full-policy.json');
const [world] = readCaseWorlds(readFileSync(file, 'utf8'));
if (!world) throw new Error('the case is empty');
const start = caseState(world, []);

const line =
  'logid="0005000024" type="traffic" subtype="ztna" srcip=10.0.1.21 srcintf="port3" dstip=10.88.0.7 dstport=9443 dstintf="port2" proto=6 action="accept" policyid=9 policytype="proxy-policy" policyname="new" user="amy" group="saml-users" gatewayid=3 realserverid=2 vip="elsewhere" accessproxy="elsewhere" clientdeviceid="00000000000000000000000000000021" clientcert="yes"';

const explained = (state: WorldState, text: string) =>
  explainLogLine(state, { line: text, fortigate: null });
const made = (state: WorldState, text: string): WorldState =>
  createFromLog.run(state, { line: text, fortigate: null }).state;
const configOf = (state: WorldState) => {
  const [fortigate] = state.fortigates;
  if (!fortigate) throw new Error('no FortiGate');
  return fortigate.config;
};
/** The world with more in its FortiGate's configuration. */
function withConfig(text: string, state = start): WorldState {
  const [fortigate] = state.fortigates;
  const { config } = readConfig(text);
  return fortigate ? { ...state, fortigates: [{ ...fortigate, config }] } : state;
}

describe('a line of a full policy', () => {
  test.each([
    ['with a real server by number', line, 'https', { id: 2, ip: '10.88.0.7', port: 9443 }],
    [
      'of TCP forwarding, without one',
      line.replace(' realserverid=2', ''),
      'tcp-forwarding',
      { id: 1, address: 'server-10.88.0.7', mappedport: ['9443'] },
    ],
  ])('makes gateway and real server as it names them, %s', (_, text, service, server) => {
    expect(explained(start, text).missing).toEqual(['server', 'policy']);
    const state = made(start, text);
    const config = configOf(state);
    const proxy = config['firewall access-proxy'].find(({ name }) => name === 'elsewhere');
    expect(proxy?.['api-gateway']).toMatchObject([{ id: 3, service, realservers: [server] }]);
    const vip = config['firewall vip'].find(({ name }) => name === 'elsewhere');
    expect(vip?.extip).toBe(standInVip.ip);
    const after = explained(state, text);
    expect(after).toMatchObject({
      missing: [],
      entry: { verdict: 'agrees' },
      server: { vip: 'elsewhere', by: 'name' },
      taken: { user: 'amy', gateway: 3, realServer: { address: '10.88.0.7:9443' } },
    });
    expect(after.explanation?.route).toMatchObject({ gateway: 3, realServer: '10.88.0.7' });
  });

  test('uses an address object that there is', () => {
    const text = line.replace(' realserverid=2', '').replace('10.88.0.7', '10.88.0.3');
    const config = configOf(made(start, text));
    const proxy = config['firewall access-proxy'].find(({ name }) => name === 'elsewhere');
    expect(proxy?.['api-gateway'][0]?.realservers[0]?.address).toBe('RDP-Server');
  });
});

describe('a forward line', () => {
  const forward =
    'subtype="forward" srcip=10.0.1.21 srcintf="port3" dstip=198.51.100.9 dstport=8080 dstintf="port2" proto=6 action="accept" policyid=7 policytype="policy" trandisp="dnat" tranip=10.88.0.9 tranport=80';

  test.each([
    ['another port', forward, { portforward: 'enable', extport: '8080', mappedport: '80' }],
    ['the same', forward.replace('tranport=80', 'tranport=8080'), { portforward: 'disable' }],
  ])('makes the VIP that leads there, by %s, and a policy to it', (_, text, ports) => {
    expect(explained(start, text).missing).toEqual(['vip', 'policy']);
    const state = made(start, text);
    expect(configOf(state)['firewall vip'].at(-1)).toMatchObject({
      extip: '198.51.100.9',
      mappedip: ['10.88.0.9'],
      ...ports,
    });
    const after = explained(state, text);
    expect(after).toMatchObject({ missing: [], entry: { verdict: 'agrees' } });
    expect(after.taken?.nat).toBe(`10.88.0.9:${text.slice(text.lastIndexOf('=') + 1)}`);
  });

  test('makes a security policy in policy-based mode', () => {
    const text = forward.slice(0, forward.indexOf(' trandisp'));
    const based = withConfig('config system settings\n set ngfw-mode policy-based\nend\n');
    const state = made(based, text);
    expect(configOf(state)['firewall security-policy'].map(({ policyid }) => policyid)).toEqual([
      7,
    ]);
    expect(explained(state, text).entry.verdict).toBe('agrees');
  });
});

test('a policy names the zone of an interface, and any for one that is not here', () => {
  const zoned = withConfig(`config system interface
    edit "port3"
    next
end
config system zone
    edit "inside"
        set interface "port3"
    next
end
`);
  const text =
    'subtype="forward" srcip=10.0.1.21 srcintf="port3" dstip=10.88.0.9 dstport=80 dstintf="port9" proto=6 action="accept" policyid=7';
  const state = made(zoned, text);
  expect(configOf(state)['firewall policy']).toMatchObject([
    { policyid: 7, srcintf: ['inside'], dstintf: ['any'] },
  ]);
  expect(explained(state, text).entry.verdict).toBe('agrees');
});

test('an endpoint of another EMS is made there', () => {
  const other = { ...emsOf([], world.ems.fabricDevices), serial: 'FCTEMS22' };
  const several: WorldState = { ...start, ems: { ...start.ems, otherServers: [other] } };
  const text = line.replace(
    '000021"',
    '0000AA" clientdeviceems="FCTEMS22" clientdevicetags="Here/CLASS_Mine"',
  );
  const { ems } = made(several, text);
  expect(ems.endpoints).toEqual(start.ems.endpoints);
  const [there] = ems.otherServers ?? [];
  expect(there?.endpoints.map(({ uid }) => uid)).toEqual([`${'0'.repeat(30)}AA`]);
  expect(there?.customClassificationTags).toEqual(['Mine']);
});
