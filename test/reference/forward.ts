/** Rules F2 to F5 of the domain's section 7, to the letter. F1 is in situation.ts. */
import type { Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, FortiosConfig } from '#model/fortios/tables.ts';
import { type PacketEnd, addressesContain } from './addresses.ts';
import {
  identityMatches,
  interfaceMatches,
  scheduleIsActive,
  serviceMatches,
} from './conditions.ts';
import { type ReferenceDecision, type Situation, f1Endpoints, ownEndpoint } from './situation.ts';
import { oneHolds } from './tag-references.ts';

/** F2: the MAC is known of an endpoint whose gateway is this FortiGate. */
function f2Mac({ fortigate }: Situation, endpoint: Endpoint | undefined): string | null {
  return endpoint?.gateway === fortigate.name ? endpoint.mac : null;
}

function f2Source(situation: Situation): PacketEnd {
  return { ip: situation.session.srcip, mac: f2Mac(situation, ownEndpoint(situation)) };
}

function f2Destination(situation: Situation): PacketEnd {
  const { dstip } = situation.session;
  const endpoint = situation.ems.endpoints.find((one) => one.ip === dstip);
  return { ip: dstip, mac: f2Mac(situation, endpoint) };
}

/** F3: one of the names matches the source, by IP or by MAC as the name says. */
function f3OneMatches(situation: Situation, names: readonly string[], source: PacketEnd): boolean {
  return names.some((name) =>
    oneHolds(situation.fortigate, name, (reference) => {
      if (reference.kind !== 'tag') return false;
      return f1Endpoints(situation, reference.tag).some((endpoint) =>
        reference.address === 'ip'
          ? endpoint.ip === source.ip
          : source.mac !== null && endpoint.mac.toLowerCase() === source.mac.toLowerCase(),
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

/** F4: whether a standard policy matches. */
function f4Matches(situation: Situation, policy: FirewallPolicy): boolean {
  const { session } = situation;
  const { config } = situation.fortigate;
  const source = f2Source(situation);
  const destination = f2Destination(situation);
  return (
    policy.status === 'enable' &&
    interfaceMatches(config, policy.srcintf, session.srcintf) &&
    interfaceMatches(config, policy.dstintf, session.dstintf) &&
    addressesContain(situation, policy.srcaddr, policy['srcaddr-negate'], source) &&
    addressesContain(situation, policy.dstaddr, policy['dstaddr-negate'], destination) &&
    serviceMatches(config, policy, session) &&
    identityMatches(config, policy, session) &&
    scheduleIsActive(config, policy.schedule, session.at) &&
    f3TagMatch(situation, policy, source)
  );
}

export function forwardDecision(situation: Situation): ReferenceDecision {
  const { config } = situation.fortigate;
  const match = config['firewall policy'].find(
    (policy) => !isSimpleZtna(config, policy) && f4Matches(situation, policy),
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
