/**
 * A device that could exist and its session, which a policy takes: made of a solution of the formulas, and believed
 * only where `decide` says the same of it.
 */
import type { Ems, EmsServer, Endpoint } from '#model/ems/ems.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { portRange } from '#model/fortios/ip.ts';
import type { CertificateState, Moment, Resolver, Session } from '#model/decision/session.ts';
import { type Tag, allRegisteredClients, sameTag, tagCategories } from '#model/tagging/tags.ts';
import { type Compiled, type FortiGateInput, compile } from '../../decide/compile.ts';
import { decide } from '../../decide/decide.ts';
import { endpointsOfAll, lineBy, linesOf } from '../../sync/lines.ts';
import { requestsTo } from '../requests.ts';
import type { Chosen } from './list-formulas.ts';
import { type PolicyList, policiesIn, policyKey, policyLists } from './policy-list.ts';
import { ProvenList } from './prove.ts';

export interface Example {
  /** Null for a device that EMS does not know. */
  readonly device: { readonly ems: string; readonly endpoint: Endpoint } | null;
  readonly session: Session;
  /** The access proxy; null for a forward session. */
  readonly server: string | null;
}

interface World {
  readonly ems: Ems;
  readonly fortigate: FortiGateInput;
  readonly resolver: Resolver;
  readonly at: Moment;
}

/** `known 1 zero_trust/Low`, `source ip 1 zero_trust/Low`: the tags that a solution says the device has. */
function tagsIn(held: readonly string[], connector: number): readonly Tag[] {
  const found: Tag[] = [];
  for (const key of held)
    for (const start of [
      `known ${connector} `,
      `source ip ${connector} `,
      `source mac ${connector} `,
    ]) {
      if (!key.startsWith(start)) continue;
      const rest = key.slice(start.length);
      const category = tagCategories.find((one) => rest.startsWith(`${one}/`));
      if (!category) continue;
      const tag = { category, name: rest.slice(category.length + 1) };
      if (!found.some((one) => sameTag(one, tag))) found.push(tag);
    }
  return found;
}

/** Of a forward session, the connector whose tags stand among the sources. */
function connectorIn({ held, connector }: Chosen): number {
  const found = held.map((key) => /^(?:known|source (?:ip|mac)) (\d) /.exec(key)?.[1]);
  const first = found.find((one) => one !== undefined);
  return first === undefined ? connector : Number(first);
}

/** A UID that no endpoint has. */
function freshUid(ems: Ems): string {
  const taken = new Set(endpointsOfAll(ems).map(({ uid }) => uid));
  let number = 1;
  const uidOf = (one: number): string => `C0DE${one.toString(16).toUpperCase().padStart(28, '0')}`;
  while (taken.has(uidOf(number))) number++;
  return uidOf(number);
}

function deviceFor(chosen: Chosen, world: World, server: EmsServer): Endpoint {
  const { held } = chosen;
  const { fortigate, ems, at } = world;
  const uid = freshUid(ems);
  const number = uid.slice(-4);
  const tags = tagsIn(held, connectorIn(chosen));
  const every = tags.some((tag) => sameTag(tag, allRegisteredClients))
    ? tags
    : [...tags, allRegisteredClients];
  return {
    uid,
    host: `COULD-EXIST-${Number.parseInt(number, 16)}`,
    os: 'windows',
    osVersion: 'Windows 11',
    user: chosen.user,
    groups: groupsIn(held),
    owner: held.includes('owner') ? chosen.user : null,
    ip: chosen.source.ip,
    mac: `02:00:5E:00:${number.slice(0, 2)}:${number.slice(2)}`,
    publicIp: '',
    gateway: fortigate.name,
    registered: true,
    online: true,
    onNet: true,
    quarantined: false,
    inSync: true,
    manageable: !held.includes('built-in EMS_ALL_UNMANAGEABLE_CLIENTS'),
    certificateSerial: `${server.serial}${number}`,
    forticlientVersion: '7.4.3',
    tags: every.map((tag) => ({ ...tag, since: at.epochMs })),
  };
}

function groupsIn(held: readonly string[]): string[] {
  return held.flatMap((key) => (key.startsWith('group ') ? [key.slice('group '.length)] : []));
}

function withDevice(ems: Ems, serial: string, endpoint: Endpoint): Ems {
  if (ems.serial === serial) return { ...ems, endpoints: [...ems.endpoints, endpoint] };
  return {
    ...ems,
    otherServers: (ems.otherServers ?? []).map((one) =>
      one.serial === serial ? { ...one, endpoints: [...one.endpoints, endpoint] } : one,
    ),
  };
}

