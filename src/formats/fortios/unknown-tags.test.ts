import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { unknownTags } from './unknown-tags.ts';

test('tags that the EMS does not have are listed with those who name them', () => {
  const { config } = readConfig(`config firewall address
    edit "by object"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "classification"
    next
    edit "EMS1_ZTNA_Called-otherwise"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "AD"
        set tag-type "zero_trust"
    next
    edit "lan"
    next
end
config firewall addrgrp
    edit "EMS1_ZTNA_group"
        set category ztna-ems-tag
        set member "by object"
    next
end
config firewall policy
    edit 1
        set srcaddr "lan" "MAC_EMS1_ZTNA_Gone"
        set ztna-ems-tag "EMS1_ZTNA_AD" "by object" "EMS1_ZTNA_Called-otherwise" "EMS1_ZTNA_group"
        set ztna-ems-tag-secondary "EMS2_ZTNA_Gone" "EMS_ALL_UNKNOWN_CLIENTS"
    next
end
`);
  expect(
    unknownTags(config, [
      { category: 'zero_trust', name: 'AD' },
      { category: 'zero_trust', name: 'Low' },
    ]),
  ).toEqual([
    {
      tag: { category: 'classification', name: 'Low' },
      namedBy: [
        { table: 'firewall address', key: 'by object' },
        { table: 'firewall addrgrp', key: 'EMS1_ZTNA_group' },
        { table: 'firewall policy', key: '1' },
      ],
    },
    {
      tag: { category: 'zero_trust', name: 'Gone' },
      namedBy: [{ table: 'firewall policy', key: '1' }],
    },
  ]);
});
