/** Every change as a thing to do. */
import { describe, expect, test } from 'vitest';
import type { Change, Repair } from '#model/repair.ts';
import type { Tag } from '#model/tags.ts';
import { repairPhrase, repairSentence, sideEffectSentence } from './repair.ts';
import { plain } from './sentence.ts';

const device = { device: 'FGT-A' };
const endpoint = { uid: '0'.repeat(32), host: 'PC-1' };
const policy = { fortigate: 'FGT-A', policytype: 'policy', policyid: 17, name: 'web' } as const;
const lowRisk: Tag = { category: 'zero_trust', name: 'Low-Risk' };
const low: Tag = { category: 'classification', name: 'Low' };
const swap = {
  kind: 'swap-tag',
  ...policy,
  list: 'primary',
  from: 'EMS1_ZTNA_Low-Risk',
  to: 'EMS1_CLASS_Low',
  tag: low,
} as const;

test.each<[Change, string]>([
  [
    { kind: 'share-type', ...device, category: 'classification' },
    'share Classification Tags with FGT-A',
  ],
  [
    { kind: 'stop-sharing-type', ...device, category: 'fabric' },
    'stop sharing Fabric Tags with FGT-A',
  ],
  [
    { kind: 'widen-endpoint-sharing', ...device, endpointSharing: 'all', selected: ['FGT-B'] },
    'set FortiClient Endpoint Sharing of FGT-A to Share all FortiClients',
  ],
  [
    {
      kind: 'widen-endpoint-sharing',
      ...device,
      endpointSharing: 'selected',
      selected: ['FGT-B', 'FGT-C'],
    },
    'set FortiClient Endpoint Sharing of FGT-A to Share FortiClients connected to selected fabric devices: FGT-B, FGT-C',
  ],
  [
    { kind: 'narrow-endpoint-sharing', ...device, endpointSharing: 'connected', selected: [] },
    'set FortiClient Endpoint Sharing of FGT-A to Only share FortiClients connected to this fabric device',
  ],
  [{ kind: 'authorize', ...device }, 'authorize FGT-A on EMS'],
  [{ kind: 'deny-device', ...device }, 'deny FGT-A on EMS'],
  [{ kind: 'add-tag', ...endpoint, tag: lowRisk }, 'give PC-1 the security posture tag Low-Risk'],
  [{ kind: 'add-tag', ...endpoint, tag: low }, 'give PC-1 the classification tag Low'],
  [
    { kind: 'remove-tag', ...endpoint, tag: { category: 'fabric', name: 'IOC' } },
    'take the Fabric tag IOC from PC-1',
  ],
  [
    { kind: 'remove-tag', ...endpoint, tag: { category: 'outbreak_alert', name: 'Log4j' } },
    'take the FortiGuard outbreak alert tag Log4j from PC-1',
  ],
  [{ kind: 'register', ...endpoint }, 'register PC-1 to EMS'],
  [{ kind: 'unregister', ...endpoint }, 'end the registration of PC-1'],
  [{ kind: 'bring-online', ...endpoint }, 'bring PC-1 online'],
  [{ kind: 'take-offline', ...endpoint }, 'take PC-1 offline'],
  [
    { ...swap, asked: lowRisk },
    'in policy 17 web, ask for the classification tag Low in place of Low-Risk',
  ],
  [
    { ...swap, asked: null },
    'in policy 17 web, ask for the classification tag Low in place of EMS1_ZTNA_Low-Risk',
  ],
  [
    {
      ...swap,
      kind: 'mac-to-ip',
      policytype: 'proxy-policy',
      from: 'MAC_EMS1_CLASS_Low',
    },
    'in proxy policy 17 web, ask for EMS1_CLASS_Low in place of MAC_EMS1_CLASS_Low',
  ],
  [{ kind: 'match-any', ...policy }, 'let policy 17 web ask for Any of its tags'],
  [{ kind: 'match-all', ...policy }, 'let policy 17 web ask for All of its tags'],
  [{ kind: 'enable-policy', ...policy }, 'enable policy 17 web'],
  [{ kind: 'disable-policy', ...policy }, 'disable policy 17 web'],
  [
    { kind: 'move-policy', ...policy, before: 3, beforeName: '' },
    'move policy 17 web above policy 3',
  ],
  [
    { kind: 'present-certificate', ...endpoint },
    'present the client certificate that EMS issued for PC-1',
  ],
  [{ kind: 'withhold-certificate', ...endpoint }, 'present no client certificate on PC-1'],
])('%j', (change, phrase) => {
  expect(plain(repairPhrase([change]))).toBe(phrase);
});

const counts = { opens: 0, closes: 0, flips: 0 };

test('a repair is one sentence, whatever it begins with', () => {
  const changes: Repair['changes'] = [
    { kind: 'authorize', ...device },
    { kind: 'add-tag', ...endpoint, tag: low },
  ];
  const sentence = repairSentence({ changes, ...counts });
  expect(plain(sentence)).toBe('Authorize FGT-A on EMS, and give PC-1 the classification tag Low.');
  expect(sentence.filter((part) => part.kind === 'tag')).toEqual([
    { kind: 'tag', tag: low, missing: false },
  ]);
});

describe('side effects', () => {
  const changes: Repair['changes'] = [{ kind: 'authorize', ...device }];
  test.each([
    [0, 0, 'It changes nothing else.'],
    [1, 0, 'It would also let 1 other pair of endpoint and server through.'],
    [2, 0, 'It would also let 2 other pairs of endpoint and server through.'],
    [0, 1, 'It would also deny 1 other pair of endpoint and server.'],
    [0, 3, 'It would also deny 3 other pairs of endpoint and server.'],
    [3, 3, 'It would also let 3 other pairs of endpoint and server through, and deny 3.'],
    [1, null, 'What else it changes was not counted.'],
    [null, 1, 'What else it changes was not counted.'],
    [2, 3, 'It would also let 2 other pairs of endpoint and server through, and deny 3.'],
    [null, null, 'What else it changes was not counted.'],
  ])('%s opened, %s closed: %s', (opens, closes, sentence) => {
    expect(sideEffectSentence({ changes, opens, closes, flips: null })).toBe(sentence);
  });
});
