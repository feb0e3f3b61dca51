/**
 * Drafts: a draft is a world of its own on the shelf, begun as the world that it is of. What is done in it
 * is kept as commands, which *Apply* carries out in that world, as one change.
 */
import type { DraftChangeEffects, DraftFindings, DraftReview } from '#model/lab/worlds/draft.ts';
import type { PastChange } from '../history/history.ts';
import { accessImpact } from '../lab/access/access-impact.ts';
import { differencesOf } from '../lab/access/world-comparison.ts';
import { differingFindings, noDifference } from '../lab/findings/differing-findings.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import type { World } from '../world.ts';
import { granted } from '../answered.ts';
import { plural } from '#model/plural.ts';
import { changeEffects } from './change-effects.ts';
import { fileNameOf } from './file-name.ts';
import { differenceText } from './difference-text.ts';
import {
  type RehearsedChange,
  applyRehearsed,
  commandsOf,
  fortigatesNamed,
  rehearseChanges,
} from './rehearsal.ts';
import type { DraftRecord, DroppedChange, Shelf, ShelvedWorld } from './shelf.ts';
import type { DraftFile } from './world-file.ts';
import { stateOf } from './state-of.ts';

/** What drafts need of the worlds that they stand among. */
export interface DraftDesk {
  readonly shelf: Shelf;
  /** The open world. */
  readonly open: () => { readonly id: string; readonly world: World };
  readonly nameOf: (id: string) => Promise<string>;
  readonly freeName: (wanted: string) => Promise<string>;
  readonly checkedName: (name: string) => Promise<string>;
  /** Begins a draft of the open world, and opens it. */
  readonly branch: (name: string, of: Pick<DraftRecord, 'of' | 'ofName'>) => Promise<string>;
  readonly load: (id: string) => Promise<World>;
  readonly goTo: (id: string) => Promise<void>;
  /** Deletes one for good. */
  readonly remove: (id: string) => Promise<void>;
  /** Deletes one that was open, so that it can be brought back. */
  readonly putAside: (id: string) => Promise<void>;
}

interface OpenDraft {
  readonly id: string;
  readonly name: string;
  readonly record: DraftRecord;
  readonly world: World;
}

/** The draft as it would be applied. */
interface Rehearsed {
  readonly base: World;
  readonly before: WorldState;
  readonly changes: readonly RehearsedChange[];
  readonly after: WorldState;
}

function withDraft(
  one: ShelvedWorld,
  id: string,
  make: (record: DraftRecord) => DraftRecord | undefined,
): ShelvedWorld {
  return one.id === id && one.draft ? { ...one, draft: make(one.draft) } : one;
}

const orphan =
  'The world that this draft was made from was deleted. Keep the draft as a world of its own, or discard it.';

export class Drafts {
  private readonly desk: DraftDesk;
  /** The world that the open draft is of, as it was opened last. */
  private base: { readonly id: string; readonly world: World } | null = null;
  private former: {
    readonly before: WorldState;
    readonly changes: readonly RehearsedChange[];
  } | null = null;

  constructor(desk: DraftDesk) {
    this.desk = desk;
  }

  opened(): { readonly id: string } {
    return this.desk.open();
  }

  async start(wanted: string): Promise<string> {
    const { id: of, world } = this.desk.open();
    const { worlds } = await this.desk.shelf.read();
    if (worlds.find(({ id }) => id === of)?.draft)
      conflict('This world is a draft already. Apply or discard it before you start another one.');
    const name =
      wanted === '' ? await this.desk.freeName('Draft') : await this.desk.checkedName(wanted);
    const ofName = await this.desk.nameOf(of);
    this.base = { id: of, world };
    return this.desk.branch(name, { of, ofName });
  }

  /** The world that the open draft is of; null where no draft is open, or its world is gone. */
  async baseOfOpen(): Promise<World | null> {
    const draft = await this.openDraft();
    return draft && this.baseOf(draft.record);
  }

  /** Starts a draft with changes of another one; those that do not fit are on the list of the dropped ones. */
  async startWith({ name, changes }: DraftFile): Promise<string> {
    const id = await this.start(await this.desk.freeName(name));
    const { world } = await this.draft();
    const dropped: DroppedChange[] = [];
    for (const one of changes) {
      const reason = await this.carryOut(world, one);
      if (reason !== null) dropped.push({ ...one, reason });
    }
    if (dropped.length > 0) await this.changeDropped(id, () => dropped);
    return id;
  }

