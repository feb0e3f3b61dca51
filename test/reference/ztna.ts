/** Rules R1 to R9 of the domain's section 6, to the letter. Slow on purpose: nothing is kept. */
import type {
  ApiGateway,
  FirewallPolicy,
  FortiosConfig,
  ProxyPolicy,
  RealServer,
  Vip,
} from '#model/fortios/tables.ts';
import { addressesContain } from './addresses.ts';
import { forwardsTo, meantBy, tcpRequest } from './forwarding.ts';
import { samlPaths, serverInTurn } from './gateways.ts';
import { identityMatches, identityOf, interfaceMatches, scheduleIsActive } from './conditions.ts';
import { type ReferenceDecision, type Situation, ownEndpoint } from './situation.ts';
import {
  type Device,
  type Known,
  type Server,
  r2Unmanageable,
  r4Device,
  r5Known,
} from './device.ts';
import { oneHolds } from './tag-references.ts';

/** Section 6, first sentence: the VIP that makes a session a ZTNA session. A range is no destination address. */
export function ztnaVip({ fortigate: { config }, session }: Situation): Vip | undefined {
  return config['firewall vip'].find((vip) => {
    const [first = '', last = first] = vip.extport.split('-');
    return (
      vip.type === 'access-proxy' &&
      !vip.extip.includes('-') &&
      vip.extip === session.dstip &&
      vip.extport !== '' &&
      Number(first) <= session.dstport &&
      session.dstport <= Number(last) &&
      (vip.extintf === 'any' || vip.extintf === session.srcintf)
    );
  });
}

/** R1: the first of these that has the setting itself: the matched virtual host, the VIP, the access proxy. */
function r1Server({ fortigate: { config }, session }: Situation, vip: Vip): Server {
  const proxy = config['firewall access-proxy'].find((one) => one.vip === vip.name);
  const gateway = proxy?.['api-gateway'].find(
    (one) => pathMatches(config, one, session.path) && hostMatches(config, one, session.host),
  );
  const virtualHost = config['firewall access-proxy-virtual-host'].find(
    (one) => gateway !== undefined && one.name === gateway['virtual-host'],
  );
  const clientCerts = [virtualHost?.['client-cert'], vip['client-cert'], proxy?.['client-cert']];
  const actions = [
    virtualHost?.['empty-cert-action'],
    vip['empty-cert-action'],
    proxy?.['empty-cert-action'],
  ];
  const detections = [
    virtualHost?.['user-agent-detect'],
    vip['user-agent-detect'],
    proxy?.['user-agent-detect'],
  ];
  return {
    vip,
    proxy,
    clientCert: clientCerts.find(Boolean) || 'enable',
    emptyCertAction: actions.find(Boolean) || 'block',
    userAgentDetect: detections.find(Boolean) || 'enable',
  };
}

/** R2: the error of a certificate that will not do, or null if the session goes on. */
function r2Certificate(situation: Situation, server: Server): number | null {
  if (server.clientCert !== 'enable') return null;
  switch (situation.session.certificate) {
    case 'valid':
      return null;
    case 'mismatch':
      return 1;
    case 'revoked':
      return 63;
    case 'none': {
      if (server.emptyCertAction === 'accept') return null;
      const unmanageable = r2Unmanageable(situation, server);
      if (server.emptyCertAction === 'accept-unmanageable' && unmanageable) return null;
      return ownEndpoint(situation)?.manageable ? 3 : 2;
    }
  }
}

/** A wildcard pattern over the whole text: `*` is any run of characters, `?` one [assumed]. */
function wildcardMatches(pattern: string, text: string): boolean {
  const [first] = pattern;
  if (first === undefined) return text === '';
  const rest = pattern.slice(1);
  if (first === '*')
    return wildcardMatches(rest, text) || (text !== '' && wildcardMatches(pattern, text.slice(1)));
  return (
    text !== '' && (first === '?' || text.startsWith(first)) && wildcardMatches(rest, text.slice(1))
  );
}

function regexMatches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}

function pathMatches(config: FortiosConfig, gateway: ApiGateway, path: string): boolean {
  if (gateway.service === 'samlsp')
    return samlPaths(config, gateway).includes(path.split('?')[0] ?? '');
  switch (gateway['url-map-type']) {
    case 'sub-string':
      return path.includes(gateway['url-map']);
    case 'wildcard':
      return wildcardMatches(gateway['url-map'], path);
    case 'regex':
      return regexMatches(gateway['url-map'], path);
  }
}

