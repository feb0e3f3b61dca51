/** The backend: one state, changed by commands one after the other, stored before it answers. */
import type { CliAnswer, CliHelp, CliHelpRequest, CliRequest } from '#model/cli-api.ts';
import type { Scenario, World as WorldSummary } from '#model/lab-api.ts';
import { CliSessions, helpAt, promptAt, typeLine } from './cli.ts';
import { type Command, type CommandResult, commandWords, run } from './commands.ts';
import * as ems from './ems-queries.ts';
import * as fortigate from './fortigate-queries.ts';
import { addImportPart, beginImport, dropImport, importState } from './config-imports.ts';
import { commandsFor, tagCommands } from './commands-for.ts';
import { compareConfigs, exportedConfig } from './config-queries.ts';
import { Beside } from './jobs.ts';
import { knowledge } from './knowledge-queries.ts';
import { type Refusal, RefusalError, notFound } from './refusal.ts';
import { buildWorld } from './build-world.ts';
import { connectionRepairs, lastConnection } from './last-connection.ts';
import { aged } from './ageing.ts';
import { type Ticker, advanced, noTicker } from './clock.ts';
import { followRules } from './follow-rules.ts';
import { fortiAnalyzer, iocEvents, iocHandlers } from './fortianalyzer.ts';
import { addLogPart, beginLog, explainLog, explainLogLine } from './log-replay.ts';
import { outbreaks } from './outbreaks.ts';
import { policyTags } from './policy-tags.ts';
import { endpointPosture } from './posture-commands.ts';
import { sessions } from './sessions.ts';
import { previewSharing } from './sharing-preview.ts';
import { settled } from './tag-changes.ts';
import { tagCarriers, tagMonitor } from './tag-monitor.ts';
import { previewImport } from './tagging-commands.ts';
import * as tagging from './tagging-queries.ts';
import type { WorldState } from './state.ts';
import type { ScenarioSpec } from '#model/scenario.ts';
import { type WorldStorage, fromStored, toStored } from './storage.ts';

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

const queries = {
  endpoints: ems.endpoints,
  endpoint: ems.endpoint,
  tags: (state: WorldState, _input: null) => ems.tags(state),
  fabricDevices: ems.fabricDevices,
  fabricDevice: ems.fabricDevice,
  previewSharing,
  tagDefinitions: tagging.tagDefinitions,
  tagDefinition: tagging.tagDefinition,
  tagUsage: tagging.tagUsage,
  checkTag: tagging.checkTag,
  tagExport: tagging.tagExport,
  tagMonitor,
  tagCarriers,
  endpointPosture,
  outbreaks,
  fortiAnalyzer,
  iocHandlers,
  iocEvents,
  previewImport,
  rows: fortigate.rows,
  row: fortigate.row,
  usage: fortigate.usage,
  emsStatus: fortigate.emsStatus,
  dynamicTags: fortigate.dynamicTags,
  policyTags,
  tagAddresses: fortigate.tagAddresses,
  logs: fortigate.logs,
  policyLookup: fortigate.policyLookup,
  connectTargets: fortigate.connectTargets,
  device: fortigate.device,
  connection: lastConnection,
  connectionRepairs,
  beginImport,
  addImportPart,
  importState,
  dropImport,
  exportedConfig,
  commandsFor,
  tagCommands,
  compareConfigs,
  beginLog,
  addLogPart,
  explainLog,
  explainLogLine,
  knowledge,
  sessions,
} as const;
export type QueryName = keyof typeof queries;
export type QueryInput<Name extends QueryName> = Parameters<(typeof queries)[Name]>[1];
export type QueryAnswer<Name extends QueryName> = ReturnType<(typeof queries)[Name]>;

/** What handlers need of a world; the same in the page's worker and in Node. */
export interface WorldPort {
  ask<Name extends QueryName>(
    name: Name,
    input: QueryInput<Name>,
  ): Promise<Outcome<QueryAnswer<Name>>>;
  execute(command: Command): Promise<Outcome<CommandResult>>;
  summary(): Promise<WorldSummary>;
  scenarios(): Promise<readonly Scenario[]>;
  loadScenario(id: string): Promise<Outcome<null>>;
  /** Lines of the FortiOS command line, one after the other. */
  typeLines(request: CliRequest): Promise<Outcome<CliAnswer>>;
  /** What may be typed at the end of a text. */
  completeLine(request: CliHelpRequest): Promise<Outcome<CliHelp>>;
  undo(): Promise<Outcome<string>>;
  /** From here on the clock goes on with real time; after a reload it stands still again. */
  run(): Promise<void>;
  pause(): Promise<void>;
}

