/** The backend: one state, changed by commands one after the other, stored before it answers. */
import type { CliHelp, CliHelpRequest, CliRequest } from '#model/fortios/cli-api.ts';
import type { Scenario, UndoAnswer, UndoRequest, WorldSummary } from '#model/lab/lab-api.ts';
import { type Answered, attempt, attemptLater } from './answered.ts';
import { CommandLine, type TypedLines } from './fortigate/command-line.ts';
import { type Command, type CommandResult, commandWords, run } from './commands.ts';
import { Beside } from './jobs.ts';
import { RunningClock } from './running-clock.ts';
import { conflict, notFound } from './refusal.ts';
import { buildWorld } from './build-world.ts';
import { type Ticker, advanced, noTicker } from './clock.ts';
import { type History, type HistoryStep, noHistory, pastWrites } from './history/history.ts';
import { stepOf } from './history/step-of.ts';
import { laterWorld } from './storage/later-world.ts';
import { type Opened, openWorld, storeWorld } from './storage/opening.ts';
import { tickSteps } from './lab/scenario-steps.ts';
import { summaryOf } from './world-summary.ts';
import { onEveryServer } from './ems/ems-servers.ts';
import { followRules } from './tagging/follow-rules.ts';
import { settled } from './tagging/tag-changes.ts';
import { type WorldState, objectPath } from './state.ts';
import type { ScenarioSpec } from '#model/lab/scenario.ts';
import { rowChangesBetween, joinChanges, storedRowsOf } from './storage/changes.ts';
import { noStorage } from './storage/no-storage.ts';
import { type RowWrite, writeOf } from './storage/rows.ts';
import { type WorldStorage, mostRowsInLine } from './storage/storage.ts';
import type { Placed } from './storage/table.ts';
import { touchedTopics } from './touched-topics.ts';
import { makeAgain, takeBack } from './history/undo.ts';
import { namedMoment } from './history/moments.ts';
import { type Made, type Make, madeOf } from './made.ts';
import { Ways } from './history/ways.ts';

/** A question to a world: what it answers from, and what stands beside that. */
type Query<Asked, Answer> = (state: WorldState, asked: Asked, beside: Beside) => Answer;

/** What made a change: someone's request, time, or another page that has the same storage. */
export type ChangeCause = 'request' | 'time' | 'elsewhere';

/** @param topics what the change is about, as the contract names it */
export type Announce = (cause: ChangeCause, topics: readonly string[]) => void;

/** Time that only passes is kept in memory for so long; what happens in it is stored at once. */
const storedEveryMs = 10_000;

export class World {
  private state: WorldState;
  /** The state as it was last stored: time that only passes is not stored at once. */
  private placed: Placed;
  private isStored: boolean;
  private history: History;
  private readonly ways: Ways;
  private notice: string | null;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly storage: WorldStorage;
  private readonly sources: readonly ScenarioSpec[];
  private readonly announce: Announce;
  private readonly commandLine = new CommandLine(
    () => this.state,
    (make) => this.change(make),
  );
  private readonly beside: Beside;
  private readonly clock: RunningClock;
  private readonly ticker: Ticker;
  /** A draft: its changes are kept with their commands, all of them. */
  private readonly isDraft: boolean;
  /** What the clock has gone on since the world was last stored. */
  private unstoredMs = 0;

  private constructor(
    { placed, history, notice, isStored }: Opened,
    storage: WorldStorage,
    sources: readonly ScenarioSpec[],
    announce: Announce,
    ticker: Ticker,
    isDraft: boolean,
    beside = new Beside(),
  ) {
    this.state = placed.state;
    this.beside = beside;
    this.placed = placed;
    this.isStored = isStored;
    this.history = history;
    this.ways = new Ways(storage);
    this.notice = notice;
    this.storage = storage;
    this.sources = sources;
    this.announce = announce;
    this.ticker = ticker;
    this.clock = new RunningClock(ticker);
    this.isDraft = isDraft;
  }

  /**
   * Opens the stored world, or begins with the first scenario.
   * @param announce called after each change, so that other pages can look again
   * @param ticker real time, for a clock that runs
   * @param isDraft its changes are to be made again elsewhere
   */
  static async open(
    storage: WorldStorage,
    sources: readonly [ScenarioSpec, ...ScenarioSpec[]],
    announce: Announce = () => undefined,
    ticker: Ticker = noTicker,
    isDraft = false,
  ): Promise<World> {
    const opened = await openWorld(storage, () => buildWorld(sources[0]));
    return new World(opened, storage, sources, announce, ticker, isDraft);
  }

  /** One that was stored just now: nothing has to be read for it. */
  another(opened: Opened, storage: WorldStorage): World {
    return new World(opened, storage, this.sources, this.announce, this.ticker, false);
  }

