/** A line that the lab wrote, read again, is decided as the session was: where it tells what that hung on. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { replay } from '#engine/analysis/log-replay.ts';
import { decide } from '#engine/decide/decide.ts';
import { logLine } from '#engine/explain/log-line.ts';
import { endpointsOfAll } from '#engine/sync/lines.ts';
import { hasAddress } from '#engine/sync/routes.ts';
import type { Decision } from '#model/decision/decision.ts';
import { type LogLine, logValue } from '#model/decision/log.ts';
import { loggedSession } from '#model/decision/logged-session.ts';
import { type Session, asPresented } from '#model/decision/session.ts';
import { type GeneratedWorld, worldArbitrary } from './generators/world.ts';

const exceptions = [
  'which other certificate the device showed',
  'whose device it is, where neither a certificate nor an address of its own says so',
  'that a log-in failed',
  'who the user was by EMS, if it is another than EMS has now',
  'what a server was asked for, where no full policy let it in',
] as const;
type Exception = (typeof exceptions)[number];

/** What the line does not tell of a session; null where it tells all that the decision hung on. */
function untold(
  { ems }: GeneratedWorld,
  session: Session,
  decision: Decision,
  line: LogLine,
): Exception | null {
  const { certificate, srcip, endpointUid, user, groups, path, host, turn = 0 } = session;
  const all = endpointsOfAll(ems);
  const from = all.find(({ uid }) => uid === endpointUid);
  if (certificate !== 'none' && certificate !== asPresented('valid', from)) return exceptions[0];
  const here = all.filter((one) => hasAddress(one, srcip));
  const isOwn = here.length === (from ? 1 : 0) && here[0] === from;
  const isPlain = from !== undefined || session.os === 'windows';
  if (logValue(line, 'clientdeviceid') === undefined && !(isOwn && isPlain)) return exceptions[1];
  if (decision.trace.identity.by === 'failed-login') return exceptions[2];
  const named = logValue(line, 'user');
  const isTold =
    logValue(line, 'authserver') !== undefined ||
    (named !== undefined && (named !== from?.user || logValue(line, 'group') !== undefined));
  const isOfEms =
    user === (from?.user ?? null) && JSON.stringify(groups) === JSON.stringify(from?.groups ?? []);
  if (!isTold && !isOfEms) return exceptions[3];
  const isAnyRequest = path !== '/' || host !== null || turn !== 0;
  return decision.kind === 'ztna' && isAnyRequest && logValue(line, 'gatewayid') === undefined
    ? exceptions[4]
    : null;
}

/**
 * The session as it comes, and as a line can tell of it: of the endpoint's own address and user, with its
 * certificate or none, and with nothing asked of a server but its root, or what it asks.
 */
function variants({ ems }: GeneratedWorld, session: Session): readonly Session[] {
  const { login, turn: _, ...rest } = session;
  const all = endpointsOfAll(ems);
  const from = all.find(({ uid }) => uid === session.endpointUid);
  const own: Session = {
    ...rest,
    ...(login?.ok ? { login } : {}),
    os: from?.os ?? 'windows',
    srcip: from && !hasAddress(from, session.srcip) ? from.ip : session.srcip,
    certificate: session.certificate === 'none' ? 'none' : asPresented('valid', from),
    user: from?.user ?? null,
    groups: from?.groups ?? [],
  };
  return [session, own, { ...own, path: '/', host: null }];
}

const facts = { sessionid: 1, srcport: 50_000, lanin: 1, lanout: 1 };
const outcomeOf = (decision: Decision | undefined) =>
  decision && [
    decision.kind,
    decision.action,
    decision.policyid,
    decision.policytype,
    decision.error,
    decision.kind === 'ztna' && decision.policytype === 'proxy-policy' && decision.trace.route,
  ];

test('a line that tells all is decided again as it was', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(worldArbitrary(8), (world) => {
      for (const session of world.sessions.flatMap((one) => variants(world, one))) {
        const fortigate = world.fortigates.find(({ name }) => name === session.fortigate);
        if (!fortigate) throw new Error(`no FortiGate ${session.fortigate}`);
        const { ems, fortigates, resolver: names } = world;
        const decision = decide(ems, fortigate, session, names);
        const { epochMs, offsetMinutes } = session.at;
        const line = logLine(
          decision,
          session,
          { ...facts, offsetMinutes, eventtimeNs: BigInt(epochMs) * 1_000_000n },
          ems,
          fortigate.config,
        );
        const left = untold(world, session, decision, line);
        const kind = left ?? `${decision.kind} ${decision.action} ${decision.policytype}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (left !== null) continue;
        const logged = loggedSession(line);
        if ('problem' in logged) throw new Error(logged.problem);
        const { decided } = replay(logged, { ems, fortigates, names }, session.at, fortigate.name);
        expect(outcomeOf(decided?.decision)).toEqual(outcomeOf(decision));
      }
    }),
    { numRuns: 1200 },
  );
  // Each exception is met, and each outcome is told often enough to be judged.
  for (const kind of exceptions) expect([kind, (seen.get(kind) ?? 0) > 10]).toEqual([kind, true]);
  for (const kind of ['forward', 'ztna'])
    for (const action of ['accept', 'deny'])
      for (const list of kind === 'ztna' ? ['policy', 'proxy-policy'] : ['policy']) {
        const outcome = `${kind} ${action} ${list}`;
        expect([outcome, (seen.get(outcome) ?? 0) > 10]).toEqual([outcome, true]);
      }
});
