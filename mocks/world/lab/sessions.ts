/** Accepted sessions stay open and are decided again when something changed that they hang on (rule R10). */
import { decide } from '#engine/decide/decide.ts';
import { followKnowledge } from '#engine/sync/knowledge.ts';
import { endpointOfAny } from '#engine/sync/lines.ts';
import { explain } from '#engine/explain/explain.ts';
import { type LogFacts, logLine } from '#engine/explain/log-line.ts';
import { printLogLine } from '#formats/log/line.ts';
import { type Decision, decidingName } from '#model/decision/decision.ts';
import type { Explanation } from '#model/decision/explanation.ts';
import type { EndedSession, LabSession, LabSessions, SessionEnd } from '#model/lab/lab-sessions.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { hasPorts } from '#model/fortios/services.ts';
import { type Session, asPresented } from '#model/decision/session.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { notFound } from '../refusal.ts';
import {
  type Clock,
  type FortiGate,
  type OpenSession,
  type SessionFacts,
  type WorldState,
  findFortiGate,
  withFortiGate,
} from '../state.ts';

/** So many are kept; the oldest ends where one more is opened [assumed]. */
const mostOpen = 500;
const mostEnded = 50;

/** The event time of a line that is written now; what no clock of the lab knows comes from the session's start. */
export function logFacts(clock: Clock, { nanoseconds, ...counters }: SessionFacts): LogFacts {
  const second = BigInt(Math.floor(clock.epochMs / 1000)) * 1_000_000_000n;
  return {
    ...counters,
    eventtimeNs: second + BigInt(nanoseconds),
    offsetMinutes: clock.offsetMinutes,
  };
}

export function appendLog(
  state: WorldState,
  fortigate: FortiGate,
  subtype: Decision['kind'],
  text: string,
): { readonly state: WorldState; readonly index: number } {
  const index = (fortigate.logs.at(-1)?.index ?? 0) + 1;
  return {
    state: withFortiGate(state, fortigate.name, (one) => ({
      ...one,
      logs: [...one.logs, { index, subtype, text }],
    })),
    index,
  };
}

function acceptedBy(decision: Decision) {
  const { policyid, policytype } = decision;
  return { policyid, policytype, policyname: decidingName(decision) } as const;
}

/** Opens a session of an accepted decision; `state` is after its log line. */
export function opened(
  state: WorldState,
  session: Session,
  decision: Decision,
  facts: SessionFacts,
): WorldState {
  const { endpointUid } = session;
  const from = endpointUid === null ? undefined : endpointOfAny(state.ems, endpointUid);
  const shown: LabSession = {
    id: facts.sessionid,
    kind: decision.kind,
    fortigate: session.fortigate,
    endpoint: from ? { uid: from.uid, host: from.host } : null,
    server: decision.kind === 'ztna' ? decision.trace.accessProxy : null,
    srcip: session.srcip,
    destination: hasPorts(session.protocol) ? `${session.dstip}:${session.dstport}` : session.dstip,
    user: decision.trace.identity.user,
    since: session.at.epochMs,
    ...acceptedBy(decision),
  };
  const [oldest] = state.openSessions;
  const made =
    oldest && state.openSessions.length >= mostOpen
      ? ended(state, oldest, { kind: 'no-room' })
      : state;
  const certificateSerial =
    from && session.certificate !== 'none' ? from.certificateSerial : undefined;
  const open: OpenSession = { shown, session, facts, certificateSerial };
  return { ...made, openSessions: [...made.openSessions, open] };
}

/**
 * The line of a session's end [assumed]: the same record as at its start, with how long it lasted. One
 * that no longer passes is logged as the denial that it now is, since `deny` is FortiOS's word for what a
 * policy blocked; one that ends otherwise as `close` or `timeout`, under the policy that accepted it
 * [FortiOS Log Message Reference, traffic log, `action`]. Counters stay those of the start.
 */
function endText(
  state: WorldState,
  { shown, session, facts }: OpenSession,
  fortigate: FortiGate,
  why: SessionEnd['kind'],
  decision: Decision,
): string {
  const durationSeconds = Math.max(0, Math.round((state.clock.epochMs - shown.since) / 1000));
  const at = { ...logFacts(state.clock, facts), durationSeconds };
  switch (why) {
    case 'denied':
      return printLogLine(logLine(decision, session, at, state.ems, fortigate.config));
    case 'by-hand':
    case 'quarantined':
    case 'no-room': {
      const { policyid, policytype } = shown;
      const accepted = { action: 'accept', policyid, policytype, error: null } as const;
      const asAccepted: Decision =
        decision.kind === 'ztna' ? { ...decision, ...accepted } : { ...decision, ...accepted };
      const closed = why === 'no-room' ? ('timeout' as const) : ('close' as const);
      return printLogLine(
        logLine(asAccepted, session, { ...at, closed }, state.ems, fortigate.config),
      );
    }
  }
}