  /**
   * A draft that goes on from this world as it is now; what is known of this one holds there.
   * @param name of the snapshot that this world's storage keeps for it
   * @param storage the draft's, on top of this world's
   * @param revision the draft's first
   * @returns it, and the revision of this world from which it goes on
   */
  branch(
    name: string,
    storage: WorldStorage,
    revision: number,
  ): Promise<{ readonly draft: World; readonly since: number }> {
    return this.inTurn(async () => {
      while (!(await this.keepFor(name))) await this.refresh();
      const since = this.placed.state.revision;
      const { placed, changes } = rowChangesBetween(this.placed, { ...this.state, revision });
      await storage.write({
        expected: null,
        revision,
        rows: changes.map(writeOf),
        line: {
          change: { kind: 'branch', of: since },
          at: placed.state.clock.epochMs,
          rows: null,
        },
        archive: [],
      });
      const opened = { placed, history: noHistory, notice: null, isStored: true };
      const beside = new Beside(this.beside.policyMaps);
      const { sources, announce, ticker } = this;
      return { draft: new World(opened, storage, sources, announce, ticker, true, beside), since };
    });
  }

  /** False if another tab was faster. */
  private async keepFor(name: string): Promise<boolean> {
    const { placed, history } = this;
    if (!this.isStored) this.isStored = await storeWorld(this.storage, placed, history);
    return this.isStored && this.storage.takeSnapshot(name, placed.state.revision);
  }

  ask<Asked, Answer>(query: Query<Asked, Answer>, asked: Asked): Promise<Answered<Answer>> {
    return Promise.resolve(attempt(() => query(this.state, asked, this.beside)));
  }

  execute(command: Command): Promise<Answered<CommandResult>> {
    return this.change((state) => {
      const { state: after, result } = run(state, command);
      const logged = { kind: 'commands', commands: [command] } as const;
      return { after, value: result, words: commandWords(command), logged };
    });
  }

  /** Answers the revision that loading made, which names the change for *Undo*. */
  loadScenario(id: string): Promise<Answered<number>> {
    return this.change((state) => {
      const source =
        this.sources.find((one) => one.about.id === id) ??
        notFound(`Scenario ${id} does not exist.`);
      if (this.isDraft) conflict('A draft keeps its world. Apply or discard the draft first.');
      this.notice = null;
      // The revision goes on, so that an editor that is still open sees that its object changed.
      const revision = state.revision + 1;
      return {
        after: { ...buildWorld(source), revision, changed: { [objectPath.world]: revision } },
        value: revision,
        words: `load ${source.about.name}`,
        isWhole: true,
        logged: { kind: 'scenario', id },
      };
    });
  }

  /** Lines of the FortiOS command line, one after the other, up to one that asks for a transaction. */
  typeLines(request: CliRequest): Promise<Answered<TypedLines>> {
    return this.commandLine.type(request);
  }

  /** What may be typed at the end of a text. */
  completeLine(request: CliHelpRequest): Promise<Answered<CliHelp>> {
    return this.commandLine.complete(request);
  }

  /** Several commands as one change, to be undone as one. Refused where one of them is. */
  executeTogether(commands: readonly Command[], words: string): Promise<Answered<number>> {
    return this.change((state) => {
      let after = state;
      for (const one of commands) ({ state: after } = run(after, one));
      const { revision } = after;
      return { after, value: revision, words, logged: { kind: 'commands', commands } };
    });
  }

  past(): History {
    return this.history;
  }

  /**
   * A world of its own that begins as this one is, and is stored nowhere: what a change would make of it.
   * @param keeps `all`: its changes are kept with their commands, to be made again elsewhere
   */
  fork(keeps: 'recent' | 'all' = 'recent'): World {
    const { placed, history } = this;
    const opened = { placed, history, notice: null, isStored: true };
    // It can go back as this one can.
    const storage = { ...noStorage, archived: this.ways.find };
    const isDraft = keeps === 'all';
    const fork = new World(opened, storage, this.sources, () => undefined, noTicker, isDraft);
    fork.state = this.state;
    return fork;
  }

  /** @param forgets what is taken back cannot be made again */
  undo({ revision, count = 1 }: UndoRequest = {}, forgets = false): Promise<Answered<UndoAnswer>> {
    const which = { revision: revision ?? null, count, forgets };
    return this.change(async (_, placed) =>
      madeOf(await takeBack(placed, this.history, which, this.ways.find), 'undo'),
    );
  }

  redo(count = 1): Promise<Answered<UndoAnswer>> {
    return this.change(async (_, placed) =>
      madeOf(await makeAgain(placed, this.history, count, this.ways.find), 'redo'),
    );
  }

