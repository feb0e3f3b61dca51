/** `diagnose wad …`: what the proxy daemon is told of a device, and how often its policies were met. */
import { knowledgeOf } from '#engine/sync/knowledge.ts';
import { compile } from '#engine/decide/compile.ts';
import { readLogLine } from '#formats/log/line.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { logValue } from '#model/decision/log.ts';
import type { TagCategory } from '#model/tagging/tags.ts';
import { firstByConnector, worldsByConnector } from './by-connector.ts';
import { byUid, sharedTags } from './endpoint-records.ts';
import type { CliWorld } from '../session.ts';

/** As in [477578]; the last two [assumed]. */
const prefixes: Record<TagCategory, string> = {
  zero_trust: 'ZTNA',
  classification: 'CLASS',
  outbreak_alert: 'OUTBREAK',
  fabric: 'FABRIC',
};

/** `length` of the first attribute counts what is not printed: the EMS's serial number and tenant. */
function attribute(type: number, text: string, length = text.length): string {
  return `Attr of type=${type}, length=${length}, value(ascii)=${text}`;
}

const ending = 'Response termination due to no more data';

function answer(world: CliWorld, endpoint: Endpoint | undefined): readonly string[] {
  if (!endpoint) return [ending];
  const { serial, tenant } = world.ems;
  return [
    attribute(0, endpoint.uid, endpoint.uid.length + serial.length + tenant.length + 3),
    // Empty in the document, as the owner of the same device is in fcnacd's cache there [assumed].
    attribute(4, endpoint.owner ?? ''),
    attribute(6, endpoint.online ? 'true' : 'false', 1),
    attribute(5, endpoint.certificateSerial),
    ...sharedTags(world, endpoint).map(({ category, name }) =>
      attribute(3, `${prefixes[category]}_${name}_${serial}${tenant}`),
    ),
    ending,
  ];
}

/** Of the EMS that has the device. */
function found(
  world: CliWorld,
  find: (world: CliWorld) => Endpoint | undefined,
): readonly string[] {
  return (
    firstByConnector(world, (of) => {
      const endpoint = find(of);
      return endpoint && answer(of, endpoint);
    }) ?? answer(world, undefined)
  );
}

export function deviceByUid(world: CliWorld, uid: string): readonly string[] {
  return found(world, (of) => byUid(of, uid));
}

/** Of addresses the device knows those that endpoint sharing gave it (rule R4's second way). */
export function deviceByIp(world: CliWorld, ip: string): readonly string[] {
  return found(world, (of) => knowledgeOf(of.ems, of.fortigate).byAddress.get(ip));
}

export function knownIps(world: CliWorld): readonly string[] {
  return worldsByConnector(world).flatMap(({ ems, fortigate }) =>
    knowledgeOf(ems, fortigate).byAddress.keys(),
  );
}

/** How long a user stays in without a word of them, in seconds [259754 shows one of under 600; assumed]. */
const userLifetime = 600;

/** `diagnose wad user list`: who is in, in the form of 259754; the server's side is not measured here. */
export function userList({ users, clock }: CliWorld): readonly string[] {
  return users.flatMap((one, i) => {
    const duration = Math.max(0, Math.floor((clock.epochMs - one.since) / 1000));
    return [
      ...(i > 0 ? [''] : []),
      `ID: ${i + 1}, VDOM: root, IPv4: ${one.srcip}`,
      `  user name   : ${one.user}`,
      '  worker      : 0',
      `  duration    : ${duration}`,
      '  auth_type   : Session',
      '  auth_method : SAML',
      `  pol_id      : ${one.policyid}`,
      '  g_id        : 0',
      '  user_based  : 0',
      `  expire      : ${Math.max(0, userLifetime - duration)}`,
      '  LAN:',
      `    bytes_in=${one.lanIn} bytes_out=${one.lanOut}`,
      '  WAN:',
      '    bytes_in=0 bytes_out=0',
    ];
  });
}

/** As policies stand in the kernel: 100017 has the simple ZTNA policies [Technical Tip 230063]. */
export function kernelPolicies({ fortigate }: CliWorld, group: string): readonly string[] {
  if (group !== ztnaGroup) return [];
  const simple = new Set([...compile(fortigate).simpleByVip.values()].flat());
  return fortigate.config['firewall policy']
    .filter((one) => simple.has(one) && one.status === 'enable')
    .flatMap((one, i) => [
      ...(i > 0 ? [''] : []),
      `policy index=${one.policyid} uuid_idx=${i + 1} action=${one.action === 'accept' ? 'accept' : 'drop'}`,
      `flag3 (20): schedule(${one.schedule})`,
      `group=00${ztnaGroup}`,
      `zone(${one.srcintf.length}): ${one.srcintf.join(' ')} -> zone(${one.dstintf.length}): ${one.dstintf.join(' ')}`,
      `source(${one.srcaddr.length}): ${one.srcaddr.join(' ')}`,
      `dest(${one.dstaddr.length}): ${one.dstaddr.join(' ')}`,
      `service(${one.service.length}): ${one.service.join(' ')}`,
    ]);
}
const ztnaGroup = '100017';

/**
 * `diagnose wad worker policy list`: the ZTNA policies in the order in which they are tried, with the
 * sessions that the log has of each. No document shows its output: this one is ours [assumed].
 */
export function policyStatistics(world: CliWorld): readonly string[] {
  const { fortigate } = world;
  const { simpleByVip, fullByProxy } = compile(fortigate);
  const hits = new Map<string, { accepted: number; denied: number }>();
  for (const { text } of fortigate.logs) {
    const line = readLogLine(text) ?? [];
    if (logValue(line, 'subtype') !== 'ztna') continue;
    const key = `${logValue(line, 'policytype') ?? ''} ${logValue(line, 'policyid') ?? ''}`;
    const counted = hits.get(key) ?? { accepted: 0, denied: 0 };
    switch (logValue(line, 'action')) {
      case 'accept':
        counted.accepted++;
        break;
      case 'deny':
        counted.denied++;
        break;
      default:
    }
    hits.set(key, counted);
  }
  const statistics = (type: string, id: number): string => {
    const { accepted, denied } = hits.get(`${type} ${id}`) ?? { accepted: 0, denied: 0 };
    return `accepted=${accepted} denied=${denied}`;
  };
  const simple = new Set([...simpleByVip.values()].flat());
  const full = new Set([...fullByProxy.values()].flat());
  const implicit = ['policy', 'proxy-policy'].map((type) => `${type} id=0 ${statistics(type, 0)}`);
  return [
    ...fortigate.config['firewall policy']
      .filter((one) => simple.has(one))
      .map(
        (one) =>
          `policy id=${one.policyid} name="${one.name}" action=${one.action} ${statistics('policy', one.policyid)}`,
      ),
    ...fortigate.config['firewall proxy-policy']
      .filter((one) => full.has(one))
      .map(
        (one) =>
          `proxy-policy id=${one.policyid} name="${one.name}" action=${one.action} ${statistics('proxy-policy', one.policyid)}`,
      ),
    ...implicit,
  ];
}
