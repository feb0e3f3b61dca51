/**
 * Sessions of many endpoints to one place: those that no policy of the server can tell apart are decided
 * once. It is `decide` that decides; here stands only what its answer can depend on (rules R1 to R9).
 */
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
import type { PlainOutcome } from './plain-decisions.ts';
import { findDevice, tagsKnown } from '../decide/device.ts';

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

/** Endpoints whose sessions no policy tells apart, to whichever of some places they go. */
export class LikeEndpoints {
  private readonly ems: Ems;
  private readonly fortigate: FortiGateInput;
  /** What is looked at somewhere: where a certificate is asked for, and where none is. */
  private readonly looks: readonly Looks[];

  /** @param places a ZTNA session to each */
  constructor(ems: Ems, fortigate: FortiGateInput, places: readonly Session[]) {
    this.ems = ems;
    this.fortigate = fortigate;
    const compiled = compile(fortigate);
    const all = places.flatMap((session) => looksOf(compiled, session) ?? []);
    const union = {
      policies: 0,
      tags: new Set(all.flatMap(({ tags }) => [...tags])),
      source: all.some(({ source }) => source),
      identity: all.some(({ identity }) => identity),
      owner: all.some(({ owner }) => owner),
    };
    this.looks = [...new Set(all.map(({ certificateAsked }) => certificateAsked))].map(
      (certificateAsked) => ({ ...union, certificateAsked }),
    );
  }

  /** Endpoints of one key come to the same with each of these sessions, one after the other. */
  keyOf(endpoint: Endpoint, sessions: readonly Session[]): string {
    const { ems, fortigate } = this;
    const classes = sessions.flatMap((session) => {
      const lines = linesOf(ems, fortigate, session.at.epochMs);
      return this.looks.map((looks) => classOf(session, endpoint, looks, lines));
    });
    return JSON.stringify([endpoint.os, ...classes]);
  }
}

/** Of sessions that differ in their endpoint alone: where they go, and what is presented, is the same. */
export class LikeSessions {
  /** What has been spent so far, in policies asked. */
  spent = 0;
  /** So many answers were those of another endpoint's session. */
  shared = 0;
  private readonly ems: Ems;
  private readonly fortigate: FortiGateInput;
  private readonly resolver: Resolver;
  private readonly outcomes = new Map<string, PlainOutcome>();
  private looks: Looks | null | undefined;

  constructor(ems: Ems, fortigate: FortiGateInput, resolver: Resolver = emptyResolver) {
    this.ems = ems;
    this.fortigate = fortigate;
    this.resolver = resolver;
  }

  /** @param session of the endpoint */
  of(session: Session, endpoint: Endpoint): PlainOutcome {
    const { ems, fortigate } = this;
    // Where a session goes is the same for every endpoint.
    if (this.looks === undefined) this.looks = looksOf(compile(fortigate), session);
    const key = classOf(session, endpoint, this.looks, linesOf(ems, fortigate, session.at.epochMs));
    this.spent += classCost;
    let outcome = this.outcomes.get(key);
    if (outcome) this.shared++;
    else {
      const { action, policyid, policytype, error } = decide(
        ems,
        fortigate,
        session,
        this.resolver,
      );
      outcome = { action, policyid, policytype, error };
      this.outcomes.set(key, outcome);
      this.spent += this.looks?.policies ?? fortigate.config['firewall policy'].length;
    }
    return outcome;
  }
}
