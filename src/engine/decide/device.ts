/** What a FortiGate knows of the device that a ZTNA session comes from (rules R4 and R5). */
import type { DeviceFinding } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { BuiltInTagName } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { isBroken } from '#model/ems/standing.ts';
import { refuses, sharesCategory } from '../sync/knowledge.ts';
import { type EmsLine, type EmsLines, lineTo, receivedFrom } from '../sync/lines.ts';

/** The endpoint that a session was found to come from, and the line to its EMS. */
export interface FoundDevice {
  readonly finding: DeviceFinding;
  readonly endpoint: Endpoint | undefined;
  /** Of no endpoint: the line that would tell of it. */
  readonly line: EmsLine;
}

/** R4. A certificate tells which endpoint it is; without one, an address that EMS shared with this FortiGate. */
export function findDevice(session: Session, presented: boolean, lines: EmsLines): FoundDevice {
  const { endpointUid: uid, srcip } = session;
  const by = presented ? 'certificate' : 'address';
  const own = (uid === null ? undefined : lineTo(lines, uid)) ?? lines[0];
  const byCertificate = uid === null ? undefined : own.knowledge.byUid.get(uid);
  const received = presented ? undefined : receivedFrom(lines, srcip);
  const endpoint = presented ? byCertificate : received?.endpoint;
  const line = received?.line ?? own;
  const { link } = line.knowledge;
  const found = { endpoint, line };
  if (!endpoint) {
    const why = isBroken(link) ? link : 'no-endpoint';
    return { finding: { by: 'nothing', information: false, why }, ...found };
  }
  if (isBroken(link))
    return { finding: { by, uid: endpoint.uid, information: false, why: link }, ...found };
  if (!endpoint.registered)
    return {
      finding: { by, uid: endpoint.uid, information: false, why: 'not-registered' },
      ...found,
    };
  const { online } = endpoint;
  return { finding: { by, uid: endpoint.uid, information: true, online }, ...found };
}

/** R5's first half. */
export function tagsKnown({ finding, endpoint, line: { knowledge } }: FoundDevice): Tag[] {
  const { device, pullsTags } = knowledge;
  if (!endpoint || !device || !pullsTags || !finding.information || !finding.online) return [];
  return endpoint.tags
    .filter((tag) => sharesCategory(device, tag.category) && !refuses(knowledge, tag))
    .map(({ category, name }) => ({ category, name }));
}

/** R5's second half: what FortiOS knows of a device without a certificate by itself [710195]. */
export function builtInsOf(
  finding: DeviceFinding,
  presented: boolean,
  unmanageable: boolean,
): readonly BuiltInTagName[] {
  if (presented) return [];
  if (unmanageable) return ['EMS_ALL_UNMANAGEABLE_CLIENTS'];
  return finding.information ? [] : ['EMS_ALL_UNKNOWN_CLIENTS'];
}
