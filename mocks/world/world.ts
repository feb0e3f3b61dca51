/** The backend: one state, changed by commands one after the other, stored before it answers. */
import type { CliAnswer, CliHelp, CliHelpRequest, CliRequest } from '#model/cli-api.ts';
import type { Scenario, UndoAnswer, UndoRequest, World as WorldSummary } from '#model/lab-api.ts';
import { CliSessions, helpAt, promptAt, typeLine } from './cli.ts';
import { type Command, type CommandResult, commandWords, run } from './commands.ts';
import { Beside } from './jobs.ts';
import { type Refusal, RefusalError, notFound } from './refusal.ts';
import { buildWorld } from './build-world.ts';
import { type Ticker, advanced, noTicker } from './clock.ts';
import {
  type History,
  type HistoryStep,
  type Moved,
  forgotten,
  makeAgain,
  noHistory,
  recorded,
  takeBack,
} from './history.ts';
import { KeptStates } from './kept-states.ts';
import { tickSteps } from './scenario-steps.ts';
import { summaryOf } from './world-summary.ts';
import { followRules } from './follow-rules.ts';
import { settled } from './tag-changes.ts';
import { type WorldState, objectPath } from './state.ts';
import type { ScenarioSpec } from '#model/scenario.ts';
import { type WorldStorage, fromStored, toStored } from './storage.ts';

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** A question to a world: what it answers from, and what stands beside that. */
type Query<Asked, Answer> = (state: WorldState, asked: Asked, beside: Beside) => Answer;

/** What made a change: someone's request, or time. */
export type ChangeCause = 'request' | 'time';

const tickMs = 1000;
/** Time that only passes is kept in memory for so long; what happens in it is stored at once. */
const storedEveryMs = 10_000;

/** What a change makes of the state. */
interface Made<Value> {
  readonly after: WorldState;
  readonly value: Value;
  /** What *Undo* calls it; null for what cannot be taken back. */
  readonly words: string | null;
  readonly isWhole?: boolean;
  /** Where the change is one of the history itself. */
  readonly step?: HistoryStep;
}

export class World {
  private state: WorldState;
  private history: History;
  private readonly kept: KeptStates;
  private notice: string | null;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly storage: WorldStorage;
  private readonly sources: readonly ScenarioSpec[];
  private readonly announce: (cause: ChangeCause) => void;
  private readonly ticker: Ticker;
  private readonly cli = new CliSessions();
  private readonly beside = new Beside();
  private running: { readonly stop: () => void } | null = null;
  /** The ticker's time up to which the clock has gone. */
  private tickedMs = 0;
  /** What the clock has gone on since the world was last stored. */
  private unstoredMs = 0;

  private constructor(
    state: WorldState,
    history: History,
    notice: string | null,
    storage: WorldStorage,
    sources: readonly ScenarioSpec[],
    announce: (cause: ChangeCause) => void,
    ticker: Ticker,
  ) {
    this.state = state;
    this.history = history;
    this.kept = new KeptStates(storage);
    this.notice = notice;
    this.storage = storage;
    this.sources = sources;
    this.announce = announce;
    this.ticker = ticker;
  }

  /**
   * Opens the stored world, or begins with the first scenario.
   * @param announce called after each change, so that other tabs can look again
   * @param ticker real time, for a clock that runs
   */
  static async open(
    storage: WorldStorage,
    sources: readonly [ScenarioSpec, ...ScenarioSpec[]],
    announce: (cause: ChangeCause) => void = () => undefined,
    ticker: Ticker = noTicker,
  ): Promise<World> {
    const stored = await storage.load();
    const state = fromStored(stored);
    const history = await new KeptStates(storage).history();
    if (state) return new World(state, history, null, storage, sources, announce, ticker);
    let notice: string | null = null;
    if (stored !== undefined) {
      await storage.setAside(stored);
      notice =
        'This page cannot read the version of the stored world. The stored world was set aside, and the demo world was loaded.';
    }
    const fresh = buildWorld(sources[0]);
    await storage.save(toStored(fresh), null, forgotten(history));
    return new World(fresh, noHistory, notice, storage, sources, announce, ticker);
  }

  ask<Asked, Answer>(query: Query<Asked, Answer>, asked: Asked): Promise<Outcome<Answer>> {
    return Promise.resolve(attempt(() => query(this.state, asked, this.beside)));
  }

  execute(command: Command): Promise<Outcome<CommandResult>> {
    return this.change((state) => {
      const { state: after, result } = run(state, command);
      return { after, value: result, words: commandWords(command) };
    });
  }

  /** Answers the revision that loading made, which names the change for *Undo*. */
  loadScenario(id: string): Promise<Outcome<number>> {
    return this.change((state) => {
      const source =
        this.sources.find((one) => one.about.id === id) ??
        notFound(`Scenario ${id} does not exist.`);
      this.notice = null;
      // The revision goes on, so that an editor that is still open sees that its object changed.
      const revision = state.revision + 1;
      return {
        after: { ...buildWorld(source), revision, changed: { [objectPath.world]: revision } },
        value: revision,
        words: `load ${source.about.name}`,
        isWhole: true,
      };
    });
  }

