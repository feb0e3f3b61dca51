import { expect, test } from 'vitest';
import type { Endpoint } from '#model/ems.ts';
import { type Tag, tagInLog } from '#model/tags.ts';
import { withTags } from './assign.ts';

const endpoint: Endpoint = {
  uid: 'A'.repeat(32),
  host: 'WIN',
  os: 'windows',
  osVersion: 'Windows 11 23H2',
  user: 'ann',
  groups: [],
  owner: null,
  ip: '10.0.1.20',
  mac: '',
  publicIp: '',
  gateway: null,
  registered: true,
  online: true,
  onNet: true,
  quarantined: false,
  inSync: true,
  manageable: true,
  certificateSerial: '',
  forticlientVersion: '',
  tags: [
    { category: 'zero_trust', name: 'A', since: 1 },
    { category: 'classification', name: 'High', since: 2 },
    { category: 'outbreak_alert', name: 'Log4j', since: 3 },
    { category: 'fabric', name: 'IOC', since: 4 },
    { category: 'zero_trust', name: 'B', since: 5 },
  ],
};
const zt = (name: string): Tag => ({ category: 'zero_trust', name });
const log4j: Tag = { category: 'outbreak_alert', name: 'Log4j' };

test.each<[string, readonly Tag[], readonly string[]]>([
  [
    'what stays keeps place and time, what comes stands last',
    [zt('C'), zt('B'), log4j, zt('A')],
    ['A 1', 'CLASS_High 2', 'OUTBREAK_Log4j 3', 'FABRIC_IOC 4', 'B 5', 'C 9'],
  ],
  [
    'tags by hand and by FortiAnalyzer stay, whatever the rules give',
    [],
    ['CLASS_High 2', 'FABRIC_IOC 4'],
  ],
  [
    'a name of another category is another tag',
    [zt('High')],
    ['CLASS_High 2', 'FABRIC_IOC 4', 'High 9'],
  ],
])('%s', (_what, given, is) => {
  const { tags } = withTags(endpoint, given, 9);
  expect(tags.map((tag) => `${tagInLog(tag)} ${tag.since}`)).toEqual(is);
});

test('an endpoint whose tags do not change is the very same', () => {
  expect(withTags(endpoint, [log4j, zt('B'), zt('A')], 9)).toBe(endpoint);
});
