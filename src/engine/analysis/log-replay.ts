/**
 * A line of a device's traffic log, decided again in the lab: whether both agree, and if not, which
 * difference in tags, sharing or policy would account for it.
 */
import type { Decision } from '#model/decision/decision.ts';
import type { Ems, EmsServer, Endpoint } from '#model/ems/ems.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
import type { FoundBy, FoundFortiGateBy, Missing } from '#model/decision/log-replay.ts';
import type { Change } from '#model/decision/repair.ts';
import {
  type Moment,
  type Resolver,
  type Session,
  asPresented,
  emptyResolver,
} from '#model/decision/session.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import { type Installation, applyChange } from '../repairs/apply-change.ts';
import { type FortiGateInput, compile, vipOf } from '../decide/compile.ts';
import { decide } from '../decide/decide.ts';
import { natOf } from '../decide/nat.ts';
import { changesTo, relevantEms } from '../repairs/repairs.ts';
import { sharesCategory } from '../sync/knowledge.ts';
import { linesOf, serverOfEndpoint, serversOfEms } from '../sync/lines.ts';
import { hasAddress } from '../sync/routes.ts';
import { loggedRequest } from './logged-request.ts';
import { type LoggedServer, destinationOf, devicesOf, loggedServer } from './logged-server.ts';

/** Where a line is decided again; without `names`, no name resolves. */
export interface ReplayWorld<F extends FortiGateInput = FortiGateInput> extends Installation<F> {
  readonly names?: Resolver;
}

export interface Replay<F extends FortiGateInput = FortiGateInput> {
  /** Null where the line does not tell which one it is; `candidates` then has those that it may be. */
  readonly fortigate: F | null;
  readonly fortigateBy: FoundFortiGateBy | null;
  readonly candidates: readonly string[];
  readonly endpoint: { readonly endpoint: Endpoint; readonly by: FoundBy } | null;
  readonly server: LoggedServer | null;
  /** What the line names and the world does not have. */
  readonly missing: readonly Missing[];
  /** Null where it cannot be decided, for what is missing. */
  readonly decided: { readonly session: Session; readonly decision: Decision } | null;
  /** True if action and policy are the device's. */
  readonly agrees: boolean;
  /** Of the tags that device and lab know of this endpoint, those that only one does. */
  readonly onlyLogged: readonly Tag[];
  readonly onlyLab: readonly Tag[];
}

/** Of whichever EMS: an endpoint belongs to one. That by which the line says that the device is known comes first. */
function endpointOf(logged: LoggedSession, ems: Ems): Replay['endpoint'] {
  const { uid, host, srcip } = logged;
  const servers = serversOfEms(ems).toSorted(
    (a, b) => Number(b.serial === logged.ems) - Number(a.serial === logged.ems),
  );
  const ways: readonly [FoundBy, (one: Endpoint) => boolean][] = [
    ['uid', (one) => uid !== null && one.uid.toUpperCase() === uid.toUpperCase()],
    [
      'host',
      (one) => uid === null && host !== null && one.host.toLowerCase() === host.toLowerCase(),
    ],
    ['address', (one) => uid === null && one.ip === srcip],
    ['address', (one) => uid === null && hasAddress(one, srcip)],
  ];
  for (const [by, is] of ways)
    for (const { endpoints } of servers) {
      const endpoint = endpoints.find(is);
      if (endpoint) return { endpoint, by };
    }
  return null;
}

/** Whose user the line names; the groups of one without are those that EMS has for the same user. */
function whoOf(
  { user, groups, authServer }: LoggedSession,
  endpoint: Endpoint | undefined,
): Pick<Session, 'user' | 'groups' | 'login'> {
  const isOther = user !== null && user !== endpoint?.user;
  const own = groups.length > 0 || isOther || authServer !== null;
  const who = {
    user: user ?? endpoint?.user ?? null,
    groups: own ? groups : (endpoint?.groups ?? []),
  };
  return user === null || authServer === null ? who : { ...who, login: { user, groups, ok: true } };
}