  /** Null where no draft is open. */
  async review(): Promise<DraftReview | null> {
    const draft = await this.openDraft();
    if (!draft) return null;
    const { name, record, world } = draft;
    const dropped = record.dropped.map(({ words, reason }) => ({ words, reason }));
    const rehearsed = await this.rehearsed(draft);
    if (!rehearsed)
      return {
        name,
        of: null,
        hasMoved: false,
        changes: world.past().done.map(({ revision, words, commands = [] }) => ({
          revision,
          words,
          fortigates: fortigatesNamed(commands),
          fit: { kind: 'refused', message: orphan },
        })),
        dropped,
        access: null,
        counting: null,
        ...differencesOf(await stateOf(world), await stateOf(world)),
      };
    const { before, after, changes } = rehearsed;
    const { impact, counting } = await this.impact(rehearsed);
    return {
      name,
      of: { id: record.of, name: await this.desk.nameOf(record.of) },
      hasMoved: before.revision !== record.since,
      changes: changes.map(({ change: { revision, words, commands = [] }, fit }) => ({
        revision,
        words,
        fortigates: fortigatesNamed(commands),
        fit,
      })),
      dropped,
      access: impact,
      counting,
      ...differencesOf(before, after),
    };
  }

  /** How many pairs gain and lose; zero where there is no draft, or its world is gone. */
  async effect(): Promise<Pick<DraftReview, 'counting'> & { gains: number; loses: number }> {
    const rehearsed = await this.rehearsedIfOpen();
    const { impact = null, counting = null } = rehearsed ? await this.impact(rehearsed) : {};
    return { gains: impact?.gains ?? 0, loses: impact?.loses ?? 0, counting };
  }

  /** None where there is no draft, or its world is gone. */
  async changeEffects(): Promise<DraftChangeEffects> {
    const rehearsed = await this.rehearsedIfOpen();
    if (!rehearsed) return { effects: [], counting: null };
    return granted(await rehearsed.base.ask(changeEffects, rehearsed.changes));
  }

  /** None where there is no draft, or its world is gone. */
  async findings(): Promise<DraftFindings> {
    const rehearsed = await this.rehearsedIfOpen();
    if (!rehearsed) return noDifference;
    return granted(await rehearsed.base.ask(differingFindings, rehearsed.after));
  }

  /** Commands for each FortiGate, with the name of the FortiGate above them. */
  async commands(): Promise<{ readonly file: string; readonly text: string }> {
    const draft = await this.draft();
    const rehearsed = await this.rehearsed(draft);
    if (!rehearsed) return conflict(orphan);
    const text = differenceText(rehearsed.before, rehearsed.after);
    return { file: fileNameOf(draft.name, 'conf'), text };
  }

  /** Takes a change out; later ones that are refused without it go along. */
  async drop(revision: number): Promise<{ readonly words: string; readonly wentAlong: string[] }> {
    const { id, world } = await this.draft();
    const { done } = world.past();
    const at = done.findIndex((one) => one.revision === revision);
    const [dropped, ...later] = done.slice(at === -1 ? done.length : at);
    if (!dropped) return notFound('This change is no longer in the draft.');
    const entry = ({ words, commands = [] }: PastChange, reason: string | null): DroppedChange => ({
      words,
      commands,
      reason,
    });
    // First on the list of what can be put back: whatever happens meanwhile, nothing is lost.
    await this.changeDropped(id, (list) => [
      ...list,
      entry(dropped, null),
      ...later.map((one) => entry(one, 'It was being made again.')),
    ]);
    granted(await world.undo({ count: later.length + 1 }, true));
    const wentAlong: DroppedChange[] = [];
    for (const one of later) {
      const reason = await this.carryOut(world, one);
      if (reason !== null) wentAlong.push(entry(one, reason));
    }
    await this.changeDropped(id, (list) => [
      ...list.slice(0, list.length - later.length),
      ...wentAlong,
    ]);
    return { words: dropped.words, wentAlong: wentAlong.map(({ words }) => words) };
  }

  async putBack(place: number): Promise<{ readonly words: string }> {
    const { id, record, world } = await this.draft();
    const dropped = record.dropped[place] ?? notFound('This change is no longer in the list.');
    const reason = await this.carryOut(world, dropped);
    if (reason !== null) return invalid(-15, 'place', `It does not fit: ${reason}`);
    await this.changeDropped(id, (list) => list.filter((_, i) => i !== place));
    return { words: dropped.words };
  }