function hostMatches(config: FortiosConfig, gateway: ApiGateway, host: string | null): boolean {
  if (gateway['virtual-host'] === '') return true;
  const virtual = config['firewall access-proxy-virtual-host'].find(
    (one) => one.name === gateway['virtual-host'],
  );
  if (!virtual || host === null) return false;
  // Host names do not tell capitals from small letters.
  const [asked, wanted] = [host.toLowerCase(), virtual.host.toLowerCase()];
  return virtual['host-type'] === 'sub-string'
    ? asked.includes(wanted)
    : wildcardMatches(wanted, asked);
}

/** A real server, the address that a TCP forwarding gateway leads to, or nothing that has an address. */
type Destination = RealServer | { readonly forwarded: string } | 'none needed';

/** R3: where the session is led, or the error where it is led nowhere. */
function r3Route(situation: Situation, server: Server): Destination | number {
  const {
    fortigate: { config },
    session,
  } = situation;
  const gateway = server.proxy?.['api-gateway'].find(
    (one) => pathMatches(config, one, session.path) && hostMatches(config, one, session.host),
  );
  if (!gateway) return 21;
  if (['saas', 'web-portal', 'samlsp'].includes(gateway.service)) return 'none needed';
  const active = gateway.realservers.filter((one) => one.status === 'active');
  const waiting = gateway.realservers.filter((one) => one.status === 'standby');
  const usable = active.length > 0 ? active : waiting;
  if (gateway.service === 'tcp-forwarding') {
    const asked = tcpRequest(situation.session.path);
    const serves = usable.find((one) => forwardsTo(situation, one, asked));
    if (!serves) return 22;
    const isResolved = meantBy(situation, asked.address).length > 0;
    return isResolved || serves['addr-type'] === 'ip' ? { forwarded: asked.address } : 23;
  }
  const chosen = serverInTurn(gateway, usable, session);
  if (!chosen) return 22;
  // Section 11: a name that does not resolve.
  return realServerAddresses(situation, chosen).length > 0 ? chosen : 23;
}

/** R6: the tag condition. */
function r6TagCondition(
  { fortigate }: Situation,
  policy: FirewallPolicy | ProxyPolicy,
  known: Known,
): boolean {
  const listed = policy['ztna-ems-tag'];
  if (listed.length === 0) return true;
  const isKnown = (name: string): boolean =>
    oneHolds(fortigate, name, (reference) => {
      switch (reference.kind) {
        case 'tag':
          // Section 11: a tag of connector 2's EMS is no tag of another.
          return known.tags.some(
            (tag) =>
              reference.connector === known.connector &&
              tag.category === reference.tag.category &&
              tag.name === reference.tag.name,
          );
        case 'built-in':
          return known.builtIns.includes(reference.name);
        case 'group':
        case 'nothing':
          return false;
      }
    });
  const result =
    policy['ztna-tags-match-logic'] === 'and' ? listed.every(isKnown) : listed.some(isKnown);
  return policy['ztna-ems-tag-negate'] === 'enable' ? !result : result;
}

type Candidate =
  | { readonly policytype: 'policy'; readonly policy: FirewallPolicy }
  | { readonly policytype: 'proxy-policy'; readonly policy: ProxyPolicy };

/** R7: the server's simple policies in list order, then its full ones. */
function r7Candidates({ fortigate: { config } }: Situation, server: Server): readonly Candidate[] {
  const { proxy } = server;
  return [
    ...config['firewall policy']
      .filter((one) => one['ztna-status'] === 'enable' && one.dstaddr.includes(server.vip.name))
      .map((policy): Candidate => ({ policytype: 'policy', policy })),
    ...config['firewall proxy-policy']
      .filter(
        (one) =>
          one.proxy === 'access-proxy' &&
          proxy !== undefined &&
          one['access-proxy'].includes(proxy.name),
      )
      .map((policy): Candidate => ({ policytype: 'proxy-policy', policy })),
  ];
}

function realServerAddresses(situation: Situation, server: Destination): readonly string[] {
  const { fortigate, resolver } = situation;
  if (server === 'none needed') return [];
  if ('forwarded' in server) {
    return [meantBy(situation, server.forwarded)[0] ?? server.forwarded];
  }
  if (server['addr-type'] === 'ip') return [server.ip];
  const object = fortigate.config['firewall address'].find((one) => one.name === server.address);
  if (object?.type === 'ipmask') return [object.subnet.split(/[ /]/)[0] ?? ''];
  const found = Object.entries(resolver.fqdn).find(([name]) => name === object?.fqdn);
  return [...(found?.[1] ?? [])];
}

