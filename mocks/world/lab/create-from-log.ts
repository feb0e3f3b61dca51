/** Makes what a log line names and the world lacks: the endpoint, the ZTNA server, the policy. */
import { replay } from '#engine/analysis/log-replay.ts';
import { loggedServer } from '#engine/analysis/logged-server.ts';
import { compile } from '#engine/decide/compile.ts';
import { factoryCertificate } from '#model/fortios/ztna-servers.ts';
import { type Missing, standInServer, standInVip } from '#model/decision/log-replay.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
import type { Ems, EmsServer } from '#model/ems/ems.ts';
import { draftToWire } from '#model/fortios/wire.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import { allRegisteredClients, builtInClassificationTags, sameTag } from '#model/tagging/tags.ts';
import { newEndpoint } from '../build-world.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { createRow } from '../fortigate/fortigate-commands.ts';
import { readLoggedLines } from './logged-lines.ts';
import { invalid } from '../refusal.ts';
import { type FortiGate, type WorldState, findFortiGate } from '../state.ts';

/** A UID for a device of which the line gives none, the same each time. */
function uidFor({ uid, host, srcip }: LoggedSession): string {
  if (uid !== null) return uid.toUpperCase();
  let seed = 7;
  for (const one of host ?? srcip) seed = (seed * 31 + (one.codePointAt(0) ?? 0)) >>> 0;
  return seed.toString(16).toUpperCase().padStart(8, '0').repeat(4);
}

