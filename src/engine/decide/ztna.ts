/** Decides a ZTNA session by the rules R1 to R9 of domain.md section 6. */
import {
  type RefusedSetting,
  isActionNotDecided,
  refusedSettings,
} from '#model/fortios/refused.ts';
import type {
  Condition,
  DeviceFinding,
  PolicyStep,
  PolicyType,
  PolicyVerdict,
  ZtnaDecision,
  ZtnaTrace,
} from '#model/decision/decision.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { AccessProxy, FirewallPolicy, ProxyPolicy, Vip } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import type { BuiltInTagName } from '#model/tagging/tag-names.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';
import { type AddressWorld, endOf } from './addresses.ts';
import type { Compiled } from './compile.ts';
import {
  addressCondition,
  identityCondition,
  interfaceCondition,
  ownershipCondition,
  scheduleCondition,
  tagCondition,
} from './conditions.ts';
import { route } from './route.ts';
import { type Knowledge, refuses, sharesCategory } from '../sync/knowledge.ts';
import type { TagMeaning } from './tag-meaning.ts';

/** Read from the access proxy, else from the VIP, else FortiOS's default (R1). */
function setting<V extends string>(own: V | '' | undefined, ofVip: V | '', fallback: V): V {
  return own !== undefined && own !== '' ? own : ofVip !== '' ? ofVip : fallback;
}

/** R1 and R2: whether the server asks for a client certificate at all. */
export function isCertificateAsked(vip: Vip, proxy: AccessProxy | undefined): boolean {
  return isOn('client-cert', vip, proxy);
}

function isOn(
  name: 'client-cert' | 'user-agent-detect',
  vip: Vip,
  proxy: AccessProxy | undefined,
): boolean {
  return setting<'enable' | 'disable'>(proxy?.[name], vip[name], 'enable') === 'enable';
}

/** R2's denials; null if the session goes on. */
function certificateError(
  certificate: ZtnaTrace['certificate'],
  endpoint: Endpoint | null,
): ZtnaError | null {
  if (!certificate.asked) return null;
  switch (certificate.state) {
    case 'valid':
      return null;
    case 'mismatch':
      return 1;
    case 'revoked':
      return 63;
    case 'none':
      if (certificate.emptyCertAction === 'accept') return null;
      if (certificate.emptyCertAction === 'accept-unmanageable' && certificate.unmanageable)
        return null;
      return endpoint?.manageable ? 3 : 2;
  }
}

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

interface Candidate {
  readonly policytype: PolicyType;
  readonly policy: FirewallPolicy | ProxyPolicy;
  readonly redirect: boolean;
  readonly refused: readonly RefusedSetting[];
  readonly conditions: () => readonly Condition[];
}

function verdictOf(candidate: Candidate, conditions: readonly Condition[]): PolicyVerdict {
  if (!conditions.every((condition) => condition.held)) return 'no-match';
  if (candidate.policy.action === 'deny') return 'deny';
  return candidate.redirect ? 'redirect' : 'accept';
}

/** A candidate "failed on its tag condition alone": everything else held (R9). */
function failedOnTagsAlone(step: PolicyStep): boolean {
  return (
    step.verdict === 'no-match' &&
    step.conditions.every((condition) => condition.held || condition.kind === 'tags')
  );
}

