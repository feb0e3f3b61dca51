import type { HandTag } from '#model/ems/ems-api.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './pending-tags.module.css';

/** What a person gave or took against the rules: it stays so until it is done the other way round. */
export function HandTags({ tags }: { readonly tags: readonly HandTag[] }) {
  if (tags.length === 0) return null;
  return (
    <ul className={styles['list']} aria-label="Set by hand">
      {tags.map(({ category, name, add }) => (
        <li key={tagKey({ category, name })}>
          <TagChip category={category} name={name} missing={!add} />
          <span>
            {add ? 'added by hand; no rule assigns the tag' : 'removed by hand; its rules are met'}
          </span>
        </li>
      ))}
    </ul>
  );
}
