import type { Session } from '#model/decision/session.ts';
import { endpointsOfAll } from '#engine/sync/lines.ts';
import { hasAddress } from '#engine/sync/routes.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { knowledgeOf, sharesCategory } from '#engine/sync/knowledge.ts';
import { printLogDisplay, readLogLine } from '#formats/log/line.ts';
import type { EmsStatus, LogRecord, ObjectUse } from '#model/fortios/fortios-api.ts';
import type { ConnectFortiGate, ConnectTarget } from '#model/lab/lab-api.ts';
import { usersOf } from '#model/fortios/references.ts';
import { findRow } from '#model/fortios/rows.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';
import type { LogAction } from '#model/decision/log.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { invalid } from '../refusal.ts';
import { decide } from '#engine/decide/decide.ts';
import { addressOf } from '#engine/decide/route.ts';
import type { AccessProxy } from '#model/fortios/tables.ts';
import { ipNumber, portRange, subnetNumbers } from '#model/fortios/ip.ts';
import { type Clock, type FortiGate, type WorldState, fortigateNamed } from '../state.ts';
import { tagRoom } from '../ems/tag-room.ts';
import { objectUse } from './objects/object-uses.ts';

interface OnDevice {
  readonly fortigate: string;
}

/** Name of a policy or server for a list of uses. */
function namedUse<T extends TableName>(
  { config }: FortiGate,
  table: T,
  key: string,
  field: string,
): ObjectUse {
  const found = findRow(config, table, key);
  return found ? objectUse(table, found, key, field) : { table, key, field, name: '' };
}

/** Where an object is used (`/monitor/system/object/usage`). */
export function usage(
  state: WorldState,
  query: OnDevice & { readonly table: TableName; readonly key: string },
): ObjectUse[] {
  const fortigate = fortigateNamed(state, query.fortigate);
  return usersOf(fortigate.config, query.table, query.key).map((use) =>
    namedUse(fortigate, use.table, use.key, use.field),
  );
}

export function emsStatus(state: WorldState, query: OnDevice): EmsStatus {
  const fortigate = fortigateNamed(state, query.fortigate);
  const { device, link, pullsTags } = knowledgeOf(state.ems, fortigate);
  return {
    id: fortigate.connector,
    name: state.ems.name,
    serial: state.ems.serial,
    tenant: state.ems.tenant,
    status: link,
    pulls_tags: pullsTags,
    shared:
      device && link === 'up'
        ? tagCategories.filter((category) => sharesCategory(device, category))
        : [],
    device_serial: fortigate.serial,
    room: tagRoom(state, fortigate.serial),
  };
}

export interface LogQuery extends OnDevice {
  readonly subtype: 'ztna' | 'forward';
  readonly start: number;
  readonly count: number;
  readonly search: string;
  readonly action: LogAction | null;
  readonly minutes?: number | null;
  readonly policytype?: PolicyType | null;
  readonly policyid?: number | null;
}

/** A line's fields stand between blanks, as FortiOS writes them. */
function isOfPolicy(line: string, { policytype = null, policyid = null }: LogQuery): boolean {
  return (
    (policytype === null || line.includes(` policytype="${policytype}" `)) &&
    (policyid === null || line.includes(` policyid=${policyid} `))
  );
}

/** False for a line that is older than what is asked for. */
function isRecent(line: string, { minutes = null }: LogQuery, { epochMs }: Clock): boolean {
  if (minutes === null) return true;
  const nanoseconds = / eventtime=(\d+) /.exec(line)?.[1] ?? '0';
  return Number(nanoseconds.slice(0, -6)) >= epochMs - minutes * 60_000;
}

/** Newest first. `display` is what `execute log display` prints for the same filter. */
export function logs(
  state: WorldState,
  query: LogQuery,
): { records: LogRecord[]; matched: number; size: number; display: string } {
  const fortigate = fortigateNamed(state, query.fortigate);
  const text = query.search.trim().toLowerCase();
  const ofKind = fortigate.logs.filter((entry) => entry.subtype === query.subtype);
  const found = ofKind
    .filter(
      (entry) =>
        (text === '' || entry.text.toLowerCase().includes(text)) &&
        (query.action === null || entry.text.includes(` action="${query.action}" `)) &&
        isOfPolicy(entry.text, query) &&
        isRecent(entry.text, query, state.clock),
    )
    .toReversed();
  const newest = fortigate.logs.at(-1)?.index ?? 0;
  const page = found.slice(query.start, query.start + query.count).map((entry): LogRecord => ({
    index: entry.index,
    number: newest - entry.index + 1,
    line: [...(readLogLine(entry.text) ?? [])],
    text: entry.text,
  }));
  return {
    records: page,
    matched: found.length,
    size: ofKind.length,
    display: printLogDisplay(found.length, page),
  };
}

