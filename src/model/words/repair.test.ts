/** Every change as a thing to do. */
import { describe, expect, test } from 'vitest';
import type { Change, Repair } from '#model/decision/repair.ts';
import type { Tag } from '#model/tagging/tags.ts';
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
  [{ kind: 'add-tag', ...endpoint, tag: lowRisk }, 'add the security posture tag Low-Risk to PC-1'],
  [{ kind: 'add-tag', ...endpoint, tag: low }, 'add the classification tag Low to PC-1'],
  [
    { kind: 'remove-tag', ...endpoint, tag: { category: 'fabric', name: 'IOC' } },
    'remove the Fabric tag IOC from PC-1',
  ],
  [
    { kind: 'remove-tag', ...endpoint, tag: { category: 'outbreak_alert', name: 'Log4j' } },
    'remove the FortiGuard outbreak alert tag Log4j from PC-1',
  ],
  [{ kind: 'register', ...endpoint }, 'register PC-1 to EMS'],
  [{ kind: 'unregister', ...endpoint }, 'deregister PC-1'],
  [{ kind: 'bring-online', ...endpoint }, 'bring PC-1 online'],
  [{ kind: 'take-offline', ...endpoint }, 'take PC-1 offline'],
  [
    { ...swap, asked: lowRisk },
    'in policy 17 web, replace Low-Risk with the classification tag Low',
  ],
  [
    { ...swap, asked: null },
    'in policy 17 web, replace EMS1_ZTNA_Low-Risk with the classification tag Low',
  ],
  [
    {
      ...swap,
      kind: 'mac-to-ip',
      policytype: 'proxy-policy',
      from: 'MAC_EMS1_CLASS_Low',
    },
    'in proxy policy 17 web, replace MAC_EMS1_CLASS_Low with EMS1_CLASS_Low',
  ],
  [{ kind: 'match-any', ...policy }, 'set policy 17 web to match Any of its tags'],
  [{ kind: 'match-all', ...policy }, 'set policy 17 web to match All of its tags'],
  [{ kind: 'enable-policy', ...policy }, 'enable policy 17 web'],
  [{ kind: 'disable-policy', ...policy }, 'disable policy 17 web'],
  [
    { kind: 'move-policy', ...policy, before: 3, beforeName: '' },
    'move policy 17 web above policy 3',
  ],
  [
    { kind: 'present-certificate', ...endpoint },
    'connect with the client certificate that EMS issued for PC-1',
  ],
  [{ kind: 'withhold-certificate', ...endpoint }, 'connect from PC-1 without a client certificate'],
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
  expect(plain(sentence)).toBe(
    'Authorize FGT-A on EMS, and add the classification tag Low to PC-1.',
  );
  expect(sentence.filter((part) => part.kind === 'tag')).toEqual([
    { kind: 'tag', tag: low, missing: false },
  ]);
});

describe('side effects', () => {
  const changes: Repair['changes'] = [{ kind: 'authorize', ...device }];
  test.each([
    [0, 0, 'No one else is affected.'],
    [1, 0, 'It would also allow 1 other connection.'],
    [2, 0, 'It would also allow 2 other connections.'],
    [0, 1, 'It would also deny 1 other connection.'],
    [0, 5000, 'It would also deny 5,000 other connections.'],
    [3, 3, 'It would also allow 3 other connections, and deny 3 other connections.'],
    [1, null, 'Effects on other endpoints were not counted.'],
    [null, 1, 'Effects on other endpoints were not counted.'],
    [null, null, 'Effects on other endpoints were not counted.'],
  ])('%s opened, %s closed: %s', (opens, closes, sentence) => {
    expect(sideEffectSentence({ changes, opens, closes, flips: null })).toBe(sentence);
  });

  const [a, b, c] = ['PC-2 to web', 'PC-3 to web', 'PC-4 to mail'];
  test.each([
    [1, [a], 0, [], 'It would also allow PC-2 to web.'],
    [2, [a, b], 0, [], 'It would also allow PC-2 to web and PC-3 to web.'],
    [4002, [a, b], 0, [], 'It would also allow PC-2 to web, PC-3 to web and 4,000 more.'],
    [0, [], 1, [c], 'It would also deny PC-4 to mail.'],
    [
      1,
      [a],
      3,
      [b, c],
      'It would also allow PC-2 to web, and deny PC-3 to web, PC-4 to mail and 1 more.',
    ],
  ])('%s opened %j, %s closed %j: %s', (opens, opened, closes, closed, sentence) => {
    const named = { opens: opened, closes: closed };
    expect(sideEffectSentence({ changes, opens, closes, flips: null, named })).toBe(sentence);
  });
});
