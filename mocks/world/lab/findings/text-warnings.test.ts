import { expect, test } from 'vitest';
import { siteOf } from '#engine/analysis/findings/draft.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { findingReason } from '#model/words/finding.ts';
import { deviceOf, emsOf } from '#test/fixtures/installation.ts';
import { textWarnings } from './text-warnings.ts';

function warned(text: string): readonly (readonly [string, string, string])[] {
  const fortigate = { name: 'FGT-A', connector: 1, config: readConfig(text).config };
  const site = siteOf(
    {
      ems: emsOf([], [deviceOf({})]),
      fortigates: [fortigate],
      resolver: { fqdn: {}, geography: {} },
      at: { epochMs: 0, offsetMinutes: 0 },
      tagging: new Map(),
    },
    fortigate,
  );
  return textWarnings(site).map((one) => [one.table, one.key, findingReason(one)]);
}

test.each([
  [
    'a value that FortiOS refuses',
    'config firewall policy\nedit 7\nset action perhaps\nnext\nend\n',
    'firewall policy',
    '7',
    /perhaps/,
  ],
  [
    'an interface that is in a zone',
    'config system zone\nedit "inside"\nset interface "port1"\nnext\nend\nconfig firewall policy\nedit 7\nset srcintf "port1"\nnext\nend\n',
    'firewall policy',
    '7',
    /^srcintf names port1, which is in the zone inside/,
  ],
  [
    'a tag in a notation that there is not',
    'config firewall policy\nedit 7\nset ztna-ems-tag "!AD"\nnext\nend\n',
    'firewall policy',
    '7',
    /no such notation/,
  ],
  [
    'ports upside down',
    'config firewall access-proxy\nedit "S"\nconfig api-gateway\nedit 1\nset service tcp-forwarding\nconfig realservers\nedit 1\nset mappedport 90-80\nnext\nend\nnext\nend\nnext\nend\n',
    'firewall access-proxy',
    'S',
    /upside down/,
  ],
])('%s is a finding of its entry', (_, text, table, key, reason) => {
  expect(warned(text)).toEqual([[table, key, expect.stringMatching(reason)]]);
});

test('a text without oddities has none', () => {
  expect(warned('config firewall policy\nedit 7\nset srcintf "port1"\nnext\nend\n')).toEqual([]);
});
