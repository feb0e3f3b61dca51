/** What a name under a policy's tags stands for (rule R6). */
import { expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { tagResolver } from './tag-meaning.ts';

const { config } = readConfig(`config firewall address
    edit "own name"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "classification"
        set obj-type mac
    next
    edit "EMS1_ZTNA_Other"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Hidden"
        set tag-type "zero_trust"
        set obj-type ip
    next
    edit "EMS1_ZTNA_Subnet"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "no tag"
        set type dynamic
        set sub-type fabric
        set obj-tag "Low"
        set tag-type "classification"
    next
    edit "no dynamic"
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "classification"
    next
    edit "no type"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "importance"
    next
    edit "refused"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "classification"
        set obj-type both
    next
    edit "hides a group"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "fabric"
        set obj-type ip
    next
end
config firewall addrgrp
    edit "hides a group"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_A"
    next
    edit "group"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_A" "inner" "plain" "own name" "EMS1_ZTNA_A"
    next
    edit "inner"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_B" "group" "EMS_ALL_UNKNOWN_CLIENTS"
    next
    edit "plain"
        set member "EMS1_ZTNA_A"
    next
    edit "EMS1_ZTNA_Group"
        set member "EMS1_ZTNA_A"
    next
end
`);
const tag = (category: string, name: string, addressKind: 'ip' | 'mac' = 'ip') => ({
  kind: 'tag',
  connector: 1,
  tag: { category, name },
  addressKind,
});
const dangling = { kind: 'dangling' };
const low = tag('classification', 'Low', 'mac');

test.each([
  ['own name', low],
  ['EMS1_ZTNA_Other', tag('zero_trust', 'Hidden')],
  ['EMS1_ZTNA_Subnet', dangling],
  ['no tag', dangling],
  ['no dynamic', dangling],
  ['no type', dangling],
  // The kind that FortiOS refuses leaves the default, ip, in force.
  ['refused', tag('classification', 'Low')],
  ['hides a group', tag('fabric', 'Low')],
  ['EMS1_CLASS_Low', tag('classification', 'Low')],
  ['MAC_EMS1_FABRIC_IOC', tag('fabric', 'IOC', 'mac')],
  // Another connector's names are not this one's.
  ['EMS2_CLASS_Low', dangling],
  ['Low', dangling],
  ['EMS_ALL_UNMANAGEABLE_CLIENTS', { kind: 'built-in', builtIn: 'EMS_ALL_UNMANAGEABLE_CLIENTS' }],
  // A group of another category is no tag, alone or within one that is.
  ['plain', dangling],
  ['EMS1_ZTNA_Group', dangling],
  [
    'group',
    {
      kind: 'group',
      members: [
        { name: 'EMS1_ZTNA_A', meaning: tag('zero_trust', 'A') },
        { name: 'EMS1_ZTNA_B', meaning: tag('zero_trust', 'B') },
        {
          name: 'EMS_ALL_UNKNOWN_CLIENTS',
          meaning: { kind: 'built-in', builtIn: 'EMS_ALL_UNKNOWN_CLIENTS' },
        },
        { name: 'plain', meaning: dangling },
        { name: 'own name', meaning: low },
      ],
    },
  ],
])('%s', (name, meaning) => {
  const tags = tagResolver(config, 1);
  expect(tags(name)).toEqual(meaning);
  expect(tags(name)).toBe(tags(name));
});

test('the connector’s number is the FortiGate’s', () => {
  expect(tagResolver(config, 2)('EMS2_CLASS_Low')).toEqual({
    ...tag('classification', 'Low'),
    connector: 2,
  });
});
