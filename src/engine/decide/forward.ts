/** Decides a forward session by the rules F1 to F5 of domain.md section 7, one after the other. */
import type { Condition, ForwardDecision, Identity, PolicyStep } from '#model/decision/decision.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, SecurityPolicy } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { type EmsLines, endpointAmong } from '../sync/lines.ts';
import { hasAddress, macSeen } from '../sync/routes.ts';
import { type AddressWorld, type End, endOf, tagContains } from './addresses.ts';
import type { Compiled } from './compile.ts';
import {
  addressCondition,
  identityCondition,
  interfaceCondition,
  scheduleCondition,
  serviceCondition,
  tagCondition,
} from './conditions.ts';
import { identityOf } from './identity.ts';
import { natOf } from './nat.ts';
import { type JudgedList, walkPolicies } from './policy-walk.ts';

/** The endpoint with an address, of whichever EMS. */
function endpointAt(lines: EmsLines, ip: string): Endpoint | undefined {
  for (const { server } of lines) {
    const found = server.endpoints.find((endpoint) => hasAddress(endpoint, ip));
    if (found) return found;
  }
  return undefined;
}

export function decideForward(
  session: Session,
  compiled: Compiled,
  lines: EmsLines,
  resolver: Resolver,
): ForwardDecision {
  // F1 and F2: both ends, as this FortiGate sees them.
  const { fortigate, endpointUid, srcip, dstip } = session;
  const world = { lines, resolver };
  const nat = natOf(compiled.natVips, session);
  const facts: ForwardFacts = {
    session,
    source: endOf(srcip, macSeen(endpointAmong(lines, endpointUid), srcip, fortigate)),
    destination: endOf(dstip, macSeen(endpointAt(lines, dstip), dstip, fortigate)),
    nat,
    identity: identityOf(session, compiled, world),
    compiled,
    world,
  };

  // F3 and F4: the policies, up to the first that matches.
  const steps: PolicyStep[] = [];
  const match = compiled.security
    ? walkPolicies(securityList(compiled.security, facts), steps)
    : walkPolicies(standardList(compiled.standard, facts), steps);

  // F5: nothing matched.
  return {
    kind: 'forward',
    action: match?.action ?? 'deny',
    policyid: match?.policyid ?? 0,
    policytype: 'policy',
    error: null,
    trace: {
      srcMac: facts.source.mac,
      nat: nat?.to ?? null,
      identity: facts.identity,
      policies: steps,
    },
  };
}

/** What the conditions are held against. */
interface ForwardFacts {
  readonly session: Session;
  readonly source: End;
  readonly destination: End;
  /** Null where the session goes to no VIP. */
  readonly nat: ReturnType<typeof natOf>;
  readonly identity: Identity;
  readonly compiled: Compiled;
  readonly world: AddressWorld;
}

function standardList(
  policies: readonly FirewallPolicy[],
  facts: ForwardFacts,
): JudgedList<FirewallPolicy> {
  return {
    policytype: 'policy',
    policies,
    judge: (policy) => [
      ...judgePacket(policy, policy['match-vip'] === 'enable', facts),
      ...judgeTags(policy, facts),
    ],
    matchOf: ({ action }) => action,
  };
}

/** Policy-based mode: tags stand among the addresses, and applications are not judged [218574]. */
function securityList(
  policies: readonly SecurityPolicy[],
  facts: ForwardFacts,
): JudgedList<SecurityPolicy> {
  return {
    policytype: 'security-policy',
    policies,
    judge: (policy) => {
      const asked = [
        ...policy.application,
        ...policy['app-category'],
        ...policy['app-group'],
        ...policy['url-category'],
      ];
      return [
        ...judgePacket(policy, false, facts),
        ...(asked.length > 0 ? [{ kind: 'not-judged', asked, held: true } as const] : []),
      ];
    },
    matchOf: ({ action }) => action,
  };
}

/**
 * A session to a VIP is taken by a policy that names it, and besides by a deny policy with `match-vip`
 * [461532; assumed for deny alone].
 */
function destinationCondition(
  policy: FirewallPolicy | SecurityPolicy,
  matchesVips: boolean,
  { destination, nat, compiled, world }: ForwardFacts,
): Condition {
  const { dstaddr, action } = policy;
  const negate = policy['dstaddr-negate'] === 'enable';
  const plain = addressCondition('dstaddr', dstaddr, negate, destination, compiled, world);
  if (!nat) return plain;
  const { name, names } = nat.vip;
  const isNamed = dstaddr.some((one) => names.has(one));
  const held = isNamed ? !negate : matchesVips && action === 'deny' && plain.held;
  return { kind: 'dstaddr', asked: dstaddr, negate, found: destination.ip, vip: name, held };
}

/** F4, tags apart. */
function judgePacket(
  policy: FirewallPolicy | SecurityPolicy,
  matchesVips: boolean,
  facts: ForwardFacts,
): readonly Condition[] {
  const { session, source, nat, identity, compiled, world } = facts;
  return [
    interfaceCondition('srcintf', policy.srcintf, session.srcintf, compiled),
    interfaceCondition('dstintf', policy.dstintf, session.dstintf, compiled),
    addressCondition(
      'srcaddr',
      policy.srcaddr,
      policy['srcaddr-negate'] === 'enable',
      source,
      compiled,
      world,
    ),
    destinationCondition(policy, matchesVips, facts),
    serviceCondition(policy, session, nat?.to.port ?? session.dstport, compiled),
    identityCondition(policy, identity, compiled),
    scheduleCondition(policy, session, compiled),
  ];
}

/** FortiOS offers the tag settings only under `ztna-status enable`; without it they are not in force (F3). */
function judgeTags(
  policy: FirewallPolicy,
  { source, compiled, world: { lines } }: ForwardFacts,
): readonly Condition[] {
  if (policy['ztna-status'] !== 'enable') return [];
  const writtenLogic = policy['ztna-tags-match-logic'];
  const judge = (list: 'primary' | 'secondary', names: readonly string[], negate: boolean) =>
    tagCondition(names, { list, logic: 'or', writtenLogic, negate }, compiled, (meaning) =>
      tagContains(meaning, source, lines),
    );
  const negate = policy['ztna-ems-tag-negate'] === 'enable';
  const primary = judge('primary', policy['ztna-ems-tag'], negate);
  const secondary = policy['ztna-ems-tag-secondary'];
  return secondary.length > 0 ? [primary, judge('secondary', secondary, false)] : [primary];
}
