/** A decision case as a world: what a case does not say is as in a small scenario. */
import type { CaseWorld } from '#formats/case.ts';
import type { Moment } from '#model/decision/session.ts';
import { emptyConsole } from '../ems/ems-servers.ts';
import { type FortiGate, type LogEntry, type WorldState } from '../state.ts';

/** A line that a session of the case left in a FortiGate's log. */
export interface CaseLog {
  readonly fortigate: string;
  readonly kind: LogEntry['subtype'];
  readonly log: string;
}

const seed = 588_080;

/** A case without sessions has no time of its own [assumed]. */
export function caseMoment({ sessions: [first] }: CaseWorld): Moment {
  return first?.session.at ?? { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };
}

/** @param logs the lines of the case's sessions, in their order */
export function caseState(world: CaseWorld, logs: readonly CaseLog[]): WorldState {
  const { ems } = world;
  const fortigates = world.fortigates.map(({ name, connector, config }): FortiGate => {
    const device = ems.fabricDevices.find((one) => one.name === name);
    return {
      name,
      connector,
      config,
      serial: device?.serial ?? '',
      ip: device?.ip ?? '',
      version: '7.6.4',
      build: 3596,
      logs: logs
        .filter((one) => one.fortigate === name)
        .map(({ kind, log }, i) => ({ index: i + 1, subtype: kind, text: log })),
    };
  });
  return {
    revision: 1,
    scenario: { id: 'case', name: world.name },
    clock: caseMoment(world),
    random: { upcoming: [], seed },
    ems,
    closedConsoles: Object.fromEntries(
      (ems.otherServers ?? []).map(({ serial }) => [serial, emptyConsole]),
    ),
    names: world.resolver,
    turns: {},
    postures: {},
    tagDefinitions: [],
    outbreaks: [],
    tagsByHand: [],
    fortiAnalyzer: { handlers: [], events: [] },
    fortigates,
    pendingTagChanges: [],
    ignoredFindings: [],
    connection: null,
    openSessions: [],
    endedSessions: [],
    policyTests: world.tests,
    stepsDone: [],
    changed: {},
  };
}
