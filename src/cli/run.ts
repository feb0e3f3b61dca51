/** The command line itself: a line typed somewhere gives output, a place to stand, and changes. */
import { consolePath, consoleSteps } from './commands/console-settings.ts';
import { entrySteps } from './commands/entry-commands.ts';
import { errors } from './errors.ts';
import { answerLogDelete } from './commands/execute-commands.ts';
import {
  type LineOutcome,
  type Offer,
  type Offers,
  type Place,
  type Step,
  type TransactionStep,
  offersAt,
  walk,
} from './grammar.ts';
import { grep, grepOffers, pipeProblem } from './grep.ts';
import { answerKeptPurge, keptSteps } from './commands/kept-commands.ts';
import { cliInterrupt } from '#model/fortios/cli-api.ts';
import { readLine } from './line.ts';
import { rootSteps } from './commands/root-commands.ts';
import type { Apply, Asking, CliChange, CliWorld, CliSession } from './session.ts';
import { answerPurge, tableSteps } from './commands/table-commands.ts';

/** The commands of the place where the session stands. */
function stepsAt({ world, session: { levels } }: Place): readonly Step[] {
  const top = levels.at(-1);
  const above = levels.at(-2);
  switch (top?.kind) {
    case undefined:
      return rootSteps;
    case 'table':
      return tableSteps(top);
    case 'entry':
      return entrySteps(
        top,
        above?.kind === 'table' ? above.path : top.table,
        world.fortigate.version,
      );
    case 'kept':
      return above === undefined && top.name === consolePath ? consoleSteps(top) : keptSteps(top);
  }
}

/** Whatever was asked, `y` does it and anything else does not. */
function answered(asking: Asking, text: string, place: Place, apply: Apply): LineOutcome {
  switch (asking) {
    case 'log':
      return answerLogDelete(text, place);
    case 'kept':
      return answerKeptPurge(text, place, apply);
    default:
      return answerPurge(text, place, apply);
  }
}

export interface Typed {
  readonly output: readonly string[];
  readonly session: CliSession;
  /** What was changed, in order; nothing that was refused. */
  readonly changes: readonly CliChange[];
  /** The session was left by `exit`. */
  readonly closed: boolean;
  /** What is to be done with a transaction; its words are the output. */
  readonly transaction: TransactionStep | null;
}

/**
 * Carries out one line. Never throws on what is typed.
 * @param apply carries out a change of the configuration, or says why it is refused
 */
export function runLine(world: CliWorld, session: CliSession, text: string, apply: Apply): Typed {
  const changes: CliChange[] = [];
  const applied: Apply = (change) => {
    const refusal = apply(change);
    if (!refusal) changes.push(change);
    return refusal;
  };
  const place: Place = { world, session };
  const said = (output: readonly string[], after: CliSession = session, closed = false): Typed => ({
    output,
    session: after,
    changes,
    closed,
    transaction: null,
  });

  if (text === cliInterrupt) return said([], { ...session, purging: null, unfinished: '' });
  if (session.purging !== null) {
    const { lines, session: after } = answered(session.purging, text, place, applied);
    return said(lines, after);
  }
  const whole = session.unfinished === '' ? text : `${session.unfinished}\n${text}`;
  const line = readLine(whole);
  if (!line.closed) return said([], { ...session, unfinished: whole });
  const here = session.unfinished === '' ? session : { ...session, unfinished: '' };
  const [first] = line.words;
  // A comment, or nothing.
  if (!first || (!first.quoted && first.text.startsWith('#'))) return said([], here);
  const problem = pipeProblem(line.pipes);
  if (problem) return said(problem, here);
  const standing = { world, session: here };
  const walked = walk(stepsAt(standing), line.words, standing);
  if (walked.kind === 'lost') return said(errors.parse(walked.word.text), here);
  if (!walked.run) return said(errors.incomplete(), here);
  const outcome = walked.run(walked.args, standing, applied);
  let output = outcome.lines;
  for (const pipe of line.pipes) output = grep(pipe, output).lines;
  return {
    ...said(output, outcome.session, outcome.closed ?? false),
    transaction: outcome.transaction ?? null,
  };
}

/** What may be typed at the end of the text. */
export function offersFor(world: CliWorld, session: CliSession, text: string): Offers {
  const nothing: Offers = { from: text.length, offers: [], open: null, mayEnd: false };
  if (session.purging !== null || session.unfinished !== '') return nothing;
  const line = readLine(text);
  const pipe = line.pipes.at(-1);
  return pipe
    ? grepOffers(pipe, line.ended, text.length)
    : offersAt(stepsAt({ world, session }), line, text.length, { world, session });
}

/** Help as `?` prints it: words and what they are. */
export function helpLines({ offers, open, mayEnd }: Offers, isNewWord: boolean): readonly string[] {
  const end: Offer = { text: '<Enter>', help: 'Run the line.' };
  const listed = [...offers, ...(open ? [open] : []), ...(mayEnd && isNewWord ? [end] : [])];
  const width = Math.max(0, ...listed.map(({ text }) => text.length));
  return listed.map(({ text, help }) => `${text.padEnd(width)}    ${help}`.trimEnd());
}
