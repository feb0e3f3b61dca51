/** Decides a ZTNA session by the rules R1 to R9 of domain.md section 6, one after the other. */
import {
  type DeviceFinding,
  type ZtnaDecision,
  type ZtnaTrace,
  typeOfStep,
} from '#model/decision/decision.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { Vip } from '#model/fortios/tables.ts';
import type { BuiltInTagName } from '#model/tagging/tag-names.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import { type EmsLines, endpointAmong } from '../sync/lines.ts';
import { endOf } from './addresses.ts';
import { askedOfClients, certificateError, isPresented, readCertificate } from './certificate.ts';
import type { Compiled } from './compile.ts';
import { builtInsOf, findDevice, tagsKnown } from './device.ts';
import { identityOf } from './identity.ts';
import type { Match, Walk } from './policy-walk.ts';
import { matchedVirtualHost, route } from './route.ts';
import type { TagMeaning } from './tag-meaning.ts';
import { type ZtnaFacts, fullList, simpleList } from './ztna-policies.ts';

export function decideZtna(
  session: Session,
  vip: Vip,
  compiled: Compiled,
  lines: EmsLines,
  resolver: Resolver,
  walk: Walk,
): ZtnaDecision {
  // R1: the server, and what it asks for.
  const proxy = compiled.proxyByVip.get(vip.name);
  const endpoint = endpointAmong(lines, session.endpointUid) ?? null;
  const virtualHost = matchedVirtualHost(compiled.config, proxy, session);
  const certificate = readCertificate(session, askedOfClients(virtualHost, vip, proxy), endpoint);
  const world = { lines, resolver };
  const identity = identityOf(session, compiled, world);
  const begun: ZtnaTrace = {
    vip: vip.name,
    vipUuid: vip.uuid,
    accessProxy: proxy?.name ?? null,
    certificate,
    route: null,
    device: null,
    connector: null,
    identity,
    known: [],
    builtIns: [],
    policies: [],
  };
  const simple = compiled.simpleByVip.get(vip.name) ?? [];
  const full = proxy ? (compiled.fullByProxy.get(proxy.name) ?? []) : [];
  const implicitType: PolicyType =
    full.length > 0 && simple.length === 0 ? 'proxy-policy' : 'policy';
  const deny = (error: ZtnaError, trace: ZtnaTrace): ZtnaDecision => ({
    kind: 'ztna',
    action: 'deny',
    policyid: 0,
    policytype: implicitType,
    error,
    trace,
  });

  // R2: whether the certificate, or having none, will do.
  const refusal = certificateError(certificate, endpoint);
  if (refusal !== null) return deny(refusal, begun);

  // R3: the real server that the session is led to.
  const object = proxy ? undefined : compiled.undecided.get(vip.name);
  if (object !== undefined) return deny(21, { ...begun, route: { kind: 'not-decided', object } });
  const routed = route(compiled, proxy, session, world);
  if (routed.kind === 'no-gateway') return deny(21, { ...begun, route: routed });
  if (routed.kind === 'no-real-server') return deny(22, { ...begun, route: routed });
  if (routed.kind === 'unresolved') return deny(23, { ...begun, route: routed });

  // R4 and R5: the device, and what is known of it.
  const presented = isPresented(certificate);
  const found = findDevice(session, presented, lines);
  const { finding, endpoint: device } = found;
  const { connector } = found.line;
  const known = tagsKnown(found);
  const builtIns = builtInsOf(finding, presented, certificate.unmanageable);

  // R6 to R8: the policies, up to the first that matches.
  const facts: ZtnaFacts = {
    session,
    // The source MAC plays no part in ZTNA: a MAC list contains no IP address [assumed].
    source: endOf(session.srcip, null),
    device,
    identity,
    isKnown: (meaning) => isAmong(meaning, connector, known, builtIns),
    compiled,
    world,
  };
  let match = walk.through(simpleList(simple, facts));
  if (!match || match.verdict === 'redirect')
    match = walk.through(
      // What has no real server has no address either: `all` alone contains it.
      fullList(full, routed.kind === 'routed' ? routed.realServer : '', facts),
    );
  const trace: ZtnaTrace = {
    ...begun,
    route: routed,
    device: finding,
    connector,
    known,
    builtIns,
    policies: walk.steps ?? [],
  };
  if (match) return followMatch(match, trace);

  // R9: the implicit deny.
  return deny(implicitError(walk.failedOnTagsAlone, finding), trace);
}

/** R6: IP and MAC names are the same tag; a tag of another connector's EMS is another. */
function isAmong(
  meaning: TagMeaning,
  connector: number | null,
  known: readonly Tag[],
  builtIns: readonly BuiltInTagName[],
): boolean {
  return meaning.kind === 'tag'
    ? meaning.connector === connector && known.some((tag) => sameTag(tag, meaning.tag))
    : meaning.kind === 'built-in' && builtIns.includes(meaning.builtIn);
}

/** R8: what the policy that matched does. */
function followMatch(
  { policyid, policytype, verdict, listsTags }: Match,
  trace: ZtnaTrace,
): ZtnaDecision {
  const isDenied = verdict === 'deny';
  return {
    kind: 'ztna',
    action: isDenied ? 'deny' : 'accept',
    policyid,
    policytype: typeOfStep({ policytype }),
    error: isDenied ? (listsTags ? 64 : 62) : null,
    trace,
  };
}

/** R9: the code says what was wrong with the device where tags alone were wanting. */
function implicitError(failedOnTagsAlone: boolean, finding: DeviceFinding): ZtnaError {
  if (!failedOnTagsAlone) return 61;
  if (!finding.information) return 66;
  return finding.online ? 65 : 67;
}
