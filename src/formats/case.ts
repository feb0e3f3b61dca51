/** Decision cases (the headless face's input) out of JSON text. */
import { type CaseSession, type DecisionCase, caseSchema } from '#model/decision/case.ts';
import { connectorTo } from '#model/fortios/fctems.ts';
import type { Ems, EmsServer } from '#model/ems/ems.ts';
import { momentOf } from '#model/decision/moment.ts';
import type { Moment, Resolver, Session } from '#model/decision/session.ts';
import { type TagAssignment, tagCategories } from '#model/tagging/tags.ts';
import type { PolicyTest } from '#model/lab/policy-test.ts';
import { z } from '#model/zod.ts';
import { type ConfigReading, readConfig } from './fortios/config.ts';
import { testsOf } from './policy-tests/test-value.ts';
import { issueWords, pathOfIssue } from './json-faults.ts';
import { JsonError, type JsonPath, type TextPosition, positionIn, readJson } from './json.ts';

export interface CaseFortiGate extends ConfigReading {
  readonly name: string;
  readonly connector: number;
}
export interface CaseWorld {
  readonly name: string;
  readonly ems: Ems;
  readonly fortigates: readonly CaseFortiGate[];
  readonly sessions: readonly {
    readonly session: Session;
    readonly expect: CaseSession['expect'];
  }[];
  readonly resolver: Resolver;
  readonly tests: readonly PolicyTest[];
}

/** A case that cannot be read: the place in the text, and what to do about it. */
export class CaseError extends Error {
  readonly position: TextPosition;
  constructor(position: TextPosition, message: string) {
    super(message);
    this.name = 'CaseError';
    this.position = position;
  }
}

/** What is wrong at a path into one case; `readCaseWorlds` gives it its place in the text. */
class CaseFault extends Error {
  readonly path: JsonPath;
  constructor(path: JsonPath, message: string) {
    super(message);
    this.path = path;
  }
}

/** A case has no clock of its own: a session without `time` happens on a Tuesday at noon, UTC [assumed]. */
export const defaultMoment: Moment = { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };

function timeOf(time: string | null | undefined): Moment {
  return time === null || time === undefined ? defaultMoment : momentOf(time);
}

function serverOf(from: DecisionCase['ems'], since: number): EmsServer {
  return {
    serial: from.serial,
    tenant: from.tenant,
    name: 'EMS',
    version: '7.4.5',
    fortiAnalyzerConnected: false,
    customClassificationTags: [],
    endpoints: from.endpoints.map((endpoint) => ({
      uid: endpoint.uid,
      host: endpoint.host,
      os: endpoint.os,
      osVersion: '',
      user: endpoint.user ?? null,
      groups: endpoint.groups ?? [],
      owner: endpoint.owner ?? null,
      ip: endpoint.ip,
      mac: endpoint.mac,
      publicIp: '',
      gateway: endpoint.gateway,
      ...(endpoint.routes && endpoint.routes.length > 0 ? { routes: endpoint.routes } : {}),
      registered: endpoint.registered,
      online: endpoint.online,
      onNet: true,
      quarantined: false,
      inSync: true,
      manageable: endpoint.manageable,
      certificateSerial: '',
      forticlientVersion: '',
      tags: tagCategories.flatMap((category) =>
        endpoint.tags[category].map((name): TagAssignment => ({ category, name, since })),
      ),
    })),
    fabricDevices: from.fabricDevices.map((device) => ({
      name: device.name,
      serial: device.serial,
      ip: '',
      version: '7.6.0',
      authorized: device.authorized,
      lastSeen: null,
      tagTypes: device.tagTypes,
      endpointSharing: device.endpointSharing,
      selected: device.selected,
      ...(device.downSince ? { connected: false, downSince: Date.parse(device.downSince) } : {}),
    })),
  };
}

