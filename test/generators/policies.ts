/** Policies of every table, with every field of the rules. */
import * as fc from 'fast-check';
import { mostly, some, toggled } from './choices.ts';
import {
  addressReferences,
  interfaces,
  scheduleReferences,
  sdwanZoneNames,
  serverNames,
  serviceReferences,
  tagReferences,
  userGroups,
  userNames,
  vipGroups,
  vipNames,
  zones,
} from './pools.ts';

export const asked = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...interfaces, ...zones) },
    { weight: 1, arbitrary: fc.constantFrom(...sdwanZoneNames) },
  ),
  { minLength: 1, maxLength: 2 },
);
export const addressList = some([...addressReferences, 'all'], 3);
const common = {
  status: toggled('enable', 9),
  srcintf: mostly(['any'], 4, asked),
  srcaddr: mostly(['all'], 3, addressList),
  'srcaddr-negate': toggled('disable', 12),
  'dstaddr-negate': toggled('disable', 12),
  schedule: mostly('always', 6, fc.constantFrom(...scheduleReferences)),
  users: mostly([], 6, some([...userNames, 'nobody'], 2)),
  groups: mostly([], 6, some([...userGroups, 'no such group'], 2)),
  action: fc.constantFrom('accept', 'accept', 'deny'),
  'ztna-ems-tag': mostly([], 1, some(tagReferences, 3)),
  'ztna-ems-tag-negate': toggled('disable', 5),
  'ztna-tags-match-logic': fc.constantFrom('or', 'and'),
} as const;

const policyRest = {
  ...common,
  dstintf: mostly(['any'], 4, asked),
  'ztna-device-ownership': toggled('disable', 8),
  'ztna-ems-tag-secondary': mostly([], 2, some(tagReferences, 2)),
  'ztna-policy-redirect': toggled('disable', 4),
  service: mostly(['ALL'], 2, some(serviceReferences, 3)),
  'service-negate': toggled('disable', 8),
};
const simplePolicy = fc.record({
  ...policyRest,
  'ztna-status': toggled('enable', 12),
  dstaddr: mostly(
    ['VIP 1'],
    2,
    some([...vipNames, ...vipNames, ...vipGroups, ...addressReferences], 2, 1),
  ),
});
const standardPolicy = fc.record({
  ...policyRest,
  'ztna-status': fc.constantFrom('enable', 'disable'),
  dstaddr: mostly(['all'], 3, some([...addressReferences, ...vipGroups, 'all'], 3)),
  'match-vip': toggled('enable', 2),
});
export const securityPolicy = fc.record({
  status: toggled('enable', 9),
  srcintf: mostly(['any'], 4, asked),
  dstintf: mostly(['any'], 4, asked),
  srcaddr: mostly(['all'], 1, addressList),
  dstaddr: mostly(['all'], 3, some([...addressReferences, ...vipGroups, ...vipNames, 'all'], 3)),
  'srcaddr-negate': toggled('disable', 12),
  'dstaddr-negate': toggled('disable', 12),
  service: mostly(['ALL'], 2, some(serviceReferences, 3)),
  'service-negate': toggled('disable', 8),
  schedule: common.schedule,
  users: common.users,
  groups: common.groups,
  action: common.action,
  application: mostly([], 3, fc.constant(['15832'])),
});
export const policyDrafts = fc.array(fc.oneof(simplePolicy, standardPolicy), {
  maxLength: 8,
  size: 'max',
});
export const proxyPolicyDrafts = fc.array(
  fc.record({
    ...common,
    proxy: mostly('access-proxy', 9, fc.constant('transparent-web')),
    'access-proxy': mostly(['server 1'], 2, some(serverNames, 2)),
    dstaddr: mostly(['all'], 3, addressList),
    'device-ownership': toggled('disable', 8),
  }),
  { maxLength: 4, size: 'max' },
);