/** The session as the line has it, on no FortiGate yet. */
function sessionOf(logged: LoggedSession, endpoint: Endpoint | undefined, now: Moment): Session {
  const presented = logged.certificate ?? (logged.kind === 'ztna' && logged.uid !== null);
  return {
    fortigate: '',
    endpointUid: endpoint?.uid ?? null,
    os: endpoint?.os ?? logged.os ?? 'windows',
    srcintf: logged.srcintf,
    srcip: logged.srcip,
    dstintf: logged.dstintf,
    dstip: logged.dstip,
    dstport: logged.dstport,
    protocol: logged.protocol,
    path: '/',
    host: null,
    certificate: asPresented(presented ? 'valid' : 'none', endpoint),
    ...whoOf(logged, endpoint),
    at: logged.at ?? now,
  };
}

function decidesAs(logged: LoggedSession, decision: Decision): boolean {
  return (
    decision.kind === logged.kind &&
    decision.action === logged.action &&
    decision.policyid === logged.policyid &&
    // Which of the two lists the implicit deny is named by, no document settles.
    (logged.policyid === 0 || decision.policytype === logged.policytype)
  );
}

function hasPolicy(
  fortigate: FortiGateInput,
  { policyid, policytype, kind }: LoggedSession,
): boolean {
  const { config } = fortigate;
  const { security } = compile(fortigate);
  const policies =
    policytype === 'proxy-policy'
      ? config['firewall proxy-policy']
      : kind === 'forward' && security
        ? security
        : config['firewall policy'];
  return policyid === 0 || policies.some((one) => one.policyid === policyid);
}

