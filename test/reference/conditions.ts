/** The conditions that rules R7 and F4 have in common. */
import { type PredefinedService, predefinedServices } from '#model/fortios/services.ts';
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { Moment } from '#model/decision/session.ts';
import { addressesContain } from './addresses.ts';
import type { Situation } from './situation.ts';

/** Statements that are kept as text, of whatever VDOM, inside a section of that name. */
function keptIn(config: FortiosConfig, section: string): readonly ConfigStatement[] {
  const parts = config.layout.flatMap((part) => {
    if (part.kind === 'global') return part.parts;
    if (part.kind !== 'vdom') return [part];
    return part.entries.flatMap((entry) => (entry.kind === 'vdom-entry' ? entry.parts : []));
  });
  const statements = parts.flatMap((part) => (part.kind === 'kept' ? [part.statement] : []));
  return inside(statements, section);
}

function inside(body: readonly ConfigStatement[], path: string): readonly ConfigStatement[] {
  return body.flatMap((one) => (one.kind === 'config' && one.path === path ? one.body : []));
}

function setting(body: readonly ConfigStatement[], name: string): string | undefined {
  return body.flatMap((one) => (one.kind === 'set' && one.name === name ? one.values : [])).at(-1)
    ?.text;
}

/** Section 11: `set ngfw-mode policy-based`. */
export function isPolicyBased(config: FortiosConfig): boolean {
  return setting(keptIn(config, 'system settings'), 'ngfw-mode') === 'policy-based';
}

/** `system sdwan`: the zone of each member that is this interface, `virtual-wan-link` where it names none. */
function sdwanZonesOf(config: FortiosConfig, found: string): string[] {
  return inside(keptIn(config, 'system sdwan'), 'members').flatMap((member) =>
    member.kind === 'edit' && setting(member.body, 'interface') === found
      ? [setting(member.body, 'zone') ?? 'virtual-wan-link']
      : [],
  );
}

/** `any`, a zone of either kind that the interface is in, or the interface itself if it is in none. */
export function interfaceMatches(
  config: FortiosConfig,
  asked: readonly string[],
  found: string,
): boolean {
  const zones = [
    ...config['system zone']
      .filter((zone) => zone.interface.includes(found))
      .map(({ name }) => name),
    ...sdwanZonesOf(config, found),
  ];
  return asked.some(
    (name) => name === 'any' || zones.includes(name) || (name === found && zones.length === 0),
  );
}

/** Section 12: who logged in where the FortiGate asks; nobody where the log-in failed; else whom EMS reports. */
export function identityOf(situation: Situation): {
  readonly user: string | null;
  readonly groups: readonly string[];
} {
  const { session, fortigate } = situation;
  const { login, user, groups } = session;
  const source = { ip: session.srcip, mac: null };
  const asks = fortigate.config['authentication rule'].some(
    (rule) =>
      rule.status === 'enable' &&
      (rule['active-auth-method'] !== '' || rule['sso-auth-method'] !== '') &&
      (rule.srcintf.length === 0 ||
        interfaceMatches(fortigate.config, rule.srcintf, session.srcintf)) &&
      (rule.srcaddr.length === 0 || addressesContain(situation, rule.srcaddr, 'disable', source)),
  );
  if (!login || !asks) return { user, groups };
  return login.ok ? { user: login.user, groups: login.groups } : { user: null, groups: [] };
}

/** `users` and `groups` both empty, or the user is in one of them. */
export function identityMatches(
  situation: Situation,
  policy: { readonly users: readonly string[]; readonly groups: readonly string[] },
): boolean {
  if (policy.users.length === 0 && policy.groups.length === 0) return true;
  const { config } = situation.fortigate;
  const { user, groups } = identityOf(situation);
  if (user !== null && policy.users.includes(user)) return true;
  return policy.groups.some(
    (group) =>
      groups.includes(group) ||
      (user !== null &&
        config['user group'].some((one) => one.name === group && one.member.includes(user))),
  );
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Minutes since midnight, or null. */
function clock(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** `HH:MM YYYY/MM/DD` as milliseconds of a clock that shows local time, or null. */
function dateAndTime(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2}) (\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text);
  if (!match) return null;
  const [hours = 0, minutes = 0, year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hours, minutes);
}

