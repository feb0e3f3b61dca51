/** The page that a FortiGate shows for a denied ZTNA session [765420]. */
import { zoneText } from '#engine/explain/log-fields.ts';
import { type Decision, type TagAsk, typeOfStep } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import { errorCode, ztnaErrorWords } from '#model/decision/ztna-errors.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { DeniedPage } from '#model/lab/lab-api.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import type { Clock, WorldState } from '../state.ts';
import { consoleOf } from './devices.ts';

function localTime({ epochMs, offsetMinutes }: Clock): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zoneText(offsetMinutes)}`;
}

/**
 * What EMS wrote for the user about the tags that a denying policy matched: the message says why FortiOS denied
 * access [142]. That the denied page shows it, where a device has FortiClient do so, is ours [assumed].
 */
function noticesOf(
  { policyid, policytype, error, trace }: Decision,
  definitions: readonly TagDefinition[],
): string[] {
  if (error !== 64) return [];
  const step = trace.policies.find(
    (one) => one.policyid === policyid && typeOfStep(one) === policytype,
  );
  const matched = (step?.conditions ?? []).flatMap((one) =>
    one.kind === 'tags' ? one.asked.flatMap(matchedTags) : [],
  );
  return definitions.flatMap(({ name, message }) =>
    message !== '' && matched.some((tag) => sameTag(tag, { category: 'zero_trust', name }))
      ? [message]
      : [],
  );
}

function matchedTags(ask: TagAsk): readonly Tag[] {
  if (!ask.known) return [];
  switch (ask.kind) {
    case 'tag':
      return [ask.tag];
    case 'group':
      return ask.members.flatMap(matchedTags);
    case 'built-in':
    case 'dangling':
      return [];
  }
}

/** Null where the session was allowed, or was no ZTNA session. */
export function deniedPage(
  decision: Decision,
  session: Session,
  endpoint: Endpoint | undefined,
  state: WorldState,
): DeniedPage | null {
  if (decision.kind !== 'ztna' || decision.error === null) return null;
  const { title, message } = ztnaErrorWords[decision.error];
  const { certificate, device, identity, policies } = decision.trace;
  const asksForGroups = policies.some((step) =>
    step.conditions.some((one) => one.kind === 'identity' && one.groups.length > 0),
  );
  const presented = certificate.asked && certificate.state !== 'none';
  const known = device?.by === 'certificate' ? endpoint : undefined;
  // The page names the EMS that the endpoint is registered to, and has its message.
  const { ems, tagDefinitions } = endpoint ? consoleOf(state, endpoint.uid) : state;
  return {
    title,
    subtitle: 'Access to this page is blocked by the FortiGate.',
    code: errorCode(decision.error),
    message,
    notices: noticesOf(decision, tagDefinitions),
    user: asksForGroups ? identity.user : null,
    certificateSerial: presented ? (endpoint?.certificateSerial ?? null) : null,
    deviceId: known?.uid ?? null,
    destination: `${session.dstip}:${session.dstport}`,
    emsSerial: known ? ems.serial : null,
    emsTenant: known ? ems.tenant : null,
    requestTime: localTime(state.clock),
  };
}
