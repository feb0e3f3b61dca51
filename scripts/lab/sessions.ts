/** Decides the sessions of case files, and compares them with what the files expect. */
import { type CaseFortiGate, type CaseWorld, CaseError, readCaseWorlds } from '#formats/case.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { oddities } from '#formats/fortios/oddities/oddities.ts';
import { referenceWarnings } from '#formats/fortios/reference-warnings.ts';
import { printLogLine } from '#formats/log/line.ts';
import { joinWarnings, warningWords } from '#formats/warnings.ts';
import type { CaseSession } from '#model/decision/case.ts';
import type { Decision } from '#model/decision/decision.ts';
import type { Explanation } from '#model/decision/explanation.ts';
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import type { Session } from '#model/decision/session.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { decide } from '#engine/decide/decide.ts';
import { type Turns, afterTurn, inTurn } from '#engine/decide/turns.ts';
import { explain } from '#engine/explain/explain.ts';
import { logLine } from '#engine/explain/log-line.ts';
import { sharedAddresses } from '#engine/sync/shared-addresses.ts';
import { listWords } from '#model/plural.ts';
import { lineBy, linesOf } from '#engine/sync/lines.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';
import { draw } from '#mocks/world/random.ts';
import { caseState } from '#mocks/world/lab/case-state.ts';
import type { RandomSource, WorldState } from '#mocks/world/state.ts';
import { isWorldFile, readWorldFile } from '#mocks/world/worlds/world-file.ts';
import { Refusal, type Terminal, nameOf } from './command.ts';

/** One object of the output of `decide`; its keys in the order of docs/headless.md. */
export interface Row {
  readonly case: string;
  /** Its place in the case's sessions, from 0. */
  readonly session: number;
  readonly kind: Decision['kind'];
  readonly action: Decision['action'];
  readonly policyid: number;
  readonly policytype: Decision['policytype'];
  readonly error: number | null;
  readonly reason: string;
  readonly log: string;
}

export interface Decided {
  readonly row: Row;
  readonly decision: Decision;
  readonly explanation: Explanation;
  readonly session: Session;
  readonly world: CaseWorld;
  /** How it differs from what the case expects; null where it does not, or nothing is expected. */
  readonly difference: string | null;
}

/**
 * What a case does not say of a connection (ports, counters, nanoseconds) is drawn from this seed, anew
 * for each case, so that the same case gives the same lines in whatever company.
 */
const seed = 588_080;

function differenceOf(row: Row, expected: CaseSession['expect']): string | null {
  if (!expected) return null;
  const differing = (['kind', 'action', 'policyid', 'policytype', 'error'] as const).filter(
    (key) => row[key] !== expected[key],
  );
  return differing.length === 0
    ? null
    : differing.map((key) => `${key} is ${row[key]}, expected ${expected[key]}`).join('; ');
}

/** Decides every session of a case. */
function* decided(world: CaseWorld): Generator<Decided> {
  const { ems, fortigates, resolver } = world;
  let random: RandomSource = { upcoming: [], seed };
  let turns: Turns = {};
  for (const [index, { session: asked, expect }] of world.sessions.entries()) {
    const fortigate = fortigates.find((one) => one.name === asked.fortigate);
    // The reader has made sure of it.
    if (!fortigate) continue;
    const session = inTurn(turns, ems, fortigate, asked, resolver);
    const decision = decide(ems, fortigate, session, resolver);
    turns = afterTurn(turns, fortigate, decision);
    const explanation = explain(decision, session, ems, fortigate);
    const drawn = draw(random);
    random = drawn.source;
    const { nanoseconds, ...counters } = drawn.draw;
    const second = BigInt(Math.floor(session.at.epochMs / 1000)) * 1_000_000_000n;
    const facts = {
      ...counters,
      eventtimeNs: second + BigInt(nanoseconds),
      offsetMinutes: session.at.offsetMinutes,
    };
    const row: Row = {
      case: world.name,
      session: index,
      kind: decision.kind,
      action: decision.action,
      policyid: decision.policyid,
      policytype: decision.policytype,
      error: decision.error,
      reason: plain(headline(explanation)),
      log: printLogLine(logLine(decision, session, facts, ems, fortigate.config)),
    };
    const difference = differenceOf(row, expect);
    yield { row, decision, explanation, session, world, difference };
  }
}

/** A world of a file: a case, or all that a world file says. */
export interface FileWorld extends CaseWorld {
  /** Absent for a case. */
  readonly state?: WorldState;
}

