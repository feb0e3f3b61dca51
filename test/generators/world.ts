/** A small world and sessions in it that often meet what the rules are about. */
import * as fc from 'fast-check';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { type Ems, operatingSystems } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { mostly, some } from './choices.ts';
import { configArbitrary } from './config.ts';
import { emsArbitrary, uidOf } from './ems.ts';
import {
  deviceNames,
  endpointCount,
  endpointIps,
  hosts,
  interfaces,
  paths,
  serverIps,
  strangerIps,
  userGroups,
  userNames,
  vipIps,
  vipPorts,
} from './pools.ts';

export interface GeneratedFortiGate {
  readonly name: string;
  readonly connector: number;
  readonly unverified?: readonly number[];
  readonly config: FortiosConfig;
}
export interface GeneratedWorld {
  readonly ems: Ems;
  readonly fortigates: readonly GeneratedFortiGate[];
  readonly sessions: readonly Session[];
  readonly resolver: Resolver;
}

const resolver: Resolver = {
  fqdn: { 'web.example.com': ['10.88.0.3', '10.0.1.2'] },
  geography: { CH: ['203.0.113.0/24', '10.88.0.0/16'], DE: ['10.0.2.0/24'] },
};

const fortigates: fc.Arbitrary<GeneratedFortiGate[]> = fc
  .array(
    fc.record({
      connector: mostly(1, 5, fc.constant(2)),
      unverified: mostly([], 12, fc.constantFrom([1], [1, 2])),
      config: configArbitrary,
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((list) => list.map((one, i) => ({ ...one, name: deviceNames[i] ?? 'FGT-A' })));

const tcp = 6;
const toServer = fc.record({
  dstip: mostly('10.9.0.1', 3, fc.constantFrom(...vipIps)),
  dstport: mostly(443, 4, fc.constantFrom(...vipPorts)),
  protocol: mostly(tcp, 20, fc.constant(17)),
});
const onward = fc.record({
  dstip: fc.constantFrom(...serverIps, ...endpointIps, '203.0.113.7'),
  dstport: fc.constantFrom(443, 22, 53, 9050, 0),
  protocol: mostly(tcp, 4, fc.constantFrom(17, 1, 47, 58, 132)),
});

/** From Monday to Thursday, on the hour and a minute around it, east and west of Greenwich. */
const moment = fc
  .record({
    hour: fc.integer({ min: 0, max: 95 }),
    minute: fc.constantFrom(0, 1, 59),
    offsetMinutes: fc.constantFrom(0, -480, 330),
  })
  .map(({ hour, minute, offsetMinutes }) => ({
    epochMs: Date.UTC(2025, 0, 6, hour, minute),
    offsetMinutes,
  }));

const own = 'own';
const sessionArbitrary = fc.record({
  fortigate: fc.nat({ max: 2 }),
  endpoint: fc.option(fc.nat({ max: endpointCount - 1 }), { freq: 6 }),
  os: fc.constantFrom(...operatingSystems),
  srcintf: fc.constantFrom(...interfaces),
  srcip: mostly(own, 5, fc.constantFrom(...endpointIps, ...strangerIps)),
  dstintf: fc.constantFrom(...interfaces),
  to: fc.oneof({ weight: 2, arbitrary: toServer }, { weight: 1, arbitrary: onward }),
  path: fc.constantFrom(...paths),
  host: fc.constantFrom(null, ...hosts),
  certificate: mostly('valid', 3, fc.constantFrom('none', 'none', 'mismatch', 'revoked')),
  user: mostly(own, 3, fc.constantFrom(null, ...userNames)),
  groups: fc.oneof(fc.constant(own), some(userGroups, 2)),
  at: moment,
});

/** A configuration as FortiOS text, the rest as JSON: a failure that a person can read. */
function readable(world: GeneratedWorld): string {
  return [
    ...world.ems.fabricDevices.map((device) => JSON.stringify(device)),
    ...world.ems.endpoints.map((endpoint) => JSON.stringify(endpoint)),
    ...world.fortigates.flatMap(({ name, connector, unverified, config }) => [
      `# ${name}, connector ${connector}, not verified: ${(unverified ?? []).join(', ')}`,
      printConfig(config),
    ]),
    ...world.sessions.map((session) => JSON.stringify(session)),
  ].join('\n');
}

/** Worlds with so many sessions each. */
export function worldArbitrary(sessions: number): fc.Arbitrary<GeneratedWorld> {
  return fc
    .record({
      ems: emsArbitrary,
      fortigates,
      drafts: fc.array(sessionArbitrary, { minLength: 1, maxLength: sessions, size: 'max' }),
    })
    .map(({ ems, fortigates, drafts }) => {
      const world: GeneratedWorld = {
        ems,
        fortigates,
        resolver,
        sessions: drafts.map(({ fortigate, endpoint, to, srcip, user, groups, ...rest }) => {
          const from = endpoint === null ? undefined : ems.endpoints[endpoint];
          return {
            ...rest,
            ...to,
            fortigate: fortigates[fortigate % fortigates.length]?.name ?? 'FGT-A',
            endpointUid: endpoint === null ? null : uidOf(endpoint),
            os: from?.os ?? rest.os,
            srcip: srcip === own ? (from?.ip ?? strangerIps[0]) : srcip,
            user: user === own ? (from?.user ?? null) : user,
            groups: groups === own ? (from?.groups ?? []) : groups,
          };
        }),
      };
      return Object.assign(world, { [fc.toStringMethod]: () => readable(world) });
    });
}
