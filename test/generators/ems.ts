/** An EMS with a few endpoints and the Fabric devices that it knows. */
import * as fc from 'fast-check';
import {
  type Ems,
  type Endpoint,
  type EndpointRoute,
  type FabricDevice,
  endpointSharingModes,
  operatingSystems,
} from '#model/ems/ems.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { mostly, some } from './choices.ts';
import { generatedEmsSerial, otherEmsSerial } from './config.ts';
import {
  deviceNames,
  endpointCount,
  endpointIps,
  tagNames,
  userGroups,
  userNames,
  vpnIps,
} from './pools.ts';

function uidOf(index: number): string {
  return index.toString(16).toUpperCase().padStart(32, '0');
}

const everyTag = tagCategories.flatMap((category) =>
  tagNames.map((name) => ({ category, name, since: 0 })),
);

/** Of an address that another endpoint may have as well, and of no gateway that counts, at times. */
const route: fc.Arbitrary<EndpointRoute> = fc
  .record({
    ip: mostly(vpnIps[0], 2, fc.constantFrom(...vpnIps, ...endpointIps)),
    mac: fc.constantFrom(null, '02:00:00:00:01:00', '02:00:00:00:00:01'),
    gateway: mostly('FGT-A', 2, fc.constantFrom(null, ...deviceNames)),
    vpn: fc.boolean(),
  })
  .map((chosen) => ({ ...chosen, interface: null }));

function endpoint(index: number): fc.Arbitrary<Endpoint> {
  return fc
    .record({
      routes: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(route, { minLength: 1, maxLength: 2 }) },
      ),
      os: fc.constantFrom(...operatingSystems),
      user: fc.constantFrom(null, ...userNames),
      groups: some(userGroups, 2),
      owner: fc.constantFrom(null, ...userNames),
      // Two endpoints behind different routers may have one address.
      ip: mostly(
        endpointIps[index % endpointIps.length] ?? '10.0.1.2',
        8,
        fc.constantFrom(...endpointIps),
      ),
      gateway: mostly('FGT-A', 2, fc.constantFrom(null, ...deviceNames)),
      registered: mostly(true, 6, fc.constant(false)),
      online: mostly(true, 4, fc.constant(false)),
      manageable: mostly(true, 4, fc.constant(false)),
      tags: some(everyTag, 6),
    })
    .map(({ routes, ...chosen }) => ({
      ...chosen,
      ...(routes.length > 0 ? { routes } : {}),
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

/** From a minute before the week of sessions to its end. */
const outageMoment = fc
  .record({ hour: fc.integer({ min: 0, max: 95 }), minute: fc.constantFrom(0, 1, 58, 59) })
  .map(({ hour, minute }) => Date.UTC(2025, 0, 6, hour, minute));

function fabricDevice(name: string): fc.Arbitrary<FabricDevice> {
  return fc
    .record({
      authorized: mostly(true, 7, fc.constant(false)),
      connected: mostly(true, 6, fc.constant(false)),
      downSince: fc.option(outageMoment, { freq: 3, nil: undefined }),
      tagTypes: fc.oneof(some(tagCategories, 4), fc.constant(tagCategories)),
      endpointSharing: fc.constantFrom(...endpointSharingModes),
      selected: some(deviceNames, 2),
    })
    .map(({ downSince, ...chosen }) => ({
      ...chosen,
      ...(downSince === undefined || chosen.connected ? {} : { downSince }),
      name,
      serial: `FGVM-${name}`,
      ip: '',
      version: '7.6.0',
      lastSeen: null,
    }));
}

/** Another state of the same endpoints, as a device may have known it before. */
function lastKnown({ fabricDevices }: Pick<Ems, 'fabricDevices'>, first: number) {
  const down = fabricDevices.filter(({ downSince }) => downSince !== undefined);
  const [device] = down;
  if (!device) return fc.constant(undefined);
  const known = fc.record({ device: fabricDevice(deviceNames[0]), endpoints: endpoints(first) });
  return fc.option(
    known.map((one) => [
      { ...one, device: { ...one.device, name: device.name, authorized: true, connected: true } },
    ]),
    { nil: undefined },
  );
}

function endpoints(first: number): fc.Arbitrary<Endpoint[]> {
  return fc.tuple(...Array.from({ length: endpointCount }, (_, i) => endpoint(first + i)));
}

function server(serial: string, first: number): fc.Arbitrary<Ems> {
  return fc
    .record({
      endpoints: endpoints(first),
      fabricDevices: fc
        .tuple(...deviceNames.map((name) => fc.option(fabricDevice(name), { freq: 12 })))
        .map((devices) => devices.filter((device) => device !== null)),
    })
    .map((chosen) => ({
      ...chosen,
      serial,
      tenant: '0'.repeat(32),
      name: 'EMS',
      version: '7.4.5',
      customClassificationTags: [],
      fortiAnalyzerConnected: false,
    }))
    .chain((ems) =>
      lastKnown(ems, first).map((known) => (known ? { ...ems, lastKnown: known } : ems)),
    );
}

/** At times with a second server, which the FortiGates have a connector to or not. */
export const emsArbitrary: fc.Arbitrary<Ems> = fc
  .tuple(
    server(generatedEmsSerial, 0),
    fc.option(server(otherEmsSerial, endpointCount), { freq: 2 }),
  )
  .map(([ems, other]) => (other ? { ...ems, otherServers: [other] } : ems));