function ended(
  state: WorldState,
  open: OpenSession,
  why: SessionEnd,
  decided?: Decision,
): WorldState {
  const { shown, session } = open;
  const rest = { ...state, openSessions: state.openSessions.filter((one) => one !== open) };
  const fortigate = findFortiGate(rest, session.fortigate);
  if (!fortigate) return rest;
  const decision = decided ?? decide(state.ems, fortigate, session, state.names);
  const text = endText(state, open, fortigate, why.kind, decision);
  const logged = appendLog(rest, fortigate, shown.kind, text);
  const entry: EndedSession = {
    session: shown,
    ended: state.clock.epochMs,
    why,
    logIndex: logged.index,
  };
  return {
    ...logged.state,
    endedSessions: [...logged.state.endedSessions, entry].slice(-mostEnded),
  };
}

/** With the deciding policy alone: a list of ended sessions must stay small where policies are many. */
function essence(explanation: Explanation): Explanation {
  const { policies, deciding } = explanation;
  const policy = deciding === null ? undefined : policies[deciding];
  return { ...explanation, policies: policy ? [policy] : [], deciding: policy ? 0 : null };
}

/** The certificate that a session began with, as it stands now: EMS may have revoked or replaced it. */
function certificateNow({ session, certificateSerial }: OpenSession, endpoint?: Endpoint) {
  return endpoint &&
    certificateSerial !== undefined &&
    certificateSerial !== endpoint.certificateSerial
    ? ('mismatch' as const)
    : asPresented(session.certificate, endpoint);
}

function decideAgain(state: WorldState, open: OpenSession, fortigate: FortiGate): WorldState {
  const { endpointUid } = open.session;
  const endpoint = endpointUid === null ? undefined : endpointOfAny(state.ems, endpointUid);
  if (endpoint?.quarantined) return ended(state, open, { kind: 'quarantined' });
  // The time is now's, so that a schedule that has run out counts from the next change on [assumed].
  const certificate = certificateNow(open, endpoint);
  const session: Session = { ...open.session, certificate, at: state.clock };
  const decision = decide(state.ems, fortigate, session, state.names);
  if (decision.action === 'deny') {
    const explanation = essence(explain(decision, session, state.ems, fortigate));
    return ended(state, open, { kind: 'denied', explanation }, decision);
  }
  const by = acceptedBy(decision);
  if (by.policyid === open.shown.policyid && by.policytype === open.shown.policytype) return state;
  return {
    ...state,
    openSessions: state.openSessions.map((one) =>
      one === open ? { ...open, shown: { ...open.shown, ...by } } : one,
    ),
  };
}

/** What a session was decided by is as it was. */
function isSameDevice(old: FortiGate | undefined, now: FortiGate): boolean {
  return (
    old?.config === now.config &&
    old.unverified === now.unverified &&
    old.connector === now.connector
  );
}

/**
 * Decides again every open session of a FortiGate whose configuration, or whose EMS, is another than
 * `before`, and ends those that no longer pass.
 */
export function reDecided(before: WorldState, state: WorldState): WorldState {
  followKnowledge(before.ems, state.ems);
  let now = state;
  for (const open of state.openSessions) {
    const fortigate = findFortiGate(now, open.session.fortigate);
    const old = findFortiGate(before, open.session.fortigate);
    if (
      !fortigate ||
      (before.ems === now.ems && before.names === now.names && isSameDevice(old, fortigate))
    )
      continue;
    now = decideAgain(now, open, fortigate);
  }
  return now;
}

export const endSession = command('lab/end-session', {
  input: z.object({ id: z.number() }),
  // What has happened is not taken back.
  words: () => null,
  touches: () => [],
  run: (state, { id }) => {
    const open =
      state.openSessions.find((one) => one.shown.id === id) ??
      notFound(`Session ${id} is not open. It may have ended.`, 'id');
    return { state: ended(state, open, { kind: 'by-hand' }) };
  },
});

export function sessions(state: WorldState, _input: null): LabSessions {
  return {
    open: state.openSessions.map(({ shown }) => shown).toReversed(),
    ended: state.endedSessions.toReversed(),
  };
}
