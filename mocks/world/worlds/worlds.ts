/** Several worlds side by side: one is open and answers, each has its own storage and history. */
import { everything } from '#model/contract/topics.ts';
import type { CliAnswer, CliRequest } from '#model/fortios/cli-api.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import type { FilePreview, ListedWorld, NewWorld, WorldSource } from '#model/lab/worlds/worlds.ts';
import type { ScenarioSpec } from '#model/lab/scenario.ts';
import { buildWorld } from '../build-world.ts';
import { type Ticker, noTicker } from '../clock.ts';
import { SentTexts } from '../lab/sent-texts.ts';
import { invalid, notFound } from '../refusal.ts';
import { forkedAt } from '../history/moments.ts';
import { type WorldState, objectPath } from '../state.ts';
import { storeState } from '../storage/opening.ts';
import { type Announce, World } from '../world.ts';
import { type NamedState, readWorldFile } from './world-file.ts';
import { WorldExports } from './world-exports.ts';
import { writeWorldFile } from './write-world-file.ts';
import {
  type DeletedWorld,
  bringBack,
  deletedIn,
  emptyDeleted,
  putAside,
} from './deleted-worlds.ts';
import { draftTransactions } from './draft-transactions.ts';
import { Drafts } from './drafts.ts';
import { dropLeftSnapshots, dropWorlds, worldId } from './drop-worlds.ts';
import { fileNameOf } from './file-name.ts';
import { stepTransaction, typeTransacted } from './transactions.ts';
import type { DraftRecord, Shelf, ShelfIndex, ShelvedWorld } from './shelf.ts';
import { worldFactsOf, stateOf } from './state-of.ts';
import { checkedName, freeName } from './world-names.ts';

type Sources = readonly [ScenarioSpec, ...ScenarioSpec[]];

/** Revisions of one world are none of another: an editor of the one that is still open is told so. */
const revisionsAWorld = 1_000_000_000;

function shelved({ worlds }: ShelfIndex, id: string): ShelvedWorld {
  return (
    worlds.find((one) => one.id === id) ??
    notFound('This world no longer exists. It was deleted.', 'id')
  );
}

