import { expect, test } from 'vitest';
import type { Device } from '#model/tagging/posture.ts';
import { usualDevice } from '#test/fixtures/device.ts';
import { changeKinds, reachesAtOnce } from './changes.ts';

const device = usualDevice({ user: 'ann' });

test.each<[string, Partial<Device>, readonly string[], boolean]>([
  ['nothing', {}, [], false],
  ['another address', { ips: ['10.0.1.21'] }, ['network'], true],
  ['a further address', { ips: ['10.0.1.20', '172.16.0.9'] }, ['network'], true],
  ['off-fabric', { onFabric: false }, ['network'], true],
  ['logoff', { user: null }, ['logon'], true],
  ['logon to a domain', { logon: { kind: 'domain', domain: 'lab' } }, ['logon'], true],
  ['a file', { files: [] }, ['posture'], false],
  ['another version', { osVersion: 'Windows 11 24H2' }, ['posture'], false],
  ['another group', { groups: [] }, ['posture'], false],
  ['offline, unregistered', { online: false, registered: false }, [], false],
  ['several', { ips: [], user: 'bob', ztaScore: 7 }, ['network', 'logon', 'posture'], true],
  [
    'the same in another order of keys',
    { antivirus: { signatureAgeDays: 0, product: 'FortiClient', running: true, installed: true } },
    [],
    false,
  ],
])('%s', (_what, change, kinds, atOnce) => {
  const found = changeKinds(device, { ...device, ...change });
  expect(found).toEqual(kinds);
  expect(reachesAtOnce(found)).toBe(atOnce);
});