function sessionOf(from: CaseSession, index: number, world: DecisionCase): Session {
  const at = (field: string): JsonPath => ['sessions', index, field];
  if (!world.fortigates.some((fortigate) => fortigate.name === from.fortigate))
    throw new CaseFault(
      at('fortigate'),
      `there is no FortiGate ${from.fortigate}; name one of the case’s FortiGates`,
    );
  const endpoint =
    from.endpoint === null
      ? null
      : [world.ems, ...world.otherEms]
          .flatMap(({ endpoints }) => endpoints)
          .find((one) => one.host === from.endpoint);
  if (endpoint === undefined)
    throw new CaseFault(
      at('endpoint'),
      `there is no endpoint ${from.endpoint}; write its host name, or null for a device that EMS does not know`,
    );
  const srcip = from.srcip ?? endpoint?.ip;
  if (srcip === undefined)
    throw new CaseFault(
      at('srcip'),
      'a device that EMS does not know needs a source address; add srcip',
    );
  return {
    fortigate: from.fortigate,
    endpointUid: endpoint?.uid ?? null,
    os: endpoint?.os ?? from.os ?? 'windows',
    srcintf: from.srcintf,
    srcip,
    dstintf: from.dstintf,
    dstip: from.dstip,
    dstport: from.dstport,
    protocol: from.protocol,
    path: from.path,
    host: from.host ?? null,
    certificate: from.certificate ?? (endpoint?.registered ? 'valid' : 'none'),
    user: from.user ?? endpoint?.user ?? null,
    groups: from.groups ?? endpoint?.groups ?? [],
    ...(from.login ? { login: from.login } : {}),
    at: timeOf(from.time),
  };
}

function testsIn({ tests }: DecisionCase): readonly PolicyTest[] {
  const read = testsOf({ tests });
  if (read.ok) return read.tests;
  const [{ path, message }] = read.faults;
  throw new CaseFault(path, message);
}

/** A case made ready for the engine. Throws where a session names what is not there, or a test is none. */
export function caseWorld(from: DecisionCase): CaseWorld {
  return {
    name: from.name,
    ems: {
      ...serverOf(from.ems, defaultMoment.epochMs),
      ...(from.otherEms.length > 0
        ? { otherServers: from.otherEms.map((one) => serverOf(one, defaultMoment.epochMs)) }
        : {}),
    },
    fortigates: from.fortigates.map(({ name, connector, config }) => {
      const reading = readConfig(config);
      return {
        name,
        connector: connectorTo(reading.config, from.ems.serial, connector),
        ...reading,
      };
    }),
    sessions: from.sessions.map((session, index) => ({
      session: sessionOf(session, index, from),
      expect: session.expect,
    })),
    resolver: from.resolver,
    tests: testsIn(from),
  };
}

function parseCases(text: string): {
  cases: readonly DecisionCase[];
  path: (i: number) => JsonPath;
} {
  let json: unknown;
  try {
    json = readJson(text);
  } catch (error) {
    if (error instanceof JsonError)
      throw new CaseError(error.position, `this is not JSON: ${error.message}`);
    throw error;
  }
  const isList = Array.isArray(json);
  const parsed = z.array(caseSchema).safeParse(isList ? json : [json]);
  if (parsed.success) return { cases: parsed.data, path: (i) => (isList ? [i] : []) };
  const [issue] = parsed.error.issues;
  const path = issue ? pathOfIssue(issue).slice(isList ? 0 : 1) : [];
  throw new CaseError(
    positionIn(text, path),
    issue ? issueWords(issue, json, path, 'a case') : 'this is not a decision case',
  );
}

/** One case or an array of them. Throws a CaseError that says where and what to do. */
export function readCases(text: string): readonly DecisionCase[] {
  return parseCases(text).cases;
}

/** The same, made ready for the engine. */
export function readCaseWorlds(text: string): readonly CaseWorld[] {
  const { cases, path } = parseCases(text);
  return cases.map((one, i) => {
    try {
      return caseWorld(one);
    } catch (error) {
      if (!(error instanceof CaseFault)) throw error;
      throw new CaseError(
        positionIn(text, [...path(i), ...error.path]),
        `case “${one.name}”: ${error.message}`,
      );
    }
  });
}
