/** Decides a forward session by the rules F1 to F5 of domain.md section 7, one after the other. */
import type { Condition, ForwardDecision, Identity } from '#model/decision/decision.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import {
  type FirewallPolicy,
  type ForwardPolicy,
  type SecurityPolicy,
  isSecurityPolicy,
} from '#model/fortios/tables.ts';
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
import type { JudgedList, Note, Walk } from './policy-walk.ts';

/** The endpoint with an address, of whichever EMS. */
function endpointAt(lines: EmsLines, ip: string): Endpoint | undefined {
  for (const { server } of lines) {
    const found = server.endpoints.find((endpoint) => hasAddress(endpoint, ip));
    if (found) return found;
  }
  return undefined;
}

/**
 * What the conditions of standard policies are held against.
 * @param findAt who is at an address, where it is known already
 */
export function forwardFacts(
  session: Session,
  compiled: Compiled,
  lines: EmsLines,
  resolver: Resolver,
  findAt = (ip: string): Endpoint | undefined => endpointAt(lines, ip),
): ForwardFacts {
  const { fortigate, endpointUid, srcip, dstip } = session;
  const world = { lines, resolver };
  return {
    session,
    source: endOf(srcip, macSeen(endpointAmong(lines, endpointUid), srcip, fortigate)),
    destination: endOf(dstip, macSeen(findAt(dstip), dstip, fortigate)),
    nat: natOf(compiled.natVips, session),
    identity: identityOf(session, compiled, world),
    compiled,
    world,
  };
}

export function decideForward(
  session: Session,
  compiled: Compiled,
  lines: EmsLines,
  resolver: Resolver,
  walk: Walk,
): ForwardDecision {
  // F1 and F2: both ends, as this FortiGate sees them.
  const facts = forwardFacts(session, compiled, lines, resolver);
  const { nat } = facts;

  // F3 and F4: the policies, up to the first that matches.
  const match = compiled.security
    ? walk.through(securityList(compiled.security, facts))
    : walk.through(standardList(compiled.standard, facts));

  // F5: nothing matched.
  return {
    kind: 'forward',
    // No other list than that of a ZTNA server hands a session on.
    action: match?.verdict === 'accept' ? 'accept' : 'deny',
    policyid: match?.policyid ?? 0,
    policytype: 'policy',
    error: null,
    trace: {
      srcMac: facts.source.mac,
      nat: nat?.to ?? null,
      identity: facts.identity,
      policies: walk.steps ?? [],
    },
  };
}

export interface ForwardFacts {
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
    judge: (policy, note) => {
      if (judgePacket(policy, policy['match-vip'] === 'enable', facts, note))
        judgeTags(policy, facts, note);
    },
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
    judge: (policy, note) => {
      const asked = [
        ...policy.application,
        ...policy['app-category'],
        ...policy['app-group'],
        ...policy['url-category'],
      ];
      if (judgePacket(policy, false, facts, note) && asked.length > 0)
        note({ kind: 'not-judged', asked, held: true });
    },
    matchOf: ({ action }) => action,
  };
}

/**
 * A session to a VIP is taken by a policy that names it, and besides by a deny policy with `match-vip`
 * [461532; assumed for deny alone].
 */
function destinationCondition(
  policy: ForwardPolicy,
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

/** F4, tags apart; false where nobody wants to know the rest. */
function judgePacket(
  policy: ForwardPolicy,
  matchesVips: boolean,
  facts: ForwardFacts,
  note: Note,
): boolean {
  const { session, source, nat, identity, compiled, world } = facts;
  const { srcaddr } = policy;
  const negate = policy['srcaddr-negate'] === 'enable';
  return (
    note(interfaceCondition('srcintf', policy.srcintf, session.srcintf, compiled)) &&
    note(interfaceCondition('dstintf', policy.dstintf, session.dstintf, compiled)) &&
    note(addressCondition('srcaddr', srcaddr, negate, source, compiled, world)) &&
    note(destinationCondition(policy, matchesVips, facts)) &&
    note(serviceCondition(policy, session, nat?.to.port ?? session.dstport, compiled)) &&
    note(identityCondition(policy, identity, compiled)) &&
    note(scheduleCondition(policy, session, compiled))
  );
}

/** The condition that a session fails whoever makes it, by its way and its moment; null for none. */
export function obstacleAt(
  policy: ForwardPolicy,
  facts: ForwardFacts,
): 'srcintf' | 'dstintf' | 'dstaddr' | 'service' | 'schedule' | null {
  const { session, nat, compiled } = facts;
  const port = nat?.to.port ?? session.dstport;
  if (!scheduleCondition(policy, session, compiled).held) return 'schedule';
  if (!interfaceCondition('dstintf', policy.dstintf, session.dstintf, compiled).held)
    return 'dstintf';
  const matchesVips = !isSecurityPolicy(policy) && policy['match-vip'] === 'enable';
  if (!destinationCondition(policy, matchesVips, facts).held) return 'dstaddr';
  if (!serviceCondition(policy, session, port, compiled).held) return 'service';
  return interfaceCondition('srcintf', policy.srcintf, session.srcintf, compiled).held
    ? null
    : 'srcintf';
}

/** FortiOS offers the tag settings only under `ztna-status enable`; without it they are not in force (F3). */
function judgeTags(
  policy: FirewallPolicy,
  { source, compiled, world: { lines } }: ForwardFacts,
  note: Note,
): void {
  if (policy['ztna-status'] !== 'enable') return;
  const writtenLogic = policy['ztna-tags-match-logic'];
  const judge = (list: 'primary' | 'secondary', names: readonly string[], negate: boolean) =>
    tagCondition(names, { list, logic: 'or', writtenLogic, negate }, compiled, (meaning) =>
      tagContains(meaning, source, lines),
    );
  const negate = policy['ztna-ems-tag-negate'] === 'enable';
  const secondary = policy['ztna-ems-tag-secondary'];
  if (note(judge('primary', policy['ztna-ems-tag'], negate)) && secondary.length > 0)
    note(judge('secondary', secondary, false));
}
