/**
 * Long texts that a page sends part by part, so that it can do other things in between. They are no part of
 * the world: they live beside it, in this tab, and the oldest gives way.
 */
import { invalid, notFound } from '../refusal.ts';

export class SentTexts {
  private readonly most: number;
  private lastId = 0;
  private readonly texts = new Map<
    string,
    { readonly length: number; parts: string[]; received: number }
  >();

  /** @param most so many are kept at once */
  constructor(most: number) {
    this.most = most;
  }

  /** @param length characters that will come */
  begin(length: number): string {
    const id = String(++this.lastId);
    this.texts.set(id, { length, parts: [], received: 0 });
    for (const old of [...this.texts.keys()].slice(0, -this.most)) this.texts.delete(old);
    return id;
  }

  /** How many characters are there with it. Refuses more than were announced. */
  add(id: string, text: string): number {
    const one = this.existing(id);
    if (one.received + text.length > one.length)
      return invalid(-15, 'text', 'The text is longer than announced. Send the text again.');
    one.parts.push(text);
    one.received += text.length;
    return one.received;
  }

  received(id: string): number {
    return this.existing(id).received;
  }

  drop(id: string): void {
    this.texts.delete(id);
  }

  /** Null while parts are still to come. */
  text(id: string): string | null {
    const one = this.existing(id);
    if (one.received < one.length) return null;
    if (one.parts.length > 1) one.parts = [one.parts.join('')];
    return one.parts[0] ?? '';
  }

  private existing(id: string) {
    return this.texts.get(id) ?? notFound('This text no longer exists. Send the text again.', 'id');
  }
}
