/** The conditions of a policy, each judged by itself so that a trace can show every one of them. */
import type { Condition, Identity, TagAsk, TagCondition } from '#model/decision/decision.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, ProxyPolicy, SecurityPolicy } from '#model/fortios/tables.ts';
import { hasPorts, serviceInLog } from '#model/fortios/services.ts';
import type { Session } from '#model/decision/session.ts';
import type { AddressWorld, End } from './addresses.ts';
import type { Compiled } from './compile.ts';
import { scheduleActive } from './schedules.ts';
import type { TagMeaning } from './tag-meaning.ts';

/** `any`, a zone that the interface is in, or the interface, unless it is in one: then its name matches nothing [225349]. */
export function interfaceCondition(
  kind: 'srcintf' | 'dstintf',
  asked: readonly string[],
  found: string,
  compiled: Compiled,
): Condition {
  const zones = compiled.zonesOf(found);
  const held =
    asked.includes('any') ||
    (zones.length === 0 ? asked.includes(found) : zones.some((zone) => asked.includes(zone)));
  return { kind, asked, found, held, ...(!held && asked.includes(found) ? { zones } : {}) };
}

export function addressCondition(
  kind: 'srcaddr' | 'dstaddr',
  asked: readonly string[],
  negate: boolean,
  end: End,
  compiled: Compiled,
  world: AddressWorld,
): Condition {
  const contained = asked.some((name) => compiled.addresses(name)(end, world));
  return { kind, asked, negate, found: end.ip, held: contained !== negate };
}

/** @param port the destination port; behind a VIP, the one that it leads to */
export function serviceCondition(
  policy: FirewallPolicy | SecurityPolicy,
  { protocol }: Session,
  port: number,
  compiled: Compiled,
): Condition {
  const negate = policy['service-negate'] === 'enable';
  const contained = policy.service.some((name) => compiled.services(name)(protocol, port));
  const found = hasPorts(protocol)
    ? `${protocol === 17 ? 'udp' : 'tcp'}/${port}`
    : serviceInLog(protocol, port);
  return { kind: 'service', asked: policy.service, negate, found, held: contained !== negate };
}

/** Users and groups: both empty, or the user is in one of them (rule R7). */
export function identityCondition(
  policy: FirewallPolicy | ProxyPolicy | SecurityPolicy,
  identity: Identity,
  compiled: Compiled,
): Condition {
  const { users, groups } = policy;
  const { user, by } = identity;
  const held =
    (users.length === 0 && groups.length === 0) ||
    (user !== null && users.includes(user)) ||
    groups.some(
      (name) =>
        identity.groups.includes(name) ||
        (user !== null &&
          compiled.config['user group'].some(
            (group) => group.name === name && group.member.includes(user),
          )),
    );
  return {
    kind: 'identity',
    users,
    groups,
    foundUser: user,
    foundGroups: identity.groups,
    by,
    held,
  };
}

/** The user is the owner of the endpoint that the session was found to come from [331196]. */
export function ownershipCondition({ user }: Identity, endpoint: Endpoint | undefined): Condition {
  const owner = endpoint?.owner ?? null;
  return {
    kind: 'ownership',
    owner,
    found: user,
    held: owner !== null && owner === user,
  };
}

export function scheduleCondition(
  policy: FirewallPolicy | ProxyPolicy | SecurityPolicy,
  session: Session,
  compiled: Compiled,
): Condition {
  return {
    kind: 'schedule',
    asked: policy.schedule,
    held: scheduleActive(compiled.config, policy.schedule, session.at),
  };
}

/** Whether one listed tag counts as present; a group does if one member does (rules R6 and F3). */
function ask(name: string, meaning: TagMeaning, present: (meaning: TagMeaning) => boolean): TagAsk {
  switch (meaning.kind) {
    case 'tag':
      return {
        name,
        kind: 'tag',
        connector: meaning.connector,
        tag: meaning.tag,
        addressKind: meaning.addressKind,
        known: present(meaning),
      };
    case 'built-in':
      return { name, kind: 'built-in', builtIn: meaning.builtIn, known: present(meaning) };
    case 'group': {
      const members = meaning.members.map((member) => ask(member.name, member.meaning, present));
      return { name, kind: 'group', members, known: members.some((member) => member.known) };
    }
    case 'dangling':
      return { name, kind: 'dangling', known: false };
  }
}

/** `present` says of a tag or a built-in whether it is known (R6), or whether its list has the address (F3). */
export function tagCondition(
  names: readonly string[],
  settings: {
    readonly list: TagCondition['list'];
    readonly logic: 'or' | 'and';
    readonly writtenLogic: 'or' | 'and';
    readonly negate: boolean;
  },
  compiled: Compiled,
  present: (meaning: TagMeaning) => boolean,
): TagCondition {
  const asked = names.map((name) => ask(name, compiled.tags(name), present));
  const matched =
    settings.logic === 'or' ? asked.some((one) => one.known) : asked.every((one) => one.known);
  const held = names.length === 0 || matched !== settings.negate;
  return { kind: 'tags', ...settings, asked, held };
}
