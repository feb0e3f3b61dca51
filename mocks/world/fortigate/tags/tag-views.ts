/** The two lists behind a tag on a FortiGate [382827]. Each is what the command line prints, by construction. */
import { addressesOf, resolvedTag } from '#cli/records/dynamic-addresses.ts';
import { endpointsMatching } from '#cli/records/endpoint-records.ts';
import { type ResolvedTag, knowledgeOf } from '#engine/sync/knowledge.ts';
import { standingOf } from '#engine/sync/standing.ts';
import { worldsByConnector } from '#cli/records/by-connector.ts';
import { ipsGiven, macsGiven } from '#engine/sync/routes.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type {
  MatchedEndpoint,
  ResolvedAddress,
  TagResolution,
} from '#model/tagging/tag-entries.ts';
import { type AddressKind, tagAddressName } from '#model/tagging/tag-names.ts';
import { type TagCategory, sameTag } from '#model/tagging/tags.ts';
import { notFound } from '../../refusal.ts';
import { type WorldState, fortigateNamed } from '../../state.ts';
import { cliWorldOf } from '../cli-world.ts';
import { commentsOf } from './tag-entries.ts';

/** So many of the endpoints that do not resolve are told; *Who knows what* has them all. */
const withheldShown = 50;

interface TagQuery {
  readonly fortigate: string;
  readonly category: TagCategory;
  readonly tag: string;
  /** The number of the connector that it came by; absent for the first that has it. */
  readonly connector?: number | undefined;
  readonly search: string;
  readonly start: number;
  /** 0 for all. */
  readonly count: number;
}

function known(state: WorldState, query: TagQuery) {
  const fortigate = fortigateNamed(state, query.fortigate);
  const tag = { category: query.category, name: query.tag };
  // Several EMS may each have a tag of that name: the connector tells which.
  const worlds = worldsByConnector(cliWorldOf(state, fortigate)).filter(
    (one) => query.connector === undefined || one.fortigate.connector === query.connector,
  );
  for (const world of worlds) {
    const found = resolvedTag(world, tag);
    if (found) return { world, found };
  }
  return notFound(`EMS shares no tag ${query.tag} with ${fortigate.name}.`, 'tag');
}

/** A page of what the search leaves. */
function pageOf<Item>(
  all: readonly Item[],
  { search, start, count }: TagQuery,
  textsOf: (item: Item) => readonly string[],
) {
  const text = search.trim().toLowerCase();
  const found =
    text === '' ? all : all.filter((one) => textsOf(one).join('\n').toLowerCase().includes(text));
  const results = found.slice(start, count === 0 ? found.length : start + count);
  return {
    results,
    size: all.length,
    matched_count: found.length,
    next_idx: Math.min(start + results.length, found.length),
  };
}

function addressRows(
  resolved: ResolvedTag,
  kind: AddressKind,
  device: FabricDevice | null,
): readonly ResolvedAddress[] {
  const given = kind === 'ip' ? ipsGiven : macsGiven;
  const owners = new Map<string, { uid: string; host: string }[]>();
  for (const endpoint of resolved.endpoints)
    for (const address of device ? given(device, endpoint) : []) {
      const { uid, host } = endpoint;
      const own = owners.get(address);
      if (own) own.push({ uid, host });
      else owners.set(address, [{ uid, host }]);
    }
  return addressesOf(resolved, kind).map((address) => ({
    address,
    endpoints: owners.get(address) ?? [],
  }));
}

/** *View Matched Endpoints*: those of `diagnose endpoint ec-shm list` that carry the tag. */
export function matchedEndpoints(state: WorldState, query: TagQuery) {
  const { world, found } = known(state, query);
  const rows = endpointsMatching(world, found.tag).map(
    ({ uid, host, ip, mac, user }): MatchedEndpoint => ({
      uid,
      host,
      ip,
      mac,
      user,
    }),
  );
  return pageOf(rows, query, ({ host, ip, mac, user, uid }) => [host, ip, mac, user ?? '', uid]);
}

/** *View Resolved Addresses*: those of `diagnose firewall dynamic list` (F1), with their endpoints. */
export function resolvedAddresses(
  state: WorldState,
  query: TagQuery & { readonly kind: AddressKind },
) {
  const { world, found } = known(state, query);
  const { ems, fortigate } = world;
  const { tag } = found;
  const resolved = new Set(found.endpoints.map(({ uid }) => uid));
  const knowledge = knowledgeOf(ems, fortigate);
  const withheld = knowledge.endpoints.filter(
    (one: Endpoint) => !resolved.has(one.uid) && one.tags.some((other) => sameTag(other, tag)),
  );
  const { results: addresses, ...page } = pageOf(
    addressRows(found, query.kind, knowledge.device),
    query,
    ({ address, endpoints }) => [address, ...endpoints.map(({ host }) => host)],
  );
  const results: TagResolution = {
    addresses,
    tag: tag.name,
    category: tag.category,
    ip_object: tagAddressName(tag, 'ip', fortigate.connector),
    mac_object: tagAddressName(tag, 'mac', fortigate.connector),
    comments: commentsOf(state)(tag),
    withheld: withheld.slice(0, withheldShown).map((one) => ({
      uid: one.uid,
      host: one.host,
      standing: standingOf(knowledge, one, tag),
    })),
    withheld_count: withheld.length,
  };
  return { results, ...page };
}