/** The name of a schedule that is active: `always`, recurring, one-time, or a group with an active one. */
export function scheduleIsActive(
  config: FortiosConfig,
  name: string,
  at: Moment,
  within: readonly string[] = [],
): boolean {
  if (name === 'always') return true;
  const local = new Date(at.epochMs + at.offsetMinutes * 60_000);

  const recurring = config['firewall schedule recurring'].find((one) => one.name === name);
  if (recurring) {
    const start = clock(recurring.start);
    const end = clock(recurring.end);
    if (start === null || end === null) return false;
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
    const today = recurring.day.includes(days[local.getUTCDay()] ?? '');
    const yesterday = recurring.day.includes(days[(local.getUTCDay() + 6) % 7] ?? '');
    if (end > start) return today && minute >= start && minute < end;
    // It passes midnight: the part after midnight belongs to the day before.
    return (today && minute >= start) || (yesterday && minute < end);
  }

  const once = config['firewall schedule onetime'].find((one) => one.name === name);
  if (once) {
    const start = dateAndTime(once.start);
    const end = dateAndTime(once.end);
    const now = local.getTime();
    return start !== null && end !== null && now >= start && now < end;
  }

  const group = config['firewall schedule group'].find((one) => one.name === name);
  if (!group || within.includes(name)) return false;
  return group.member.some((member) => scheduleIsActive(config, member, at, [...within, name]));
}

function portsContain(ranges: readonly string[], port: number): boolean {
  return ranges.some((range) => {
    const [destination = ''] = range.split(':');
    const [first = '', last = first] = destination.split('-');
    return (
      /^\d+$/.test(first) && /^\d+$/.test(last) && Number(first) <= port && port <= Number(last)
    );
  });
}

function predefinedContains(service: PredefinedService, protocol: number, port: number): boolean {
  if (service.protocol !== undefined)
    return service.protocol === 'all' || service.protocol === protocol;
  return (
    (protocol === 6 && portsContain(service.tcp ?? [], port)) ||
    (protocol === 17 && portsContain(service.udp ?? [], port))
  );
}

function serviceContains(
  config: FortiosConfig,
  name: string,
  protocol: number,
  port: number,
  within: readonly string[],
): boolean {
  if (name === 'ALL') return true;
  const custom = config['firewall service custom'].find((one) => one.name === name);
  if (custom)
    switch (custom.protocol) {
      case 'ALL':
        return true;
      case 'IP':
        return custom['protocol-number'] === 0 || custom['protocol-number'] === protocol;
      case 'ICMP':
        return protocol === 1;
      case 'ICMP6':
        return protocol === 58;
      case 'TCP/UDP/SCTP':
        return (
          (protocol === 6 && portsContain(custom['tcp-portrange'], port)) ||
          (protocol === 17 && portsContain(custom['udp-portrange'], port))
        );
    }
  const group = config['firewall service group'].find((one) => one.name === name);
  if (group) {
    if (within.includes(name)) return false;
    return group.member.some((member) =>
      serviceContains(config, member, protocol, port, [...within, name]),
    );
  }
  const predefined = Object.entries(predefinedServices).find(([one]) => one === name)?.[1];
  return predefined !== undefined && predefinedContains(predefined, protocol, port);
}

/** `ALL`, or one containing protocol and port; negation inverts. */
export function serviceMatches(
  config: FortiosConfig,
  policy: {
    readonly service: readonly string[];
    readonly 'service-negate': 'enable' | 'disable';
  },
  protocol: number,
  dstport: number,
): boolean {
  const contains = policy.service.some((name) =>
    serviceContains(config, name, protocol, dstport, []),
  );
  return policy['service-negate'] === 'enable' ? !contains : contains;
}
