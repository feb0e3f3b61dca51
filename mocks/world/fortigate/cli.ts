/** FortiOS's command line on the world: its changes are the same commands as the pages'. */
import { isPaged } from '#cli/commands/console-settings.ts';
import { type Typed, helpLines, offersFor, runLine } from '#cli/run.ts';
import {
  type CliChange,
  type CliRefusal,
  type CliWorld,
  type CliSession,
  newSession,
  promptOf,
} from '#cli/session.ts';
import type { CliHelp } from '#model/fortios/cli-api.ts';
import { cliWorldOf } from './cli-world.ts';
import { type Command, commandWords, run } from '../commands.ts';
import { RefusalError } from '../refusal.ts';
import { type WorldState, fortigateNamed } from '../state.ts';

function viewOf(state: WorldState, name: string): CliWorld {
  return cliWorldOf(state, fortigateNamed(state, name));
}

function commandOf(change: CliChange, fortigate: string): Command {
  switch (change.kind) {
    case 'save':
      return { ...change, kind: 'fortigate/save-row', fortigate };
    case 'rename':
      return { ...change, kind: 'fortigate/rename', fortigate };
    case 'clone':
      return { ...change, kind: 'fortigate/clone', fortigate };
    case 'move':
      return { ...change, kind: 'fortigate/move', fortigate };
    case 'verify':
      return { ...change, kind: 'fortigate/verify-connector', fortigate };
    case 'keep':
      return { ...change, kind: 'fortigate/keep-section', fortigate };
    case 'delete': {
      const { table, keys } = change;
      const steps = keys.map((key) => ({
        kind: 'fortigate/delete' as const,
        fortigate,
        table,
        key,
      }));
      const [only] = steps;
      return steps.length === 1 && only
        ? only
        : { kind: 'fortigate/batch', fortigate, words: `purge ${table}`, steps };
    }
  }
}

function refusalOf(error: unknown): CliRefusal {
  if (!(error instanceof RefusalError)) throw error;
  const { refusal } = error;
  switch (refusal.kind) {
    case 'invalid':
      return refusal;
    case 'not-found':
    case 'conflict':
      return { code: -3, field: '', message: refusal.message };
  }
}

export interface TypedInWorld {
  readonly typed: Typed;
  /** The same object where the line changed nothing. */
  readonly state: WorldState;
  /** What *Undo* calls it; null where nothing was changed. */
  readonly words: string | null;
  readonly commands: readonly Command[];
}

/** One line on one FortiGate. Throws a RefusalError where there is no such FortiGate. */
export function typeLine(
  state: WorldState,
  fortigate: string,
  session: CliSession,
  line: string,
): TypedInWorld {
  let after = state;
  let words: string | null = null;
  const commands: Command[] = [];
  const typed = runLine(viewOf(state, fortigate), session, line, (change) => {
    const command = commandOf(change, fortigate);
    try {
      after = run(after, command).state;
    } catch (error) {
      return refusalOf(error);
    }
    words = commandWords(command);
    commands.push(command);
    return null;
  });
  return { typed, state: after, words, commands };
}

/** So many sessions are remembered; the one longest unused makes room. */
const mostSessions = 256;

/** Where each session stands. Nothing of it is stored: a reload begins anew, as a new connection would. */
export class CliSessions {
  private readonly sessions = new Map<string, CliSession>();

  private static key(fortigate: string, id: string): string {
    return `${fortigate}\n${id}`;
  }

  find(fortigate: string, id: string): CliSession {
    return this.sessions.get(CliSessions.key(fortigate, id)) ?? newSession;
  }

  keep(fortigate: string, id: string, session: CliSession): void {
    const key = CliSessions.key(fortigate, id);
    this.sessions.delete(key);
    this.sessions.set(key, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > mostSessions && oldest !== undefined) this.sessions.delete(oldest);
  }
}

/** Whether the device is set to show long output a page at a time. */
export function isOutputPaged(
  state: WorldState,
  { fortigate }: { readonly fortigate: string },
): boolean {
  return isPaged(fortigateNamed(state, fortigate).config);
}

export function promptAt(state: WorldState, fortigate: string, session: CliSession): string {
  return promptOf(viewOf(state, fortigate), session);
}

/** What may be typed at the end of a text, and how `?` prints it. */
export function helpAt(
  state: WorldState,
  fortigate: string,
  session: CliSession,
  text: string,
): CliHelp {
  const found = offersFor(viewOf(state, fortigate), session, text);
  return {
    from: found.from,
    words: found.offers.map((one) => one.text),
    help: [...helpLines(found, found.from === text.length)],
  };
}