/** So many changes can be taken back; they are kept in memory and end with the page. */
const maxHistory = 100;

const tickMs = 1000;
/** Time that only passes is kept in memory for so long; what happens in it is stored at once. */
const storedEveryMs = 10_000;

interface Past {
  readonly words: string;
  readonly before: WorldState;
  /** Another world was loaded: taking that back brings the former one as it was, with its log and clock. */
  readonly isWhole: boolean;
}

/** What a change makes of the state. */
interface Made<Value> {
  readonly after: WorldState;
  readonly value: Value;
  /** What *Undo* calls it; null for what cannot be taken back. */
  readonly words: string | null;
  readonly isWhole?: boolean;
}

export class World implements WorldPort {
  private state: WorldState;
  private past: readonly Past[] = [];
  private notice: string | null;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly storage: WorldStorage;
  private readonly sources: readonly ScenarioSpec[];
  private readonly announce: () => void;
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
    notice: string | null,
    storage: WorldStorage,
    sources: readonly ScenarioSpec[],
    announce: () => void,
    ticker: Ticker,
  ) {
    this.state = state;
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
    announce: () => void = () => undefined,
    ticker: Ticker = noTicker,
  ): Promise<World> {
    const stored = await storage.load();
    const state = fromStored(stored);
    if (state) return new World(state, null, storage, sources, announce, ticker);
    let notice: string | null = null;
    if (stored !== undefined) {
      await storage.setAside(stored);
      notice =
        'The stored world is of a version that this page cannot read. It was put aside, and the demo world was loaded.';
    }
    const fresh = buildWorld(sources[0]);
    await storage.save(toStored(fresh), null);
    return new World(fresh, notice, storage, sources, announce, ticker);
  }

  ask<Name extends QueryName>(
    name: Name,
    input: QueryInput<Name>,
  ): Promise<Outcome<QueryAnswer<Name>>> {
    return Promise.resolve(
      attempt(() => {
        // One name's query takes one name's input; the compiler cannot carry that through the lookup.
        const query: (
          state: WorldState,
          input: QueryInput<Name>,
          beside: Beside,
        ) => QueryAnswer<Name> = queryOf(name);
        return query(this.state, input, this.beside);
      }),
    );
  }

  execute(command: Command): Promise<Outcome<CommandResult>> {
    return this.change((state) => {
      const { state: after, result } = run(state, command);
      return { after, value: result, words: commandWords(command) };
    });
  }

  loadScenario(id: string): Promise<Outcome<null>> {
    return this.change((state) => {
      const source =
        this.sources.find((one) => one.about.id === id) ?? notFound(`There is no scenario ${id}.`);
      this.notice = null;
      // The revision goes on, so that an editor that is still open sees that its object changed.
      const revision = state.revision + 1;
      return {
        after: { ...buildWorld(source), revision },
        value: null,
        words: `load ${source.about.name}`,
        isWhole: true,
      };
    });
  }

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

  completeLine({ fortigate, session: id, text }: CliHelpRequest): Promise<Outcome<CliHelp>> {
    return Promise.resolve(
      attempt(() => helpAt(this.state, fortigate, this.cli.find(fortigate, id), text)),
    );
  }

  undo(): Promise<Outcome<string>> {
    return this.change((state) => {
      const last = this.past.at(-1) ?? notFound('There is nothing to undo.');
      this.past = this.past.slice(0, -1);
      const { before, isWhole } = last;
      // What was logged, measured, opened and ended since has happened and stays.
      const { clock, random, connection, openSessions, endedSessions } = state;
      const kept = isWhole
        ? {}
        : {
            clock,
            random,
            postures: aged(before.postures, before.clock, clock),
            connection,
            openSessions,
            endedSessions,
            fortigates: before.fortigates.map((one) => ({
              ...one,
              logs: state.fortigates.find((now) => now.name === one.name)?.logs ?? one.logs,
            })),
          };
      return {
        after: { ...before, ...kept, revision: state.revision + 1 },
        value: last.words,
        words: null,
      };
    });
  }

  summary(): Promise<WorldSummary> {
    const { revision, scenario, clock, ems: server, fortigates, pendingTagChanges } = this.state;
    const due = pendingTagChanges.flatMap(({ dueMs }) => (dueMs === null ? [] : [dueMs]));
    return Promise.resolve({
      revision,
      scenario,
      clock: { ...clock, running: this.running !== null },
      pending: pendingTagChanges.length,
      nextArrival: due.length === 0 ? null : Math.min(...due),
      ems: {
        name: server.name,
        serial: server.serial,
        version: server.version,
        endpoints: server.endpoints.length,
        fabricDevices: server.fabricDevices.length,
      },
      fortigates: fortigates.map(({ name, serial, version, config, logs }) => ({
        name,
        serial,
        version,
        firewallPolicies: config['firewall policy'].length,
        proxyPolicies: config['firewall proxy-policy'].length,
        ztnaLogs: logs.filter((entry) => entry.subtype === 'ztna').length,
      })),
      sessions: this.state.openSessions.length,
      undo: this.past.at(-1)?.words ?? null,
      notice: this.notice,
    });
  }

  scenarios(): Promise<readonly Scenario[]> {
    return Promise.resolve(this.sources.map((source) => source.about));
  }

  async run(): Promise<void> {
    if (this.running) return;
    this.tickedMs = this.ticker.now();
    this.running = { stop: this.ticker.every(tickMs, () => this.tick()) };
    this.announce();
  }

  async pause(): Promise<void> {
    if (!this.running) return;
    this.running.stop();
    this.running = null;
    await this.change((state) => this.passed(state, this.elapsed()));
  }

  /** Another tab changed the stored world: take it over. What could be undone here is then out of date. */
  async refresh(): Promise<void> {
    const state = fromStored(await this.storage.load());
    if (state && state.revision !== this.state.revision) {
      // Time that has passed here, and is not stored yet, has passed all the same.
      this.state = advanced(state, this.unstoredMs);
      this.past = [];
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
      const after = settled(before, followRules(before, advanced(before, ms)));
      const nothingHappened =
        after.ems === before.ems &&
        after.postures === before.postures &&
        after.pendingTagChanges === before.pendingTagChanges;
      if (nothingHappened && this.unstoredMs + ms < storedEveryMs) {
        this.state = after;
        this.unstoredMs += ms;
      } else await this.carryOut((state) => this.passed(state, ms));
    });
    this.queue = done.catch(() => undefined);
    return done;
  }

  private change<Value>(make: (state: WorldState) => Made<Value>): Promise<Outcome<Value>> {
    const done = this.queue.then(() => this.carryOut(make));
    // A failure is the caller's to see; the next command still has its turn.
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async carryOut<Value>(make: (state: WorldState) => Made<Value>): Promise<Outcome<Value>> {
    for (;;) {
      const before = this.state;
      const outcome = attempt(() => make(before));
      if (!outcome.ok) return outcome;
      const { value, words, isWhole = false } = outcome.value;
      // A line of the command line that only looks: nothing to store, nobody to tell.
      if (outcome.value.after === before) return { ok: true, value };
      const after = settled(before, outcome.value.after);
      if (!(await this.storage.save(toStored(after), before.revision))) {
        await this.refresh();
        continue;
      }
      this.state = after;
      this.unstoredMs = 0;
      if (words !== null) this.past = [...this.past, { words, before, isWhole }].slice(-maxHistory);
      this.announce();
      return { ok: true, value };
    }
  }
}

function queryOf<Name extends QueryName>(
  name: Name,
): (state: WorldState, input: QueryInput<Name>, beside: Beside) => QueryAnswer<Name> {
  const table: {
    readonly [N in QueryName]: (
      state: WorldState,
      input: QueryInput<N>,
      beside: Beside,
    ) => QueryAnswer<N>;
  } = queries;
  return table[name];
}

function attempt<Value>(work: () => Value): Outcome<Value> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