  /** Lines of the FortiOS command line, one after the other. */
  async typeLines({ fortigate, session: id, lines }: CliRequest): Promise<Outcome<CliAnswer>> {
    const typed: CliAnswer['lines'][number][] = [];
    let changed = false;
    let closed = false;
    for (const line of lines) {
      // The next line stands where this one led: one after the other. Each change is one of its own for Undo.
      const outcome = await this.change((state) => {
        const before = this.cli.find(fortigate, id);
        const one = typeLine(state, fortigate, before, line);
        const prompt = promptAt(state, fortigate, before);
        return { after: one.state, words: one.words, value: { prompt, typed: one.typed } };
      });
      if (!outcome.ok) return outcome;
      const { prompt, typed: answer } = outcome.value;
      this.cli.keep(fortigate, id, answer.session);
      typed.push({ prompt, output: [...answer.output] });
      changed ||= answer.changes.length > 0;
      closed = answer.closed;
      if (closed) break;
    }
    return attempt(() => ({
      lines: typed,
      prompt: promptAt(this.state, fortigate, this.cli.find(fortigate, id)),
      changed,
      closed,
    }));
  }

  /** What may be typed at the end of a text. */
  completeLine({ fortigate, session: id, text }: CliHelpRequest): Promise<Outcome<CliHelp>> {
    return Promise.resolve(
      attempt(() => helpAt(this.state, fortigate, this.cli.find(fortigate, id), text)),
    );
  }

  undo({ revision, count = 1 }: UndoRequest = {}): Promise<Outcome<UndoAnswer>> {
    const which = { revision: revision ?? null, count };
    return this.change(async (state) =>
      made(await takeBack(state, this.history, which, this.kept.find)),
    );
  }

  redo(): Promise<Outcome<UndoAnswer>> {
    return this.change(async (state) => made(await makeAgain(state, this.history, this.kept.find)));
  }

  summary(): Promise<WorldSummary> {
    const { state, history, notice } = this;
    return Promise.resolve(summaryOf(state, history, { running: this.running !== null, notice }));
  }

  scenarios(): Promise<readonly Scenario[]> {
    return Promise.resolve(this.sources.map((source) => source.about));
  }

  /** From here on the clock goes on with real time; after a reload it stands still again. */
  async run(): Promise<void> {
    if (this.running) return;
    this.tickedMs = this.ticker.now();
    this.running = { stop: this.ticker.every(tickMs, () => this.tick()) };
    this.announce('request');
  }

  async pause(): Promise<void> {
    if (!this.running) return;
    this.running.stop();
    this.running = null;
    await this.change((state) => this.passed(state, this.elapsed()));
  }

  /** Another tab changed the stored world: take it over, with what can be undone in it. */
  async refresh(): Promise<void> {
    const state = fromStored(await this.storage.load());
    if (state && state.revision !== this.state.revision) {
      // Time that has passed here, and is not stored yet, has passed all the same.
      this.state = advanced(state, this.unstoredMs);
      this.history = await this.kept.history();
    }
  }

  /** Real milliseconds since the last call; what rounding leaves counts the next time. */
  private elapsed(): number {
    const ms = Math.round(this.ticker.now() - this.tickedMs);
    this.tickedMs += ms;
    return ms;
  }

  private passed(state: WorldState, ms: number): Made<null> {
    return {
      after: { ...followRules(state, advanced(state, ms)), revision: state.revision + 1 },
      value: null,
      words: null,
    };
  }

  private tick(): Promise<void> {
    const done = this.queue.then(async () => {
      const ms = this.elapsed();
      const before = this.state;
      const after = this.settle(before, followRules(before, advanced(before, ms)));
      const nothingHappened =
        after.ems === before.ems &&
        after.postures === before.postures &&
        after.pendingTagChanges === before.pendingTagChanges;
      if (nothingHappened && this.unstoredMs + ms < storedEveryMs) {
        this.state = after;
        this.unstoredMs += ms;
      } else await this.carryOut((state) => this.passed(state, ms), 'time');
    });
    this.queue = done.catch(() => undefined);
    return done;
  }

  private change<Value>(make: Make<Value>): Promise<Outcome<Value>> {
    const done = this.queue.then(() => this.carryOut(make));
    // A failure is the caller's to see; the next command still has its turn.
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** What is due arrives, and what of the scenario has happened is ticked. */
  private settle(before: WorldState, after: WorldState): WorldState {
    const now = settled(before, after);
    const source = this.sources.find(({ about }) => about.id === now.scenario.id);
    return tickSteps(now, source?.about.steps ?? []);
  }

  private async carryOut<Value>(
    make: Make<Value>,
    cause: ChangeCause = 'request',
  ): Promise<Outcome<Value>> {
    for (;;) {
      const before = this.state;
      const outcome = await attemptLater(() => make(before));
      if (!outcome.ok) return outcome;
      const { value, words, isWhole = false } = outcome.value;
      // A line of the command line that only looks: nothing to store, nobody to tell.
      if (outcome.value.after === before) return { ok: true, value };
      const after = this.settle(before, outcome.value.after);
      const { revision } = outcome.value.after;
      const step =
        words === null
          ? outcome.value.step
          : recorded(this.history, { revision, words, isWhole }, before);
      const past = step && this.kept.writeOf(step);
      if (!(await this.storage.save(toStored(after), before.revision, past))) {
        await this.refresh();
        continue;
      }
      this.state = after;
      this.unstoredMs = 0;
      if (step) {
        this.history = step.history;
        this.kept.remember(step);
      }
      this.announce(cause);
      return { ok: true, value };
    }
  }
}

type Make<Value> = (state: WorldState) => Made<Value> | Promise<Made<Value>>;

function made({ after, step, changes, stayEnded }: Moved): Made<UndoAnswer> {
  return {
    after,
    value: { changes: changes.map(({ words }) => words), stayEnded },
    words: null,
    step,
  };
}

function attempt<Value>(work: () => Value): Outcome<Value> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

async function attemptLater<Value>(work: () => Value | Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
