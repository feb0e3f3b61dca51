/**
 * The traffic log line of a decision (domain.md section 8): keys in the order of the two published
 * samples, absent facts left out. What only the wire knows comes in as `LogFacts`.
 */
import {
  type Decision,
  type ForwardDecision,
  type PolicyStep,
  type ZtnaDecision,
  typeOfStep,
} from '#model/decision/decision.ts';
import type { Ems } from '#model/ems/ems.ts';
import { serviceInLog } from '#model/fortios/services.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { interfaceHolding } from '#model/lab/session-interfaces.ts';
import type { LogField, LogLine } from '#model/decision/log.ts';
import type { Session } from '#model/decision/session.ts';
import { tagInLog } from '#model/tagging/tags.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';
import { endpointOf } from '../sync/endpoint-index.ts';
import { serverOfEndpoint } from '../sync/lines.ts';
import { bare, quoted, when } from './log-fields.ts';

/** Counters and measurements of one session. Bytes; `eventtimeNs` in nanoseconds of the epoch. */
export interface LogFacts {
  readonly eventtimeNs: bigint;
  readonly offsetMinutes: number;
  readonly sessionid: number;
  readonly srcport: number;
  readonly lanin: number;
  readonly lanout: number;
  /** Of a session that ends; 0 unless given. */
  readonly durationSeconds?: number;
  /** How an accepted session ended, in place of the decision's action. */
  readonly closed?: 'close' | 'timeout';
}

/** Denials in FortiOS's manner; only that of policy 0 is documented [seed], the others are [assumed]. */
function denialMessage(error: ZtnaError): string {
  switch (error) {
    case 1:
      return 'Denied: client certificate does not match the EMS record';
    case 2:
    case 3:
      return 'Denied: empty client certificate';
    case 63:
      return 'Denied: client certificate is revoked';
    case 21:
      return 'Denied: failed to match an API-gateway';
    case 22:
    case 23:
      return 'Denied: no real server can be reached';
    case 41:
      return 'Denied: portal error';
    case 62:
    case 64:
      return 'Traffic denied because of explicit policy';
    case 61:
    case 65:
    case 66:
    case 67:
      return 'Traffic denied because failed to match a policy or proxy-policy';
  }
}

/** Weight of a blocked session in the client reputation of the seed's second sample. */
const blockedReputation = [bare('crscore', 30), bare('craction', 13107), quoted('crlevel', 'high')];

function role(config: FortiosConfig, name: string): string {
  return config['system interface'].find((one) => one.name === name)?.role ?? 'undefined';
}

/** The `uuid` of the first address of the policy that matched; absent where the object has none. */
function addressUuid(
  config: FortiosConfig,
  decision: Decision,
  side: 'srcaddr' | 'dstaddr',
): LogField[] {
  const policytype = matchedStep(decision)?.policytype ?? decision.policytype;
  const policy = config[`firewall ${policytype}`].find((one) => one.policyid === decision.policyid);
  const [first = ''] = policy?.[side] ?? [];
  const objects = [...config['firewall address'], ...config['firewall addrgrp']];
  const uuid = objects.find((one) => one.name === first)?.uuid ?? '';
  return uuid === '' ? [] : [quoted(side === 'srcaddr' ? 'srcuuid' : 'dstuuid', uuid)];
}

/** The policy that decided; undefined for the implicit deny. */
function matchedStep({ policyid, policytype, trace }: Decision): PolicyStep | undefined {
  return policyid === 0
    ? undefined
    : trace.policies.find((one) => one.policyid === policyid && typeOfStep(one) === policytype);
}

function matchedPolicy(decision: Decision): LogField[] {
  const step = matchedStep(decision);
  if (!step) return [];
  return [
    ...(step.uuid === '' ? [] : [quoted('poluuid', step.uuid)]),
    ...(step.name === '' ? [] : [quoted('policyname', step.name)]),
  ];
}

/**
 * The tag that let the packet match, of each list [335228]: the first listed one, by its object's name; the
 * place in the line and the form are [assumed]. A policy that asks for devices without its tags names none.
 */
