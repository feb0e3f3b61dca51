/** Rules F2 to F5 of the domain's section 7, to the letter. F1 and F2's MAC are in situation.ts. */
import type { FirewallPolicy, FortiosConfig, SecurityPolicy, Vip } from '#model/fortios/tables.ts';
import { type PacketEnd, addressesContain } from './addresses.ts';
import {
  identityMatches,
  interfaceMatches,
  isPolicyBased,
  scheduleIsActive,
  serviceMatches,
} from './conditions.ts';
import { natVip, policyNamesVip, portBehind } from './nat.ts';
import {
  type ReferenceDecision,
  type Situation,
  allEndpoints,
  f1Addresses,
  f2Mac,
  ownEndpoint,
  routesOf,
} from './situation.ts';
import { oneHolds } from './tag-references.ts';

function f2Source(situation: Situation): PacketEnd {
  const { srcip } = situation.session;
  return { ip: srcip, mac: f2Mac(situation, ownEndpoint(situation), srcip) };
}

function f2Destination(situation: Situation): PacketEnd {
  const { dstip } = situation.session;
  const endpoint = allEndpoints(situation).find((one) =>
    routesOf(one).some(({ ip }) => ip === dstip),
  );
  return { ip: dstip, mac: f2Mac(situation, endpoint, dstip) };
}

/** F3: one of the names matches the source, by IP or by MAC as the name says. */
function f3OneMatches(situation: Situation, names: readonly string[], source: PacketEnd): boolean {
  return names.some((name) =>
    oneHolds(situation.fortigate, name, (reference) => {
      if (reference.kind !== 'tag') return false;
      return f1Addresses(situation, reference.connector, reference.tag).some(({ ip, mac }) =>
        reference.address === 'ip'
          ? ip === source.ip
          : source.mac !== null && mac?.toLowerCase() === source.mac.toLowerCase(),
      );
    }),
  );
}

/** F3: the primary tags, which may be negated, and the secondary ones. */
function f3TagMatch(situation: Situation, policy: FirewallPolicy, source: PacketEnd): boolean {
  if (policy['ztna-status'] !== 'enable') return true;
  const primary = policy['ztna-ems-tag'];
  const secondary = policy['ztna-ems-tag-secondary'];
  if (primary.length > 0) {
    const one = f3OneMatches(situation, primary, source);
    if (one === (policy['ztna-ems-tag-negate'] === 'enable')) return false;
  }
  return secondary.length === 0 || f3OneMatches(situation, secondary, source);
}

/** Section 5: a simple ZTNA policy has `ztna-status enable` and a ZTNA server's VIP for `dstaddr`. */
function isSimpleZtna(config: FortiosConfig, policy: FirewallPolicy): boolean {
  return (
    policy['ztna-status'] === 'enable' &&
    config['firewall vip'].some(
      (vip) => vip.type === 'access-proxy' && policy.dstaddr.includes(vip.name),
    )
  );
}

/**
 * F4's `dstaddr`, and section 12's where the session goes to a VIP: a policy takes it that names the VIP, and
 * besides a deny policy with `match-vip enable`.
 */
function destinationHolds(
  situation: Situation,
  policy: FirewallPolicy | SecurityPolicy,
  vip: Vip | undefined,
): boolean {
  const { config } = situation.fortigate;
  if (vip && policyNamesVip(config, policy.dstaddr, vip))
    return policy['dstaddr-negate'] === 'disable';
  const takesVips =
    policy.action === 'deny' && 'match-vip' in policy && policy['match-vip'] === 'enable';
  if (vip && !takesVips) return false;
  const destination = f2Destination(situation);
  return addressesContain(situation, policy.dstaddr, policy['dstaddr-negate'], destination);
}

/** F4, tags apart: whether a policy matches. */
function f4Matches(situation: Situation, policy: FirewallPolicy | SecurityPolicy): boolean {
  const { session } = situation;
  const { config } = situation.fortigate;
  const source = f2Source(situation);
  const vip = natVip(situation);
  const port = vip ? portBehind(vip, session.dstport) : session.dstport;
  return (
    policy.status === 'enable' &&
    interfaceMatches(config, policy.srcintf, session.srcintf) &&
    interfaceMatches(config, policy.dstintf, session.dstintf) &&
    addressesContain(situation, policy.srcaddr, policy['srcaddr-negate'], source) &&
    destinationHolds(situation, policy, vip) &&
    serviceMatches(config, policy, session.protocol, port) &&
    identityMatches(situation, policy) &&
    scheduleIsActive(config, policy.schedule, session.at)
  );
}

export function forwardDecision(situation: Situation): ReferenceDecision {
  const { config } = situation.fortigate;
  const source = f2Source(situation);
  // Section 11: in policy-based mode security policies decide, and what they ask of applications is not judged.
  const match = isPolicyBased(config)
    ? config['firewall security-policy'].find((policy) => f4Matches(situation, policy))
    : config['firewall policy'].find(
        (policy) =>
          !isSimpleZtna(config, policy) &&
          f4Matches(situation, policy) &&
          f3TagMatch(situation, policy, source),
      );
  // F5: nothing matched.
  return {
    kind: 'forward',
    action: match?.action ?? 'deny',
    policyid: match?.policyid ?? 0,
    policytype: 'policy',
    error: null,
  };
}
