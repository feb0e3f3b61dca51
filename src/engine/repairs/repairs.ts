/** The least changes that would let a denied session through, and what an accepted one hangs on. */
import type { Situation } from './situation.ts';
import type { Decision } from '#model/decision/decision.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { serversOfEms } from '../sync/lines.ts';
import { hasAddress, macsOf } from '../sync/routes.ts';
import type { Cause } from '#model/decision/explanation.ts';
import type { Change, Repair, Repairs } from '#model/decision/repair.ts';
import { type Resolver, type Session, emptyResolver } from '#model/decision/session.ts';
import { SideEffectCount } from '../analysis/side-effects.ts';
import type { Sliced } from '../analysis/sliced.ts';
import { type Installation, applyChange, changedSession } from './apply-change.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { decide } from '../decide/decide.ts';
import { explain } from '../explain/explain.ts';
import { destinationChanges } from './destination-tags.ts';
import { allowing, ending } from './repair-candidates.ts';
import { mends } from './repair-mends.ts';

/** So many are offered; those after them are further from least. */
const mostOffered = 10;
/** So many times a pair of changes is tried; a world of many policies could ask for any number. */
const mostPairs = 500;

/** Which of two changes of equal side effects comes first: nearer to the endpoint, and easier undone. */
const order: readonly Change['kind'][] = [
  'log-in',
  'present-certificate',
  'bring-online',
  'register',
  'authorize',
  'reconnect',
  'enable-connector',
  'set-connector-serial',
  'verify-connector',
  'pull-tags',
  'share-type',
  'widen-endpoint-sharing',
  'set-fqdn',
  'enable-real-server',
  'disable-real-server',
  'name-in-policy',
  'swap-tag',
  'mac-to-ip',
  'add-tag',
  'remove-tag',
  'match-any',
  'match-all',
  'stop-sharing-type',
  'narrow-endpoint-sharing',
  'take-offline',
  'withhold-certificate',
  'unregister',
  'deny-device',
  'enable-policy',
  'move-policy',
  'disable-policy',
];

function keyOf(change: Change): string {
  return JSON.stringify(change);
}

function distinct(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [keyOf(change), change])).values()];
}

/**
 * EMS with those endpoints alone that this session's decision can depend on: its own, and whoever shares
 * an address with either end. Deciding again then takes the same time in a world of any size.
 */
export function relevantEms(ems: Ems, session: Session): Ems {
  const isNear = (one: Endpoint): boolean =>
    one.uid === session.endpointUid ||
    hasAddress(one, session.srcip) ||
    hasAddress(one, session.dstip);
  const servers = serversOfEms(ems);
  const near = servers.flatMap(({ endpoints, lastKnown = [] }) =>
    [endpoints, ...lastKnown.map((one) => one.endpoints)].flatMap((list) => list.filter(isNear)),
  );
  const macs = new Set(near.flatMap(macsOf));
  const narrowed = (endpoints: readonly Endpoint[]): readonly Endpoint[] =>
    endpoints.filter((one) => isNear(one) || macsOf(one).some((mac) => macs.has(mac)));
  const [first, ...others] = servers.map(({ lastKnown, ...server }) => ({
    ...server,
    endpoints: narrowed(server.endpoints),
    ...(lastKnown
      ? { lastKnown: lastKnown.map((one) => ({ ...one, endpoints: narrowed(one.endpoints) })) }
      : {}),
  }));
  return { ...ems, ...first, ...(others.length > 0 ? { otherServers: others } : {}) };
}

function after(situation: Situation, change: Change): Situation {
  const { fortigate, resolver } = situation;
  const session = changedSession(situation.session, change);
  const changed = applyChange(
    { ems: situation.ems, fortigates: [fortigate] },
    change,
    session.at.epochMs,
  );
  const then = {
    ems: changed.ems,
    fortigate: changed.fortigates[0] ?? fortigate,
    session,
    resolver,
  };
  return { ...then, decision: decide(then.ems, then.fortigate, session, resolver) };
}

type IsWanted = (decision: Decision) => boolean;

const accepts: IsWanted = ({ action }) => action === 'accept';
const denies: IsWanted = ({ action }) => action === 'deny';

/** The single changes that give the wanted outcome; where there is none, pairs that do. */
function search(
  start: Situation,
  isWanted: IsWanted,
  candidates: (situation: Situation) => readonly Change[],
): readonly (readonly [Change, ...Change[]])[] {
  const tried = distinct(candidates(start)).map((change) => ({
    change,
    next: after(start, change),
  }));
  const singles = tried.filter(({ next }) => isWanted(next.decision));
  if (singles.length > 0) return singles.map(({ change }) => [change]);

  const found: [Change, Change][] = [];
  const alone: Change[] = [];
  const done = () => (alone.length > 0 ? distinct(alone).map((one): [Change] => [one]) : found);
  const seen = new Set<string>();
  let left = mostPairs;
  for (const { change: first, next } of tried)
    // A first step can show what was hidden before it, so each has candidates of its own.
    for (const second of distinct([...candidates(next), ...tried.map(({ change }) => change)])) {
      const key = [keyOf(first), keyOf(second)].toSorted().join();
      if (keyOf(first) === keyOf(second) || seen.has(key)) continue;
      seen.add(key);
      if (left-- <= 0 || found.length >= mostOffered) return done();
      if (!isWanted(after(next, second).decision)) continue;
      // What showed only after the first step may do without it.
      if (isWanted(after(start, second).decision)) alone.push(second);
      else found.push([first, second]);
    }
  return done();
}

function rank({ changes, flips }: Repair, cause: Cause | null): readonly number[] {
  return [
    changes.length,
    cause && changes.some((change) => mends(cause, change)) ? 0 : 1,
    flips ?? Number.POSITIVE_INFINITY,
    ...changes.map(({ kind }) => order.indexOf(kind)),
  ];
}