function matchedTags(decision: ForwardDecision): LogField[] {
  return (matchedStep(decision)?.conditions ?? []).flatMap((one) => {
    const tag = one.kind === 'tags' && !one.negate && one.asked.find(({ known }) => known);
    return one.kind === 'tags' && tag
      ? [quoted(one.list === 'primary' ? 'emstag' : 'emstag2', tag.name)]
      : [];
  });
}

/** What the FortiGate knows of the device; only a certificate makes it sure enough to be logged [seed]. */
function device(decision: ZtnaDecision, ems: Ems): { before: LogField[]; after: LogField[] } {
  const { device: finding, certificate, known } = decision.trace;
  const presented = certificate.asked && certificate.state !== 'none';
  const clientcert = quoted('clientcert', presented ? 'yes' : 'no');
  const uid = finding?.by === 'certificate' ? finding.uid : null;
  const server = uid === null ? undefined : serverOfEndpoint(ems, uid);
  const endpoint = server && uid !== null ? endpointOf(server, uid) : undefined;
  if (!server || !endpoint || !finding?.information)
    return {
      before: [
        quoted('clientdevicemanageable', certificate.unmanageable ? 'unmanageable' : 'unknown'),
        clientcert,
      ],
      after: [],
    };
  return {
    before: [
      quoted('clientdeviceid', endpoint.uid),
      quoted('clientdevicemanageable', endpoint.manageable ? 'manageable' : 'unmanageable'),
      quoted('clientdeviceems', server.serial),
      ...(known.length === 0 ? [] : [quoted('clientdevicetags', known.map(tagInLog).join('/'))]),
      clientcert,
      quoted('emsconnection', endpoint.online ? 'online' : 'offline'),
    ],
    after: [quoted('fctuid', endpoint.uid)],
  };
}

interface Destination {
  readonly ip: string;
  readonly port: number;
  readonly intf: string;
  readonly role: string;
  /** By which gateway and real server it was reached. */
  readonly by: readonly LogField[];
}

/**
 * What a full policy accepted goes on to a real server, which the line names in place of the VIP [259754]. What
 * has no real server, and one by a name that nothing resolves, keep the VIP [assumed].
 */
function destinationOf(
  decision: ZtnaDecision,
  session: Session,
  config: FortiosConfig,
): Destination {
  const { route } = decision.trace;
  const { dstip: ip, dstport: port } = session;
  const vip = { ip, port, intf: 'root', role: 'undefined' };
  if (decision.action === 'deny' || decision.policytype !== 'proxy-policy' || !route)
    return { ...vip, by: [] };
  if (route.kind === 'without-server') return { ...vip, by: [bare('gatewayid', route.gateway)] };
  if (route.kind !== 'routed') return { ...vip, by: [] };
  const { gateway, server, realServer } = route;
  const by = [
    bare('gatewayid', gateway),
    ...(server === null ? [] : [bare('realserverid', server)]),
  ];
  if (ipNumber(realServer) === null) return { ...vip, by };
  const intf = interfaceHolding(config['system interface'], realServer)?.name ?? session.dstintf;
  return { ip: realServer, port: route.port, intf, role: role(config, intf), by };
}

/** A policy that was considered asks who it is: only then does the FortiGate ask for a log-in [461532]. */
function asksWho({ trace }: Decision): boolean {
  return trace.policies.some(({ conditions }) =>
    conditions.some(
      (one) =>
        one.kind === 'ownership' ||
        (one.kind === 'identity' && one.users.length + one.groups.length > 0),
    ),
  );
}

/**
 * The user, and the groups together [assumed for several], after the log-in that the FortiGate asked for
 * [461532]. A full policy logs who it let in whoever says so [259754]; for others EMS's word is not logged
 * [seed].
 */
function userFields(decision: Decision): LogField[] {
  const { action, policytype, trace } = decision;
  const { user, groups, by, server } = trace.identity;
  const isLetInByFull = action === 'accept' && policytype === 'proxy-policy';
  const isNamed = isLetInByFull || (by === 'login' && asksWho(decision));
  if (!isNamed || user === null) return [];
  return [
    quoted('user', user),
    ...(groups.length === 0 ? [] : [quoted('group', groups.join('/'))]),
    ...(by === 'login' && server !== null ? [quoted('authserver', server)] : []),
  ];
}

function dnat(ip: string, port: number): LogField[] {
  return [quoted('trandisp', 'dnat'), bare('tranip', ip), bare('tranport', port)];
}

