/** Changes for what real estates have: zones, VIPs, sources that no ZTNA policy can have, real servers, log-ins. */
import type { Condition, PolicyStep, RouteFinding } from '#model/decision/decision.ts';
import type { Change } from '#model/decision/repair.ts';
import type { RealServer } from '#model/fortios/tables.ts';
import { addressOf } from '../decide/route.ts';
import type { Situation } from './situation.ts';
import { policyOf } from './tag-repairs.ts';

/** One session at a time logs in: a name for whom no log-in was tried. */
const someone = 'a member';

function logIns({ session }: Situation, users: readonly string[], groups: readonly string[]) {
  const { login } = session;
  const user = login?.user ?? someone;
  return [
    // The same one, with the right password, where it is one of those who are asked for.
    ...(login &&
    !login.ok &&
    (users.includes(user) || groups.some((one) => login.groups.includes(one)))
      ? [{ user, groups: [...login.groups] }]
      : []),
    ...users.map((one) => ({ user: one, groups: [] })),
    ...groups.map((group) => ({ user, groups: [group] })),
  ].map((one): Change => ({ kind: 'log-in', ...one }));
}

/** What makes a condition hold that failed for one of these. */
export function estateChanges(
  situation: Situation,
  step: PolicyStep,
  condition: Condition,
): readonly Change[] {
  if (condition.held) return [];
  const named = (
    field: 'srcintf' | 'dstintf' | 'srcaddr' | 'dstaddr',
    from: string | null,
    to: string,
  ): Change => ({
    kind: 'name-in-policy',
    ...policyOf(situation, step),
    field,
    from,
    to,
  });
  switch (condition.kind) {
    case 'srcintf':
    case 'dstintf':
      return (condition.zones ?? []).map((zone) => named(condition.kind, condition.found, zone));
    case 'srcaddr':
      // Only everybody is sure to contain who was meant; of those who are excluded, only nobody lets them in.
      return (condition.unusable ?? []).map((name) =>
        named('srcaddr', name, condition.negate ? 'none' : 'all'),
      );
    case 'dstaddr':
      return condition.vip === undefined || condition.negate
        ? []
        : [named('dstaddr', null, condition.vip)];
    case 'identity':
      // Where EMS says who the user is, nobody is asked.
      return condition.by === 'ems' ? [] : logIns(situation, condition.users, condition.groups);
    case 'service':
    case 'ownership':
    case 'schedule':
    case 'tags':
      return [];
  }
}

/** True where `estateChanges` has something for the condition. */
export function isEstate(condition: Condition): boolean {
  switch (condition.kind) {
    case 'srcintf':
    case 'dstintf':
      return condition.zones !== undefined;
    case 'srcaddr':
      return condition.unusable !== undefined;
    case 'dstaddr':
      return condition.vip !== undefined && !condition.negate;
    case 'identity':
      return condition.by !== 'ems';
    case 'service':
    case 'ownership':
    case 'schedule':
    case 'not-judged':
    case 'tags':
      return false;
  }
}

function gatewayOf(route: RouteFinding | null): number | null {
  switch (route?.kind) {
    case 'no-real-server':
    case 'unresolved':
      return route.gateway;
    case 'routed':
    case 'without-server':
    case 'no-gateway':
    case 'not-decided':
    case undefined:
      return null;
  }
}

/** Where a name is a letter or two off one that resolves, the addresses that gave it to the gateway's real servers. */
function corrections(
  { name: fortigate, config }: Situation['fortigate'],
  servers: readonly RealServer[],
  { name, near }: Extract<RouteFinding, { kind: 'unresolved' }>,
): readonly Change[] {
  const isAsked = (object: string) => servers.some((one) => one.address === object);
  return near === null
    ? []
    : config['firewall address']
        .filter((one) => one.type === 'fqdn' && one.fqdn === name && isAsked(one.name))
        .map((one): Change => ({
          kind: 'set-fqdn',
          fortigate,
          address: one.name,
          from: name,
          to: near,
        }));
}

/** Names to correct, and real servers to put into service where the gateway leads nowhere, or out of it (022, 023). */
export function routeChanges({ fortigate, decision }: Situation): readonly Change[] {
  if (decision.kind !== 'ztna') return [];
  const { accessProxy: server, route } = decision.trace;
  const id = gatewayOf(route);
  if (server === null || id === null) return [];
  const proxy = fortigate.config['firewall access-proxy'].find(({ name }) => name === server);
  const servers = proxy?.['api-gateway'].find((one) => one.id === id)?.realservers ?? [];
  // One that is in service is in the way where its name does not resolve, and nowhere else.
  const useful = servers.filter(
    ({ status }) => (status === 'active') === (route?.kind === 'unresolved'),
  );
  const inService = useful.map((one): Change => ({
    kind: one.status === 'active' ? 'disable-real-server' : 'enable-real-server',
    fortigate: fortigate.name,
    server,
    gateway: id,
    realServer: one.id,
    address: addressOf(fortigate.config, one),
  }));
  return route?.kind === 'unresolved'
    ? [...corrections(fortigate, servers, route), ...inService]
    : inService;
}
