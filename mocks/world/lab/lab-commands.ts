import type { Decision, RouteFinding } from '#model/decision/decision.ts';
import {
  type ConnectRequest,
  connectRequestSchema,
  currentRequest,
  formerConnectRequestSchema,
} from '#model/lab/connect-request.ts';
import type { ConnectAnswer } from '#model/lab/lab-api.ts';
import type { OtherSession } from '#model/lab/scenario.ts';
import type { Session } from '#model/decision/session.ts';
import { decide } from '#engine/decide/decide.ts';
import { afterTurn, inTurn } from '#engine/decide/turns.ts';
import { explain } from '#engine/explain/explain.ts';
import { logLine } from '#engine/explain/log-line.ts';
import { printLogLine } from '#formats/log/line.ts';
import { z } from '#model/zod.ts';
import { type Carried, command } from '../command.ts';
import { draw } from '../random.ts';
import { attemptOf } from './attempt.ts';
import { deniedPage } from './denied-page.ts';
import { otherSession } from './other-sessions.ts';
import { appendLog, logFacts, opened } from './sessions.ts';
import { type FortiGate, type SessionFacts, type WorldState, findFortiGate } from '../state.ts';

/** A connection takes the world's clock one second on; nothing else does [assumed]. */
const connectionMs = 1000;

/** The next draw whose session number no open session has. */
function drawFresh(state: WorldState): ReturnType<typeof draw> {
  let drawn = draw(state.random);
  while (state.openSessions.some(({ shown }) => shown.id === drawn.draw.sessionid))
    drawn = draw(drawn.source);
  return drawn;
}

/** Decides the session, and writes its line into the FortiGate's traffic log; what else it logs then, after it. */
export function record(
  state: WorldState,
  fortigate: FortiGate,
  session: Session,
): {
  state: WorldState;
  /** At its turn of the real servers, which it keeps as long as it is open. */
  session: Session;
  decision: Decision;
  facts: SessionFacts;
  index: number;
  line: ReturnType<typeof logLine>;
  text: string;
} {
  const taken = inTurn(state.turns, state.ems, fortigate, session, state.names);
  const decision = decide(state.ems, fortigate, taken, state.names);
  const { draw: drawn, source } = drawFresh(state);
  const { others, ...facts } = drawn;
  const line = logLine(
    decision,
    session,
    logFacts(state.clock, facts),
    state.ems,
    fortigate.config,
  );
  const text = printLogLine(line);
  const { state: logged, index } = appendLog(state, fortigate, decision.kind, text);
  const clock = { ...state.clock, epochMs: state.clock.epochMs + connectionMs };
  const turns = afterTurn(state.turns, fortigate, decision);
  const after = withOthers({ ...logged, random: source, clock, turns }, others ?? []);
  return { state: after, session: taken, decision, facts, index, line, text };
}

function withOthers(state: WorldState, others: readonly OtherSession[]): WorldState {
  let after = state;
  for (const other of others) {
    const target = findFortiGate(after, other.fortigate);
    const session = target && otherSession(after, other, target);
    if (session) after = { ...record(after, target, session).state, clock: state.clock };
  }
  return after;
}

/** Its number by age, the newest 1. */
function numberOf(state: WorldState, fortigate: FortiGate, index: number): number {
  return (findFortiGate(state, fortigate.name)?.logs.at(-1)?.index ?? index) - index + 1;
}

/** What answers behind the server. */
function realServerText(route: RouteFinding): string {
  switch (route.kind) {
    case 'unresolved':
      return route.name;
    case 'routed':
      return `${route.realServer}:${route.port}`;
    case 'without-server':
      return route.service === 'saas' ? 'the SaaS application' : 'the web portal';
    case 'no-gateway':
    case 'not-decided':
    case 'no-real-server':
      return '';
  }
}

function withConnection(state: WorldState, request: ConnectRequest): Carried {
  const { fortigate, endpoint, session } = attemptOf(state, request);
  const done = record(state, fortigate, session);
  const { decision } = done;
  const route = decision.kind === 'ztna' ? decision.trace.route : null;
  const answer: ConnectAnswer = {
    request,
    explanation: explain(decision, session, state.ems, fortigate),
    denied: deniedPage(decision, session, endpoint, state),
    protectedPage:
      decision.action === 'accept' && route
        ? {
            url: `https://${session.host ?? session.dstip}:${session.dstport}${session.path}`,
            realServer: realServerText(route),
          }
        : null,
    record: {
      index: done.index,
      number: numberOf(done.state, fortigate, done.index),
      line: [...done.line],
      text: done.text,
    },
  };
  const after =
    decision.action === 'accept'
      ? opened(done.state, done.session, decision, done.facts)
      : done.state;
  return { state: { ...after, connection: { answer } }, connection: answer };
}

export const connect = command('lab/connect', {
  // One that a former version stored is carried out again as it was then.
  input: z.object({ request: z.union([connectRequestSchema, formerConnectRequestSchema]) }),
  // What has happened is not taken back.
  words: () => null,
  touches: () => [],
  run: (state, { request }) => withConnection(state, currentRequest(request)),
});
