/** A sentence as parts: a page draws tags as chips, a terminal joins them. */
import type { Tag } from '#model/tagging/tags.ts';

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'tag'; readonly tag: Tag; readonly missing: boolean };
export type Sentence = readonly Part[];

export const textPart = (words: string): Part => ({ kind: 'text', text: words });
export const strong = (words: string): Part => ({ kind: 'strong', text: words });
export const chip = (tag: Tag, missing = false): Part => ({ kind: 'tag', tag, missing });

export function plain(sentence: Sentence): string {
  return sentence.map((part) => (part.kind === 'tag' ? part.tag.name : part.text)).join('');
}
