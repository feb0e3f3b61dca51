/** The one answer to "what does this FortiGate know of this endpoint and this tag, and why not". */
import type { Endpoint } from '#model/ems/ems.ts';
import {
  type EndpointAbsence,
  type Standing,
  type TagAbsence,
  isBroken,
} from '#model/ems/standing.ts';
import { type Tag, sameTag, tagKey } from '#model/tagging/tags.ts';
import { nearMiss } from '../explain/near-miss.ts';
import { type Knowledge, refuses, sharesCategory } from './knowledge.ts';
import { addressStanding } from './routes.ts';

/**
 * Why the FortiGate knows nothing of the endpoint; null where it does. In the order in which a FortiGate
 * comes to an error code (R4, R9): no information (066), then offline (067).
 * @param endpoint null where EMS has no such endpoint
 */
export function endpointAbsence(
  { link }: Knowledge,
  endpoint: Endpoint | null,
): EndpointAbsence | null {
  if (isBroken(link)) return { kind: 'link', link };
  if (!endpoint) return { kind: 'no-endpoint' };
  if (!endpoint.registered) return { kind: 'not-registered' };
  return endpoint.online ? null : { kind: 'offline' };
}

/** Why no tag of that type, or not this one, comes to the FortiGate, whoever carries it (section 4). */
function sharingAbsence(
  knowledge: Knowledge,
  tag: Tag,
): Extract<TagAbsence, { kind: 'tags-not-pulled' | 'type-not-shared' | 'no-room' }> | null {
  const { device, pullsTags } = knowledge;
  if (!pullsTags) return { kind: 'tags-not-pulled' };
  if (device && !sharesCategory(device, tag.category))
    return { kind: 'type-not-shared', category: tag.category };
  return refuses(knowledge, tag) ? { kind: 'no-room', limit: device?.tagLimit ?? 0 } : null;
}

/** Why the tag does not exist on the FortiGate; null where it does. */
export function tagAbsence(knowledge: Knowledge, tag: Tag): TagAbsence | null {
  const { link, tags } = knowledge;
  if (isBroken(link)) return { kind: 'link', link };
  const sharing = sharingAbsence(knowledge, tag);
  if (sharing) return sharing;
  if (tags.has(tagKey(tag))) return null;
  return {
    kind: 'nobody-carries',
    near: nearMiss(
      tag,
      [...tags.values()].map((one) => one.tag),
    ),
  };
}

/**
 * What the FortiGate knows of the tag on the endpoint: of several reasons why it does not, the one that a
 * FortiGate meets first, so that it is the one that the error code stands for (R9).
 * @param endpoint null where EMS has no such endpoint
 */
export function standingOf(knowledge: Knowledge, endpoint: Endpoint | null, tag: Tag): Standing {
  const { device } = knowledge;
  const nothing = endpointAbsence(knowledge, endpoint);
  if (nothing) return { known: false, why: nothing };
  const has = endpoint?.tags ?? [];
  if (!has.some((one) => sameTag(one, tag)))
    return { known: false, why: { kind: 'endpoint-lacks', near: nearMiss(tag, has) } };
  const sharing = sharingAbsence(knowledge, tag);
  if (sharing) return { known: false, why: sharing };
  return {
    known: true,
    addresses:
      device && endpoint
        ? addressStanding(device, endpoint)
        : { kind: 'left-out', gateway: endpoint?.gateway ?? null },
  };
}
