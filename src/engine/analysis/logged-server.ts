/** Which FortiGate wrote a log line, and which ZTNA server of it the line tells of. */
import type { FoundServerBy, FoundFortiGateBy } from '#model/decision/log-replay.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
import type { Session } from '#model/decision/session.ts';
import { ipNumber, portRange } from '#model/fortios/ip.ts';
import type { AccessProxy, FortiosConfig, Vip } from '#model/fortios/tables.ts';
import type { AddressWorld } from '../decide/addresses.ts';
import { type Compiled, type FortiGateInput, compile } from '../decide/compile.ts';
import { natOf } from '../decide/nat.ts';
import { serversOfEms } from '../sync/lines.ts';
import type { Installation } from '../repairs/apply-change.ts';
import { leadsAsLogged } from './logged-request.ts';

export interface LoggedServer {
  readonly vip: Vip;
  readonly proxy: AccessProxy | undefined;
  readonly by: FoundServerBy;
}

function isAt({ extip }: Vip, dstip: string): boolean {
  return ipNumber(extip) === ipNumber(dstip);
}

/** By the names in the line; else by its address, which a line of a full policy does not have. */
export function loggedServer(
  logged: LoggedSession,
  config: FortiosConfig,
): LoggedServer | undefined {
  if (logged.kind !== 'ztna') return undefined;
  const vips = config['firewall vip'].filter(
    ({ type, extintf }) =>
      type === 'access-proxy' && (extintf === 'any' || extintf === logged.srcintf),
  );
  const named = config['firewall access-proxy'].find(({ name }) => name === logged.accessProxy);
  const vip =
    vips.find(({ name }) => name === logged.vip) ?? vips.find(({ name }) => name === named?.vip);
  const found = vip ?? vips.find((one) => isAt(one, logged.dstip));
  if (!found) return undefined;
  const proxy = config['firewall access-proxy'].find((one) => one.vip === found.name);
  return { vip: found, proxy, by: vip ? 'name' : 'address' };
}

/**
 * Where the session of the line went: to the VIP of the server that the line names, whatever real server or
 * address of another installation the line has; else where it says.
 */
export function destinationOf(
  { dstip, dstport }: LoggedSession,
  server: LoggedServer | undefined,
): Pick<Session, 'dstip' | 'dstport'> {
  if (server?.by !== 'name') return { dstip, dstport };
  const { vip } = server;
  const ports = portRange(vip.extport);
  const isIn = ports !== null && ports.first <= dstport && dstport <= ports.last;
  return isAt(vip, dstip) && isIn
    ? { dstip, dstport }
    : { dstip: vip.extip, dstport: ports?.first ?? dstport };
}

/** The VIP of a forward line leads there as the line says. */
function leadsTo({ natVips }: Compiled, { nat }: LoggedSession, session: Session): boolean {
  const to = natOf(natVips, session)?.to;
  return nat !== null && to?.ip === nat.ip && to.port === nat.port;
}

export interface LoggedDevices<F> {
  readonly devices: readonly F[];
  /** Null where it is not one. */
  readonly by: FoundFortiGateBy | null;
}

/**
 * By serial number or name; else by who has the server that the line names, at its address where several have
 * one of that name; else by who has a server, or a VIP, at the address; else the only one there is.
 */
export function devicesOf<F extends FortiGateInput>(
  logged: LoggedSession,
  { ems, fortigates }: Installation<F>,
  chosen: string | null,
  { session, worldOf }: { session: Session; worldOf: (one: F) => AddressWorld },
): LoggedDevices<F> {
  const listed = serversOfEms(ems).flatMap(({ fabricDevices }) => fabricDevices);
  const name =
    listed.find(({ serial }) => serial === logged.deviceSerial)?.name ?? logged.deviceName;
  const named = fortigates.filter((one) => one.name === (chosen ?? name));
  if (named.length > 0 || chosen !== null)
    return { devices: named, by: named.length === 0 ? null : chosen === null ? 'line' : 'choice' };
  const one = (devices: readonly F[], by: FoundFortiGateBy): LoggedDevices<F> => ({
    devices,
    by: devices.length === 1 ? by : null,
  });
  const servers = new Map(fortigates.map((gate) => [gate, loggedServer(logged, gate.config)]));
  const byName = fortigates.filter((gate) => servers.get(gate)?.by === 'name');
  const fitting = byName.filter((gate) => {
    const server = servers.get(gate);
    return (
      server &&
      (logged.gateway === null
        ? isAt(server.vip, logged.dstip)
        : leadsAsLogged(logged, compile(gate), server.proxy, worldOf(gate)))
    );
  });
  if (fitting.length > 0) return one(fitting, 'server');
  if (byName.length > 0) return one(byName, 'server');
  const reached =
    logged.kind === 'ztna'
      ? fortigates.filter((gate) => servers.get(gate))
      : fortigates.filter((gate) => leadsTo(compile(gate), logged, session));
  if (reached.length > 0) return one(reached, logged.kind === 'ztna' ? 'server' : 'vip');
  return one(fortigates, 'only');
}