/** Where the session of a solution goes: to each of a server's API gateways in turn. */
function destinations(list: PolicyList, chosen: Chosen, compiled: Compiled) {
  if (list.kind !== 'ztna') {
    const { protocol, port } = chosen.service;
    return [
      {
        dstip: chosen.destination.ip,
        dstport: protocol === 6 || protocol === 17 ? Math.max(1, port) : port,
        protocol,
        dstintf: chosen.dstintf,
        path: '/',
        host: null,
      },
    ];
  }
  const { vip, proxy } = list;
  const dstport = portRange(vip.extport)?.first ?? 0;
  // What FortiClient asks TCP forwarding for is what a full policy's destinations are held against.
  const { ip } = chosen.destination;
  const asked =
    ipNumber(ip) === null
      ? []
      : forwardedPorts(list).map((port) => ({
          path: `/tcp?address=${ip}&port=${port}&tls=0`,
          host: null,
        }));
  return [...requestsTo(compiled.config, proxy), ...asked].map(({ path, host }) => ({
    dstip: vip.extip,
    dstport,
    protocol: 6,
    dstintf: 'root',
    path,
    host,
  }));
}

function forwardedPorts({ proxy }: Extract<PolicyList, { kind: 'ztna' }>): readonly string[] {
  const ports = proxy['api-gateway'].flatMap(({ service, realservers }) =>
    service === 'tcp-forwarding'
      ? realservers.map(({ mappedport }) => mappedport[0]?.split('-')[0] ?? '443')
      : [],
  );
  return [...new Set(ports)];
}

/** Whether the session comes to the policy, and it takes it. */
function isTaken(world: World, session: Session, key: string): boolean {
  const { trace } = decide(world.ems, world.fortigate, session, world.resolver);
  return trace.policies.some(
    ({ policytype, policyid, verdict }) =>
      `${policytype} ${policyid}` === key &&
      (verdict === 'accept' || verdict === 'deny' || verdict === 'redirect'),
  );
}

/**
 * The solution as a device and its session, where `decide` says that the policy takes it; null where it does not.
 * @param shape what else the device is
 */
export function realized(
  chosen: Chosen,
  list: PolicyList,
  key: string,
  world: World,
  shape: (endpoint: Endpoint) => Endpoint = (endpoint) => endpoint,
): Example | null {
  const { fortigate, ems, at } = world;
  const compiled = compile(fortigate);
  const lines = linesOf(ems, fortigate, at.epochMs);
  const { server } = lineBy(lines, connectorIn(chosen)) ?? lines[0];
  const endpoint = shape(deviceFor(chosen, world, server));
  const known = { ...world, ems: withDevice(ems, server.serial, endpoint) };
  const groups = groupsIn(chosen.held);
  const isUnknown = chosen.held.includes('built-in EMS_ALL_UNKNOWN_CLIENTS');
  const states: readonly CertificateState[] = isUnknown ? ['none'] : ['valid', 'none'];
  for (const to of destinations(list, chosen, compiled))
    for (const certificate of states) {
      const session: Session = {
        fortigate: fortigate.name,
        endpointUid: isUnknown ? null : endpoint.uid,
        os: 'windows',
        srcintf: chosen.srcintf,
        srcip: chosen.source.ip,
        ...to,
        certificate,
        user: chosen.user,
        groups,
        // Where the FortiGate asks who it is, they say so.
        ...(compiled.config['authentication rule'].length > 0
          ? { login: { user: chosen.user, groups, ok: true } }
          : {}),
        at: {
          epochMs: (chosen.minute - at.offsetMinutes) * 60_000,
          offsetMinutes: at.offsetMinutes,
        },
      };
      if (isTaken(isUnknown ? world : known, session, key))
        return {
          device: isUnknown ? null : { ems: server.serial, endpoint },
          session,
          server: list.kind === 'ztna' ? list.proxy.name : null,
        };
    }
  return null;
}

/** A device and a session that the policy takes; null where none is found, though there may be one. */
export function counterexample(key: string, world: World): Example | null {
  const { fortigate, at } = world;
  const compiled = compile(fortigate);
  const now = Math.floor(at.epochMs / 60_000) + at.offsetMinutes;
  for (const list of policyLists(compiled)) {
    if (!policiesIn(list).some((one) => policyKey(one) === key)) continue;
    const reach = new ProvenList(compiled, list, now).reachOf(key);
    const found = reach?.kind === 'reached' ? realized(reach.chosen, list, key, world) : null;
    if (found) return found;
  }
  return null;
}