/** `/monitor/firewall/policy-lookup`: which policy a packet would meet. */
export function policyLookup(
  state: WorldState,
  query: OnDevice & {
    readonly srcintf: string;
    readonly sourceip: string;
    readonly dest: string;
    readonly destport: number;
    readonly protocol: number;
  },
): {
  readonly success: true;
  readonly policy_id: number;
  readonly policy_type: string;
  readonly action: string;
} {
  const fortigate = fortigateNamed(state, query.fortigate);
  if (ipNumber(query.sourceip) === null)
    return invalid(-8, 'sourceip', `${query.sourceip} is not an IPv4 address.`);
  if (ipNumber(query.dest) === null)
    return invalid(-8, 'dest', `${query.dest} is not an IPv4 address.`);
  const from = endpointsOfAll(state.ems).find((one) => hasAddress(one, query.sourceip));
  const session: Session = {
    fortigate: fortigate.name,
    endpointUid: from?.uid ?? null,
    os: from?.os ?? 'windows',
    srcintf: query.srcintf,
    srcip: query.sourceip,
    dstintf: interfaceTowards(fortigate, query.dest),
    dstip: query.dest,
    dstport: query.destport,
    protocol: query.protocol,
    path: '/',
    host: null,
    certificate: from?.registered ? 'valid' : 'none',
    user: from?.user ?? null,
    groups: from?.groups ?? [],
    at: state.clock,
  };
  const decision = decide(state.ems, fortigate, session, state.names);
  return {
    success: true,
    policy_id: decision.policyid,
    policy_type: decision.policytype,
    action: decision.action,
  };
}

/** The interface whose subnet holds the address; the lab's routing knows no more [assumed]. */
function interfaceTowards(fortigate: FortiGate, ip: string): string {
  const number = ipNumber(ip) ?? 0;
  const found = fortigate.config['system interface'].find((one) => {
    const subnet = subnetNumbers(one.ip);
    return subnet !== null && ((number ^ subnet.ip) & subnet.mask) === 0;
  });
  return found?.name ?? 'any';
}

function interfacesOf({ config }: FortiGate): ConnectFortiGate['interfaces'] {
  return config['system interface'].map(({ name, ip, role }) => ({ name, ip, role }));
}

/** Every FortiGate, for *Connect*. */
export function connectFortiGates(state: WorldState, _input: null): ConnectFortiGate[] {
  return state.fortigates.map((one) => ({ fortigate: one.name, interfaces: interfacesOf(one) }));
}

/** Where the server's TCP forwarding leads first; null where it has none. */
function forwardsTo({ config }: FortiGate, proxy: AccessProxy): ConnectTarget['forwardsTo'] {
  for (const { service, realservers } of proxy['api-gateway']) {
    const [first] = service === 'tcp-forwarding' ? realservers : [];
    if (!first) continue;
    const port = portRange(first.mappedport[0] ?? '')?.first ?? first.port;
    return { address: first.domain === '' ? addressOf(config, first) : first.domain, port };
  }
  return null;
}

/** Every ZTNA server of every FortiGate, for *Connect*. */
export function connectTargets(state: WorldState, _input: null): ConnectTarget[] {
  return state.fortigates.flatMap((fortigate) => {
    const { name, config } = fortigate;
    const interfaces = interfacesOf(fortigate);
    return config['firewall access-proxy'].flatMap((proxy): ConnectTarget[] => {
      const vip = config['firewall vip'].find((one) => one.name === proxy.vip);
      return vip
        ? [
            {
              fortigate: name,
              server: proxy.name,
              vip: vip.name,
              address: vip.extip,
              port: vip.extport,
              extintf: vip.extintf,
              interfaces,
              // A server without an API gateway is asked as any other, and refuses.
              hasPages:
                proxy['api-gateway'].length === 0 ||
                proxy['api-gateway'].some(({ service }) => service !== 'tcp-forwarding'),
              forwardsTo: forwardsTo(fortigate, proxy),
            },
          ]
        : [];
    });
  });
}

/** Serial number, version and build, for the envelope of every answer. */
export function device(
  state: WorldState,
  query: OnDevice,
): { readonly serial: string; readonly version: string; readonly build: number } {
  const { serial, version, build } = fortigateNamed(state, query.fortigate);
  return { serial, version, build };
}
