import { expect, test } from 'vitest';
import { emsOf, endpointOf } from '#test/fixtures/installation.ts';
import { addressesShared, sharedAddresses } from './shared-addresses.ts';

const a = endpointOf({ uid: 'a'.repeat(32), host: 'A', ip: '10.0.1.2' });
const route = { ip: '10.0.1.2', mac: null, interface: null, gateway: null, vpn: false };
const b = endpointOf({ uid: 'b'.repeat(32), host: 'B', ip: '10.0.1.3', routes: [route] });
const c = endpointOf({ uid: 'c'.repeat(32), host: 'C', ip: '10.0.1.4' });

test('a route’s address counts as an endpoint’s own, on whichever server', () => {
  expect(sharedAddresses(emsOf([a, c], []))).toEqual([]);
  expect(sharedAddresses(emsOf([a, b, c], []))).toEqual([{ ip: '10.0.1.2', hosts: ['A', 'B'] }]);
  const apart = { ...emsOf([c, a], []), otherServers: [emsOf([b], [])] };
  expect(sharedAddresses(apart)).toEqual([{ ip: '10.0.1.2', hosts: ['A', 'B'] }]);
  expect(addressesShared(apart, b)).toEqual([{ ip: '10.0.1.2', hosts: ['A'] }]);
  expect(addressesShared(apart, c)).toEqual([]);
});
