/** A transaction of a browser's command line is a draft: every page works in it. */
import type { Drafts } from './drafts.ts';
import type { Transactions } from './transactions.ts';

/** Worlds are counted, with the first one that a browser has; so are transactions. */
function numberIn(id: string): number {
  return Number(/\d+$/.exec(id)?.[0] ?? 2) - 1;
}

export function draftTransactions(drafts: Drafts): Transactions {
  return {
    number: () => numberIn(drafts.opened().id),
    start: async () => void (await drafts.start('')),
    commit: () => drafts.apply(),
    abort: async () => void (await drafts.discard()),
    info: async () => {
      const review = await drafts.review();
      if (!review) return null;
      const { gains, loses, counting } = await drafts.effect();
      return { ...review, access: counting ? null : { gains, loses } };
    },
    commands: async () => (await drafts.commands()).text,
  };
}
