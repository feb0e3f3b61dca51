/**
 * A line of a device's traffic log, decided again in the lab: whether both agree, and if not, which
 * difference in tags, sharing or policy would account for it.
 */
import type { Decision } from '#model/decision/decision.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
import type { FoundBy, Missing } from '#model/decision/log-replay.ts';
import type { Change } from '#model/decision/repair.ts';
import { type Moment, type Session, asPresented } from '#model/decision/session.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import { type Installation, applyChange } from '../repairs/apply-change.ts';
import { type FortiGateInput, compile, vipOf } from '../decide/compile.ts';
import { decide } from '../decide/decide.ts';
import { changesTo, relevantEms } from '../repairs/repairs.ts';
import { knowledgeOf, sharesCategory } from '../sync/knowledge.ts';

export interface Replay<F extends FortiGateInput = FortiGateInput> {
  /** Null where the line does not tell which one it is; `candidates` then has those that it may be. */
  readonly fortigate: F | null;
  readonly candidates: readonly string[];
  readonly endpoint: { readonly endpoint: Endpoint; readonly by: FoundBy } | null;
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

function hasAddress({ config }: FortiGateInput, dstip: string): boolean {
  const wanted = ipNumber(dstip);
  return config['firewall vip'].some(
    ({ type, extip }) => type === 'access-proxy' && ipNumber(extip) === wanted,
  );
}

/** By its serial number or name; else by the server's address; else the only one there is. */
function devicesOf<F extends FortiGateInput>(
  logged: LoggedSession,
  { ems, fortigates }: Installation<F>,
  chosen: string | null,
): readonly F[] {
  const name =
    ems.fabricDevices.find(({ serial }) => serial === logged.deviceSerial)?.name ??
    logged.deviceName;
  const named = fortigates.filter((one) => one.name === (chosen ?? name));
  if (named.length > 0 || chosen !== null) return named;
  const reached =
    logged.kind === 'ztna' ? fortigates.filter((one) => hasAddress(one, logged.dstip)) : [];
  return reached.length > 0 ? reached : fortigates;
}

function endpointOf(logged: LoggedSession, ems: Ems): Replay['endpoint'] {
  const { uid, host, srcip } = logged;
  const ways: readonly [FoundBy, (one: Endpoint) => boolean][] = [
    ['uid', (one) => uid !== null && one.uid.toUpperCase() === uid.toUpperCase()],
    [
      'host',
      (one) => uid === null && host !== null && one.host.toLowerCase() === host.toLowerCase(),
    ],
    ['address', (one) => uid === null && one.ip === srcip],
  ];
  for (const [by, is] of ways) {
    const endpoint = ems.endpoints.find(is);
    if (endpoint) return { endpoint, by };
  }
  return null;
}

function sessionOf(
  logged: LoggedSession,
  fortigate: string,
  endpoint: Endpoint | undefined,
  now: Moment,
): Session {
  const presented = logged.certificate ?? (logged.kind === 'ztna' && logged.uid !== null);
  return {
    fortigate,
    endpointUid: endpoint?.uid ?? null,
    os: endpoint?.os ?? logged.os ?? 'windows',
    srcintf: logged.srcintf,
    srcip: logged.srcip,
    dstintf: logged.dstintf,
    dstip: logged.dstip,
    dstport: logged.dstport,
    protocol: logged.protocol,
    // No log line tells what was asked of a server.
    path: '/',
    host: null,
    certificate: asPresented(presented ? 'valid' : 'none', endpoint),
    user: logged.user ?? endpoint?.user ?? null,
    groups: logged.groups.length > 0 ? logged.groups : (endpoint?.groups ?? []),
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

function hasPolicy({ config }: FortiGateInput, logged: LoggedSession): boolean {
  const table = logged.policytype === 'proxy-policy' ? 'firewall proxy-policy' : 'firewall policy';
  return logged.policyid === 0 || config[table].some((one) => one.policyid === logged.policyid);
}

/** Changes after which the lab's FortiGate knows just the tags that the device knew. */
function tagChanges(
  onlyLogged: readonly Tag[],
  onlyLab: readonly Tag[],
  endpoint: Endpoint,
  ems: Ems,
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
  session: Session,
  ems: Ems,
  fortigate: FortiGateInput,
  isWanted: (decision: Decision) => boolean,
): readonly (readonly Change[])[] {
  const start: Installation = { ems: relevantEms(ems, session), fortigates: [fortigate] };
  const turns = (some: readonly Change[]): boolean => {
    const after = some.reduce(
      (done, change) => applyChange(done, change, session.at.epochMs),
      start,
    );
    return isWanted(decide(after.ems, after.fortigates[0] ?? fortigate, session));
  };
  const alone = changes.filter((change) => turns([change]));
  if (alone.length > 0) return alone.map((change) => [change]);
  return changes.length > 1 && turns(changes) ? [changes] : [];
}

/**
 * @param now the moment of a line without a time
 * @param chosen the FortiGate, where a person says which it is
 */
export function replay<F extends FortiGateInput>(
  logged: LoggedSession,
  installation: Installation<F>,
  now: Moment,
  chosen: string | null = null,
): Replay<F> {
  const { ems } = installation;
  const devices = devicesOf(logged, installation, chosen);
  const [first] = devices;
  const fortigate = devices.length === 1 && first ? first : null;
  const endpoint = endpointOf(logged, ems);
  const nothing = { decided: null, agrees: false, onlyLogged: [], onlyLab: [] };
  if (!fortigate)
    return {
      ...nothing,
      fortigate,
      candidates: devices.map(({ name }) => name),
      endpoint,
      missing: ['fortigate'],
    };
  const session = sessionOf(logged, fortigate.name, endpoint?.endpoint, now);
  const isServer = vipOf(compile(fortigate), session) !== undefined;
  const missing: Missing[] = [
    ...(endpoint === null && (logged.uid ?? logged.host) !== null ? (['endpoint'] as const) : []),
    ...(logged.kind === 'ztna' && !isServer ? (['server'] as const) : []),
    ...(hasPolicy(fortigate, logged) ? [] : (['policy'] as const)),
  ];
  const found = { fortigate, candidates: [], endpoint, missing };
  // Without its server, or with one where the device had none, another question would be answered.
  if ((logged.kind === 'ztna') !== isServer) return { ...nothing, ...found };

  const decision = decide(ems, fortigate, session);
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
  ems: Ems,
): readonly (readonly Change[])[] {
  if (!fortigate || !decided || agrees) return [];
  const { session, decision } = decided;
  const isWanted = (other: Decision): boolean => decidesAs(logged, other);
  const tags = endpoint
    ? tagChanges(onlyLogged, onlyLab, endpoint.endpoint, ems, fortigate.name)
    : [];
  const byTags = ofTags(tags, session, ems, fortigate, isWanted);
  return byTags.length > 0 ? byTags : changesTo(isWanted, decision, session, { ems, fortigate });
}

function knownByAddress(ems: Ems, fortigate: FortiGateInput, { srcip }: Session): readonly Tag[] {
  return [...knowledgeOf(ems, fortigate).tags.values()]
    .filter(({ ips }) => ips.has(srcip))
    .map(({ tag }) => tag);
}
