/** Why each name that a policy asks for does not count in a session (rules R4 to R6 and F1 to F3, looked at backwards). */
import type { Decision, TagAsk } from '#model/decision/decision.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { AskedCause, AskedTag, DeviceAbsence } from '#model/decision/explanation.ts';
import type { Session } from '#model/decision/session.ts';
import { isBroken } from '#model/ems/standing.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { nearMissOfName } from './near-miss.ts';
import type { Knowledge } from '../sync/knowledge.ts';
import type { EmsLine, EmsLines } from '../sync/lines.ts';
import { hasAddress, routeAt, routeStanding } from '../sync/routes.ts';
import { endpointAbsence, standingOf } from '../sync/standing.ts';

export interface Scene {
  readonly decision: Decision;
  readonly session: Session;
  readonly lines: EmsLines;
  /** That to the EMS of `subject`; of none, that to the first server. */
  readonly line: EmsLine;
  /** What is known by that line. */
  readonly knowledge: Knowledge;
  readonly fortigate: FortiGateInput;
  /** The endpoint that the session really comes from. */
  readonly from: Endpoint | null;
  /** The one that the FortiGate takes it for; `from` where it takes it for none. */
  readonly subject: Endpoint | null;
}

/** Whether FortiClient Endpoint Sharing gives the address that the packet has, by the endpoint's route with it. */
function isGiven({ knowledge, session }: Scene, endpoint: Endpoint | null): boolean {
  const { device } = knowledge;
  return (
    device !== null &&
    endpoint !== null &&
    routeStanding(device, endpoint, session.srcip).kind === 'given'
  );
}

/** Of a device that no certificate and no address told the FortiGate (R4). */
function unidentified(scene: Scene, certificateAsked: boolean): DeviceAbsence {
  const { knowledge, session, from } = scene;
  if (!from) return { kind: 'no-endpoint' };
  if (certificateAsked) return { kind: 'not-identified', certificateAsked };
  // Its address could tell; why does it not?
  const absence = endpointAbsence(knowledge, from);
  if (absence) return absence;
  const isOwn = hasAddress(from, session.srcip);
  if (!knowledge.pullsTags && isOwn && from.tags.length > 0) return { kind: 'tags-not-pulled' };
  const isLeftOut = from.tags.some((tag) => {
    const standing = standingOf(knowledge, from, tag);
    return standing.known && !isGiven(scene, from);
  });
  return isOwn && isLeftOut
    ? { kind: 'address-not-shared', gateway: routeAt(from, session.srcip).gateway }
    : { kind: 'not-identified', certificateAsked };
}

/** Why the FortiGate has no information on the session's device, or heeds none of its tags; null where it does. */
export function deviceAbsence(scene: Scene): DeviceAbsence | null {
  const { decision, knowledge, subject } = scene;
  const finding = decision.kind === 'ztna' ? decision.trace.device : null;
  if (decision.kind === 'ztna' && finding?.by === 'nothing' && !isBroken(knowledge.link))
    return unidentified(scene, decision.trace.certificate.asked);
  return endpointAbsence(knowledge, subject);
}

function ztnaCause(tag: Tag, scene: Scene): AskedCause {
  const nothing = deviceAbsence(scene);
  if (nothing) return nothing;
  const standing = standingOf(scene.knowledge, scene.subject, tag);
  return standing.known ? { kind: 'endpoint-lacks', near: null } : standing.why;
}

function forwardCause(tag: Tag, kind: 'ip' | 'mac', scene: Scene): AskedCause {
  const { knowledge, from, subject, session } = scene;
  // The MAC is seen of the endpoint itself; whose address it is, the list says.
  const endpoint = kind === 'mac' ? from : subject;
  const standing = standingOf(knowledge, endpoint, tag);
  if (!standing.known) return standing.why;
  const gateway = endpoint ? routeAt(endpoint, session.srcip).gateway : null;
  if (!isGiven(scene, endpoint)) return { kind: 'address-not-shared', gateway };
  return kind === 'mac'
    ? { kind: 'mac-not-seen', gateway }
    : { kind: 'other-address', address: session.srcip };
}

/** Of names of which one suffices, that one is named first which takes least to count. */
export function effort({ cause }: Pick<AskedTag, 'cause'>): number {
  switch (cause?.kind) {
    case undefined:
    case 'link':
    case 'no-endpoint':
    case 'not-identified':
    case 'not-registered':
    case 'offline':
    case 'tags-not-pulled':
    case 'type-not-shared':
    case 'no-room':
    case 'address-not-shared':
    case 'mac-not-seen':
    case 'other-address':
      return 0;
    case 'endpoint-lacks':
    case 'dangling':
      return cause.near === null ? 2 : 1;
    case 'other-ems':
      return cause.has ? 1 : 2;
    case 'no-member':
      return 2;
    case 'not-that-kind-of-device':
      return 3;
  }
}

/** Why a group does not count: what keeps back the member that takes least, if it is more than that none is there. */
function groupCause(members: readonly AskedTag[]): AskedCause {
  const [nearest] = members.toSorted((a, b) => effort(a) - effort(b));
  return nearest?.cause && effort(nearest) === 0 ? nearest.cause : { kind: 'no-member' };
}

/** The tag of another connector's EMS is another tag, whatever its name [185333]; null where it is of this one. */
function ofOtherEms(connector: number, tag: Tag, { line, subject }: Scene): AskedCause | null {
  if (!subject || connector === line.connector) return null;
  const has = subject.tags.some((one) => sameTag(one, tag));
  return { kind: 'other-ems', asked: connector, own: line.connector, has };
}

function causeOf(ask: TagAsk, scene: Scene): AskedCause {
  switch (ask.kind) {
    case 'tag': {
      const other = ofOtherEms(ask.connector, ask.tag, scene);
      if (other) return other;
      return scene.decision.kind === 'ztna'
        ? ztnaCause(ask.tag, scene)
        : forwardCause(ask.tag, ask.addressKind, scene);
    }
    case 'built-in':
      return { kind: 'not-that-kind-of-device' };
    case 'group':
      return groupCause(ask.members.map((member) => askedTag(member, scene)));
    case 'dangling': {
      const has = scene.subject?.tags ?? [];
      return { kind: 'dangling', near: nearMissOfName(ask.name, scene.fortigate.connector, has) };
    }
  }
}

export function askedTag(ask: TagAsk, scene: Scene): AskedTag {
  return {
    name: ask.name,
    kind: ask.kind,
    tag: ask.kind === 'tag' ? ask.tag : null,
    addressKind: ask.kind === 'tag' ? ask.addressKind : null,
    known: ask.known,
    cause: ask.known ? null : causeOf(ask, scene),
    members: ask.kind === 'group' ? ask.members.map((member) => askedTag(member, scene)) : [],
  };
}
