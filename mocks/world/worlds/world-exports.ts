/**
 * World files that are written part by part as they are asked for, of the moment when they were begun: states do
 * not change. They live beside the worlds, in this tab, and the oldest gives way.
 */
import type { ExportedPart } from '#model/lab/worlds/worlds.ts';
import { sentPartLength } from '#model/lab/sent-text.ts';
import { notFound } from '../refusal.ts';
import { fileNameOf } from './file-name.ts';
import type { NamedState } from './world-file.ts';
import { type FilePart, entriesOf, worldFileParts } from './write-world-file.ts';

/** So many are written at once. */
const most = 2;
/** After so long, others have their turn, however little was written. */
const sliceMs = 30;

interface Export {
  readonly parts: Generator<FilePart, void>;
  readonly total: number;
  done: number;
  /** Written, and not yet given. */
  text: string;
}

/** Where a text is cut: not within a letter of two halves. */
function cutAt(text: string, length: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
}

export class WorldExports {
  private lastId = 0;
  private readonly begun = new Map<string, Export>();
  private readonly read: (id: string) => Promise<NamedState>;

  /** @param read a world, with what its file says besides */
  constructor(read: (id: string) => Promise<NamedState>) {
    this.read = read;
  }

  async begin(
    id: string,
    secrets: 'masked' | 'kept',
  ): Promise<{ readonly id: string; readonly file: string }> {
    const named = await this.read(id);
    const own = String(++this.lastId);
    const total = entriesOf(named);
    this.begun.set(own, { parts: worldFileParts(named, secrets), total, done: 0, text: '' });
    for (const old of [...this.begun.keys()].slice(0, -most)) this.begun.delete(old);
    return { id: own, file: fileNameOf(named.draft?.name ?? named.name, 'json') };
  }

  /** The next part; after the last one, it is forgotten. */
  next(id: string): ExportedPart {
    const one =
      this.begun.get(id) ?? notFound('This export no longer exists. Export the world again.', 'id');
    const until = performance.now() + sliceMs;
    while (one.text.length < sentPartLength && performance.now() < until) {
      const { done, value } = one.parts.next();
      if (done === true) {
        this.drop(id);
        return { text: one.text, progress: null };
      }
      one.text += value.text;
      one.done += value.entries;
    }
    const cut = cutAt(one.text, Math.min(one.text.length, sentPartLength));
    const text = one.text.slice(0, cut);
    one.text = one.text.slice(cut);
    return { text, progress: { done: one.done, total: one.total } };
  }

  drop(id: string): void {
    this.begun.delete(id);
  }
}