  /** One change of the world that it is of; the draft is gone then. */
  async apply(): Promise<{ revision: number; of: string; changes: number }> {
    const draft = await this.draft();
    const { id, name, record } = draft;
    const rehearsed = await this.rehearsed(draft);
    if (!rehearsed) return conflict(orphan);
    const { base, changes } = rehearsed;
    if (changes.length === 0) conflict('The draft changes nothing. Discard it.');
    const revision = await applyRehearsed(
      base,
      changes,
      `apply ${name}`,
      (refused) => `Drop ${plural(refused, 'it', 'them')} first.`,
    );
    await this.leave(id, record.of, this.desk.remove);
    return { revision, of: await this.desk.nameOf(record.of), changes: changes.length };
  }

  /** The draft can be brought back for a while. */
  async discard(): Promise<{ id: string; name: string; opened: string }> {
    const { id, name, record } = await this.draft();
    const { worlds } = await this.desk.shelf.read();
    const others = worlds.filter((one) => one.id !== id);
    const next = others.find((one) => one.id === record.of) ?? others[0];
    if (!next)
      return conflict('There is no other world. Keep the draft as a world of its own instead.');
    await this.leave(id, next.id, this.desk.putAside);
    return { id, name, opened: next.id };
  }

  /** From here on it is a world like any other. */
  async keep(): Promise<string> {
    const { id } = await this.draft();
    await this.desk.shelf.change((index) => ({
      ...index,
      worlds: index.worlds.map((one) => withDraft(one, id, () => undefined)),
    }));
    this.base = null;
    await this.desk.goTo(id);
    return id;
  }

  private async leave(
    id: string,
    to: string,
    remove: (id: string) => Promise<void>,
  ): Promise<void> {
    this.base = null;
    this.former = null;
    await this.desk.goTo(to);
    await remove(id);
  }

  private async openDraft(): Promise<OpenDraft | null> {
    const { id, world } = this.desk.open();
    const found = (await this.desk.shelf.read()).worlds.find((one) => one.id === id);
    return found?.draft ? { id, name: found.name ?? '', record: found.draft, world } : null;
  }

  private async draft(): Promise<OpenDraft> {
    return (await this.openDraft()) ?? conflict('The open world is no draft. Start one first.');
  }

  /** The world that the open draft is of, as it is now; null where it was deleted. */
  private async baseOf({ of }: DraftRecord): Promise<World | null> {
    const { worlds } = await this.desk.shelf.read();
    if (!worlds.some(({ id }) => id === of)) return null;
    if (this.base?.id !== of) this.base = { id: of, world: await this.desk.load(of) };
    // Another tab may have changed it.
    await this.base.world.refresh();
    return this.base.world;
  }

  /** Null where no draft is open, too. */
  private async rehearsedIfOpen(): Promise<Rehearsed | null> {
    const draft = await this.openDraft();
    return draft && this.rehearsed(draft);
  }

  /** Null where the world that it is of was deleted. */
  private async rehearsed({ record, world }: OpenDraft): Promise<Rehearsed | null> {
    const base = await this.baseOf(record);
    if (!base) return null;
    const before = await stateOf(base);
    const changes = rehearseChanges(
      before,
      record.since,
      world.past().done,
      this.former?.before === before ? this.former.changes : [],
    );
    this.former = { before, changes };
    return { base, before, changes, after: changes.at(-1)?.after ?? before };
  }

  private async impact({ base, before, changes, after }: Rehearsed) {
    const question = `draft ${changes.map(({ change }) => change.revision).join(' ')} of ${before.revision}`;
    const answer = granted(await base.ask(accessImpact, { question, after }));
    return answer ?? { impact: null, counting: null };
  }

  /** Null where it was carried out; else why not. */
  private async carryOut(
    world: World,
    { words, commands = [] }: Pick<PastChange, 'words' | 'commands'>,
  ): Promise<string | null> {
    const known = commandsOf(commands);
    if (!known) return 'This version of Posture Lab cannot read the change.';
    const answer = await world.executeTogether(known, words);
    return answer.ok ? null : answer.refusal.message;
  }

  private changeDropped(
    id: string,
    make: (dropped: readonly DroppedChange[]) => readonly DroppedChange[],
  ): Promise<unknown> {
    return this.desk.shelf.change((index) => ({
      ...index,
      worlds: index.worlds.map((one) =>
        withDraft(one, id, (record) => ({ ...record, dropped: make(record.dropped) })),
      ),
    }));
  }
}
