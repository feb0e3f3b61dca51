/** Who knows what: each FortiGate's share of one endpoint or one tag, with the setting that decides it. */
import { consoleOf } from '../lab/devices.ts';
import { endpointOf, indexOf } from '#engine/sync/endpoint-index.ts';
import { noEndpoint } from '#model/words/refusals.ts';
import { type Knowledge, knowledgeOf } from '#engine/sync/knowledge.ts';
import { endpointAbsence, standingOf, tagAbsence } from '#engine/sync/standing.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { EndpointKnowledge, KnowledgeAnswer, TagKnowledge } from '#model/ems/knowledge.ts';
import type { Standing } from '#model/ems/standing.ts';
import { type Tag, type TagCategory, tagKey } from '#model/tagging/tags.ts';
import { tagUses } from '../fortigate/tag-uses.ts';
import { notFound } from '../refusal.ts';
import type { FortiGate, WorldState } from '../state.ts';

export type KnowledgeQuery =
  | { readonly endpoint: string }
  | { readonly category: TagCategory; readonly tag: string };

function deviceFacts({ name }: FortiGate, { device, link }: Knowledge) {
  return {
    fortigate: name,
    serial: device?.serial ?? null,
    link,
    endpointSharing: device?.endpointSharing ?? null,
    selected: [...(device?.selected ?? [])],
  };
}

type Addresses = EndpointKnowledge['devices'][number]['addresses'];

/** Rule F1: an address comes with a tag that is on the FortiGate. */
function addresses(
  known: Knowledge,
  endpoint: Endpoint,
  standings: readonly Standing[],
): Addresses {
  const why = endpointAbsence(known, endpoint);
  if (why) return { kind: 'nothing', why };
  const [first] = standings.flatMap((one) => (one.known ? [one.addresses] : []));
  return first ?? { kind: 'no-tag' };
}

function ofEndpoint(state: WorldState, uid: string): EndpointKnowledge {
  const endpoint = endpointOf(state.ems, uid) ?? notFound(noEndpoint(uid), 'endpoint');
  const { host, ip, gateway } = endpoint;
  return {
    kind: 'endpoint',
    endpoint: { uid, host, ip, gateway },
    devices: state.fortigates.map((fortigate) => {
      const known = knowledgeOf(state.ems, fortigate);
      const tags = endpoint.tags.map(({ category, name }) => ({
        category,
        name,
        standing: standingOf(known, endpoint, { category, name }),
      }));
      return {
        ...deviceFacts(fortigate, known),
        tags,
        addresses: addresses(
          known,
          endpoint,
          tags.map(({ standing }) => standing),
        ),
      };
    }),
  };
}

function ofTag(state: WorldState, tag: Tag): TagKnowledge {
  const carriers = indexOf(state.ems.endpoints).carriers.get(tagKey(tag))?.places.size ?? 0;
  return {
    kind: 'tag',
    tag,
    carriers,
    devices: state.fortigates.map((fortigate) => {
      const known = knowledgeOf(state.ems, fortigate);
      return {
        ...deviceFacts(fortigate, known),
        absence: tagAbsence(known, tag),
        resolves: known.tags.get(tagKey(tag))?.endpoints.length ?? 0,
        usedBy: [...tagUses(fortigate).of(tag)],
      };
    }),
  };
}

export function knowledge(state: WorldState, query: KnowledgeQuery): KnowledgeAnswer {
  return 'endpoint' in query
    ? ofEndpoint(consoleOf(state, query.endpoint), query.endpoint)
    : ofTag(state, { category: query.category, name: query.tag });
}
