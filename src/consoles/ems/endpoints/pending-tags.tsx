import { useWorld } from '#api/world.ts';
import type { PendingTag } from '#model/ems/ems-api.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { clockText } from '#ui/clock-text.ts';
import { Note, Section } from '#ui/page.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './pending-tags.module.css';

/** What has changed on the endpoint and reaches EMS with its next keepalive [937027]. */
export function PendingTags({ pending }: { readonly pending: readonly PendingTag[] }) {
  const { data: world } = useWorld();
  if (pending.length === 0) return null;
  const offset = world?.clock.offsetMinutes ?? 0;
  return (
    <Section title="Pending tag changes" own>
      <ul className={styles['list']}>
        {pending.map(({ category, name, add, due }) => (
          <li key={`${tagKey({ category, name })} ${add}`}>
            <TagChip category={category} name={name} missing={add} />
            <span>
              {add ? 'comes' : 'goes'}{' '}
              {due === null ? 'when the endpoint is online again' : `at ${clockText(due, offset)}`}
            </span>
          </li>
        ))}
      </ul>
      <Note>
        EMS receives a change of posture with the endpoint’s next keepalive. Step the world’s clock
        to get there.
      </Note>
    </Section>
  );
}
