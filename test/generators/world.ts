/** A small world and sessions in it that often meet what the rules are about. */
import * as fc from 'fast-check';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { type Ems, operatingSystems } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { mostly, some } from './choices.ts';
import { configArbitrary } from './config.ts';
import { emsArbitrary } from './ems.ts';
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
  vpnIps,
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
  dstip: fc.constantFrom(...serverIps, ...endpointIps, ...vipIps, vpnIps[0], '203.0.113.7'),
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
  endpoint: fc.option(
    fc.oneof(
      { weight: 3, arbitrary: fc.nat({ max: endpointCount - 1 }) },
      { weight: 1, arbitrary: fc.integer({ min: endpointCount, max: 2 * endpointCount - 1 }) },
    ),
    { freq: 6 },
  ),
  os: fc.constantFrom(...operatingSystems),
  srcintf: fc.constantFrom(...interfaces),
  srcip: mostly(own, 5, fc.constantFrom(...endpointIps, ...strangerIps, ...vpnIps, ...vpnIps)),
  dstintf: fc.constantFrom(...interfaces),
  to: fc.oneof({ weight: 2, arbitrary: toServer }, { weight: 1, arbitrary: onward }),
  path: fc.constantFrom(...paths),
  host: fc.constantFrom(null, ...hosts),
  certificate: mostly('valid', 3, fc.constantFrom('none', 'none', 'mismatch', 'revoked')),
  user: mostly(own, 3, fc.constantFrom(null, ...userNames)),
  groups: fc.oneof(fc.constant(own), some(userGroups, 2)),
  login: fc.option(
    fc.record({
      user: fc.constantFrom(...userNames),
      groups: some(userGroups, 2),
      ok: mostly(true, 3, fc.constant(false)),
    }),
    { freq: 2, nil: undefined },
  ),
  turn: mostly(0, 2, fc.constantFrom(1, 2, 5)),
  at: moment,
});

/** A configuration as FortiOS text, the rest as JSON: a failure that a person can read. */
function readable(world: GeneratedWorld): string {
  return [
    ...[world.ems, ...(world.ems.otherServers ?? [])].flatMap((server) => [
      server.serial,
      ...server.fabricDevices.map((device) => JSON.stringify(device)),
      ...server.endpoints.map((endpoint) => JSON.stringify(endpoint)),
      ...(server.lastKnown ?? []).map((known) => JSON.stringify(known)),
    ]),
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
        sessions: drafts.map(({ fortigate, endpoint, to, srcip, user, groups, login, ...rest }) => {
          // Where there is no second server, its endpoints are those of the first.
          const all = [ems, ...(ems.otherServers ?? [])].flatMap((one) => one.endpoints);
          const from = endpoint === null ? undefined : all[endpoint % all.length];
          return {
            ...rest,
            ...to,
            fortigate: fortigates[fortigate % fortigates.length]?.name ?? 'FGT-A',
            ...(login ? { login } : {}),
            endpointUid: from?.uid ?? null,
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