function ztnaLine(
  decision: ZtnaDecision,
  session: Session,
  facts: LogFacts,
  ems: Ems,
  config: FortiosConfig,
): LogLine {
  const { before, after } = device(decision, ems);
  const denied = decision.error !== null;
  const to = destinationOf(decision, session, config);
  return [
    ...when(facts),
    quoted('logid', '0005000024'),
    quoted('type', 'traffic'),
    quoted('subtype', 'ztna'),
    quoted('level', 'notice'),
    quoted('vd', 'root'),
    bare('srcip', session.srcip),
    bare('srcport', facts.srcport),
    quoted('srcintf', session.srcintf),
    quoted('srcintfrole', role(config, session.srcintf)),
    quoted('dstcountry', 'Reserved'),
    quoted('srccountry', 'Reserved'),
    bare('dstip', to.ip),
    bare('dstport', to.port),
    quoted('dstintf', to.intf),
    quoted('dstintfrole', to.role),
    bare('sessionid', facts.sessionid),
    ...addressUuid(config, decision, 'srcaddr'),
    quoted('service', serviceInLog(session.protocol, to.port)),
    quoted('proxyapptype', 'http'),
    bare('proto', session.protocol),
    quoted('action', facts.closed ?? decision.action),
    bare('policyid', decision.policyid),
    quoted('policytype', decision.policytype),
    ...matchedPolicy(decision),
    ...(denied ? dnat(session.dstip, session.dstport) : []),
    quoted('appcat', 'unscanned'),
    bare('duration', facts.durationSeconds ?? 0),
    ...userFields(decision),
    ...to.by,
    quoted('vip', decision.trace.vip),
    ...(decision.trace.accessProxy === null
      ? []
      : [quoted('accessproxy', decision.trace.accessProxy)]),
    ...before,
    ...(decision.error === null ? [] : [quoted('msg', denialMessage(decision.error))]),
    bare('wanin', 0),
    bare('rcvdbyte', 0),
    bare('wanout', 0),
    bare('lanin', facts.lanin),
    bare('sentbyte', facts.lanin),
    bare('lanout', facts.lanout),
    ...after,
    ...(denied ? blockedReputation : []),
  ];
}

function forwardLine(
  decision: ForwardDecision,
  session: Session,
  facts: LogFacts,
  config: FortiosConfig,
): LogLine {
  const denied = decision.action === 'deny';
  const { nat } = decision.trace;
  return [
    ...when(facts),
    quoted('logid', '0000000013'),
    quoted('type', 'traffic'),
    quoted('subtype', 'forward'),
    quoted('level', 'notice'),
    quoted('vd', 'root'),
    bare('srcip', session.srcip),
    bare('srcport', facts.srcport),
    quoted('srcintf', session.srcintf),
    quoted('srcintfrole', role(config, session.srcintf)),
    bare('dstip', session.dstip),
    bare('dstport', session.dstport),
    quoted('dstintf', session.dstintf),
    quoted('dstintfrole', role(config, session.dstintf)),
    ...addressUuid(config, decision, 'srcaddr'),
    ...addressUuid(config, decision, 'dstaddr'),
    bare('sessionid', facts.sessionid),
    bare('proto', session.protocol),
    quoted('action', facts.closed ?? decision.action),
    bare('policyid', decision.policyid),
    quoted('policytype', decision.policytype),
    ...matchedPolicy(decision),
    ...matchedTags(decision),
    ...userFields(decision),
    quoted('service', serviceInLog(session.protocol, session.dstport)),
    ...(nat ? dnat(nat.ip, nat.port) : []),
    quoted('appcat', 'unscanned'),
    bare('duration', facts.durationSeconds ?? 0),
    bare('sentbyte', denied ? 0 : facts.lanin),
    bare('rcvdbyte', denied ? 0 : facts.lanout),
    ...(denied ? blockedReputation : []),
  ];
}

export function logLine(
  decision: Decision,
  session: Session,
  facts: LogFacts,
  ems: Ems,
  config: FortiosConfig,
): LogLine {
  return decision.kind === 'ztna'
    ? ztnaLine(decision, session, facts, ems, config)
    : forwardLine(decision, session, facts, config);
}
