import { Fragment } from 'react';
import type { Sentence } from '#model/words/sentence.ts';
import { TagChip } from '#ui/tag-chip.tsx';

/** A sentence with its tags as chips. */
export function SentenceView({ sentence }: { readonly sentence: Sentence }) {
  return sentence.map((part, i) => (
    // A sentence is made anew as a whole: its parts have no identity but their place.
    <Fragment key={i}>
      {part.kind === 'tag' ? (
        <TagChip category={part.tag.category} name={part.tag.name} missing={part.missing} />
      ) : part.kind === 'strong' ? (
        <b>{part.text}</b>
      ) : (
        part.text
      )}
    </Fragment>
  ));
}
