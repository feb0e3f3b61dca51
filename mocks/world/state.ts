/** The backend's state: immutable, and changed only by commands (`commands.ts`). */
import type { Turns } from '#engine/decide/turns.ts';
import type { Ems } from '#model/ems/ems.ts';
import type { FortiAnalyzer } from '#model/ems/fortianalyzer.ts';
import type { Outbreak } from '#model/ems/outbreak.ts';
import type { Posture } from '#model/tagging/posture.ts';
import type { ConnectAnswer } from '#model/lab/lab-api.ts';
import type { EndedSession, LabSession } from '#model/lab/lab-sessions.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import type { PolicyTest } from '#model/lab/policy-test.ts';
import type { IgnoredFinding } from '#model/lab/findings.ts';
import type { Draw } from '#model/lab/scenario.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';
import type { Tag } from '#model/tagging/tags.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { notFound } from './refusal.ts';

/** A source of draws: those that a scenario sets, then pseudo-random ones from a seed. */
export interface RandomSource {
  readonly upcoming: readonly Draw[];
  readonly seed: number;
}

export interface LogEntry {
  /** The record's number in this device's traffic log, from 1, oldest first. */
  readonly index: number;
  readonly subtype: 'ztna' | 'forward';
  readonly text: string;
}

export interface FortiGate {
  readonly name: string;
  readonly serial: string;
  readonly ip: string;
  readonly version: string;
  readonly build: number;
  /** The number of its EMS connector, 1 to 7. */
  readonly connector: number;
  /** Connectors whose EMS certificate is not verified. Absent for none. */
  readonly unverified?: readonly number[] | undefined;
  readonly config: FortiosConfig;
  /** Newest last. */
  readonly logs: readonly LogEntry[];
}

export interface Clock {
  readonly epochMs: number;
  readonly offsetMinutes: number;
}

/** What the wire brought of a session, for its log lines. */
export type SessionFacts = Draw;

/** A session that was accepted and has not ended. */
export interface OpenSession {
  /** As it is listed. */
  readonly shown: LabSession;
  /** As it was decided. */
  readonly session: Session;
  readonly facts: SessionFacts;
  /** Of the certificate that it began with; absent where none was presented. */
  readonly certificateSerial?: string | undefined;
}

/** A tag that EMS will give or take when the endpoint reports. */
export interface PendingTagChange {
  readonly uid: string;
  readonly tag: Tag;
  /** False where the tag is taken. */
  readonly add: boolean;
  readonly cause: 'posture' | 'network' | 'logon';
  /** Null while the endpoint does not report. */
  readonly dueMs: number | null;
}

/** A posture or outbreak tag that was given or taken by hand: the rules do not undo it. */
export interface TagByHand {
  readonly uid: string;
  readonly tag: Tag;
  /** False where the tag was taken. */
  readonly add: boolean;
}

/** What an EMS console holds besides its endpoints and Fabric devices. */
export interface EmsConsole {
  readonly tagDefinitions: readonly TagDefinition[];
  readonly outbreaks: readonly Outbreak[];
  readonly tagsByHand: readonly TagByHand[];
  readonly fortiAnalyzer: FortiAnalyzer;
  readonly pendingTagChanges: readonly PendingTagChange[];
}

export interface WorldState {
  /** Grows by one with each command. */
  readonly revision: number;
  readonly scenario: { readonly id: string; readonly name: string };
  readonly clock: Clock;
  readonly random: RandomSource;
  /** The EMS server whose console is open, and with it the others. */
  readonly ems: Ems;
  /** What the consoles of the others hold besides, by serial number. */
  readonly closedConsoles: Readonly<Record<string, EmsConsole>>;
  /** What domain names and countries resolve to, for every FortiGate. */
  readonly names: Resolver;
  readonly turns: Turns;
  /** What is found on each endpoint, by UID; absent for an unremarkable device of its system. */
  readonly postures: Readonly<Record<string, Posture>>;
  /** In the order in which endpoints get the tags. */
  readonly tagDefinitions: readonly TagDefinition[];
  readonly outbreaks: readonly Outbreak[];
  readonly tagsByHand: readonly TagByHand[];
  readonly fortiAnalyzer: FortiAnalyzer;
  readonly fortigates: readonly FortiGate[];
  /** In the order in which they were made. */
  readonly pendingTagChanges: readonly PendingTagChange[];
  /** Findings that somebody set aside. */
  readonly ignoredFindings: readonly IgnoredFinding[];
  /** The last connection that a person made. */
  readonly connection: { readonly answer: ConnectAnswer } | null;
  /** Newest last, both. */
  readonly openSessions: readonly OpenSession[];
  readonly endedSessions: readonly EndedSession[];
  /** In the order in which they are listed; no two have the same name. */
  readonly policyTests: readonly PolicyTest[];
  /** The steps of the scenario that have happened, by their ids. */
  readonly stepsDone: readonly string[];
  /** The revision at which an object last changed, by its path; absent for what never did. */
  readonly changed: Readonly<Record<string, number>>;
}

export const objectPath = {
  /** All of it: another scenario was loaded. */
  world: 'world',
  endpoint: (uid: string): string => `ems/endpoint/${uid}`,
  posture: (uid: string): string => `ems/posture/${uid}`,
  tagDefinition: (id: number): string => `ems/tag-definition/${id}`,
  fabricDevice: (serial: string): string => `ems/fabric-device/${serial}`,
  configuration: (fortigate: string): string => `configuration/${fortigate}`,
  /** The policy tests all together, their order included. */
  policyTests: 'lab/policy-tests',
  policyTest: (name: string): string => `lab/policy-test/${name}`,
  row: (fortigate: string, table: string, key: string): string =>
    `fortigate/${fortigate}/${table}/${key}`,
};

/** The revision that is an object's own: it grows when the object changes, and with nothing else. */
export function changedAt({ changed }: WorldState, path: string): number {
  const at = (one: string): number => (Object.hasOwn(changed, one) ? (changed[one] ?? 0) : 0);
  return Math.max(at(path), at(objectPath.world));
}

/** The same of all objects whose paths begin so. */
export function changedWithin(state: WorldState, start: string): number {
  return Object.entries(state.changed).reduce(
    (latest, [path, revision]) => (path.startsWith(start) ? Math.max(latest, revision) : latest),
    changedAt(state, objectPath.world),
  );
}

export function findFortiGate(state: WorldState, name: string): FortiGate | undefined {
  return state.fortigates.find((fortigate) => fortigate.name === name);
}

/** Refuses where there is none of that name, at the field that names it. */
export function fortigateNamed(state: WorldState, name: string, field?: string): FortiGate {
  return (
    findFortiGate(state, name) ?? notFound(`This world has no FortiGate named ${name}.`, field)
  );
}

export function withFortiGate(
  state: WorldState,
  name: string,
  change: (fortigate: FortiGate) => FortiGate,
): WorldState {
  return {
    ...state,
    fortigates: state.fortigates.map((one) => (one.name === name ? change(one) : one)),
  };
}
