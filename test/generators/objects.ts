/** Objects that policies refer to: addresses, groups, services, schedules, zones, users. */
import * as fc from 'fast-check';
import { type RowDraft, newRow } from '#model/fortios/rows.parse.ts';
import type { RowOf, TableName } from '#model/fortios/tables.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { eachOrNone, mostly, some, toggled } from './choices.ts';
import {
  addressGroups,
  addressReferences,
  customServices,
  interfaces,
  plainAddresses,
  scheduleReferences,
  serviceGroups,
  serviceReferences,
  tagGroups,
  tagNames,
  tagObjects,
  tagReferences,
  userGroups,
  userNames,
  zones,
} from './pools.ts';

export function row<T extends TableName>(
  table: T,
  drafts: fc.Arbitrary<RowDraft<T>>,
): fc.Arbitrary<RowOf<T>> {
  return drafts.map((draft) => newRow(table, draft));
}

const subnets = fc.constantFrom(
  '10.0.1.0 255.255.255.0',
  '10.0.0.0/16',
  '10.88.0.3 255.255.255.255',
  '10.88.0.0 255.255.0.0',
  '0.0.0.0 0.0.0.0',
  '10.0.1.0 255.255.255',
);
const wildcards = fc.constantFrom('10.0.0.2 255.255.0.255', '10.88.0.0 255.0.0.0');
const ips = fc.constantFrom('10.0.1.0', '10.0.1.3', '10.0.2.255', '10.88.0.3', '203.0.113.7', '');

const plainDrafts: Record<
  (typeof plainAddresses)[number],
  fc.Arbitrary<RowDraft<'firewall address'>>
> = {
  subnet: fc.record({ subnet: subnets }),
  range: fc.record({ type: fc.constant('iprange'), 'start-ip': ips, 'end-ip': ips }),
  name: fc.record({
    type: fc.constant('fqdn'),
    fqdn: fc.constantFrom('web.example.com', 'unknown.example.com', '__proto__'),
  }),
  country: fc.record({
    type: fc.constant('geography'),
    country: fc.constantFrom('CH', 'DE', 'XX'),
  }),
  wildcard: fc.record({ type: fc.constant('wildcard'), wildcard: wildcards }),
  other: fc.record({ type: fc.constantFrom('mac', 'route-tag', 'dynamic', 'interface-subnet') }),
};

const tagObjectDraft = fc.record({
  type: mostly('dynamic', 9, fc.constant('ipmask')),
  'sub-type': mostly('ems-tag', 9, fc.constant('')),
  'obj-tag': mostly('Low', 3, fc.constantFrom(...tagNames)),
  'tag-type': mostly('zero_trust', 3, fc.constantFrom(...tagCategories, '')),
  'obj-type': fc.constantFrom('ip', 'mac'),
});

export const addresses = eachOrNone([
  ...plainAddresses.map((name) =>
    row(
      'firewall address',
      plainDrafts[name].map((draft) => ({ ...draft, name })),
    ),
  ),
  ...tagObjects.map((name) =>
    row(
      'firewall address',
      tagObjectDraft.map((draft) => ({ ...draft, name })),
    ),
  ),
]);

const addressGroup = (name: string) =>
  row(
    'firewall addrgrp',
    fc.record({
      name: fc.constant(name),
      member: some(addressReferences, 3),
      exclude: toggled('disable', 6),
      'exclude-member': some(plainAddresses, 2),
    }),
  );
const tagGroup = (name: string) =>
  row(
    'firewall addrgrp',
    fc.record({
      name: fc.constant(name),
      category: mostly('ztna-ems-tag', 9, fc.constant('default')),
      member: some([...tagReferences, ...tagGroups], 3),
    }),
  );
export const groups = eachOrNone([...addressGroups.map(addressGroup), ...tagGroups.map(tagGroup)]);

const portRanges = some(['22', '443', '9000-9100', '53:1024-65535', 'x'], 2);
export const services = eachOrNone(
  customServices.map((name) =>
    row(
      'firewall service custom',
      fc.record({
        name: fc.constant(name),
        protocol: mostly('TCP/UDP/SCTP', 3, fc.constantFrom('IP', 'ICMP', 'ICMP6', 'ALL')),
        'protocol-number': fc.constantFrom(0, 6, 47),
        'tcp-portrange': portRanges,
        'udp-portrange': portRanges,
      }),
    ),
  ),
);
export const groupsOfServices = eachOrNone(
  serviceGroups.map((name) =>
    row(
      'firewall service group',
      fc.record({ name: fc.constant(name), member: some(serviceReferences, 3) }),
    ),
  ),
);

const week = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
// Equal times that are not midnight are left out: the rules do not say whose whole day it is.
const times = fc.constantFrom(
  ['00:00', '00:00'] as const,
  ['08:00', '18:00'] as const,
  ['22:00', '06:00'] as const,
  ['12:00', '12:01'] as const,
  ['later', '12:00'] as const,
);
const recurring = (name: string) =>
  row(
    'firewall schedule recurring',
    fc
      .record({ day: some(week, 5), times })
      .map(({ day, times: [start, end] }) => ({ name, day, start, end })),
  );
export const recurringSchedules = eachOrNone([recurring('days'), recurring('nights')]);
const dates = fc.constantFrom('12:00 2025/01/07', '00:00 2025/01/08', '23:59 2024/12/31', 'never');
export const oneTimeSchedules = eachOrNone([
  row(
    'firewall schedule onetime',
    fc.record({ name: fc.constant('once'), start: dates, end: dates }),
  ),
]);
export const scheduleGroups = eachOrNone(
  ['schedules 1', 'schedules 2'].map((name) =>
    row(
      'firewall schedule group',
      fc.record({ name: fc.constant(name), member: some(scheduleReferences, 3) }),
    ),
  ),
);

export const interfaceZones = eachOrNone(
  zones.map((name) =>
    row('system zone', fc.record({ name: fc.constant(name), interface: some(interfaces, 2) })),
  ),
);
export const groupsOfUsers = eachOrNone(
  userGroups.map((name) =>
    row('user group', fc.record({ name: fc.constant(name), member: some(userNames, 2) })),
  ),
);