/** A world file as the commands take a case: without sessions of its own. */
function worldOfFile(file: string, text: string): FileWorld {
  const read = readWorldFile(text);
  if (!read.ok) {
    const { line, column } = read.position;
    throw new Refusal(`${nameOf(file)}:${line}:${column}: ${read.message}`);
  }
  const { name, state, readings } = read;
  const { ems, names, policyTests } = state;
  return {
    name,
    ems,
    fortigates: state.fortigates.map(({ name: fortigate, connector, config }, i) => ({
      ...(readings[i] ?? readConfig('')),
      name: fortigate,
      connector,
      config,
    })),
    sessions: [],
    resolver: names,
    tests: policyTests,
    state,
  };
}

/** The world to begin with: of a case, with the lines that its sessions leave in the logs. */
export function startOf(world: FileWorld): WorldState {
  return (
    world.state ??
    caseState(
      world,
      [...decided(world)].map(({ row, session }) => ({ ...row, fortigate: session.fortigate })),
    )
  );
}

/** The cases of a text, or the one world of a world file (docs/world-file.md). */
export function worldsIn(file: string, text: string): readonly FileWorld[] {
  if (isWorldFile(text)) return [worldOfFile(file, text)];
  try {
    return readCaseWorlds(text);
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    const { line, column } = error.position;
    throw new Refusal(`${nameOf(file)}:${line}:${column}: ${error.message}`);
  }
}

/** What is odd in a configuration's text, and what it refers to in vain. */
export function warningsOf(world: CaseWorld, fortigate: CaseFortiGate): readonly ConfigWarning[] {
  const lines = linesOf(world.ems, fortigate);
  const hasTag = (name: string): boolean => {
    const parsed = parseTagAddressName(name);
    if (parsed === null) return false;
    return lineBy(lines, parsed.connector)?.knowledge.tags.has(tagKey(parsed.tag)) ?? false;
  };
  const known = {
    tags: lines.flatMap(({ knowledge }) => [...knowledge.tags.values()].map(({ tag }) => tag)),
    emsSerials: lines.map(({ server }) => server.serial),
  };
  return joinWarnings(
    fortigate.warnings,
    referenceWarnings(fortigate, hasTag),
    oddities(fortigate, known),
  );
}

/** The cases of a file; what its FortiOS texts have odd is said. */
export async function readWorlds(file: string, terminal: Terminal): Promise<readonly FileWorld[]> {
  const worlds = worldsIn(file, await terminal.read(file));
  for (const world of worlds) sayWarnings(file, world, terminal);
  return worlds;
}

/** What a case’s texts have odd; true where one of it can change a decision. */
export function sayWarnings(file: string, world: CaseWorld, terminal: Terminal): boolean {
  // By address alone, the first of several devices counts: that can change a decision.
  const shared = sharedAddresses(world.ems);
  for (const { ip, hosts } of shared)
    terminal.say(
      `${nameOf(file)}: case “${world.name}”: ${listWords(hosts)} have the address ${ip}. By its address, a FortiGate takes a device for ${hosts[0] ?? ''} (can change a decision).`,
    );
  let canDecide = shared.length > 0;
  for (const fortigate of world.fortigates)
    for (const warning of warningsOf(world, fortigate)) {
      canDecide ||= warning.decides ?? false;
      terminal.say(
        `${nameOf(file)}: case “${world.name}”, configuration of ${fortigate.name}, line ${warning.line}: ${warningWords(warning)}`,
      );
    }
  return canDecide;
}

export interface DecidedFiles {
  readonly sessions: readonly Decided[];
  /** A text has something that can change a decision. */
  readonly isOdd: boolean;
}

/**
 * Every session of every case of the files, in order. Nothing is decided before all files are read;
 * what the FortiOS texts have odd, and what differs from what is expected, is said on the way.
 */
export async function decideFiles(
  files: readonly string[],
  terminal: Terminal,
): Promise<DecidedFiles> {
  const read: { readonly file: string; readonly worlds: readonly CaseWorld[] }[] = [];
  for (const file of files) read.push({ file, worlds: worldsIn(file, await terminal.read(file)) });
  let isOdd = false;
  const sessions = read.flatMap(({ file, worlds }) =>
    worlds.flatMap((world) => {
      isOdd = sayWarnings(file, world, terminal) || isOdd;
      const sessions = [...decided(world)];
      for (const { row, difference } of sessions)
        if (difference !== null)
          terminal.say(
            `${nameOf(file)}: case “${world.name}”, session ${row.session}: ${difference}. ${row.reason}`,
          );
      return sessions;
    }),
  );
  return { sessions, isOdd };
}

/** A JSON array with one element a line, so that two outputs can be compared line by line. */
export function jsonLines(values: readonly object[]): string {
  return values.length === 0
    ? '[]\n'
    : `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]\n`;
}
