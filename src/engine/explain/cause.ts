/** The one cause of a denial, and the station at which it stands. */
import type { Decision } from '#model/decision/decision.ts';
import type { BrokenLink } from '#model/ems/standing.ts';
import type { AskedCause, Cause, PolicyView, Station } from '#model/decision/explanation.ts';
import { type Scene, deviceAbsence, effort } from './asked-tags.ts';

type PolicyRef = Pick<PolicyView, 'policytype' | 'policyid' | 'name'>;

function refOf({ policytype, policyid, name }: PolicyView): PolicyRef {
  return { policytype, policyid, name };
}

type TagsView = Extract<PolicyView['conditions'][number], { kind: 'tags' }>;

function ofTags(policy: PolicyRef, { list, logic, negate, asked }: TagsView): Cause | null {
  if (negate) {
    const hit = asked.find((one) => one.known);
    return hit ? { kind: 'excluded-tag', policy, asked: hit } : null;
  }
  const missing = asked.filter((one) => !one.known);
  const [first] = logic === 'and' ? missing : missing.toSorted((a, b) => effort(a) - effort(b));
  return first ? { kind: 'tag', policy, list, asked: first, more: missing.length - 1 } : null;
}

/** Why the policy that came nearest did not match. Error 065 stands for tags that do not match: these come first. */
function ofPolicy(view: PolicyView, error: Decision['error']): Cause | null {
  const policy = refOf(view);
  const failed = view.conditions.filter((one) => !one.held);
  const tags = failed.find((one) => one.kind === 'tags');
  const [other] = failed.flatMap(({ kind }) => (kind === 'tags' ? [] : [kind]));
  if (other && (error !== 65 || !tags)) return { kind: 'condition', policy, condition: other };
  return tags?.kind === 'tags' ? ofTags(policy, tags) : null;
}

function withoutPolicy(policies: readonly PolicyView[]): Cause {
  const [first] = policies;
  if (!first) return { kind: 'no-policy' };
  const by = policies.find(({ verdict }) => verdict === 'redirect');
  if (by) return { kind: 'handed-on', by: refOf(by) };
  return {
    kind: 'policies-off',
    disabled: policies.filter(({ verdict }) => verdict === 'disabled').length,
    unreadable: policies.filter(({ verdict }) => verdict === 'unreadable').length,
    first: refOf(policies.find(({ verdict }) => verdict === 'disabled') ?? first),
  };
}

/**
 * What ended the way to an accept. Of several things that are wrong, the one that the error code stands
 * for; mended alone, it changes the outcome or shows the next.
 * @param deciding the policy that decided or came nearest; null if there is none
 */
export function causeOfDenial(
  scene: Scene,
  policies: readonly PolicyView[],
  deciding: PolicyView | null,
): Cause | null {
  const { decision } = scene;
  if (decision.action === 'accept') return null;
  if (decision.kind === 'ztna') {
    const { route, certificate } = decision.trace;
    if (!route) return certificate.asked ? { kind: 'certificate' } : { kind: 'route' };
    if (['no-gateway', 'no-real-server', 'unresolved', 'not-decided'].includes(route.kind))
      return { kind: 'route' };
  }
  if (decision.policyid !== 0) return { kind: 'denied' };
  const why = decision.error === 66 || decision.error === 67 ? deviceAbsence(scene) : null;
  if (why) return { kind: 'device', why };
  return (deciding ? ofPolicy(deciding, decision.error) : null) ?? withoutPolicy(policies);
}

/** Where a connection is broken: what the FortiGate's own connector lacks has a station of its own. */
const linkStations: Record<BrokenLink, Station> = {
  down: 'ems-shares',
  'not-authorized': 'ems-shares',
  'not-configured': 'ems-shares',
  disabled: 'connector',
  'other-serial': 'connector',
  unverified: 'connector',
};

function stationOfAsked(cause: AskedCause | null): Station {
  switch (cause?.kind) {
    case 'link':
      return linkStations[cause.link];
    case 'tags-not-pulled':
      return 'connector';
    case 'type-not-shared':
    case 'address-not-shared':
      return 'ems-shares';
    case 'no-endpoint':
    case 'not-identified':
    case 'not-registered':
    case 'offline':
    case 'no-room':
    case 'mac-not-seen':
    case 'other-address':
      return 'fortigate-knows';
    case 'endpoint-lacks':
    case 'dangling':
    case 'not-that-kind-of-device':
    case 'other-ems':
    case 'no-member':
    case undefined:
      return 'policy-asks';
  }
}

/** The station that the cause marks; null for no cause. */
export function stationOf(cause: Cause | null): Station | null {
  switch (cause?.kind) {
    case undefined:
      return null;
    case 'certificate':
    case 'route':
      return cause.kind;
    case 'device':
      return stationOfAsked(cause.why);
    case 'tag':
      return stationOfAsked(cause.asked.cause);
    case 'excluded-tag':
    case 'condition':
    case 'policies-off':
    case 'handed-on':
      return 'policy-asks';
    case 'denied':
    case 'no-policy':
      return 'decision';
  }
}
