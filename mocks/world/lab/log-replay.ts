/** Lines of a device's log, decided again in this world, and what they name that it lacks. */
import { type Replay, accountsFor, replay } from '#engine/analysis/log-replay.ts';
import { Sliced } from '#engine/analysis/sliced.ts';
import { explain } from '#engine/explain/explain.ts';
import { type LoggedLine, readLoggedLines } from './logged-lines.ts';
import type {
  ExplainLogAnswer,
  ExplainLogRequest,
  ReplayEntry,
  LogLineRequest,
  ReplayVerdict,
  ReplayedLine,
  TakenFromLine,
} from '#model/decision/log-replay.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
import { logValue } from '#model/decision/log.ts';
import { basisOf } from '../basis.ts';
import type { Beside } from '../jobs.ts';
import { decidingName } from '#model/decision/decision.ts';
import { invalid } from '../refusal.ts';
import type { FortiGate, WorldState } from '../state.ts';

function verdictOf({ decided, agrees }: Replay): ReplayVerdict {
  return decided ? (agrees ? 'agrees' : 'differs') : 'unknown';
}

function timeIn({ line }: LoggedLine): string | null {
  const [date, time] = ['date', 'time'].map((key) => logValue(line, key));
  return date !== undefined && time !== undefined ? `${date} ${time}` : null;
}

interface Judged {
  readonly entry: ReplayEntry;
  readonly replay: Replay<FortiGate> | null;
  readonly session: LoggedSession | null;
}

function judge(state: WorldState, one: LoggedLine, fortigate: string | null): Judged {
  const { lineNumber, text, session } = one;
  if ('problem' in session) {
    const { problem } = session;
    return {
      entry: {
        lineNumber,
        text,
        verdict: 'unreadable',
        problem,
        logged: null,
        host: null,
        lab: null,
      },
      replay: null,
      session: null,
    };
  }
  const found = replay(session, state, state.clock, fortigate);
  const { kind, action, policyid, policytype, srcip, dstip, dstport, accessProxy, vip } = session;
  const decision = found.decided?.decision;
  return {
    entry: {
      lineNumber,
      text,
      verdict: verdictOf(found),
      problem: null,
      logged: {
        kind,
        action,
        policyid,
        policytype,
        name: session.policyname ?? '',
        srcip,
        destination: `${dstip}:${dstport}`,
        time: timeIn(one),
        server: accessProxy ?? vip,
      },
      host: found.endpoint?.endpoint.host ?? null,
      lab: decision
        ? {
            action: decision.action,
            policyid: decision.policyid,
            policytype: decision.policytype,
            name: decidingName(decision),
          }
        : null,
    },
    replay: found,
    session,
  };
}

/** A text under way: its lines are decided a slice at a time, each answer going on where the last one stopped. */
export interface LogUnderWay {
  readonly entries: ReplayEntry[];
  readonly work: Sliced;
}

/** What is done for one answer, in policies asked: some 20 ms. */
const slice = 30_000;
/** Reading a line costs about as much as asking so many policies. */
const readingCost = 30;

function begin(state: WorldState, text: string | null, fortigate: string | null): LogUnderWay {
  if (text === null) return invalid(-15, 'id', 'The text is incomplete. Send the missing parts.');
  const lines = readLoggedLines(text);
  if (lines.length === 0)
    invalid(
      -56,
      'text',
      'There is no log line in this text. Paste lines with fields such as srcip=10.0.3.2.',
    );
  const entries: ReplayEntry[] = [];
  const policies = state.fortigates.reduce(
    (most, { config }) =>
      Math.max(most, config['firewall policy'].length + config['firewall proxy-policy'].length),
    0,
  );
  function* each(): Generator<number, void> {
    for (const line of lines) {
      entries.push(judge(state, line, fortigate).entry);
      yield readingCost + policies;
    }
  }
  return { entries, work: new Sliced(lines.length, each()) };
}

export function beginLog(
  _state: WorldState,
  { length }: { readonly length: number },
  { logTexts }: Beside,
): { readonly id: string } {
  return { id: logTexts.begin(length) };
}

export function addLogPart(
  _state: WorldState,
  { id, text }: { readonly id: string; readonly text: string },
  { logTexts }: Beside,
): { readonly received: number } {
  return { received: logTexts.add(id, text) };
}

/** Ask again while it says that it is still counting. */
export function explainLog(
  state: WorldState,
  { id, fortigate, verdict, offset, count }: ExplainLogRequest,
  { logs, logTexts }: Beside,
): ExplainLogAnswer {
  const text = logTexts.text(id);
  const underWay = logs.take(JSON.stringify([id, fortigate]), basisOf(state), () =>
    begin(state, text, fortigate),
  );
  underWay.work.advance(slice);
  const { entries, work } = underWay;
  const asked = verdict === null ? entries : entries.filter((one) => one.verdict === verdict);
  const counts: Record<ReplayVerdict, number> = {
    agrees: 0,
    differs: 0,
    unknown: 0,
    unreadable: 0,
  };
  for (const one of entries) counts[one.verdict]++;
  return {
    entries: asked.slice(offset, offset + count),
    total: asked.length,
    counts,
    counting: work.isDone ? null : { done: work.done, total: work.total },
  };
}

function shownServer({ server }: Replay): ReplayedLine['server'] {
  if (!server) return null;
  const { vip, proxy, by } = server;
  return {
    vip: vip.name,
    accessProxy: proxy?.name ?? null,
    address: `${vip.extip}:${vip.extport}`,
    by,
  };
}

function takenFrom(logged: LoggedSession, { server, decided }: Replay): TakenFromLine {
  const { user, groups, authServer, gateway, realServer: number, nat, dstip, dstport } = logged;
  // A gateway without real servers is logged with the VIP's address.
  const isServers = gateway !== null && dstip !== server?.vip.extip;
  return {
    user,
    groups: [...groups],
    authServer,
    gateway,
    realServer: isServers ? { number, address: `${dstip}:${dstport}` } : null,
    nat: nat && `${nat.ip}:${nat.port}`,
    request:
      decided?.decision.kind === 'ztna'
        ? { path: decided.session.path, host: decided.session.host }
        : null,
  };
}

/** One line in full: why, what differs, and what would account for it. */
export function explainLogLine(
  state: WorldState,
  { line, fortigate }: LogLineRequest,
): ReplayedLine {
  const [first] = readLoggedLines(line);
  if (!first) return invalid(-56, 'line', 'This is not a log line.');
  const { entry, replay: found, session } = judge(state, first, fortigate);
  if (!found || !session)
    return {
      entry,
      fortigate: null,
      fortigateBy: null,
      candidates: [],
      endpoint: null,
      server: null,
      taken: null,
      missing: [],
      explanation: null,
      onlyLogged: [],
      onlyLab: [],
      accounts: [],
    };
  const { decided, endpoint } = found;
  return {
    entry,
    fortigate: found.fortigate?.name ?? null,
    fortigateBy: found.fortigateBy,
    candidates: [...found.candidates],
    endpoint: endpoint && {
      uid: endpoint.endpoint.uid,
      host: endpoint.endpoint.host,
      by: endpoint.by,
    },
    server: shownServer(found),
    taken: takenFrom(session, found),
    missing: [...found.missing],
    explanation:
      decided && found.fortigate
        ? explain(decided.decision, decided.session, state.ems, found.fortigate)
        : null,
    onlyLogged: [...found.onlyLogged],
    onlyLab: found.onlyLab.map(({ category, name }) => ({ category, name })),
    accounts: accountsFor(found, session, state).map((changes) => [...changes]),
  };
}
