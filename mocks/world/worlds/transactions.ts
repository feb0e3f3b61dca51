/** `execute config-transaction`: what its lines print, whoever keeps the transaction. */
import type { TransactionStep } from '#cli/grammar.ts';
import type { CliAnswer, CliRequest } from '#model/fortios/cli-api.ts';
import { count } from '#model/plural.ts';
import { granted } from '../answered.ts';
import { RefusalError } from '../refusal.ts';
import type { World } from '../world.ts';

export interface TransactionInfo {
  readonly name: string;
  readonly changes: readonly { readonly words: string; readonly fit: { readonly kind: string } }[];
  /** Pairs that gain and lose access; null while they are being counted. */
  readonly access: { readonly gains: number; readonly loses: number } | null;
}

/** Each refuses what it cannot do. */
export interface Transactions {
  /** Of the one that is under way; of the next one where there is none. */
  readonly number: () => number;
  readonly start: () => Promise<void>;
  readonly commit: () => Promise<{ readonly of: string; readonly changes: number }>;
  readonly abort: () => Promise<void>;
  /** Null where none is under way. */
  readonly info: () => Promise<TransactionInfo | null>;
  /** What its changes come to, as commands for each FortiGate. */
  readonly commands: () => Promise<string>;
}

async function infoLines(transactions: Transactions): Promise<readonly string[]> {
  const info = await transactions.info();
  if (!info) return ['No config transaction is active.'];
  const { name, changes, access } = info;
  return [
    `config transaction id: ${transactions.number()}`,
    `name: ${name}`,
    `changes: ${changes.length}`,
    ...changes.map(({ words, fit }) => `  ${words}${fit.kind === 'fits' ? '' : ` (${fit.kind})`}`),
    access ? `access: +${access.gains} -${access.loses}` : 'access: still being counted',
  ];
}

/**
 * What the line prints; what a refusal says is printed as well. `(id=1) started` was seen in a public
 * transcript; the other lines are [assumed].
 */
export async function stepTransaction(
  transactions: Transactions,
  step: TransactionStep,
): Promise<readonly string[]> {
  const id = (): string => `(id=${transactions.number()})`;
  try {
    switch (step) {
      case 'start':
        await transactions.start();
        return [`config transaction ${id()} started`];
      case 'commit': {
        const ended = id();
        const { of, changes } = await transactions.commit();
        return [`config transaction ${ended} committed: ${count(changes, 'change')} in ${of}`];
      }
      case 'abort': {
        const ended = id();
        await transactions.abort();
        return [`config transaction ${ended} aborted`];
      }
      case 'info':
        return await infoLines(transactions);
      case 'commands':
        return (await transactions.commands()).trimEnd().split('\n');
    }
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    return [error.message, 'Command fail. Return code -1'];
  }
}

/**
 * Carries lines out; the one after a transaction began or ended is typed in another world.
 * @param world where the next line is typed
 * @param step answers a line that asks for a transaction
 */
export async function typeTransacted(
  request: CliRequest,
  world: () => World,
  step: (step: TransactionStep) => Promise<readonly string[]>,
): Promise<CliAnswer> {
  const lines: CliAnswer['lines'] = [];
  let { lines: left } = request;
  let changed = false;
  for (;;) {
    const { asked, ...answer } = granted(await world().typeLines({ ...request, lines: left }));
    lines.push(...answer.lines);
    changed ||= answer.changed;
    if (!asked) return { ...answer, lines, changed };
    const output = await step(asked.step);
    lines.splice(-1, 1, { prompt: lines.at(-1)?.prompt ?? '', output: [...output] });
    left = [...asked.rest];
    changed = true;
  }
}
