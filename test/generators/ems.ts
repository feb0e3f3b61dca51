/** An EMS with a few endpoints and the Fabric devices that it knows. */
import * as fc from 'fast-check';
import {
  type Ems,
  type Endpoint,
  type FabricDevice,
  endpointSharingModes,
  operatingSystems,
} from '#model/ems/ems.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { mostly, some } from './choices.ts';
import { generatedEmsSerial } from './config.ts';
import {
  deviceNames,
  endpointCount,
  endpointIps,
  tagNames,
  userGroups,
  userNames,
} from './pools.ts';

export function uidOf(index: number): string {
  return index.toString(16).toUpperCase().padStart(32, '0');
}

const everyTag = tagCategories.flatMap((category) =>
  tagNames.map((name) => ({ category, name, since: 0 })),
);

function endpoint(index: number): fc.Arbitrary<Endpoint> {
  return fc
    .record({
      os: fc.constantFrom(...operatingSystems),
      user: fc.constantFrom(null, ...userNames),
      groups: some(userGroups, 2),
      owner: fc.constantFrom(null, ...userNames),
      // Two endpoints behind different routers may have one address.
      ip: mostly(endpointIps[index] ?? '10.0.1.2', 8, fc.constantFrom(...endpointIps)),
      gateway: mostly('FGT-A', 2, fc.constantFrom(null, ...deviceNames)),
      registered: mostly(true, 6, fc.constant(false)),
      online: mostly(true, 4, fc.constant(false)),
      manageable: mostly(true, 4, fc.constant(false)),
      tags: some(everyTag, 6),
    })
    .map((chosen) => ({
      ...chosen,
      uid: uidOf(index),
      host: `PC-${index}`,
      osVersion: '',
      mac: `02:00:00:00:00:${String(index).padStart(2, '0')}`,
      publicIp: '',
      onNet: true,
      quarantined: false,
      inSync: true,
      certificateSerial: '',
      forticlientVersion: '',
    }));
}

function fabricDevice(name: (typeof deviceNames)[number]): fc.Arbitrary<FabricDevice> {
  return fc
    .record({
      authorized: mostly(true, 7, fc.constant(false)),
      connected: mostly(true, 9, fc.constant(false)),
      tagTypes: fc.oneof(some(tagCategories, 4), fc.constant(tagCategories)),
      endpointSharing: fc.constantFrom(...endpointSharingModes),
      selected: some(deviceNames, 2),
    })
    .map((chosen) => ({
      ...chosen,
      name,
      serial: `FGVM-${name}`,
      ip: '',
      version: '7.6.0',
      lastSeen: null,
    }));
}

export const emsArbitrary: fc.Arbitrary<Ems> = fc
  .record({
    endpoints: fc.tuple(...Array.from({ length: endpointCount }, (_, i) => endpoint(i))),
    fabricDevices: fc
      .tuple(...deviceNames.map((name) => fc.option(fabricDevice(name), { freq: 12 })))
      .map((devices) => devices.filter((device) => device !== null)),
  })
  .map((chosen) => ({
    ...chosen,
    serial: generatedEmsSerial,
    tenant: '0'.repeat(32),
    name: 'EMS',
    version: '7.4.5',
    customClassificationTags: [],
    fortiAnalyzerConnected: false,
  }));
