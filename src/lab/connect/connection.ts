/** What the Connect form shows before a person chooses, and what it sends. */
import { type ConnectField, connectFields, paths } from '#api/paths.ts';
import { incomingInterface } from '#engine/decide/incoming-interface.ts';
import { routesOf } from '#engine/sync/routes.ts';
import type { Endpoint, OperatingSystem } from '#model/ems/ems.ts';
import {
  type ConnectRequest,
  connectRequestSchema,
  endpointIn,
} from '#model/lab/connect-request.ts';
import type { ConnectFortiGate, ConnectTarget, Scenario } from '#model/lab/lab-api.ts';
import { hasPorts } from '#model/fortios/services.ts';
import { interfaceTowards } from '#model/lab/session-interfaces.ts';
import { type CertificateState, certificateStateSchema } from '#model/decision/session.ts';

/** Stands in the address for a device that EMS does not know. */
export const unknownDevice = 'unknown';

/** Addresses that no world has [documentation ranges, RFC 5737]. */
const unknownAddress = '198.51.100.200';
const otherAddress = '203.0.113.10';

/** Fields with a value; those that are left to their defaults are absent. */
export type Fields = Readonly<Partial<Record<ConnectField, string>>>;
/** What each field shows. */
export type Texts = Readonly<Record<ConnectField, string>>;
type To = 'server' | 'tcp' | 'address';

export interface Offer {
  readonly fortigates: readonly ConnectFortiGate[];
  readonly targets: readonly ConnectTarget[];
}

