/** What a command of the lab is, and the world outside as it sees it. */

/** Standard output and error, and files; each as text, so that commands can be tried without a process. */
export interface Terminal {
  out(text: string): void;
  /** One line, without its end. */
  say(line: string): void;
  /** The text of a file; `-` is standard input. Throws a Refusal. */
  read(file: string): Promise<string>;
  /** Throws a Refusal where the file cannot be written. */
  write(file: string, text: string): Promise<void>;
}

export const done = 0;
/** A comparison that the command made did not come out. */
export const checkFailed = 1;
/** Bad usage, or input that cannot be read. */
export const refused = 2;
export type Status = typeof done | typeof checkFailed | typeof refused;

/** Ends the command with `refused` and this one line. */
export class Refusal extends Error {}

export interface Command {
  readonly usage: string;
  readonly about: string;
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<Status>;
}

/** The files that a command names, its options taken out: what still looks like an option is a mistake. */
export function filesOf(args: readonly string[], usage: string, most: number): readonly string[] {
  const option = args.find((arg) => arg.startsWith('-') && arg !== '-');
  if (option !== undefined) throw new Refusal(`There is no option ${option} here; use: ${usage}`);
  if (args.length === 0) throw new Refusal(`Name a file, or - for standard input; use: ${usage}`);
  if (args.length > most)
    throw new Refusal(`There is one file too many, ${args[most]}; use: ${usage}`);
  return args;
}

/** How a message names a file: standard input has no name of its own. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
