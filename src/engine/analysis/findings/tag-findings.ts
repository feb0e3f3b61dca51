/** Tags that are asked for in vain, tags and sharing that nobody asks for, and connections by which none come. */
import type { EmsServer, FabricDevice } from '#model/ems/ems.ts';
import { isBroken } from '#model/ems/standing.ts';
import type { Finding } from '#model/lab/findings.ts';
import { type Tag, allRegisteredClients, sameTag, tagKey } from '#model/tagging/tags.ts';
import { indexOf } from '../../sync/endpoint-index.ts';
import { refuses, sharesCategory } from '../../sync/knowledge.ts';
import { type EmsLine, lineBy, serversOfEms } from '../../sync/lines.ts';
import { type AskedName, askedNames, everyPolicy } from './asked-names.ts';
import { type Estate, type Site, finding } from './draft.ts';

const tagTable = 'ems tag';
const deviceTable = 'ems fabric-device';

/** The tags of an EMS server, by key, with how many endpoints carry each. */
function tagsOf(
  server: EmsServer,
  { tagging }: Estate,
): ReadonlyMap<string, { readonly tag: Tag; readonly carriers: number }> {
  const known = tagging.get(server.serial);
  const defined: readonly Tag[] = [
    ...(known?.definitions ?? []).map(({ name }): Tag => ({ category: 'zero_trust', name })),
    ...(known?.outbreakTags ?? []).map((name): Tag => ({ category: 'outbreak_alert', name })),
    ...server.customClassificationTags.map((name): Tag => ({ category: 'classification', name })),
  ];
  return new Map([
    ...defined.map((tag) => [tagKey(tag), { tag, carriers: 0 }] as const),
    ...[...indexOf(server.endpoints).carriers].map(
      ([key, { tag, places }]) => [key, { tag, carriers: places.size }] as const,
    ),
  ]);
}

/** A connection by which no tag comes though policies ask for some: said once, and not at every policy. */
function notConnected(site: Site, asked: readonly AskedName[]): readonly Finding[] {
  const connectors = new Set(asked.map(({ meaning }) => meaning.connector));
  return [...connectors].flatMap((connector) => {
    const line = lineBy(site.lines, connector);
    const link = deadLinkOf(line);
    if (!line || link === null) return [];
    return [
      finding(
        site.fortigate.name,
        { table: 'endpoint-control fctems', key: String(connector), name: line.server.name },
        { kind: 'not-connected', connector, link },
      ),
    ];
  });
}

function deadLinkOf(line: EmsLine | undefined) {
  if (!line) return null;
  const { link, pullsTags } = line.knowledge;
  if (isBroken(link)) return link;
  return pullsTags ? null : 'no-tags';
}

/** Tags that are not there for the policies that ask for them, and why. */
export function askedInVain(site: Site): readonly Finding[] {
  const { fortigate, lines, estate } = site;
  const asked = askedNames(site);
  const known = new Map(
    lines.map((line) => [line.connector, { line, tags: tagsOf(line.server, estate) }] as const),
  );
  const found = asked.flatMap(({ place, field, name, meaning }): Finding[] => {
    const { connector, tag } = meaning;
    const at = lineBy(lines, connector);
    const tags = at && known.get(at.connector)?.tags;
    const say = (kind: 'undefined-reference' | 'not-shared' | 'no-room'): Finding[] => [
      finding(fortigate.name, place, { kind, field, name, tag }),
    ];
    if (!at || !tags?.has(tagKey(tag))) return say('undefined-reference');
    if (deadLinkOf(at) !== null) return [];
    const { device } = at.knowledge;
    if (!device || !sharesCategory(device, tag.category)) return say('not-shared');
    return refuses(at.knowledge, tag) ? say('no-room') : [];
  });
  return [
    ...new Map([...notConnected(site, asked), ...found].map((one) => [one.id, one])).values(),
  ];
}

/** Tags of each EMS that no policy of any FortiGate asks for; what every endpoint has is nobody's to use. */
export function unusedTags(sites: readonly Site[]): readonly Finding[] {
  const [site] = sites;
  if (!site) return [];
  const { estate } = site;
  const asked = new Set(
    sites.flatMap((one) =>
      askedNames(one).flatMap(({ meaning: { connector, tag } }) => {
        const line = lineBy(one.lines, connector);
        return line ? [`${line.server.serial} ${tagKey(tag)}`] : [];
      }),
    ),
  );
  return serversOfEms(estate.ems).flatMap((server) =>
    [...tagsOf(server, estate)].flatMap(([key, { tag, carriers }]) =>
      asked.has(`${server.serial} ${key}`) || sameTag(tag, allRegisteredClients)
        ? []
        : [
            finding(
              null,
              { table: tagTable, key: tag.name, name: '' },
              { kind: 'unused-tag', tag, carriers },
            ),
          ],
    ),
  );
}

/** Whether sessions depend on addresses that EMS gives: standard policies by tags, and servers without certificates. */
function needsAddresses(site: Site): boolean {
  const { config, standard } = site.compiled;
  const isStandard = new Set(standard.map(({ policyid }) => String(policyid)));
  const byAddress = askedNames(site).some(
    ({ place, field }) =>
      field.endsWith('addr') ||
      place.table === 'firewall security-policy' ||
      (place.table === 'firewall policy' && isStandard.has(place.key)),
  );
  const asks = [
    ...config['firewall vip'],
    ...config['firewall access-proxy-virtual-host'],
    ...config['firewall access-proxy'],
  ];
  return (
    byAddress ||
    asks.some(
      (one) =>
        one['client-cert'] === 'disable' ||
        (one['empty-cert-action'] !== '' && one['empty-cert-action'] !== 'block'),
    )
  );
}

/** What EMS shares with the FortiGate and none of its policies needs. */
export function wideSharing(site: Site): readonly Finding[] {
  const { fortigate, lines } = site;
  if (everyPolicy(site).length === 0) return [];
  const asked = askedNames(site);
  return lines.flatMap(({ connector, knowledge: { device } }): Finding[] => {
    if (!device?.authorized) return [];
    const place = { table: deviceTable, key: device.serial, name: device.name };
    const say = (category: FabricDevice['tagTypes'][number] | null): Finding =>
      finding(fortigate.name, place, {
        kind: 'wide-sharing',
        category,
        endpointSharing: category === null ? device.endpointSharing : null,
      });
    const needless = device.tagTypes.filter(
      (category) =>
        category !== 'zero_trust' &&
        !asked.some(
          ({ meaning }) => meaning.connector === connector && meaning.tag.category === category,
        ),
    );
    const isWide = device.endpointSharing !== 'connected' && !needsAddresses(site);
    return [...needless.map(say), ...(isWide ? [say(null)] : [])];
  });
}
