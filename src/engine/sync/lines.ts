/** A FortiGate's lines to EMS: one a connector, each to a server of its own [185333, 354409, 557584]. */
import type { Ems, EmsServer, Endpoint } from '#model/ems/ems.ts';
import { connectorsIn } from '#model/fortios/fctems.ts';
import type { ConnectingFortiGate } from './connection.ts';
import { endpointOf } from './endpoint-index.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';

export interface EmsLine {
  /** Null where the FortiGate has no connector to the server. */
  readonly connector: number | null;
  readonly server: EmsServer;
  readonly knowledge: Knowledge;
}
/** That to the server whose console is open comes first. */
export type EmsLines = readonly [EmsLine, ...EmsLine[]];

/** The connector to another server than the first: an enabled entry of its serial number, else a disabled one. */
function connectorOf({ config }: ConnectingFortiGate, { serial }: EmsServer): number | null {
  const entries = connectorsIn(config).filter((one) => one['serial-number'] === serial);
  return (entries.find(({ status }) => status === 'enable') ?? entries[0])?.['ems-id'] ?? null;
}

/** The connector to the first server: its own, unless that is to another one. */
function ownConnector(
  ems: EmsServer,
  others: readonly EmsServer[],
  fortigate: ConnectingFortiGate,
): number | null {
  const own = connectorsIn(fortigate.config).find((one) => one['ems-id'] === fortigate.connector);
  return others.some(({ serial }) => serial === own?.['serial-number'])
    ? connectorOf(fortigate, ems)
    : fortigate.connector;
}

export function serversOfEms(ems: Ems): readonly [EmsServer, ...EmsServer[]] {
  return [ems, ...(ems.otherServers ?? [])];
}

/** Those of every server, the first one's first. */
export function endpointsOfAll(ems: Ems): readonly Endpoint[] {
  return ems.otherServers ? serversOfEms(ems).flatMap(({ endpoints }) => endpoints) : ems.endpoints;
}

/** The server that has the endpoint of that UID: it belongs to one. */
export function serverOfEndpoint(ems: Ems, uid: string): EmsServer | undefined {
  return serversOfEms(ems).find((server) => endpointOf(server, uid) !== undefined);
}

/** The endpoint of that UID, of whichever server. */
export function endpointOfAny(ems: Ems, uid: string): Endpoint | undefined {
  const server = serverOfEndpoint(ems, uid);
  return server && endpointOf(server, uid);
}

/** @param atMs milliseconds of the epoch; see `knowledgeOf` */
export function linesOf(ems: Ems, fortigate: ConnectingFortiGate, atMs?: number): EmsLines {
  const { otherServers } = ems;
  if (!otherServers) {
    const { connector } = fortigate;
    return [{ connector, server: ems, knowledge: knowledgeOf(ems, fortigate, atMs) }];
  }
  const connector = ownConnector(ems, otherServers, fortigate);
  return [
    { connector, server: ems, knowledge: knowledgeOf(ems, { ...fortigate, connector }, atMs) },
    ...otherServers.map((server): EmsLine => {
      const other = connectorOf(fortigate, server);
      return {
        connector: other,
        server,
        knowledge: knowledgeOf(server, { ...fortigate, connector: other }, atMs),
      };
    }),
  ];
}

const brokenHere: ReadonlySet<string> = new Set([
  'not-configured',
  'disabled',
  'other-serial',
  'unverified',
]);

/** The line by the connector of that number; one that is in force where two claim it. */
export function lineBy(lines: readonly EmsLine[], connector: number): EmsLine | undefined {
  let found: EmsLine | undefined;
  for (const line of lines) {
    if (line.connector !== connector) continue;
    if (!brokenHere.has(line.knowledge.link)) return line;
    found ??= line;
  }
  return found;
}

/** The line to the EMS that has the endpoint of that UID; an endpoint belongs to one. */
export function lineTo(lines: readonly EmsLine[], uid: string): EmsLine | undefined {
  return lines.find(({ server }) => endpointOf(server, uid) !== undefined);
}

/** The endpoint of that UID as its EMS has it now. */
export function endpointAmong(lines: readonly EmsLine[], uid: string | null): Endpoint | undefined {
  if (uid === null) return undefined;
  for (const { server } of lines) {
    const endpoint = endpointOf(server, uid);
    if (endpoint) return endpoint;
  }
  return undefined;
}

/** The device whose address came to the FortiGate, by whichever line (R4's second way). */
export function receivedFrom(
  lines: readonly EmsLine[],
  ip: string,
): { readonly endpoint: Endpoint; readonly line: EmsLine } | undefined {
  for (const line of lines) {
    const endpoint = line.knowledge.byAddress.get(ip);
    if (endpoint) return { endpoint, line };
  }
  return undefined;
}
