/** What a FortiGate knows of the device that a ZTNA session comes from (rules R4 and R5). */
import type { DeviceFinding } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { BuiltInTagName } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { type Knowledge, refuses, sharesCategory } from '../sync/knowledge.ts';

/** R4. A certificate tells which endpoint it is; without one, an address that EMS shared with this FortiGate. */
export function findDevice(
  session: Session,
  presented: boolean,
  knowledge: Knowledge,
): { finding: DeviceFinding; endpoint: Endpoint | undefined } {
  const by = presented ? 'certificate' : 'address';
  const endpoint = presented
    ? session.endpointUid === null
      ? undefined
      : knowledge.byUid.get(session.endpointUid)
    : knowledge.byAddress.get(session.srcip);
  const { link } = knowledge;
  if (!endpoint) {
    const why = link === 'up' ? 'no-endpoint' : link;
    return { finding: { by: 'nothing', information: false, why }, endpoint: undefined };
  }
  const { uid, online } = endpoint;
  if (link !== 'up') return { finding: { by, uid, information: false, why: link }, endpoint };
  if (!endpoint.registered)
    return { finding: { by, uid, information: false, why: 'not-registered' }, endpoint };
  return { finding: { by, uid, information: true, online }, endpoint };
}

/** R5's first half. */
export function tagsKnown(
  finding: DeviceFinding,
  endpoint: Endpoint | undefined,
  knowledge: Knowledge,
): Tag[] {
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
