/** Decision cases (the headless face's input) out of JSON text. */
import { type CaseSession, type DecisionCase, caseSchema } from '#model/case.ts';
import type { Ems } from '#model/ems.ts';
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { Moment, Resolver, Session } from '#model/session.ts';
import { type TagAssignment, tagCategories } from '#model/tags.ts';
import { z } from '#model/zod.ts';
import { readConfig } from './fortios/config.ts';

export interface CaseFortiGate {
  readonly name: string;
  readonly connector: number;
  readonly config: FortiosConfig;
  readonly warnings: readonly ConfigWarning[];
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
}

/** A file that cannot be read, with what to do; `where` is a path into the JSON. */
export class CaseError extends Error {
  readonly where: string;
  constructor(where: string, message: string) {
    super(where === '' ? message : `${where}: ${message}`);
    this.name = 'CaseError';
    this.where = where;
  }
}

/** A case has no clock of its own: a session without `time` happens on a Tuesday at noon, UTC [assumed]. */
const defaultMoment: Moment = { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };

export function momentOf(time: string | null | undefined): Moment {
  if (time === null || time === undefined) return defaultMoment;
  const offset = /([+-])(\d\d):(\d\d)$/.exec(time);
  const minutes = offset ? Number(offset[2]) * 60 + Number(offset[3]) : 0;
  return { epochMs: Date.parse(time), offsetMinutes: offset?.[1] === '-' ? -minutes : minutes };
}

function emsOf(from: DecisionCase['ems'], since: number): Ems {
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
    })),
  };
}

function sessionOf(from: CaseSession, index: number, world: DecisionCase): Session {
  const where = `case “${world.name}”, session ${index + 1}`;
  if (!world.fortigates.some((fortigate) => fortigate.name === from.fortigate))
    throw new CaseError(
      where,
      `there is no FortiGate ${from.fortigate}; name one of the case’s FortiGates`,
    );
  const endpoint =
    from.endpoint === null ? null : world.ems.endpoints.find((one) => one.host === from.endpoint);
  if (endpoint === undefined)
    throw new CaseError(
      where,
      `there is no endpoint ${from.endpoint}; write its host name, or null for a device that EMS does not know`,
    );
  const srcip = from.srcip ?? endpoint?.ip;
  if (srcip === undefined)
    throw new CaseError(where, 'a device that EMS does not know needs a source address; add srcip');
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
    at: momentOf(from.time),
  };
}

/** A case made ready for the engine. Throws a CaseError where a session names what is not there. */
export function caseWorld(from: DecisionCase): CaseWorld {
  return {
    name: from.name,
    ems: emsOf(from.ems, defaultMoment.epochMs),
    fortigates: from.fortigates.map(({ name, connector, config }) => ({
      name,
      connector,
      ...readConfig(config),
    })),
    sessions: from.sessions.map((session, index) => ({
      session: sessionOf(session, index, from),
      expect: session.expect,
    })),
    resolver: from.resolver,
  };
}

/** One case or an array of them. Throws a CaseError that says where and what to do. */
export function readCases(text: string): readonly DecisionCase[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CaseError(
      '',
      `this is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const parsed = z.array(caseSchema).safeParse(Array.isArray(json) ? json : [json]);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CaseError(issue?.path.join('.') ?? '', issue?.message ?? 'not a decision case');
}
