/** Which changes mend the cause that an explanation names. */
import type { AskedTag, Cause, DeviceAbsence } from '#model/decision/explanation.ts';
import type { Change } from '#model/decision/repair.ts';
import type { BrokenLink } from '#model/ems/standing.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';

type TagCause = Extract<Cause, { kind: 'tag' }>;

/** What brings a connection back that is broken so; none where there is no connector to change. */
const linkMends: Record<BrokenLink, Change['kind'] | null> = {
  down: 'reconnect',
  'not-authorized': 'authorize',
  'not-configured': null,
  disabled: 'enable-connector',
  'other-serial': 'set-connector-serial',
  unverified: 'verify-connector',
};

function mendsDevice(why: DeviceAbsence, { kind }: Change): boolean {
  switch (why.kind) {
    case 'link':
      return kind === linkMends[why.link];
    case 'not-registered':
      return kind === 'register';
    case 'offline':
      return kind === 'bring-online';
    case 'not-identified':
      return why.certificateAsked && kind === 'present-certificate';
    case 'address-not-shared':
      return kind === 'widen-endpoint-sharing';
    case 'tags-not-pulled':
      return kind === 'pull-tags';
    case 'no-endpoint':
      return false;
  }
}

/** The tags that a name stands for, a group's members among them. */
function tagsOf({ tag, members }: AskedTag): readonly Tag[] {
  return tag ? [tag] : members.flatMap(tagsOf);
}

function isOfTag(kind: 'add-tag' | 'remove-tag', change: Change, asked: AskedTag): boolean {
  return change.kind === kind && tagsOf(asked).some((one) => sameTag(one, change.tag));
}

/** In the deciding policy, another name in place of this one. */
function isSwap(
  kind: 'swap-tag' | 'mac-to-ip',
  change: Change,
  { policy, list, asked }: TagCause,
): boolean {
  return (
    change.kind === kind &&
    change.policytype === policy.policytype &&
    change.policyid === policy.policyid &&
    change.list === list &&
    change.from === asked.name
  );
}

function mendsTag(cause: TagCause, change: Change): boolean {
  const why = cause.asked.cause;
  switch (why?.kind) {
    case 'link':
    case 'no-endpoint':
    case 'not-identified':
    case 'not-registered':
    case 'offline':
    case 'address-not-shared':
      return mendsDevice(why, change);
    case 'endpoint-lacks':
    case 'no-member':
      return isOfTag('add-tag', change, cause.asked) || isSwap('swap-tag', change, cause);
    case 'dangling':
    case 'other-ems':
      return isSwap('swap-tag', change, cause);
    case 'tags-not-pulled':
      return change.kind === 'pull-tags';
    case 'type-not-shared':
      return change.kind === 'share-type' && change.category === why.category;
    case 'mac-not-seen':
      return isSwap('mac-to-ip', change, cause);
    // What mends these is no change that is offered: the model's room, another address, another device.
    case 'no-room':
    case 'other-address':
    case 'not-that-kind-of-device':
    case undefined:
      return false;
  }
}

/** True if the change takes the cause away, whatever else is wrong. */
export function mends(cause: Cause, change: Change): boolean {
  switch (cause.kind) {
    case 'certificate':
      return change.kind === 'present-certificate';
    case 'device':
      return mendsDevice(cause.why, change);
    case 'tag':
      return mendsTag(cause, change);
    case 'excluded-tag':
      return isOfTag('remove-tag', change, cause.asked);
    case 'policies-off':
      return change.kind === 'enable-policy';
    case 'handed-on':
      return (
        change.kind === 'disable-policy' &&
        change.policytype === cause.by.policytype &&
        change.policyid === cause.by.policyid
      );
    // Whatever lets the session through gets past the policy that denied it.
    case 'denied':
      return true;
    case 'route':
      return (
        change.kind === 'set-fqdn' ||
        change.kind === 'enable-real-server' ||
        change.kind === 'disable-real-server'
      );
    case 'condition':
      return (
        (change.kind === 'name-in-policy' &&
          change.field === cause.condition &&
          change.policytype === cause.policy.policytype &&
          change.policyid === cause.policy.policyid) ||
        (change.kind === 'log-in' && cause.condition === 'identity')
      );
    case 'no-policy':
      return false;
  }
}