function compare(a: Repair, b: Repair, cause: Cause | null): number {
  const [left, right] = [rank(a, cause), rank(b, cause)];
  for (const [i, value] of left.entries()) {
    const other = right[i] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/** Repairs that were found, while what else each would change is still being counted. */
export class RepairsUnderWay {
  /** The counting; `advance` it as time allows. */
  readonly work: Sliced;
  private readonly aim: Repairs['aim'];
  private readonly found: readonly (readonly [Change, ...Change[]])[];
  private readonly count: SideEffectCount;
  /** The cause that the explanation names; null for an accepted session. */
  private readonly cause: Cause | null;

  constructor(
    aim: Repairs['aim'],
    found: readonly (readonly [Change, ...Change[]])[],
    count: SideEffectCount,
    cause: Cause | null,
  ) {
    this.aim = aim;
    this.found = found;
    this.count = count;
    this.cause = cause;
    this.work = count.work;
  }

  /** As far as it is counted: side effects are told, and repairs ranked by them, once all are. */
  get answer(): Repairs {
    const { done, total, isDone } = this.work;
    const repairs = this.found.map((changes, i): Repair => {
      const effects = isDone ? (this.count.effects[i] ?? null) : null;
      const named = isDone ? this.count.named[i] : undefined;
      return {
        changes: [...changes],
        opens: effects?.opens ?? null,
        closes: effects?.closes ?? null,
        flips: effects ? effects.opens + effects.closes : null,
        ...(named ? { named: { opens: [...named.opens], closes: [...named.closes] } } : {}),
      };
    });
    return {
      aim: this.aim,
      repairs: repairs.toSorted((a, b) => compare(a, b, this.cause)),
      counting: isDone ? null : { done, total },
    };
  }
}

/**
 * For a denied session, the least changes that would let it through; for an accepted one, the least that
 * would end it. Each was checked by deciding again. They are changes of one, or, where no single one
 * does, of two; there may be none. The least first: fewest changes, then those that mend the cause which
 * the explanation names, then fewest other pairs flipped.
 * Their side effects are still to be counted.
 * @param decision of this very session, installation and resolver
 */
export function findRepairs(
  decision: Decision,
  session: Session,
  installation: Installation,
  resolver: Resolver = emptyResolver,
): RepairsUnderWay {
  const aim = decision.action === 'deny' ? 'allow' : 'end';
  const fortigate = installation.fortigates.find((one) => one.name === session.fortigate);
  const server = decision.kind === 'ztna' ? decision.trace.accessProxy : null;
  const { ems } = installation;
  const cause = fortigate ? explain(decision, session, ems, fortigate).cause : null;
  const start = fortigate && {
    ems: relevantEms(ems, session),
    fortigate,
    session,
    resolver,
    decision,
  };
  const found = start ? searched(aim, start, cause) : [];
  return new RepairsUnderWay(
    aim,
    found,
    new SideEffectCount(installation, session, server, resolver, found),
    cause,
  );
}

/** `findRepairs`, with everything counted. */
export function repairsFor(
  decision: Decision,
  session: Session,
  installation: Installation,
  resolver: Resolver = emptyResolver,
): Repairs {
  const underWay = findRepairs(decision, session, installation, resolver);
  underWay.work.finish();
  return underWay.answer;
}

/**
 * The least changes after which the session is decided as is wanted, whatever that is; each was checked by
 * deciding again. For what another device decided otherwise: one of them may be the difference.
 */
export function changesTo(
  isWanted: (decision: Decision) => boolean,
  decision: Decision,
  session: Session,
  { ems, fortigate }: { readonly ems: Ems; readonly fortigate: FortiGateInput },
  resolver: Resolver = emptyResolver,
): readonly (readonly Change[])[] {
  const start: Situation = {
    ems: relevantEms(ems, session),
    fortigate,
    session,
    resolver,
    decision,
  };
  return search(start, isWanted, (situation) => [
    ...allowing(situation),
    ...ending(situation),
    ...destinationChanges(situation),
  ])
    .toSorted((a, b) => order.indexOf(a[0].kind) - order.indexOf(b[0].kind))
    .slice(0, mostOffered);
}

function lettingIn(situation: Situation): readonly Change[] {
  return [...allowing(situation), ...destinationChanges(situation)];
}

function turningAway(situation: Situation): readonly Change[] {
  return [...ending(situation), ...destinationChanges(situation)];
}

function searched(
  aim: Repairs['aim'],
  start: Situation,
  cause: Cause | null,
): readonly (readonly [Change, ...Change[]])[] {
  const found = aim === 'allow' ? search(start, accepts, lettingIn) : endings(start);
  const isMend = (changes: readonly Change[]): boolean =>
    cause !== null && changes.some((change) => mends(cause, change));
  return found
    .toSorted(
      (a, b) =>
        Number(isMend(b)) - Number(isMend(a)) ||
        order.indexOf(a[0].kind) - order.indexOf(b[0].kind),
    )
    .slice(0, mostOffered);
}

function isOfTags({ kind }: Change): boolean {
  return kind === 'remove-tag' || kind === 'add-tag' || kind === 'stop-sharing-type';
}

/**
 * Switching the policy off ends nearly every accept, so pairs would never be looked for; but that it takes
 * two tags to go (Any, with two of them known) is what a person wants to know.
 */
function endings(start: Situation): readonly (readonly [Change, ...Change[]])[] {
  const singles = search(start, denies, turningAway);
  if (singles.some(([first]) => isOfTags(first))) return singles;
  const pairs = search(start, denies, (situation) => ending(situation).filter(isOfTags));
  return singles.some((one) => one.length > 1) ? singles : [...singles, ...pairs];
}
