/**
 * The plain sessions of many endpoints: those that no policy of a server can tell apart are decided once.
 * It is `decide` that decides; here stands only what its answer can depend on (rules R1 to R9).
 */
import type { Decision } from '#model/decision/decision.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import { type Resolver, type Session, emptyResolver } from '#model/decision/session.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { askedOfClients, isPresented } from '../decide/certificate.ts';
import { type Compiled, type FortiGateInput, compile, vipOf } from '../decide/compile.ts';
import { decide } from '../decide/decide.ts';
import { type EmsLines, linesOf } from '../sync/lines.ts';
import type { TagMeaning } from '../decide/tag-meaning.ts';
import { matchedVirtualHost } from '../decide/route.ts';
import { findDevice, tagsKnown } from '../decide/device.ts';
import { type PlainOptions, type Server, plainSession, serversOf } from './plain-session.ts';

/** What a session came to, without its trace: of 5,000 endpoints and 1,000 policies that would be too much. */
export interface PlainOutcome {
  readonly action: Decision['action'];
  readonly policyid: number;
  readonly policytype: Decision['policytype'];
  readonly error: Decision['error'];
}

/** Working out what an endpoint is to a server costs about as much as asking so many policies. */
const classCost = 4;

function tagsIn(meaning: TagMeaning): readonly string[] {
  switch (meaning.kind) {
    case 'tag':
      return [tagKey(meaning.tag)];
    case 'group':
      return meaning.members.flatMap((member) => tagsIn(member.meaning));
    case 'built-in':
    case 'dangling':
      return [];
  }
}

/** What the policies of one server look at. */
interface Looks {
  readonly policies: number;
  readonly certificateAsked: boolean;
  readonly tags: ReadonlySet<string>;
  readonly source: boolean;
  readonly identity: boolean;
  readonly owner: boolean;
}

/** `all` contains every address, and a list without a name none. */
function looksAtSource({ srcaddr }: FirewallPolicy | ProxyPolicy): boolean {
  return !srcaddr.includes('all') && srcaddr.length > 0;
}

/** Null where the session is no ZTNA session, and anything may count. */
function looksOf(compiled: Compiled, session: Session): Looks | null {
  const vip = vipOf(compiled, session);
  if (!vip) return null;
  const proxy = compiled.proxyByVip.get(vip.name);
  const simple = compiled.simpleByVip.get(vip.name) ?? [];
  const full = proxy ? (compiled.fullByProxy.get(proxy.name) ?? []) : [];
  const virtualHost = matchedVirtualHost(compiled.config, proxy, session);
  const all: readonly (FirewallPolicy | ProxyPolicy)[] = [...simple, ...full];
  return {
    policies: all.length,
    certificateAsked: askedOfClients(virtualHost, vip, proxy).clientCert === 'enable',
    tags: new Set(
      all.flatMap((one) => one['ztna-ems-tag'].flatMap((name) => tagsIn(compiled.tags(name)))),
    ),
    source: all.some(looksAtSource),
    identity: all.some(({ users, groups }) => users.length + groups.length > 0),
    owner:
      simple.some((one) => one['ztna-device-ownership'] === 'enable') ||
      full.some((one) => one['device-ownership'] === 'enable'),
  };
}

/** Sessions of one key come to the same. */
function classOf(
  session: Session,
  endpoint: Endpoint,
  looks: Looks | null,
  lines: EmsLines,
): string {
  if (!looks) return endpoint.uid;
  const presented = isPresented({ asked: looks.certificateAsked, state: session.certificate });
  const found = findDevice(session, presented, lines);
  const { finding, endpoint: device } = found;
  const known = tagsKnown(found)
    .map(tagKey)
    .filter((key) => looks.tags.has(key))
    .toSorted();
  return JSON.stringify([
    session.certificate,
    endpoint.manageable,
    finding.information ? finding.online : finding.why,
    known,
    found.line.connector,
    looks.source ? session.srcip : null,
    looks.identity || looks.owner ? session.user : null,
    looks.identity ? session.groups : null,
    looks.owner ? (device?.owner ?? null) : null,
  ]);
}

interface Gate {
  readonly server: Server;
  looks?: Looks | null | undefined;
  readonly outcomes: Map<string, PlainOutcome>;
}

export class PlainDecisions {
  readonly servers: readonly Server[];
  /** What has been spent so far, in policies asked. */
  spent = 0;
  /** So many answers were those of another endpoint's session. */
  shared = 0;
  private readonly ems: Ems;
  private readonly fortigate: FortiGateInput;
  private readonly options: PlainOptions;
  private readonly resolver: Resolver;
  private readonly gates: readonly Gate[];

  constructor(
    ems: Ems,
    fortigate: FortiGateInput,
    options: PlainOptions,
    resolver: Resolver = emptyResolver,
  ) {
    this.ems = ems;
    this.fortigate = fortigate;
    this.options = options;
    this.resolver = resolver;
    this.servers = serversOf(fortigate.config);
    this.gates = this.servers.map((server) => ({ server, outcomes: new Map() }));
  }

  /** In the order of the servers; null where a server has no VIP to connect to. */
  of(endpoint: Endpoint): readonly (PlainOutcome | null)[] {
    return this.gates.map((gate) => this.at(gate, endpoint));
  }

  private at(gate: Gate, endpoint: Endpoint): PlainOutcome | null {
    const { vip } = gate.server;
    if (!vip) return null;
    const session = plainSession(endpoint, this.fortigate.name, vip, this.options);
    // Where a session goes is the same for every endpoint.
    if (gate.looks === undefined) gate.looks = looksOf(compile(this.fortigate), session);
    const key = classOf(
      session,
      endpoint,
      gate.looks,
      linesOf(this.ems, this.fortigate, session.at.epochMs),
    );
    this.spent += classCost;
    let outcome = gate.outcomes.get(key);
    if (outcome) this.shared++;
    else {
      const { action, policyid, policytype, error } = decide(
        this.ems,
        this.fortigate,
        session,
        this.resolver,
      );
      outcome = { action, policyid, policytype, error };
      gate.outcomes.set(key, outcome);
      this.spent += gate.looks?.policies ?? this.fortigate.config['firewall policy'].length;
    }
    return outcome;
  }
}