export function decideZtna(
  session: Session,
  vip: Vip,
  compiled: Compiled,
  knowledge: Knowledge,
  resolver: Resolver,
): ZtnaDecision {
  const proxy = compiled.proxyByVip.get(vip.name);
  const world: AddressWorld = { knowledge, resolver };
  const endpoint =
    session.endpointUid === null ? null : (knowledge.byUid.get(session.endpointUid) ?? null);
  const simple = compiled.simpleByVip.get(vip.name) ?? [];
  const full = proxy ? (compiled.fullByProxy.get(proxy.name) ?? []) : [];
  const implicitType: PolicyType =
    full.length > 0 && simple.length === 0 ? 'proxy-policy' : 'policy';

  const emptyCertAction = setting<'accept' | 'block' | 'accept-unmanageable'>(
    proxy?.['empty-cert-action'],
    vip['empty-cert-action'],
    'block',
  );
  const unmanageable = endpoint
    ? !endpoint.manageable
    : isOn('user-agent-detect', vip, proxy) && (session.os === 'ios' || session.os === 'android');
  const certificate: ZtnaTrace['certificate'] = {
    asked: isCertificateAsked(vip, proxy),
    state: session.certificate,
    emptyCertAction,
    unmanageable,
  };
  const begun: ZtnaTrace = {
    vip: vip.name,
    vipUuid: vip.uuid,
    accessProxy: proxy?.name ?? null,
    certificate,
    route: null,
    device: null,
    known: [],
    builtIns: [],
    policies: [],
  };
  const denied = (error: ZtnaError, trace: ZtnaTrace): ZtnaDecision => ({
    kind: 'ztna',
    action: 'deny',
    policyid: 0,
    policytype: implicitType,
    error,
    trace,
  });

  const presented = certificate.asked && session.certificate !== 'none';
  const refusal = certificateError(certificate, endpoint);
  if (refusal !== null) return denied(refusal, begun);

  const routed = route(compiled.config, proxy, session);
  if (routed.kind === 'no-gateway') return denied(21, { ...begun, route: routed });
  if (routed.kind === 'no-real-server') return denied(22, { ...begun, route: routed });

  const { finding, endpoint: device } = findDevice(session, presented, knowledge);
  const known = tagsKnown(finding, device, knowledge);
  // R5's second half: what FortiOS knows of a device by itself [710195].
  const builtIns: BuiltInTagName[] = presented
    ? []
    : unmanageable
      ? ['EMS_ALL_UNMANAGEABLE_CLIENTS']
      : finding.information
        ? []
        : ['EMS_ALL_UNKNOWN_CLIENTS'];
  const present = (meaning: TagMeaning): boolean =>
    meaning.kind === 'tag'
      ? known.some((tag) => sameTag(tag, meaning.tag))
      : meaning.kind === 'built-in' && builtIns.includes(meaning.builtIn);

  // The source MAC plays no part in ZTNA: a MAC list contains no IP address [assumed].
  const source = endOf(session.srcip, null);
  const common = (policy: FirewallPolicy | ProxyPolicy): Condition[] => [
    interfaceCondition('srcintf', policy.srcintf, session.srcintf, compiled),
    addressCondition(
      'srcaddr',
      policy.srcaddr,
      policy['srcaddr-negate'] === 'enable',
      source,
      compiled,
      world,
    ),
    identityCondition(policy, session, compiled),
    scheduleCondition(policy, session, compiled),
  ];
  const tagsOf = (policy: FirewallPolicy | ProxyPolicy): Condition =>
    tagCondition(
      policy['ztna-ems-tag'],
      {
        list: 'primary',
        logic: policy['ztna-tags-match-logic'],
        writtenLogic: policy['ztna-tags-match-logic'],
        negate: policy['ztna-ems-tag-negate'] === 'enable',
      },
      compiled,
      present,
    );
  const simpleCandidates = simple.map((policy): Candidate => ({
    policytype: 'policy',
    policy,
    redirect: policy['ztna-policy-redirect'] === 'enable',
    refused: refusedSettings('firewall policy', policy),
    conditions: () => [
      ...common(policy),
      ...(policy['ztna-device-ownership'] === 'enable'
        ? [ownershipCondition(session, device)]
        : []),
      tagsOf(policy),
    ],
  }));
  const fullCandidates = full.map((policy): Candidate => ({
    policytype: 'proxy-policy',
    policy,
    redirect: false,
    refused: refusedSettings('firewall proxy-policy', policy),
    conditions: () => [
      ...common(policy),
      addressCondition(
        'dstaddr',
        policy.dstaddr,
        policy['dstaddr-negate'] === 'enable',
        endOf(routed.realServer, null),
        compiled,
        world,
      ),
      ...(policy['device-ownership'] === 'enable' ? [ownershipCondition(session, device)] : []),
      tagsOf(policy),
    ],
  }));

  const steps: PolicyStep[] = [];
  const trace = (): ZtnaTrace => ({
    ...begun,
    route: routed,
    device: finding,
    known,
    builtIns,
    policies: steps,
  });
  /** Walks a list to its first match (R8); the step that matched, or null. */
  const walk = (candidates: readonly Candidate[]): PolicyStep | null => {
    for (const candidate of candidates) {
      const { policy, policytype } = candidate;
      const { policyid, name, uuid, action } = policy;
      const { refused } = candidate;
      const named = {
        policytype,
        policyid,
        name,
        uuid,
        action,
        ...(refused.length > 0 ? { refused } : {}),
      };
      if (policy.status === 'disable') {
        steps.push({ ...named, verdict: 'disabled', conditions: [] });
        continue;
      }
      if (isActionNotDecided(refused)) {
        steps.push({ ...named, verdict: 'unreadable', conditions: [] });
        continue;
      }
      const conditions = candidate.conditions();
      const step: PolicyStep = { ...named, verdict: verdictOf(candidate, conditions), conditions };
      steps.push(step);
      if (step.verdict !== 'no-match') return step;
    }
    return null;
  };

  let match = walk(simpleCandidates);
  if (!match || match.verdict === 'redirect') match = walk(fullCandidates);
  if (match) {
    const listsTags = match.conditions.some((c) => c.kind === 'tags' && c.asked.length > 0);
    return {
      kind: 'ztna',
      action: match.verdict === 'deny' ? 'deny' : 'accept',
      policyid: match.policyid,
      policytype: match.policytype,
      error: match.verdict === 'deny' ? (listsTags ? 64 : 62) : null,
      trace: trace(),
    };
  }
  if (!steps.some(failedOnTagsAlone)) return denied(61, trace());
  return denied(finding.information ? (finding.online ? 65 : 67) : 66, trace());
}
