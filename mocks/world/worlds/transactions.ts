/** `execute config-transaction`: a draft, by the words of a device. */
import type { TransactionStep } from '#cli/grammar.ts';
import { count } from '#model/plural.ts';
import { RefusalError } from '../refusal.ts';
import type { Drafts } from './drafts.ts';

/** Worlds are counted, with the first one that a browser has; so are transactions. */
function numberIn(id: string): number {
  return Number(/\d+$/.exec(id)?.[0] ?? 2) - 1;
}

async function infoLines(drafts: Drafts, id: string): Promise<readonly string[]> {
  const review = await drafts.review();
  if (!review) return ['No config transaction is active.'];
  const { gains, loses, counting } = await drafts.effect();
  return [
    `config transaction id: ${numberIn(id)}`,
    `name: ${review.name}`,
    `changes: ${review.changes.length}`,
    ...review.changes.map(
      ({ words, fit }) => `  ${words}${fit.kind === 'fits' ? '' : ` (${fit.kind})`}`,
    ),
    counting ? 'access: still being counted' : `access: +${gains} -${loses}`,
  ];
}

/**
 * What the line prints; what a refusal says is printed as well. `(id=1) started` was seen in a public
 * transcript; the other lines are [assumed].
 */
export async function stepTransaction(
  drafts: Drafts,
  step: TransactionStep,
): Promise<readonly string[]> {
  const { id } = drafts.opened();
  try {
    switch (step) {
      case 'start':
        return [`config transaction (id=${numberIn(await drafts.start(''))}) started`];
      case 'commit': {
        const { of, changes } = await drafts.apply();
        return [
          `config transaction (id=${numberIn(id)}) committed: ${count(changes, 'change')} in ${of}`,
        ];
      }
      case 'abort':
        await drafts.discard();
        return [`config transaction (id=${numberIn(id)}) aborted`];
      case 'info':
        return await infoLines(drafts, id);
      case 'commands':
        return (await drafts.commands()).text.trimEnd().split('\n');
    }
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    return [error.message, 'Command fail. Return code -1'];
  }
}