function listText(groups: readonly string[]): string {
  return groups.join(', ');
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function destinationFields({ destination }: ConnectRequest): Fields {
  switch (destination.kind) {
    case 'server': {
      const { server, path, host } = destination;
      return { to: 'server', server, path, host: host ?? '' };
    }
    case 'tcp-forwarding': {
      const { server, address, port, host } = destination;
      return { to: 'tcp', server, address, port: String(port), host: host ?? '' };
    }
    case 'address': {
      const { dstip, protocol, dstport, dstintf } = destination;
      return {
        to: 'address',
        dstip,
        protocol: String(protocol),
        dstport: dstport === 0 ? '' : String(dstport),
        dstintf,
      };
    }
  }
}

/** The request as fields. */
export function fieldsOf(request: ConnectRequest): Fields {
  const { fortigate, source, srcintf, certificate, user, login } = request;
  return {
    endpoint: source.kind === 'endpoint' ? source.uid : unknownDevice,
    srcip: source.srcip,
    ...(source.kind === 'unknown' ? { os: source.os } : {}),
    srcintf,
    fortigate,
    ...destinationFields(request),
    certificate,
    ...(user ? { user: user.name ?? '', groups: listText(user.groups) } : {}),
    ...(login
      ? {
          login: login.ok ? 'ok' : 'failed',
          loginuser: login.user,
          logingroups: listText(login.groups),
        }
      : {}),
  };
}

/** The address of Connect that makes this connection again, at once. */
export function againPath(request: ConnectRequest): string {
  return paths.lab.connect({ ...fieldsOf(request), now: '1' });
}

/** Where the form starts: the last connection of this world, else where the scenario begins. */
export function startOf(
  last: ConnectRequest | null,
  scenario: Scenario | undefined,
  { fortigates, targets }: Offer,
): Fields {
  const isThere = ({ fortigate, to, server }: Fields): boolean =>
    to === 'address'
      ? fortigates.some((one) => one.fortigate === fortigate)
      : targets.some((one) => one.fortigate === fortigate && one.server === server);
  const before = last && fieldsOf(last);
  if (before && isThere(before)) return before;
  const begin = scenario?.connect;
  if (begin && isThere(begin)) return { ...begin, to: 'server' };
  const [first] = targets;
  return first ? { fortigate: first.fortigate, server: first.server } : { to: 'address' };
}

function toOf(choices: Fields, start: Fields): To {
  const asked =
    choices.to ??
    (choices.dstip !== undefined ? 'address' : choices.server !== undefined ? 'server' : start.to);
  return asked === 'tcp' || asked === 'address' ? asked : 'server';
}

function chosenTarget(
  choices: Fields,
  start: Fields,
  targets: readonly ConnectTarget[],
): ConnectTarget | null {
  const { fortigate, server } = choices;
  const ofDevice = targets.filter((one) => fortigate === undefined || one.fortigate === fortigate);
  const usual = ofDevice.find(
    (one) => one.fortigate === start.fortigate && one.server === start.server,
  );
  return (
    ofDevice.find((one) => one.server === server) ??
    (server === undefined ? (usual ?? ofDevice[0]) : undefined) ??
    null
  );
}

/** The interfaces through which a connection reaches the server, or any address. */
export function interfacesTo(
  target: ConnectTarget | null,
  { interfaces }: ConnectFortiGate,
): readonly string[] {
  if (target && target.extintf !== 'any') return [target.extintf];
  return interfaces.length === 0 ? ['any'] : interfaces.map(({ name }) => name);
}

/** Where a connection comes in that no one has chosen an interface for. */
function usualInterface(
  srcip: string,
  target: ConnectTarget | null,
  device: ConnectFortiGate,
  endpoint: Endpoint | null,
): string {
  const { fortigate, interfaces } = device;
  const names = interfacesTo(target, device);
  const route =
    endpoint?.ip === srcip ? undefined : endpoint?.routes?.find(({ ip }) => ip === srcip);
  if (route?.gateway === fortigate) {
    const its = route.interface ?? interfaceTowards(interfaces, srcip);
    // What EMS says need not be among the interfaces that the lab knows, as of a VPN.
    if (names.includes(its) || target === null || target.extintf === 'any') return its;
  }
  const wanted = [
    endpoint === null
      ? interfaceTowards(interfaces, srcip)
      : route
        ? null
        : incomingInterface(fortigate, interfaces, endpoint),
    incomingInterface(fortigate, interfaces, null),
  ];
  return wanted.find((name) => name !== null && names.includes(name)) ?? names[0] ?? 'any';
}

function systemOf(text: string): OperatingSystem {
  return text === 'ios' || text === 'android' ? text : 'windows';
}

/** What is typed for a port or a protocol; no number where it is none, so that the check says so. */
function numberIn(text: string): number {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

export interface Form {
  readonly to: To;
  /** Null for a plain address, and where the server of the address does not exist. */
  readonly target: ConnectTarget | null;
  readonly fortigate: ConnectFortiGate | null;
  readonly texts: Texts;
  /** What is sent; null where there is nothing to send it to. */
  readonly request: ConnectRequest | null;
}

function textsOf(
  choices: Fields,
  start: Fields,
  at: {
    readonly to: To;
    readonly target: ConnectTarget | null;
    readonly fortigate: ConnectFortiGate | null;
  },
  endpoint: Endpoint | null,
): Texts {
  const { to, target, fortigate } = at;
  const interfaces = fortigate?.interfaces ?? [];
  // What the address names anew begins anew: a link means the same whatever was tried before it.
  const isDevice =
    choices.endpoint === undefined &&
    (start.endpoint ?? unknownDevice) === (endpoint?.uid ?? unknownDevice);
  const isPlace =
    choices.to === undefined &&
    choices.server === undefined &&
    start.fortigate === fortigate?.fortigate &&
    (start.to ?? 'server') === to &&
    (to === 'address' || start.server === target?.server);
  /** What was tried last of the same device, or at the same place. */
  const ofDevice = (field: ConnectField) => (isDevice ? start[field] : undefined);
  const ofPlace = (field: ConnectField) => (isPlace ? start[field] : undefined);
  const routes = endpoint ? routesOf(endpoint).map(({ ip }) => ip) : [];
  const lastIp = ofDevice('srcip');
  const usualIp =
    lastIp !== undefined && (endpoint === null || routes.includes(lastIp))
      ? lastIp
      : (endpoint?.ip ?? unknownAddress);
  const srcip = choices.srcip ?? usualIp;
  const dstip = choices.dstip ?? ofPlace('dstip') ?? otherAddress;
  const names = fortigate ? interfacesTo(target, fortigate) : [];
  const lastIntf = isDevice && isPlace && srcip === lastIp ? start.srcintf : undefined;
  const intf =
    lastIntf !== undefined && (names.includes(lastIntf) || target === null)
      ? lastIntf
      : fortigate
        ? usualInterface(srcip, target, fortigate, endpoint)
        : 'any';
  const user = choices.user ?? ofDevice('user') ?? endpoint?.user ?? '';
  const groups = choices.groups ?? ofDevice('groups') ?? listText(endpoint?.groups ?? []);
  const last = start.endpoint === unknownDevice ? undefined : start.certificate;
  const certificate: CertificateState = endpoint?.registered
    ? (certificateStateSchema.safeParse(last).data ?? 'valid')
    : 'none';
  return {
    endpoint: endpoint?.uid ?? unknownDevice,
    srcip,
    os: choices.os ?? ofDevice('os') ?? 'windows',
    srcintf: choices.srcintf ?? intf,
    fortigate: fortigate?.fortigate ?? '',
    to,
    server: target?.server ?? '',
    path: choices.path ?? ofPlace('path') ?? '/',
    host: choices.host ?? ofPlace('host') ?? '',
    address: choices.address ?? ofPlace('address') ?? target?.forwardsTo?.address ?? '',
    port: choices.port ?? ofPlace('port') ?? target?.forwardsTo?.port.toString() ?? '',
    dstip,
    protocol: choices.protocol ?? ofPlace('protocol') ?? '6',
    dstport: choices.dstport ?? ofPlace('dstport') ?? '443',
    dstintf:
      choices.dstintf ??
      (choices.dstip === undefined ? ofPlace('dstintf') : undefined) ??
      interfaceTowards(interfaces, dstip),
    certificate: certificateStateSchema.safeParse(choices.certificate).data ?? certificate,
    user,
    groups,
    login: choices.login ?? ofDevice('login') ?? '',
    loginuser: choices.loginuser ?? ofDevice('loginuser') ?? user,
    logingroups: choices.logingroups ?? ofDevice('logingroups') ?? groups,
  };
}

function destinationOf(to: To, texts: Texts): ConnectRequest['destination'] {
  const { server, path, host, address, port, dstip, protocol, dstport, dstintf } = texts;
  switch (to) {
    case 'server':
      return { kind: 'server', server, path, host: host === '' ? null : host };
    case 'tcp':
      return {
        kind: 'tcp-forwarding',
        server,
        address: address.trim(),
        port: numberIn(port),
        host: host === '' ? null : host,
      };
    case 'address':
      return {
        kind: 'address',
        dstip: dstip.trim(),
        protocol: numberIn(protocol),
        dstport: portMatters(protocol) ? numberIn(dstport) : 0,
        dstintf,
      };
  }
}

/** Whether the protocol that is typed has ports. */
export function portMatters(protocol: string): boolean {
  return hasPorts(numberIn(protocol));
}

function requestOf(to: To, texts: Texts, endpoint: Endpoint | null): ConnectRequest {
  const srcip = texts.srcip.trim();
  const name = texts.user.trim() === '' ? null : texts.user.trim();
  const groups = listOf(texts.groups);
  const isReported =
    name === (endpoint?.user ?? null) && listText(groups) === listText(endpoint?.groups ?? []);
  return {
    fortigate: texts.fortigate,
    source: endpoint
      ? { kind: 'endpoint', uid: endpoint.uid, srcip }
      : { kind: 'unknown', srcip, os: systemOf(texts.os) },
    srcintf: texts.srcintf,
    destination: destinationOf(to, texts),
    certificate: certificateStateSchema.safeParse(texts.certificate).data ?? 'none',
    ...(isReported ? {} : { user: { name, groups } }),
    ...(texts.login === ''
      ? {}
      : {
          login: {
            user: texts.loginuser.trim(),
            groups: listOf(texts.logingroups),
            ok: texts.login === 'ok',
          },
        }),
  };
}

/** `endpoint` is null for a device that EMS does not know, undefined while it is looked up. */
export function formOf(
  choices: Fields,
  start: Fields,
  { fortigates, targets }: Offer,
  endpoint: Endpoint | null | undefined,
): Form {
  const asked = toOf(choices, start);
  const target = asked === 'address' ? null : chosenTarget(choices, start, targets);
  // What a server does not have is not asked of it.
  const to: To =
    target === null
      ? asked
      : target.forwardsTo === null
        ? 'server'
        : target.hasPages
          ? asked
          : 'tcp';
  const wanted = target?.fortigate ?? choices.fortigate ?? start.fortigate;
  const fortigate =
    fortigates.find((one) => one.fortigate === wanted) ??
    (choices.fortigate === undefined ? fortigates[0] : undefined) ??
    null;
  const texts = textsOf(choices, start, { to, target, fortigate }, endpoint ?? null);
  const isReady = endpoint !== undefined && fortigate !== null && (target ?? to === 'address');
  return {
    to,
    target,
    fortigate,
    texts,
    request: isReady ? requestOf(to, texts, endpoint) : null,
  };
}

/** The field of the form that a place in a request belongs to. */
const fieldAt: Readonly<Record<string, ConnectField>> = {
  fortigate: 'fortigate',
  'source.uid': 'endpoint',
  'destination.server': 'server',
  'login.user': 'loginuser',
};

export function fieldOf(place: string): ConnectField | null {
  const last = place.split('.').at(-1);
  return fieldAt[place] ?? connectFields.find((one) => one === last) ?? null;
}

export type Problems = ReadonlyMap<ConnectField, string>;

/** What is wrong with the request, in the words of the API, at the fields that are to blame. */
export function problemsOf(request: ConnectRequest): Problems {
  const problems = new Map<ConnectField, string>();
  for (const { path, message } of connectRequestSchema.safeParse(request).error?.issues ?? []) {
    const field = fieldOf(path.join('.'));
    if (field && !problems.has(field)) problems.set(field, message);
  }
  return problems;
}

/** Whether both ask for the same; a number that is none is the same as itself. */
export function isSameRequest(one: ConnectRequest, other: ConnectRequest): boolean {
  const [left, right] = [one, other].map((request) =>
    JSON.stringify([fieldsOf(request), endpointIn(request)]),
  );
  return left === right;
}
