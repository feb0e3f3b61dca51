/** Makes a world from a scenario. Its history is decided and logged as everything after it is. */
import { emptyConsole, withServers } from './ems/ems-servers.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { readConfig } from '#formats/fortios/config.ts';
import type { EmsServer, Endpoint, FabricDevice } from '#model/ems/ems.ts';
import { modelTagLimit } from '#model/ems/fortigate-models.ts';
import { type Posture, postureFor } from '#model/tagging/posture.ts';
import { withUuids } from '#model/fortios/tables/uuids.ts';
import type { EndpointSpec, ScenarioSpec } from '#model/lab/scenario.ts';
import { type TagCategory } from '#model/tagging/tags.ts';
import { record } from './lab/lab-commands.ts';
import { otherSession } from './lab/other-sessions.ts';
import { type Clock, type FortiGate, type WorldState, findFortiGate } from './state.ts';

const shortCategories: Readonly<Record<string, TagCategory>> = {
  ZT: 'zero_trust',
  CLASS: 'classification',
  OUTBREAK: 'outbreak_alert',
  FABRIC: 'fabric',
};

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** `02:09:0f:00:01:01` for the first endpoint, and so on to more than any scenario has. */
function macOf(number: number): string {
  return `02:09:0f:00:${hex(1 + (number >> 8))}:${hex(number & 255)}`;
}

/** Of the ranges that are set aside for documentation and benchmarks [RFC 5737, RFC 2544]. */
function publicIpOf(number: number): string {
  const host = number + 9;
  return host < 255 ? `198.51.100.${host}` : `198.18.${host >> 8}.${host & 255}`;
}

function certificateOf(number: number): string {
  const ending = hex(number).toUpperCase();
  return '2B8D4FF0E71FE7E064288FE1B4F87E2523209200'.slice(0, 40 - ending.length) + ending;
}

/** Adds what a scenario does not care about; addresses and serial numbers follow from the place in the list. */
export function newEndpoint(spec: EndpointSpec, place: number, clock: Clock): Endpoint {
  const number = place + 1;
  const user = spec.user ?? null;
  return {
    uid: spec.uid,
    host: spec.host,
    os: spec.os ?? 'windows',
    osVersion: spec.osVersion ?? 'Windows 11 23H2',
    user,
    groups: spec.groups ?? [],
    owner: user,
    ip: spec.ip,
    mac: macOf(number),
    publicIp: publicIpOf(number),
    gateway: spec.gateway,
    ...(spec.routes ? { routes: spec.routes } : {}),
    registered: spec.registered ?? true,
    online: spec.online ?? true,
    onNet: spec.gateway !== null,
    quarantined: spec.quarantined ?? false,
    inSync: spec.inSync ?? true,
    manageable: spec.manageable ?? true,
    certificateSerial: certificateOf(number),
    forticlientVersion: spec.forticlientVersion ?? '7.4.3',
    tags: spec.tags.map((written, i) => {
      const [short = '', ...name] = written.split(':');
      return {
        category: shortCategories[short] ?? 'zero_trust',
        name: name.join(':'),
        // A minute apart, a day before the scenario begins.
        since: clock.epochMs - 86_400_000 + i * 60_000,
      };
    }),
  };
}

function deviceOf(spec: ScenarioSpec['ems']['fabricDevices'][number]): FabricDevice {
  const tagLimit = modelTagLimit(spec.serial);
  return {
    version: '7.6.4',
    authorized: true,
    // Of one that is connected, it is worked out when asked.
    lastSeen: null,
    endpointSharing: 'connected',
    selected: [],
    ...(tagLimit === undefined ? {} : { tagLimit }),
    ...spec,
  };
}

function fortigateOf({ config: text, ...spec }: ScenarioSpec['fortigates'][number]): FortiGate {
  const { config, warnings } = readConfig(text);
  const [warning] = warnings;
  if (warning) throw new Error(`${spec.name}, line ${warning.line}: ${warning.message}`);
  const whole = withUuids(config, spec.name);
  return { ...spec, version: '7.6.4', build: 3596, connector: 1, config: whole, logs: [] };
}

/** By UID, where the scenario says what differs from an unremarkable device. */
function posturesOf(
  endpoints: readonly Endpoint[],
  tagging: ScenarioSpec['tagging'],
): Record<string, Posture> {
  return Object.fromEntries(
    endpoints.flatMap(({ uid, host, os, osVersion }) => {
      const found = tagging?.postures[host];
      return found ? [[uid, { ...postureFor(os, osVersion), ...found }]] : [];
    }),
  );
}

export function buildWorld(spec: ScenarioSpec): WorldState {
  const { clock, ems, seed, upcoming, about, tagging } = spec;
  const endpoints = ems.endpoints.map((one, place) => newEndpoint(one, place, clock));
  const server = (
    { serial, customClassificationTags, fabricDevices }: ScenarioSpec['ems'],
    name: string,
    known: readonly Endpoint[],
  ): EmsServer => ({
    serial,
    tenant: '0'.repeat(32),
    name,
    version: '7.4.5',
    customClassificationTags,
    fortiAnalyzerConnected: false,
    endpoints: known,
    fabricDevices: fabricDevices.map(deviceOf),
  });
  // Their places go on after those of the first, so that no two endpoints are made up alike.
  let place = endpoints.length;
  const others = (spec.otherEms ?? []).map((one) =>
    server(
      one,
      one.name,
      one.endpoints.map((endpoint) => newEndpoint(endpoint, place++, clock)),
    ),
  );
  let state: WorldState = {
    revision: 1,
    scenario: { id: about.id, name: about.name },
    clock,
    random: { upcoming: [], seed },
    ems: withServers(server(ems, 'EMS', endpoints), others),
    closedConsoles: Object.fromEntries(others.map(({ serial }) => [serial, emptyConsole])),
    names: spec.names ?? emptyResolver,
    turns: {},
    postures: posturesOf(endpoints, tagging),
    tagDefinitions: tagging?.definitions ?? [],
    outbreaks: tagging?.outbreaks ?? [],
    tagsByHand: [],
    fortiAnalyzer: { handlers: tagging?.iocHandlers ?? [], events: [] },
    fortigates: spec.fortigates.map(fortigateOf),
    pendingTagChanges: [],
    ignoredFindings: [],
    connection: null,
    openSessions: [],
    endedSessions: [],
    policyTests: spec.policyTests ?? [],
    stepsDone: [],
    changed: {},
  };
  for (const past of spec.history) {
    const target = findFortiGate(state, past.fortigate);
    if (!target) throw new Error(`the history names ${past.fortigate}, which is no FortiGate`);
    const then = {
      ...state,
      clock: { ...clock, epochMs: clock.epochMs - past.secondsBefore * 1000 },
    };
    const session = otherSession(then, past, target);
    if (!session) throw new Error(`the history names ${past.endpoint}, which is no endpoint`);
    state = record(then, target, session).state;
  }
  return { ...state, clock, random: { upcoming, seed } };
}
