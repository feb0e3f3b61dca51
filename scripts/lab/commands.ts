/** The commands of `npm run -s lab`, by name. */
import { type Command, Refusal, type Status, type Terminal, done, refused } from './command.ts';
import { cliCommand } from './cli.ts';
import { decideCommand } from './decide.ts';
import { explainCommand } from './explain.ts';
import { findingsCommand } from './findings.ts';
import { fmtCommand } from './fmt.ts';
import { impactCommand } from './impact.ts';
import { logCommand } from './log.ts';
import { matrixCommand } from './matrix.ts';
import { serveCommand } from './serve.ts';
import { testCommand } from './test.ts';

const commands: ReadonlyMap<string, Command> = new Map([
  ['decide', decideCommand],
  ['explain', explainCommand],
  ['fmt', fmtCommand],
  ['findings', findingsCommand],
  ['log', logCommand],
  ['cli', cliCommand],
  ['matrix', matrixCommand],
  ['impact', impactCommand],
  ['test', testCommand],
  ['serve', serveCommand],
]);

function help(): string {
  const list = [...commands.values()];
  const width = Math.max(...list.map(({ usage }) => usage.length));
  return [
    'The lab without a browser: npm run -s lab -- COMMAND ...',
    '',
    ...list.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`),
    '',
    'A FILE of - is standard input. Exit status: 0 fine, 1 a comparison failed, 2 bad usage or input.',
    'See docs/headless.md.',
    '',
  ].join('\n');
}

/** Carries out one command line; what goes wrong with it is one line on standard error. */
export async function runLab(args: readonly string[], terminal: Terminal): Promise<Status> {
  const [name, ...rest] = args;
  if (args.includes('--help') || name === 'help') {
    terminal.out(help());
    return done;
  }
  try {
    const command = commands.get(name ?? '');
    if (!command)
      throw new Refusal(
        `${name === undefined ? 'Name a command' : `There is no command ${name}`}; use one of: ${[...commands.keys()].join(', ')}, or --help.`,
      );
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    terminal.say(error.message);
    return refused;
  }
}
