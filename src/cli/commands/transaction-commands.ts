/**
 * Workspace mode: changes are made apart, and committed together [530847, administration guide]. The lab's
 * transaction is a draft of its world, which whoever runs the line keeps.
 */
import { type Step, type TransactionStep, keyword, value } from '../grammar.ts';
import { errors } from '../errors.ts';
import { said } from '../show/looking.ts';

function step(word: string, help: string, transaction: TransactionStep): Step {
  return keyword(word, help, {
    run: (_args, { session }) => ({ ...said(session), transaction }),
  });
}

/** Minutes after which a device gives up; a draft stays. */
const longestMinutes = 60;

export const transactionSteps: readonly Step[] = [
  step('abort', 'Drop the changes of the transaction.', 'abort'),
  step('commit', 'Make the changes of the transaction.', 'commit'),
  step('show-info', 'The transaction and its changes.', 'info'),
  keyword('start', 'Start a transaction.', {
    run: (_args, { session }) => ({ ...said(session), transaction: 'start' }),
    next: [
      value(
        '<integer>',
        `Minutes until a device drops it, 1 to ${longestMinutes}; the lab keeps it.`,
        {
          run: ([minutes], { session }) => {
            const text = minutes?.text ?? '';
            const number = Number(text);
            return /^\d+$/.test(text) && number >= 1 && number <= longestMinutes
              ? { ...said(session), transaction: 'start' }
              : said(session, errors.checkFailed('timeout', text));
          },
        },
      ),
    ],
  }),
];

export const transactionViews: readonly Step[] = [
  keyword('show', 'The transaction.', {
    next: [
      step('txn-cli-commands', 'Its commands.', 'commands'),
      step('txn-info', 'Its number and its changes.', 'info'),
    ],
  }),
];