/** Changes after which the lab's FortiGate knows just the tags that the device knew. */
function tagChanges(
  onlyLogged: readonly Tag[],
  onlyLab: readonly Tag[],
  endpoint: Endpoint,
  ems: EmsServer,
  device: string,
): readonly Change[] {
  const shares = ems.fabricDevices.find((one) => one.name === device);
  const who = { uid: endpoint.uid, host: endpoint.host };
  const changes = [
    ...onlyLogged.map((tag): Change =>
      endpoint.tags.some((one) => sameTag(one, tag)) &&
      shares &&
      !sharesCategory(shares, tag.category)
        ? { kind: 'share-type', device, category: tag.category }
        : { kind: 'add-tag', ...who, tag },
    ),
    ...onlyLab.map(({ category, name }): Change => {
      const ofType = endpoint.tags.filter((one) => one.category === category);
      const allGone = ofType.every((tag) => onlyLab.some((one) => sameTag(one, tag)));
      return category !== 'zero_trust' &&
        allGone &&
        !onlyLogged.some((one) => one.category === category)
        ? { kind: 'stop-sharing-type', device, category }
        : { kind: 'remove-tag', ...who, tag: { category, name } };
    }),
  ];
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

/** The differing tags that account for the difference: each that does alone, else all of them together. */
function ofTags(
  changes: readonly Change[],
  { session, fortigate }: { readonly session: Session; readonly fortigate: FortiGateInput },
  { ems, names }: Pick<ReplayWorld, 'ems' | 'names'>,
  isWanted: (decision: Decision) => boolean,
): readonly (readonly Change[])[] {
  const start: Installation = { ems: relevantEms(ems, session), fortigates: [fortigate] };
  const turns = (some: readonly Change[]): boolean => {
    const after = some.reduce(
      (done, change) => applyChange(done, change, session.at.epochMs),
      start,
    );
    return isWanted(decide(after.ems, after.fortigates[0] ?? fortigate, session, names));
  };
  const alone = changes.filter((change) => turns([change]));
  if (alone.length > 0) return alone.map((change) => [change]);
  return changes.length > 1 && turns(changes) ? [changes] : [];
}

/** What the line names and the world does not have. */
function missingOf(
  logged: LoggedSession,
  {
    endpoint,
    fortigate,
    session,
  }: Pick<Replay, 'endpoint'> & {
    readonly fortigate: FortiGateInput;
    readonly session: Session;
  },
): readonly Missing[] {
  const compiled = compile(fortigate);
  const isServer = vipOf(compiled, session) !== undefined;
  return [
    ...(endpoint === null && (logged.uid ?? logged.host) !== null ? (['endpoint'] as const) : []),
    ...(logged.kind === 'ztna' && !isServer ? (['server'] as const) : []),
    ...(logged.nat && !isServer && !natOf(compiled.natVips, session) ? (['vip'] as const) : []),
    ...(hasPolicy(fortigate, logged) ? [] : (['policy'] as const)),
  ];
}

/**
 * @param now the moment of a line without a time
 * @param chosen the FortiGate, where a person says which it is
 */
export function replay<F extends FortiGateInput>(
  logged: LoggedSession,
  world: ReplayWorld<F>,
  now: Moment,
  chosen: string | null = null,
): Replay<F> {
  const { ems, names: resolver = emptyResolver } = world;
  const endpoint = endpointOf(logged, ems);
  const begun = sessionOf(logged, endpoint?.endpoint, now);
  const worldOf = (one: F) => ({ lines: linesOf(ems, one, begun.at.epochMs), resolver });
  const { devices, by } = devicesOf(logged, world, chosen, { session: begun, worldOf });
  const [first] = devices;
  const fortigate = devices.length === 1 && first ? first : null;
  const nothing = { decided: null, agrees: false, onlyLogged: [], onlyLab: [] };
  if (!fortigate)
    return {
      ...nothing,
      fortigate,
      fortigateBy: null,
      candidates: devices.map(({ name }) => name),
      endpoint,
      server: null,
      missing: ['fortigate'],
    };
  const server = loggedServer(logged, fortigate.config) ?? null;
  const session: Session = {
    ...begun,
    fortigate: fortigate.name,
    ...destinationOf(logged, server ?? undefined),
    ...(server ? loggedRequest(logged, compile(fortigate), server.proxy, worldOf(fortigate)) : {}),
  };
  const missing = missingOf(logged, { endpoint, fortigate, session });
  const found = { fortigate, fortigateBy: by, candidates: [], endpoint, server, missing };
  // Without its server or its VIP, or with a server where the device had none, another question would be answered.
  const isServer = vipOf(compile(fortigate), session) !== undefined;
  if ((logged.kind === 'ztna') !== isServer || missing.includes('vip'))
    return { ...nothing, ...found };

  const decision = decide(ems, fortigate, session, resolver);
  const known =
    decision.kind === 'ztna' ? decision.trace.known : knownByAddress(ems, fortigate, session);
  const { tags } = logged;
  return {
    ...found,
    decided: { session, decision },
    agrees: decidesAs(logged, decision),
    onlyLogged: (tags ?? []).filter((tag) => !known.some((one) => sameTag(one, tag))),
    onlyLab: tags === null ? [] : known.filter((tag) => !tags.some((one) => sameTag(one, tag))),
  };
}

/**
 * Where lab and device differ: changes, each of which would have the lab decide as the device did. Those
 * that tags account for, where any do; else the least of sharing and policy.
 */
export function accountsFor(
  { fortigate, endpoint, decided, agrees, onlyLogged, onlyLab }: Replay,
  logged: LoggedSession,
  world: Pick<ReplayWorld, 'ems' | 'names'>,
): readonly (readonly Change[])[] {
  if (!fortigate || !decided || agrees) return [];
  const { session, decision } = decided;
  const { ems, names } = world;
  const isWanted = (other: Decision): boolean => decidesAs(logged, other);
  const own = endpoint?.endpoint;
  const server = own && serverOfEndpoint(ems, own.uid);
  const tags = server ? tagChanges(onlyLogged, onlyLab, own, server, fortigate.name) : [];
  const byTags = ofTags(tags, { session, fortigate }, world, isWanted);
  return byTags.length > 0
    ? byTags
    : changesTo(isWanted, decision, session, { ems, fortigate }, names);
}

function knownByAddress(
  ems: Ems,
  fortigate: FortiGateInput,
  { srcip, at }: Session,
): readonly Tag[] {
  return linesOf(ems, fortigate, at.epochMs)
    .flatMap(({ knowledge }) => [...knowledge.tags.values()])
    .filter(({ ips }) => ips.has(srcip))
    .map(({ tag }) => tag);
}