export class Worlds {
  /** As it was read last; another tab may have opened another world since. */
  private index: ShelfIndex;
  private world: World;
  /** Of the world that is open here. */
  private openId: string;
  private isDraft: boolean;
  private readonly shelf: Shelf;
  private readonly sources: Sources;
  private readonly announce: Announce;
  private readonly ticker: Ticker;
  private readonly texts = new SentTexts(2);
  private readonly drafts: Drafts;
  /** Files that are written part by part. */
  readonly exports = new WorldExports((id) => this.withBase(id));
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    { index, world }: { readonly index: ShelfIndex; readonly world: World },
    shelf: Shelf,
    sources: Sources,
    announce: Announce,
    ticker: Ticker,
  ) {
    this.index = index;
    this.world = world;
    this.openId = index.open;
    this.isDraft = shelved(index, index.open).draft !== undefined;
    this.shelf = shelf;
    this.sources = sources;
    this.announce = announce;
    this.ticker = ticker;
    this.drafts = new Drafts({
      shelf,
      open: () => ({ id: this.openId, world: this.world }),
      nameOf: (id) => this.nameOf(id),
      freeName: async (wanted) => freeName(await this.list(), wanted),
      checkedName: async (name) => checkedName(await this.list(), name, null),
      branch: (name, draft) => this.branch(name, draft),
      load: (id) => this.opened(id),
      goTo: (id) => this.goTo(id),
      remove: async (id) => void (this.index = await dropWorlds(shelf, [id])),
      putAside: async (id) => void (this.index = await putAside(shelf, id, true)),
    });
  }

  /** Opens the world that was open last. */
  static async open(
    shelf: Shelf,
    sources: Sources,
    announce: Announce = () => undefined,
    ticker: Ticker = noTicker,
  ): Promise<Worlds> {
    const index = await emptyDeleted(shelf);
    await dropLeftSnapshots(shelf, index);
    const record = shelved(index, index.open);
    const isDraft = record.draft !== undefined;
    const storage = await shelf.storage(record);
    const world = await World.open(storage, sources, announce, ticker, isDraft);
    return new Worlds({ index, world }, shelf, sources, announce, ticker);
  }

  /** The open one. */
  get current(): World {
    return this.world;
  }

  /** How the open one is called, null where by its scenario; and of what it is a draft. */
  identity(): Pick<WorldSummary, 'id' | 'draft'> & { readonly name: string | null } {
    const { id, name, draft } = shelved(this.index, this.openId);
    if (!draft) return { id, name, draft: null };
    const isThere = this.index.worlds.some((one) => one.id === draft.of);
    const of = isThere ? { id: draft.of, name: draft.ofName } : null;
    return { id, name, draft: { of, changes: this.world.past().done.length } };
  }

  /** Does something with the open draft, or makes one. */
  withDrafts<Value>(work: (drafts: Drafts) => Promise<Value>): Promise<Value> {
    return this.inTurn(() => work(this.drafts));
  }

  /** Lines typed in the open world; the one after a transaction began or ended is typed in another. */
  typeLines(request: CliRequest): Promise<CliAnswer> {
    return typeTransacted(
      request,
      () => this.world,
      (step) => this.withDrafts((drafts) => stepTransaction(draftTransactions(drafts), step)),
    );
  }

  async list(): Promise<readonly ListedWorld[]> {
    this.index = await this.shelf.read();
    const { openId: open } = this;
    const { worlds } = this.index;
    const here = worldFactsOf(await stateOf(this.world));
    return worlds.map(({ id, name, facts, draft }) => {
      const shown = id === open ? here : facts;
      const { scenario = '', endpoints = 0, fortigates = [] } = shown ?? {};
      return {
        id,
        name: name ?? scenario,
        isOpen: id === open,
        draftOf: draft?.ofName ?? null,
        scenario,
        endpoints,
        fortigates: [...fortigates],
      };
    });
  }

  /** Makes a world and opens it. */
  create({ name, from }: NewWorld): Promise<string> {
    return this.inTurn(async () => {
      const begun = await this.begin(from);
      const called =
        name === ''
          ? freeName(await this.list(), begun.name)
          : checkedName(await this.list(), name, null);
      const made = await this.add(begun.state, called);
      const id = begun.draft ? await this.drafts.startWith(begun.draft) : made;
      if (from.kind === 'file') this.texts.drop(from.id);
      return id;
    });
  }

  open(id: string): Promise<void> {
    return this.inTurn(() => this.goTo(id));
  }

  rename(id: string, name: string): Promise<void> {
    return this.inTurn(async () => {
      shelved(await this.shelf.read(), id);
      checkedName(await this.list(), name, id);
      this.index = await this.shelf.change((index) => ({
        ...index,
        worlds: index.worlds.map((one) => ({
          ...(one.id === id ? { ...one, name } : one),
          // Its drafts know how it is called.
          ...(one.draft?.of === id ? { draft: { ...one.draft, ofName: name } } : {}),
        })),
      }));
      this.announce('request', ['world', 'worlds']);
    });
  }

  remove(id: string): Promise<void> {
    return this.inTurn(async () => {
      const index = await this.shelf.read();
      shelved(index, id);
      if (index.open === id) invalid(-15, 'id', 'This world is open. Open another one first.');
      this.index = await putAside(this.shelf, id, false);
      this.announce('request', ['worlds', 'world']);
    });
  }

  /** Brings a deleted one back; opens it where it was open. */
  restore(id: string): Promise<void> {
    return this.inTurn(async () => {
      const { index, wasOpen } = await bringBack(this.shelf, id, async (name) =>
        freeName(await this.list(), name),
      );
      this.index = index;
      if (wasOpen) await this.goTo(id);
      this.announce('request', ['worlds', 'world']);
    });
  }

  deleted(): DeletedWorld[] {
    return deletedIn(this.index);
  }

  /** The state of any of them. */
  async named(id: string): Promise<NamedState> {
    const { name } = shelved(await this.shelf.read(), id);
    const state = await stateOf(await this.load(id));
    return { name: name ?? state.scenario.name, state };
  }

  async fileOf(
    id: string,
    secrets: 'masked' | 'kept',
  ): Promise<{ readonly file: string; readonly text: string }> {
    const named = await this.withBase(id);
    const file = fileNameOf(named.draft?.name ?? named.name, 'json');
    return { file, text: writeWorldFile(named, secrets) };
  }

  /** A draft as its world and its changes; as a world of its own where that was deleted. */
  private async withBase(id: string): Promise<NamedState> {
    const index = await this.shelf.read();
    const { name, draft } = shelved(index, id);
    if (!draft || !index.worlds.some((one) => one.id === draft.of)) return this.named(id);
    const world = await this.load(id);
    const changes = world.past().done.map(({ words, commands = [] }) => ({
      words,
      commands: [...commands],
    }));
    return { ...(await this.named(draft.of)), draft: { name: name ?? 'Draft', changes } };
  }

  private load(id: string): Promise<World> {
    return id === this.openId ? Promise.resolve(this.world) : this.opened(id);
  }

  /** One of its own, also of the world that is open. */
  private async opened(id: string): Promise<World> {
    const record = shelved(await this.shelf.read(), id);
    return World.open(await this.shelf.storage(record), this.sources);
  }

  beginFile(length: number): string {
    return this.texts.begin(length);
  }

  previewFile(id: string): FilePreview {
    const { name, state, draft } = this.sentWorld(id);
    const changes = draft?.changes.map(({ words }) => words) ?? [];
    return { ...worldFactsOf(state), name, draft: draft ? { name: draft.name, changes } : null };
  }

  /** How many characters are there with it. */
  addFilePart(id: string, text: string): number {
    return this.texts.add(id, text);
  }

  /** Another tab changed something: it may have opened another world. */
  async refresh(): Promise<void> {
    const index = await this.shelf.read();
    const { world } = this;
    await this.show(index);
    if (this.world === world) {
      await world.refresh();
      return;
    }
    this.announce('elsewhere', everything);
  }

  private async nameOf(id: string): Promise<string> {
    const { name, facts } = shelved(await this.shelf.read(), id);
    if (name !== null) return name;
    return id === this.openId
      ? (await stateOf(this.world)).scenario.name
      : (facts?.scenario ?? 'World');
  }

  /** Puts another world on the shelf, and opens it. */
  private async add(state: WorldState, name: string): Promise<string> {
    const { id, revision } = await this.nextId();
    const changed = { [objectPath.world]: revision };
    const storage = await this.shelf.storage({ id });
    const opened = await storeState(storage, { ...state, revision, changed });
    await this.putUp({ id, name, facts: worldFactsOf(state) }, () =>
      this.world.another(opened, storage),
    );
    return id;
  }

  /** Puts a draft of the open world on the shelf, stored on top of it, and opens it. */
  private async branch(name: string, of: Pick<DraftRecord, 'of' | 'ofName'>): Promise<string> {
    const { id, revision } = await this.nextId();
    const { openId, world } = this;
    const over = [openId, ...(shelved(this.index, openId).over ?? [])];
    const storage = await this.shelf.storage({ id, over });
    const { draft, since } = await world.branch(id, storage, revision);
    const facts = worldFactsOf(await stateOf(draft));
    const record = { ...of, since, dropped: [] };
    await this.putUp({ id, name, facts, draft: record, over }, () => draft);
    return id;
  }

  private async nextId(): Promise<{ readonly id: string; readonly revision: number }> {
    const { made } = await this.shelf.change((index) => ({ ...index, made: index.made + 1 }));
    return { id: worldId(made), revision: made * revisionsAWorld };
  }

  private async putUp(one: ShelvedWorld, begin: () => World): Promise<void> {
    await this.shelf.change((index) => ({ ...index, worlds: [...index.worlds, one] }));
    await this.goTo(one.id, begin);
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** @param begin opens it without its storage, where it was stored just now */
  private async goTo(id: string, begin?: () => World): Promise<void> {
    shelved(await this.shelf.read(), id);
    const facts = worldFactsOf(await stateOf(this.world));
    const { openId: left } = this;
    await this.show(
      await this.shelf.change((index) => ({
        ...index,
        open: id,
        worlds: index.worlds.map((one) => (one.id === left ? { ...one, facts } : one)),
      })),
      begin,
    );
    this.announce('request', everything);
  }

  private async show(index: ShelfIndex, begin?: () => World): Promise<void> {
    const isDraft = shelved(index, index.open).draft !== undefined;
    if (index.open !== this.openId || isDraft !== this.isDraft) {
      // Its time stands still while another one is open.
      await this.world.pause();
      this.world = begin?.() ?? (await this.openedToAnswer(index.open, isDraft));
      this.openId = index.open;
      this.isDraft = isDraft;
    }
    this.index = index;
  }

  private async openedToAnswer(id: string, isDraft: boolean): Promise<World> {
    const storage = await this.shelf.storage(shelved(await this.shelf.read(), id));
    return World.open(storage, this.sources, this.announce, this.ticker, isDraft);
  }

  private async begin(from: WorldSource): Promise<NamedState> {
    switch (from.kind) {
      case 'scenario': {
        const source =
          this.sources.find(({ about }) => about.id === from.id) ??
          notFound(`Scenario ${from.id} does not exist.`, 'from');
        return { name: source.about.name, state: buildWorld(source) };
      }
      case 'copy':
        return this.named(from.id);
      case 'moment': {
        const { name } = await this.named(this.openId);
        return { name, state: await stateOf(await forkedAt(this.world, from.revision)) };
      }
      case 'file':
        return this.sentWorld(from.id);
    }
  }

  private sentWorld(id: string): NamedState {
    const text =
      this.texts.text(id) ??
      invalid(-15, 'from', 'The file has not arrived completely. Send it again.');
    const read = readWorldFile(text);
    if (read.ok) return read;
    const { line, column } = read.position;
    return invalid(-15, 'from', `Line ${line}, column ${column}: ${read.message}.`);
  }
}
