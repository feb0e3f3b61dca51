/** Makes what a log line names and the world lacks: the endpoint, the ZTNA server, the policy. */
import { replay } from '#engine/analysis/log-replay.ts';
import { factoryCertificate } from '#model/fortios/ztna-servers.ts';
import { type Missing, standInServer } from '#model/decision/log-replay.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
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
  const isNew = (name: string): boolean =>
    ![...builtInClassificationTags, ...state.ems.customClassificationTags].includes(name);
  const classification = tags.filter(({ category }) => category === 'classification');
  return {
    ...state,
    ems: {
      ...state.ems,
      customClassificationTags: [
        ...state.ems.customClassificationTags,
        ...classification.map(({ name }) => name).filter(isNew),
      ],
      endpoints: [...state.ems.endpoints, endpoint],
    },
    tagsByHand: [...state.tagsByHand, ...byHand.map((tag) => ({ uid, tag, add: true }))],
  };
}

function freeName(
  fortigate: FortiGate,
  table: 'firewall vip' | 'firewall access-proxy',
  name: string,
) {
  const taken = new Set(fortigate.config[table].map((one) => one.name));
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function create<T extends TableName>(
  state: WorldState,
  fortigate: string,
  table: T,
  draft: RowDraft<T>,
): WorldState {
  return createRow.run(state, { fortigate, table, values: draftToWire(table, draft) }).state;
}

function withServer(state: WorldState, logged: LoggedSession, fortigate: FortiGate): WorldState {
  const named = logged.accessProxy ?? logged.vip ?? `ZTNA-${logged.dstip}`;
  const vip = freeName(fortigate, 'firewall vip', logged.vip ?? named);
  const withVip = create(state, fortigate.name, 'firewall vip', {
    name: vip,
    type: 'access-proxy',
    extip: logged.dstip,
    extintf: 'any',
    'server-type': 'https',
    extport: String(logged.dstport),
    'ssl-certificate': [factoryCertificate],
  });
  return create(withVip, fortigate.name, 'firewall access-proxy', {
    name: freeName(fortigate, 'firewall access-proxy', named),
    vip,
    'api-gateway': [{ id: 1, realservers: [{ id: 1, ip: standInServer }] }],
  });
}

function withPolicy(state: WorldState, logged: LoggedSession, fortigate: string): WorldState {
  const config = findFortiGate(state, fortigate)?.config;
  const vip = config?.['firewall vip'].find(
    ({ type, extip }) => type === 'access-proxy' && extip === logged.dstip,
  );
  const proxy = config?.['firewall access-proxy'].find((one) => one.vip === vip?.name);
  const conditions = {
    policyid: logged.policyid,
    name: logged.policyname ?? '',
    srcintf: [logged.srcintf],
    dstintf: [logged.kind === 'ztna' ? 'any' : logged.dstintf],
    srcaddr: ['all'],
    action: logged.action,
    schedule: 'always',
  };
  if (logged.policytype === 'proxy-policy')
    return create(state, fortigate, 'firewall proxy-policy', {
      ...conditions,
      proxy: 'access-proxy',
      'access-proxy': proxy ? [proxy.name] : [],
      dstaddr: ['all'],
    });
  return create(state, fortigate, 'firewall policy', {
    ...conditions,
    dstaddr: logged.kind === 'ztna' && vip ? [vip.name] : ['all'],
    service: ['ALL'],
    ...(logged.kind === 'ztna' ? { 'ztna-status': 'enable' as const } : {}),
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
