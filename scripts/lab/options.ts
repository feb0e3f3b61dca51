/** Options of the commands: a name and a value, wherever they stand. */
import { Refusal } from './command.ts';

/** The arguments without the option, and its value; null where it is not given. */
export function takeOption(
  args: readonly string[],
  option: string,
  { wants, usage }: { readonly wants: string; readonly usage: string },
): { readonly rest: readonly string[]; readonly value: string | null } {
  const at = args.indexOf(option);
  if (at < 0) return { rest: args, value: null };
  const value = args[at + 1];
  if (value === undefined || value.startsWith('--'))
    throw new Refusal(`Write ${wants} after ${option}; use: ${usage}`);
  const rest = args.toSpliced(at, 2);
  if (rest.includes(option)) throw new Refusal(`${option} stands there twice; use: ${usage}`);
  return { rest, value };
}
