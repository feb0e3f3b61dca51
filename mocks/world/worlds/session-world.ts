/**
 * A world as one command-line session of a device has it, where worlds stand alone: a transaction is of that session,
 * and nobody else sees what it changes until it is committed. It ends with the session.
 */
import type { TransactionStep } from '#cli/grammar.ts';
import type { CliAnswer, CliHelp, CliHelpRequest, CliRequest } from '#model/fortios/cli-api.ts';
import { type Answered, attemptLater, granted } from '../answered.ts';
import { accessImpact } from '../lab/access/access-impact.ts';
import { conflict } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import type { World } from '../world.ts';
import { differenceText } from './difference-text.ts';
import { type RehearsedChange, applyRehearsed, rehearseChanges } from './rehearsal.ts';
import { stateOf } from './state-of.ts';
import {
  type TransactionInfo,
  type Transactions,
  stepTransaction,
  typeTransacted,
} from './transactions.ts';

interface Begun {
  readonly number: number;
  readonly world: World;
  /** The revision of the world from which it goes on. */
  readonly since: number;
}

/** Transactions of all sessions are counted together. */
export class TransactionCounter {
  private latest = 0;

  next(): number {
    return ++this.latest;
  }

  get upcoming(): number {
    return this.latest + 1;
  }
}

const none = 'No config transaction is active.';

export class SessionWorld {
  private readonly base: World;
  private readonly counter: TransactionCounter;
  private begun: Begun | null = null;

  constructor(base: World, counter = new TransactionCounter()) {
    this.base = base;
    this.counter = counter;
  }

  /** The one in which the session's lines are typed. */
  get world(): World {
    return this.begun?.world ?? this.base;
  }

  typeLines(request: CliRequest): Promise<Answered<CliAnswer>> {
    return attemptLater(() =>
      typeTransacted(
        request,
        () => this.world,
        (step: TransactionStep) => stepTransaction(this.transactions, step),
      ),
    );
  }

  completeLine(request: CliHelpRequest): Promise<Answered<CliHelp>> {
    return this.world.completeLine(request);
  }

  private readonly transactions: Transactions = {
    number: () => this.begun?.number ?? this.counter.upcoming,
    start: async () => {
      if (this.begun)
        conflict(
          'A config transaction is active already. Commit or abort it before you start another one.',
        );
      const { revision: since } = await stateOf(this.base);
      this.begun = { number: this.counter.next(), world: this.base.fork('all'), since };
    },
    commit: async () => {
      const { number, changes } = await this.rehearsed();
      const { scenario } = await stateOf(this.base);
      if (changes.length > 0)
        await applyRehearsed(
          this.base,
          changes,
          `commit transaction ${number}`,
          () => 'Abort the transaction.',
        );
      this.begun = null;
      return { of: scenario.name, changes: changes.length };
    },
    abort: () => {
      this.active();
      this.begun = null;
      return Promise.resolve();
    },
    info: () => (this.begun ? this.info() : Promise.resolve(null)),
    commands: async () => {
      const { before, after } = await this.rehearsed();
      return differenceText(before, after);
    },
  };

  private active(): Begun {
    return this.begun ?? conflict(none);
  }

  private async rehearsed(): Promise<{
    readonly number: number;
    readonly before: WorldState;
    readonly changes: readonly RehearsedChange[];
    readonly after: WorldState;
  }> {
    const { number, world, since } = this.active();
    const before = await stateOf(this.base);
    // What the world itself had done by then is no part of it.
    const done = world.past().done.filter(({ revision }) => revision > since);
    const changes = rehearseChanges(before, since, done);
    return { number, before, changes, after: changes.at(-1)?.after ?? before };
  }

  private async info(): Promise<TransactionInfo> {
    const { number, before, changes, after } = await this.rehearsed();
    return {
      name: `Transaction ${number}`,
      changes: changes.map(({ change: { words }, fit }) => ({ words, fit })),
      access: await this.access(
        `transaction ${number} ${changes.length} ${before.revision}`,
        after,
      ),
    };
  }

  /** Whoever typed the line waits until all is counted; others are answered meanwhile. */
  private async access(question: string, after: WorldState): Promise<TransactionInfo['access']> {
    for (;;) {
      const answer = granted(await this.base.ask(accessImpact, { question, after }));
      if (!answer?.counting) return answer?.impact ?? null;
      await new Promise<void>((resolve) => {
        setTimeout(resolve);
      });
    }
  }
}
