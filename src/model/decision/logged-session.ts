/** A traffic log line read as the session that it tells of, and what came of it on the device. */
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { type LogLine, logValue } from '#model/decision/log.ts';
import type { Moment } from '#model/decision/session.ts';
import { type Tag, tagFromLog } from '#model/tagging/tags.ts';

export interface LoggedSession {
  readonly kind: 'ztna' | 'forward';
  /** How the device is named in the line; null where it is not. */
  readonly deviceSerial: string | null;
  readonly deviceName: string | null;
  readonly srcip: string;
  readonly srcintf: string;
  readonly dstip: string;
  readonly dstport: number;
  readonly dstintf: string;
  readonly protocol: number;
  readonly action: 'accept' | 'deny';
  readonly policyid: number;
  readonly policytype: PolicyType;
  readonly policyname: string | null;
  /** Policies were asked, so that what a server was asked for led somewhere; false where that is not known. */
  readonly askedPolicies: boolean;
  readonly vip: string | null;
  readonly accessProxy: string | null;
  /** The API gateway and the real server behind it, by number: `dstip` is the real server then [259754]. */
  readonly gateway: number | null;
  readonly realServer: number | null;
  /** Where a VIP led a forward session [461532]; null where the line tells of none. */
  readonly nat: { readonly ip: string; readonly port: number } | null;
  /** FortiClient's UID, and the device's name. */
  readonly uid: string | null;
  readonly host: string | null;
  readonly user: string | null;
  readonly groups: readonly string[];
  /** What the user logged in at; null where nobody did. */
  readonly authServer: string | null;
  /** Serial number of the EMS that has the device; null where the line names none. */
  readonly ems: string | null;
  readonly os: OperatingSystem | null;
  /** True where a client certificate was presented; null where the line does not say. */
  readonly certificate: boolean | null;
  /** What the device knew; null where the line does not say. */
  readonly tags: readonly Tag[] | null;
  /** Null where the line has no time. */
  readonly at: Moment | null;
}

/** Why a line cannot be decided again, and what to do about it. */
export interface LoggedSessionProblem {
  readonly problem: string;
}

/** `-0800` in minutes; null for what is no offset. */
function offsetOf(tz: string | undefined): number | null {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(tz ?? '');
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

function momentOf(line: LogLine): Moment | null {
  const offsetMinutes = offsetOf(logValue(line, 'tz')) ?? 0;
  const event = logValue(line, 'eventtime') ?? '';
  // Nanoseconds since FortiOS 6.4, seconds before.
  if (/^\d{19}$/.test(event)) return { epochMs: Number(event.slice(0, 13)), offsetMinutes };
  if (/^\d{10}$/.test(event)) return { epochMs: Number(event) * 1000, offsetMinutes };
  const [date, time] = [logValue(line, 'date'), logValue(line, 'time')];
  if (date === undefined || time === undefined) return null;
  const local = Date.parse(`${date}T${time}Z`);
  return Number.isNaN(local) ? null : { epochMs: local - offsetMinutes * 60_000, offsetMinutes };
}

/** By what FortiOS writes under `osname`: `Windows`, `Mac OS X`, `iOS`. */
function osOf(name: string | undefined): OperatingSystem | null {
  const known = (name ?? '').toLowerCase().replaceAll(/[\s_-]/g, '');
  if (known === '') return null;
  if (known.startsWith('mac') || known === 'osx') return 'macos';
  return operatingSystems.find((one) => known.includes(one)) ?? null;
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[/,]/).filter((one) => one !== '');
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** A denied ZTNA session has these fields too, and the VIP in them [seed]. */
function natOf(subtype: string, get: (key: string) => string | undefined): LoggedSession['nat'] {
  const ip = get('tranip');
  const leads = subtype === 'forward' && (get('trandisp') ?? '').includes('dnat');
  if (!leads || ip === undefined || ipNumber(ip) === null) return null;
  return { ip, port: numberOf(get('tranport')) ?? 0 };
}

/** Reads the fields of a line of FortiOS's traffic log, ZTNA or forward. */
export function loggedSession(line: LogLine): LoggedSession | LoggedSessionProblem {
  const get = (key: string): string | undefined => {
    const value = logValue(line, key);
    return value === '' ? undefined : value;
  };
  const subtype = get('subtype');
  if (subtype !== 'ztna' && subtype !== 'forward')
    return {
      problem: `This is not a line of the ZTNA or forward traffic log (subtype ${subtype ?? 'missing'}). Paste lines with subtype="ztna" or subtype="forward".`,
    };
  const [srcip, dstip] = [get('srcip'), get('dstip')];
  for (const [key, ip] of [
    ['srcip', srcip],
    ['dstip', dstip],
  ] as const)
    if (ip === undefined || ipNumber(ip) === null)
      return {
        problem:
          ip === undefined
            ? `The line has no ${key}, so the lab cannot decide.`
            : `${key} ${ip} is not an IPv4 address. This lab decides only IPv4.`,
      };
  const policyid = get('policyid');
  const action = get('action');
  if (policyid === undefined || !/^\d{1,10}$/.test(policyid) || action === undefined)
    return {
      problem: 'The line has no action and no policyid, so the decision of the device is unknown.',
    };
  const isDenied = action === 'deny' || action === 'blocked';
  const clientcert = get('clientcert');
  const tags = get('clientdevicetags');
  const uid = get('clientdeviceid') ?? get('fctuid');
  return {
    kind: subtype,
    deviceSerial: get('devid') ?? get('sn') ?? null,
    deviceName: get('devname') ?? null,
    srcip: srcip ?? '',
    srcintf: get('srcintf') ?? 'any',
    dstip: dstip ?? '',
    dstport: Number(get('dstport') ?? '0') || 0,
    dstintf: get('dstintf') ?? 'any',
    protocol: Number(get('proto') ?? '6') || 6,
    // Every other action is the end of a session that was let in.
    action: isDenied ? 'deny' : 'accept',
    policyid: Number(policyid),
    policytype: get('policytype') === 'proxy-policy' ? 'proxy-policy' : 'policy',
    policyname: get('policyname') ?? null,
    askedPolicies: !isDenied || policyid !== '0' || (get('msg') ?? '').includes('match a policy'),
    vip: get('vip') ?? null,
    accessProxy: get('accessproxy') ?? null,
    gateway: numberOf(get('gatewayid')),
    realServer: numberOf(get('realserverid')),
    nat: natOf(subtype, get),
    uid: uid ?? null,
    host: get('srcname') ?? get('hostname') ?? null,
    // Who the FortiGate knows before who FortiClient says it is.
    user: get('user') ?? get('unauthuser') ?? null,
    groups: listOf(get('group')),
    authServer: get('user') === undefined ? null : (get('authserver') ?? null),
    ems: get('clientdeviceems') ?? null,
    // Of devices that EMS does not know, phones alone are unmanageable [710195].
    os:
      osOf(get('osname')) ??
      (uid === undefined && get('clientdevicemanageable') === 'unmanageable' ? 'ios' : null),
    certificate: clientcert === undefined ? null : clientcert === 'yes',
    // No tags are not written at all: of a device that is known, that says that it had none.
    tags:
      tags !== undefined
        ? tags.split('/').map(tagFromLog)
        : subtype === 'ztna' && uid !== undefined
          ? []
          : null,
    at: momentOf(line),
  };
}