/** Section 11: geography and names keep a ZTNA policy from matching anything, through groups as well. */
function hasUnusableSource(
  config: FortiosConfig,
  name: string,
  within: readonly string[],
): boolean {
  if (within.includes(name)) return false;
  const address = config['firewall address'].find((one) => one.name === name);
  if (address) return ['geography', 'fqdn', 'wildcard-fqdn'].includes(address.type);
  const group = config['firewall addrgrp'].find((one) => one.name === name);
  return (group?.member ?? []).some((one) => hasUnusableSource(config, one, [...within, name]));
}

/** R7: everything that a candidate asks besides its tags. */
function r7MatchesBesidesTags(
  situation: Situation,
  candidate: Candidate,
  device: Device,
  realServer: Destination,
): boolean {
  const { policy } = candidate;
  const { session } = situation;
  const { config } = situation.fortigate;
  const ownership =
    candidate.policytype === 'policy'
      ? candidate.policy['ztna-device-ownership']
      : candidate.policy['device-ownership'];
  if (!interfaceMatches(config, policy.srcintf, session.srcintf)) return false;
  if (policy.srcaddr.some((name) => hasUnusableSource(config, name, []))) return false;
  const source = { ip: session.srcip, mac: null };
  if (!addressesContain(situation, policy.srcaddr, policy['srcaddr-negate'], source)) return false;
  if (!identityMatches(situation, policy)) return false;
  const { user } = identityOf(situation);
  if (ownership === 'enable' && (user === null || device.endpoint?.owner !== user)) return false;
  if (candidate.policytype === 'proxy-policy') {
    // A name may have several addresses: the session is led to the first [assumed].
    const contained = realServerAddresses(situation, realServer)
      .slice(0, 1)
      .some((ip) => addressesContain(situation, policy.dstaddr, 'disable', { ip, mac: null }));
    const holds = contained || policy.dstaddr.includes('all');
    if (holds === (policy['dstaddr-negate'] === 'enable')) return false;
  }
  return scheduleIsActive(config, policy.schedule, session.at);
}

/** R8: what the first matching policy does, or null where it hands on to the full policies. */
function r8Outcome(candidate: Candidate): ReferenceDecision | null {
  const { policy, policytype } = candidate;
  const own = { kind: 'ztna', policyid: policy.policyid, policytype } as const;
  if (policy.action === 'deny')
    return { ...own, action: 'deny', error: policy['ztna-ems-tag'].length > 0 ? 64 : 62 };
  if (candidate.policytype === 'policy' && candidate.policy['ztna-policy-redirect'] === 'enable')
    return null;
  return { ...own, action: 'accept', error: null };
}

/** R9: the implicit deny. */
function r9ImplicitDeny(candidates: readonly Candidate[], error: number): ReferenceDecision {
  const full = candidates.some((one) => one.policytype === 'proxy-policy');
  const simple = candidates.some((one) => one.policytype === 'policy');
  return {
    kind: 'ztna',
    action: 'deny',
    policyid: 0,
    policytype: full && !simple ? 'proxy-policy' : 'policy',
    error,
  };
}

/** Which of 061, 065, 066 and 067 it is. */
function r9Error(failedOnTagsAlone: boolean, device: Device): number {
  if (!failedOnTagsAlone) return 61;
  if (!device.information) return 66;
  return device.endpoint?.online ? 65 : 67;
}

export function ztnaDecision(situation: Situation, vip: Vip): ReferenceDecision {
  const server = r1Server(situation, vip);
  const candidates = r7Candidates(situation, server);
  const certificateError = r2Certificate(situation, server);
  if (certificateError !== null) return r9ImplicitDeny(candidates, certificateError);
  const route = r3Route(situation, server);
  if (typeof route === 'number') return r9ImplicitDeny(candidates, route);
  const device = r4Device(situation, server);
  const known = r5Known(situation, server, device);

  let failedOnTagsAlone = false;
  let redirected = false;
  for (const candidate of candidates) {
    if (candidate.policy.status === 'disable') continue;
    if (redirected && candidate.policytype === 'policy') continue;
    if (!r7MatchesBesidesTags(situation, candidate, device, route)) continue;
    if (!r6TagCondition(situation, candidate.policy, known)) {
      failedOnTagsAlone = true;
      continue;
    }
    const outcome = r8Outcome(candidate);
    if (outcome) return outcome;
    redirected = true;
  }
  return r9ImplicitDeny(candidates, r9Error(failedOnTagsAlone, device));
}
