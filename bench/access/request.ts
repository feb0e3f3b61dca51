/** The same questions for every engine: may this endpoint open that server, as facts and policies in plain data. */
import type { Estate } from '#test/generators/estate.ts';
import { subnetNumbers, ipNumber } from '#model/fortios/ip.ts';

export interface Device {
  readonly tags: readonly string[];
  readonly tagSet: ReadonlySet<string>;
  readonly groups: readonly string[];
  /** The networks of the estate that its address is in, by name. */
  readonly networks: readonly string[];
}

export interface PlainPolicy {
  readonly id: number;
  readonly action: 'accept' | 'deny';
  /** By name; null for every server. */
  readonly servers: readonly string[] | null;
  readonly tags: readonly string[];
  readonly isAll: boolean;
  readonly negate: boolean;
  readonly network: string | null;
  readonly group: string | null;
}

export interface Question {
  readonly place: number;
  readonly device: Device;
  readonly serverPlace: number;
  readonly server: string;
}

const everyServer = 20;

/** What a FortiGate knows: nothing of who is offline. Who has no certificate is not asked about. */
export function plainEstate({ ems, fortigate: { config } }: Estate) {
  const networks = config['firewall address'].flatMap(({ name, subnet }) => {
    const numbers = name === 'all' ? null : subnetNumbers(subnet);
    return numbers ? [{ name, ...numbers }] : [];
  });
  const devices = ems.endpoints.map((endpoint): Device => {
    const ip = ipNumber(endpoint.ip) ?? 0;
    const tags = endpoint.online ? endpoint.tags.map(({ name }) => name) : [];
    return {
      tags,
      tagSet: new Set(tags),
      groups: endpoint.groups,
      networks: networks
        .filter((one) => (ip & one.mask) >>> 0 === (one.ip & one.mask) >>> 0)
        .map(({ name }) => name),
    };
  });
  const servers = config['firewall access-proxy'].map(({ name }) => name);
  const serverOfVip = new Map(config['firewall access-proxy'].map(({ name, vip }) => [vip, name]));
  const policies = config['firewall policy'].map((one): PlainPolicy => {
    const [source = 'all'] = one.srcaddr;
    return {
      id: one.policyid,
      action: one.action,
      servers:
        one.dstaddr.length > everyServer || one.dstaddr.length === servers.length
          ? null
          : one.dstaddr.map((vip) => serverOfVip.get(vip) ?? ''),
      tags: one['ztna-ems-tag'].map((name) => name.replace('EMS1_ZTNA_', '')),
      isAll: one['ztna-tags-match-logic'] === 'and',
      negate: one['ztna-ems-tag-negate'] === 'enable',
      network: source === 'all' ? null : source,
      group: one.groups[0] ?? null,
    };
  });
  return { devices, servers, policies };
}

export type PlainEstate = ReturnType<typeof plainEstate>;

/** As every engine is asked, in an order that is the same each time. */
export function questionsOf(
  { devices, servers }: PlainEstate,
  isAsked: (place: number) => boolean,
  count: number,
): readonly Question[] {
  const questions: Question[] = [];
  for (let i = 0; questions.length < count; i++) {
    const place = (i * 7919) % devices.length;
    const serverPlace = (i * 31) % servers.length;
    const [device, server] = [devices[place], servers[serverPlace]];
    if (device && server !== undefined && isAsked(place))
      questions.push({ place, device, serverPlace, server });
  }
  return questions;
}