  /** Gives the moment after a change a name; a blank one takes it away. */
  nameMoment(revision: number, name: string): Promise<Answered<number>> {
    return this.change((_, placed) => namedMoment(placed, this.history, revision, name));
  }

  /** Without what it is called: it does not know the worlds that it stands among. */
  summary(): Promise<Omit<WorldSummary, 'id' | 'name' | 'draft'>> {
    const { state, history, notice } = this;
    return Promise.resolve(summaryOf(state, history, { running: this.clock.isRunning(), notice }));
  }

  scenarios(): Promise<readonly Scenario[]> {
    return Promise.resolve(this.sources.map((source) => source.about));
  }

  /** From here on the clock goes on with real time; after a reload it stands still again. */
  async run(): Promise<void> {
    if (this.clock.isRunning()) return;
    this.clock.start(() => this.tick());
    this.announce('request', ['world']);
  }

  async pause(): Promise<void> {
    if (!this.clock.isRunning()) return;
    this.clock.halt();
    await this.change((state) => this.passed(state, this.clock.takePassed()));
  }

  /** Another tab changed the stored world: what it wrote is taken over, with what can be undone in it. */
  async refresh(): Promise<void> {
    const { placed, history } = this;
    const later = await laterWorld(this.storage, { placed, history });
    if (!later) return;
    this.placed = later.placed;
    this.isStored = true;
    this.history = later.history;
    this.ways.forget();
    // Time that has passed here, and is not stored yet, has passed all the same.
    this.state = advanced(later.placed.state, this.unstoredMs);
    this.announce('elsewhere', later.topics);
  }

  private passed(state: WorldState, ms: number): Made<null> {
    return {
      after: {
        ...onEveryServer(state, advanced(state, ms), followRules),
        revision: state.revision + 1,
      },
      value: null,
      words: null,
      logged: { kind: 'time', ms },
    };
  }

  private tick(): Promise<void> {
    return this.inTurn(async () => {
      const ms = this.clock.takePassed();
      const before = this.state;
      const after = this.settle(before, onEveryServer(before, advanced(before, ms), followRules));
      const nothingHappened =
        after.ems === before.ems &&
        after.postures === before.postures &&
        after.pendingTagChanges === before.pendingTagChanges;
      if (nothingHappened && this.unstoredMs + ms < storedEveryMs) {
        this.state = after;
        this.unstoredMs += ms;
      } else await this.carryOut((state) => this.passed(state, ms), 'time');
    });
  }

  private change<Value>(make: Make<Value>): Promise<Answered<Value>> {
    return this.inTurn(() => this.carryOut(make));
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.queue.then(work);
    // A failure is the caller's to see; the next one still has its turn.
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
  ): Promise<Answered<Value>> {
    for (;;) {
      const before = this.state;
      const start = rowChangesBetween(this.placed, before);
      const outcome = await attemptLater(() => make(before, start.placed));
      if (!outcome.ok) return outcome;
      const { value } = outcome.value;
      // A line of the command line that only looks: nothing to store, nobody to tell.
      if (outcome.value.after === before) return { ok: true, value };
      const after = this.settle(before, outcome.value.after);
      const { moved } = outcome.value;
      const end = rowChangesBetween(moved?.placed ?? start.placed, after);
      const step = await stepOf(outcome.value, start.placed, end, {
        history: this.history,
        find: this.ways.find,
        keeps: this.isDraft ? 'all' : 'recent',
        madeAt: this.ticker.epochMs(),
      });
      const changes = [start.changes, moved?.changes ?? [], end.changes].reduce(joinChanges);
      const rows = this.isStored ? changes.map(writeOf) : storedRowsOf(end.placed);
      if (!(await this.write(outcome.value, end.placed, rows, step))) {
        await this.refresh();
        continue;
      }
      this.state = after;
      this.placed = end.placed;
      this.isStored = true;
      this.unstoredMs = 0;
      this.history = step.history;
      this.ways.remember(step);
      this.announce(cause, touchedTopics(rows));
      return { ok: true, value };
    }
  }

  private write(
    { logged }: Made<unknown>,
    { state: { revision, clock } }: Placed,
    rows: readonly RowWrite[],
    step: HistoryStep,
  ): Promise<boolean> {
    const all = [...rows, ...pastWrites(this.history, step.history)];
    const { placed, isStored } = this;
    return this.storage.write({
      expected: isStored ? placed.state.revision : null,
      revision,
      rows: all,
      line: {
        change: logged,
        at: clock.epochMs,
        rows:
          all.length > mostRowsInLine
            ? null
            : all.map(({ table, owner, key }) => ({ table, owner, key })),
      },
      archive: Ways.writes(step),
    });
  }
}
