import { describe, expect, test } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { askedOfClients } from './certificate.ts';

const host = (action: '' | 'accept') =>
  newRow('firewall access-proxy-virtual-host', { name: 'web', 'empty-cert-action': action });
const vip = (action: '' | 'block') =>
  newRow('firewall vip', { name: 'web', 'empty-cert-action': action });
const proxy = (action: '' | 'accept-unmanageable') =>
  newRow('firewall access-proxy', { name: 'web', 'empty-cert-action': action });

describe('R1: the first that has the setting itself', () => {
  test.each([
    [host('accept'), vip('block'), proxy('accept-unmanageable'), 'accept'],
    [host(''), vip('block'), proxy('accept-unmanageable'), 'block'],
    [undefined, vip('block'), proxy('accept-unmanageable'), 'block'],
    [host(''), vip(''), proxy('accept-unmanageable'), 'accept-unmanageable'],
    [host(''), vip(''), proxy(''), 'block'],
    [undefined, vip(''), undefined, 'block'],
  ] as const)('case %#', (one, two, three, action) => {
    expect(askedOfClients(one, two, three).emptyCertAction).toBe(action);
  });
});