function withEndpoint(state: WorldState, logged: LoggedSession, gateway: string): WorldState {
  const uid = uidFor(logged);
  const { epochMs } = state.clock;
  const tags = logged.tags ?? [];
  const plain = newEndpoint(
    {
      uid,
      host: logged.host ?? `device-${uid.slice(0, 6)}`,
      os: logged.os ?? 'windows',
      user: logged.user,
      groups: logged.groups,
      ip: logged.srcip,
      gateway,
      tags: [],
    },
    state.ems.endpoints.length,
    state.clock,
  );
  const endpoint = {
    ...plain,
    tags: [
      { ...allRegisteredClients, since: epochMs },
      ...tags
        .filter((tag) => !sameTag(tag, allRegisteredClients))
        .map(({ category, name }) => ({ category, name, since: epochMs })),
    ],
  };
  // What the device says outdoes what this world's rules would give, as tags that are given by hand do.
  const byHand = tags.filter(
    (tag) => tag.category === 'zero_trust' && !sameTag(tag, allRegisteredClients),
  );
  const classification = tags.filter(({ category }) => category === 'classification');
  const withIt = <S extends EmsServer>(server: S): S => ({
    ...server,
    customClassificationTags: [
      ...server.customClassificationTags,
      ...classification
        .map(({ name }) => name)
        .filter(
          (name) =>
            ![...builtInClassificationTags, ...server.customClassificationTags].includes(name),
        ),
    ],
    endpoints: [...server.endpoints, endpoint],
  });
  // That of the EMS that the line names, where this world has it.
  const { otherServers } = state.ems;
  const isThere = otherServers?.some(({ serial }) => serial === logged.ems);
  const ems: Ems =
    otherServers && isThere
      ? {
          ...state.ems,
          otherServers: otherServers.map((one) => (one.serial === logged.ems ? withIt(one) : one)),
        }
      : withIt(state.ems);
  return {
    ...state,
    ems,
    tagsByHand: [...state.tagsByHand, ...byHand.map((tag) => ({ uid, tag, add: true }))],
  };
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function freeName(
  { config }: FortiGate,
  table: 'firewall vip' | 'firewall access-proxy',
  name: string,
): string {
  return firstFree(name, new Set(config[table].map((one) => one.name)));
}

function create<T extends TableName>(
  state: WorldState,
  fortigate: string,
  table: T,
  draft: RowDraft<T>,
): WorldState {
  return createRow.run(state, { fortigate, table, values: draftToWire(table, draft) }).state;
}

/** The object that a real server of TCP forwarding names: an own one for the address. */
function withAddress(
  state: WorldState,
  { name, config }: FortiGate,
  ip: string,
): { readonly state: WorldState; readonly address: string } {
  const objects = config['firewall address'];
  const subnet = `${ip} 255.255.255.255`;
  const same = objects.find((one) => one.type === 'ipmask' && one.subnet === subnet);
  if (same) return { state, address: same.name };
  const taken = new Set(objects.map((one) => one.name));
  const address = firstFree(`server-${ip}`, taken);
  return {
    state: create(state, name, 'firewall address', { name: address, subnet }),
    address,
  };
}

/**
 * A line of a full policy names the gateway and the real server, and not the VIP's address; one that numbers no
 * real server is of TCP forwarding [259754]. Any other line names the VIP's address alone.
 */
function withServer(state: WorldState, logged: LoggedSession, fortigate: FortiGate): WorldState {
  const named = logged.accessProxy ?? logged.vip ?? `ZTNA-${logged.dstip}`;
  const vip = freeName(fortigate, 'firewall vip', logged.vip ?? named);
  const { gateway, realServer, dstip, dstport } = logged;
  const at = gateway === null ? { ip: dstip, port: dstport } : standInVip;
  const withVip = create(state, fortigate.name, 'firewall vip', {
    name: vip,
    type: 'access-proxy',
    extip: at.ip,
    extintf: 'any',
    'server-type': 'https',
    extport: String(at.port),
    'ssl-certificate': [factoryCertificate],
  });
  const server = (after: WorldState, gateways: RowDraft<'firewall access-proxy'>['api-gateway']) =>
    create(after, fortigate.name, 'firewall access-proxy', {
      name: freeName(fortigate, 'firewall access-proxy', named),
      vip,
      ...(gateways ? { 'api-gateway': gateways } : {}),
    });
  if (gateway === null)
    return server(withVip, [{ id: 1, realservers: [{ id: 1, ip: standInServer }] }]);
  if (realServer !== null)
    return server(withVip, [
      { id: gateway, realservers: [{ id: realServer, ip: dstip, port: dstport }] },
    ]);
  const { state: withObject, address } = withAddress(withVip, fortigate, dstip);
  return server(withObject, [
    {
      id: gateway,
      'url-map': '/tcp',
      service: 'tcp-forwarding',
      realservers: [{ id: 1, address, mappedport: [String(dstport)] }],
    },
  ]);
}

function withVip(state: WorldState, logged: LoggedSession, fortigate: FortiGate): WorldState {
  const { nat, dstip, dstport, protocol } = logged;
  if (!nat) return state;
  const movesPort = nat.port !== dstport && (protocol === 6 || protocol === 17);
  return create(state, fortigate.name, 'firewall vip', {
    name: freeName(fortigate, 'firewall vip', `VIP-${dstip}`),
    extip: dstip,
    extintf: 'any',
    mappedip: [nat.ip],
    ...(movesPort
      ? {
          portforward: 'enable' as const,
          protocol: protocol === 6 ? ('tcp' as const) : ('udp' as const),
          extport: String(dstport),
          mappedport: String(nat.port),
        }
      : {}),
  });
}

/** What a policy has to name so that it takes the session: the VIP that the session goes to, else any address. */
function destinationIn(logged: LoggedSession, fortigate: FortiGate): readonly string[] {
  if (logged.kind === 'ztna') {
    const server = loggedServer(logged, fortigate.config);
    return [server?.vip.name ?? 'all'];
  }
  const vip = fortigate.config['firewall vip'].find(
    ({ type, extip, mappedip }) =>
      type === 'static-nat' && extip === logged.dstip && mappedip[0] === logged.nat?.ip,
  );
  return [vip?.name ?? 'all'];
}

/** How a policy says it: a zone for what is in one [225349], any for what this FortiGate does not have. */
function interfaceIn(fortigate: FortiGate, name: string): string {
  const [zone] = compile(fortigate).zonesOf(name);
  const isHere = fortigate.config['system interface'].some((one) => one.name === name);
  return zone ?? (isHere ? name : 'any');
}

function withPolicy(state: WorldState, logged: LoggedSession, name: string): WorldState {
  const fortigate = findFortiGate(state, name);
  if (!fortigate) return state;
  const { kind, srcintf, dstintf, action } = logged;
  const conditions = {
    policyid: logged.policyid,
    name: logged.policyname ?? '',
    srcintf: [interfaceIn(fortigate, srcintf)],
    dstintf: [kind === 'ztna' ? 'any' : interfaceIn(fortigate, dstintf)],
    srcaddr: ['all'],
    action,
    schedule: 'always',
  };
  if (logged.policytype === 'proxy-policy') {
    const proxy = loggedServer(logged, fortigate.config)?.proxy;
    return create(state, name, 'firewall proxy-policy', {
      ...conditions,
      proxy: 'access-proxy',
      'access-proxy': proxy ? [proxy.name] : [],
      dstaddr: ['all'],
    });
  }
  const packet = {
    ...conditions,
    dstaddr: [...destinationIn(logged, fortigate)],
    service: ['ALL'],
  };
  if (kind === 'forward' && compile(fortigate).security)
    return create(state, name, 'firewall security-policy', packet);
  return create(state, name, 'firewall policy', {
    ...packet,
    ...(kind === 'ztna' ? { 'ztna-status': 'enable' as const } : {}),
  });
}

function withNamed(state: WorldState, line: string, chosen: string | null): WorldState {
  const [first] = readLoggedLines(line);
  if (!first) return invalid(-56, 'line', 'This is not a log line.');
  const { session: logged } = first;
  if ('problem' in logged) return invalid(-15, 'line', logged.problem);
  const { fortigate, missing } = replay(logged, state, state.clock, chosen);
  if (!fortigate)
    return invalid(
      -15,
      'fortigate',
      'The line does not say which FortiGate wrote it. Choose one first.',
    );
  if (missing.length === 0)
    return invalid(-15, 'line', 'Everything that this line names already exists.');
  const has = (one: Missing): boolean => missing.includes(one);
  let after = state;
  if (has('endpoint')) after = withEndpoint(after, logged, fortigate.name);
  if (has('vip')) after = withVip(after, logged, fortigate);
  if (has('server')) after = withServer(after, logged, fortigate);
  if (has('policy')) after = withPolicy(after, logged, fortigate.name);
  return after;
}

/**
 * Together or not at all; refuses where there is nothing to make, or no FortiGate to make it on: a person
 * may say which it is.
 */
export const createFromLog = command('lab/create-from-log', {
  input: z.object({ line: z.string(), fortigate: z.string().nullable() }),
  words: () => 'create the objects that a log line names',
  touches: () => [],
  run: (state, { line, fortigate }) => ({ state: withNamed(state, line, fortigate) }),
});
