/** What the Connect form shows before a person chooses, and what it sends. */
import type { Endpoint, OperatingSystem } from '#model/ems.ts';
import type { ConnectRequest, ConnectTarget, Scenario } from '#model/lab-api.ts';
import { type CertificateState, certificateStateSchema } from '#model/session.ts';

/** Stands in the address for a device that EMS does not know. */
export const unknownDevice = 'unknown';

/** An address of a device that no world has [documentation range, RFC 5737]. */
const unknownAddress = '198.51.100.200';

/** What a person has chosen so far; empty text for what is left to the defaults. */
export interface Choices {
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
  readonly srcintf: string;
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
  if (begin && isThere(begin)) return begin;
  const [first] = targets;
  return first
    ? {
        fortigate: first.fortigate,
        server: first.server,
        endpoint: null,
        certificate: 'valid',
        srcintf: first.extintf,
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
  return target.extintf === 'any' ? target.interfaces : [target.extintf];
}

export function chosenTarget(
  choices: Choices,
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
  choices: Choices,
  start: Start | null,
  target: ConnectTarget,
  endpoint: Endpoint | null,
): ConnectRequest {
  const certificate = certificateStateSchema.safeParse(choices.certificate);
  const interfaces = interfacesTo(target);
  const os: OperatingSystem =
    endpoint?.os ?? (choices.os === 'ios' || choices.os === 'android' ? choices.os : 'windows');
  const usual: CertificateState =
    start !== null && start.endpoint !== null ? start.certificate : 'valid';
  return {
    fortigate: target.fortigate,
    server: target.server,
    endpoint: endpoint?.uid ?? null,
    certificate: certificate.success ? certificate.data : endpoint?.registered ? usual : 'none',
    srcintf:
      choices.srcintf !== ''
        ? choices.srcintf
        : start !== null && interfaces.includes(start.srcintf)
          ? start.srcintf
          : (interfaces[0] ?? 'any'),
    srcip: choices.srcip !== '' ? choices.srcip : (endpoint?.ip ?? unknownAddress),
    os,
    path: choices.path !== '' ? choices.path : '/',
    host: choices.host !== '' ? choices.host : null,
  };
}
