/** Lines that are typed at the prompts of a world's FortiGates, and where each of those sessions stands. */
import type { CliAnswer, CliHelp, CliHelpRequest, CliRequest } from '#model/fortios/cli-api.ts';
import { type Answered, attempt } from '../answered.ts';
import type { TransactionStep } from '#cli/grammar.ts';
import type { WorldState } from '../state.ts';
import type { Made } from '../made.ts';
import { CliSessions, helpAt, promptAt, typeLine } from './cli.ts';

/** A line that asked something of a transaction: it is the last one that was carried out. */
export interface AskedTransaction {
  readonly step: TransactionStep;
  /** Lines that are still to come. */
  readonly rest: readonly string[];
}

export interface TypedLines extends CliAnswer {
  readonly asked: AskedTransaction | null;
}

type Change = <Value>(make: (state: WorldState) => Made<Value>) => Promise<Answered<Value>>;

export class CommandLine {
  private readonly sessions = new CliSessions();
  private readonly state: () => WorldState;
  private readonly change: Change;

  /** @param change makes a change of the world, one after the other */
  constructor(state: () => WorldState, change: Change) {
    this.state = state;
    this.change = change;
  }

  /**
   * One line after the other: the next stands where this one led. Each change is one of its own for Undo. Stops at a
   * line that asks for a transaction, for the caller to answer.
   */
  async type({ fortigate, session: id, lines }: CliRequest): Promise<Answered<TypedLines>> {
    const typed: CliAnswer['lines'][number][] = [];
    let changed = false;
    let closed = false;
    let asked: AskedTransaction | null = null;
    for (const [at, line] of lines.entries()) {
      const outcome = await this.change((state) => {
        const before = this.sessions.find(fortigate, id);
        const one = typeLine(state, fortigate, before, line);
        const prompt = promptAt(state, fortigate, before);
        const logged = { kind: 'commands', commands: one.commands } as const;
        return { after: one.state, words: one.words, value: { prompt, typed: one.typed }, logged };
      });
      if (!outcome.ok) return outcome;
      const { prompt, typed: answer } = outcome.value;
      this.sessions.keep(fortigate, id, answer.session);
      const { transaction: step } = answer;
      if (step) asked = { step, rest: lines.slice(at + 1) };
      typed.push({ prompt, output: [...answer.output] });
      changed ||= answer.changes.length > 0;
      closed = answer.closed;
      if (closed || asked) break;
    }
    return attempt(() => ({
      lines: typed,
      prompt: promptAt(this.state(), fortigate, this.sessions.find(fortigate, id)),
      changed,
      closed,
      asked,
    }));
  }

  /** What may be typed at the end of a text. */
  complete({ fortigate, session: id, text }: CliHelpRequest): Promise<Answered<CliHelp>> {
    return Promise.resolve(
      attempt(() => helpAt(this.state(), fortigate, this.sessions.find(fortigate, id), text)),
    );
  }
}
