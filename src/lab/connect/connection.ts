/** What the Connect form shows before a person chooses, and what it sends. */
import { paths } from '#api/paths.ts';
import { incomingInterface } from '#engine/decide/incoming-interface.ts';
import type { Endpoint, OperatingSystem } from '#model/ems/ems.ts';
import type { ConnectRequest, ConnectTarget, Scenario } from '#model/lab/lab-api.ts';
import { type CertificateState, certificateStateSchema } from '#model/decision/session.ts';

/** Stands in the address for a device that EMS does not know. */
export const unknownDevice = 'unknown';

/** An address of a device that no world has [documentation range, RFC 5737]. */
const unknownAddress = '198.51.100.200';

/** What a person has chosen so far; empty text for what is left to the defaults. */
export interface ConnectChoices {
  readonly endpoint: string;
  readonly fortigate: string;
  readonly server: string;
  readonly certificate: string;
  readonly srcintf: string;
  readonly srcip: string;
  readonly os: string;
  readonly path: string;
  readonly host: string;
}

/** Where the form starts: the last connection of this world, else where the scenario begins. */
export interface Start {
  readonly fortigate: string;
  readonly endpoint: string | null;
  readonly server: string;
  readonly certificate: CertificateState;
  /** Of the last connection; what a scenario begins with comes in where its endpoint is. */
  readonly srcintf: string | null;
}

export function startOf(
  last: ConnectRequest | null,
  scenario: Scenario | undefined,
  targets: readonly ConnectTarget[],
): Start | null {
  const isThere = (one: { readonly fortigate: string; readonly server: string }): boolean =>
    targets.some(({ fortigate, server }) => fortigate === one.fortigate && server === one.server);
  if (last && isThere(last)) return last;
  const begin = scenario?.connect;
  if (begin && isThere(begin)) return { ...begin, srcintf: null };
  const [first] = targets;
  return first
    ? {
        fortigate: first.fortigate,
        server: first.server,
        endpoint: null,
        certificate: 'valid',
        srcintf: null,
      }
    : null;
}

export function targetKey({
  fortigate,
  server,
}: Pick<ConnectTarget, 'fortigate' | 'server'>): string {
  return `${fortigate}/${server}`;
}

/** The interfaces through which a connection reaches the server. */
export function interfacesTo(target: ConnectTarget): readonly string[] {
  return target.extintf === 'any' ? target.interfaces.map(({ name }) => name) : [target.extintf];
}

/** Where a connection comes in that no one has chosen an interface for. */
function usualInterface(
  start: Start | null,
  target: ConnectTarget,
  endpoint: Endpoint | null,
): string {
  const names = interfacesTo(target);
  const isLast =
    start !== null &&
    start.endpoint === (endpoint?.uid ?? null) &&
    targetKey(start) === targetKey(target);
  const wanted = [
    isLast ? start.srcintf : null,
    incomingInterface(target.fortigate, target.interfaces, endpoint),
  ];
  return wanted.find((name) => name !== null && names.includes(name)) ?? names[0] ?? 'any';
}

export function chosenTarget(
  choices: ConnectChoices,
  start: Start | null,
  targets: readonly ConnectTarget[],
): ConnectTarget | null {
  const { fortigate, server } = choices;
  const ofDevice = targets.filter((one) => fortigate === '' || one.fortigate === fortigate);
  return (
    ofDevice.find((one) => one.server === server) ??
    ofDevice.find(
      (one) => server === '' && start !== null && targetKey(one) === targetKey(start),
    ) ??
    (server === '' ? ofDevice[0] : undefined) ??
    null
  );
}

/** `endpoint` is null for a device that EMS does not know. */
export function requestOf(
  choices: ConnectChoices,
  start: Start | null,
  target: ConnectTarget,
  endpoint: Endpoint | null,
): ConnectRequest {
  const certificate = certificateStateSchema.safeParse(choices.certificate);
  const os: OperatingSystem =
    endpoint?.os ?? (choices.os === 'ios' || choices.os === 'android' ? choices.os : 'windows');
  const usual: CertificateState =
    start !== null && start.endpoint !== null ? start.certificate : 'valid';
  return {
    fortigate: target.fortigate,
    server: target.server,
    endpoint: endpoint?.uid ?? null,
    certificate: certificate.success ? certificate.data : endpoint?.registered ? usual : 'none',
    srcintf: choices.srcintf !== '' ? choices.srcintf : usualInterface(start, target, endpoint),
    srcip: choices.srcip !== '' ? choices.srcip : (endpoint?.ip ?? unknownAddress),
    os,
    path: choices.path !== '' ? choices.path : '/',
    host: choices.host !== '' ? choices.host : null,
  };
}

/** The address of Connect that makes this connection again, at once. */
export function againPath(request: ConnectRequest): string {
  const { fortigate, server, certificate, srcintf, srcip, path, host } = request;
  return paths.lab.connect({
    endpoint: request.endpoint ?? unknownDevice,
    fortigate,
    server,
    certificate,
    srcintf,
    srcip,
    path,
    ...(host === null ? {} : { host }),
    now: '1',
  });
}

export function isSameRequest(one: ConnectRequest, other: ConnectRequest): boolean {
  return (
    one.fortigate === other.fortigate &&
    one.server === other.server &&
    one.endpoint === other.endpoint &&
    one.certificate === other.certificate &&
    one.srcintf === other.srcintf &&
    one.srcip === other.srcip &&
    one.os === other.os &&
    one.path === other.path &&
    one.host === other.host
  );
}
