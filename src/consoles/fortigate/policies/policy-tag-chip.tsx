import { paths } from '#api/paths.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import { policyTagProblem, tagText } from '#model/words/policy-tag.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { Chip } from '#ui/chip.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './policy-tag-chip.module.css';

/** What a group holds, for its chip's tooltip. */
function groupLabel(view: Extract<PolicyTag, { kind: 'group' }>): string {
  return `Tag group of ${view.members.map(tagText).join(', ') || 'no members'}`;
}

/** A name of a policy's tag field. `linked`: the chip leads to the endpoints that carry the tag. */
export function PolicyTagChip({
  view,
  device,
  badged,
  linked = false,
}: {
  readonly view: PolicyTag;
  readonly device: string;
  /** Shows whether it is the tag's IP or MAC name. */
  readonly badged: boolean;
  readonly linked?: boolean;
}) {
  const problem = policyTagProblem(view, device);
  switch (view.kind) {
    case 'tag': {
      const chip = (
        <TagChip
          category={view.tag.category}
          name={view.tag.name}
          missing={view.absence !== null}
          badge={badged ? (view.addressKind === 'ip' ? 'IP' : 'MAC') : undefined}
          {...(linked ? { to: paths.ems.endpoints({ tag: tagKey(view.tag) }) } : {})}
        />
      );
      if (problem === null) return chip;
      return (
        <span className={styles['absent']} title={problem.sentence}>
          {chip}
          <span className={styles['word']}>{problem.word}</span>
        </span>
      );
    }
    case 'built-in':
      return <Chip text={view.name} tone="neutral" icon="info" kindLabel="Built-in tag" />;
    case 'group':
      return <Chip text={view.name} tone="neutral" icon="menu" kindLabel={groupLabel(view)} />;
    case 'unknown':
      return (
        <span className={styles['absent']} title={problem?.sentence}>
          <Chip text={view.name} tone="neutral" icon="warning" kindLabel="Unknown tag" missing />
          <span className={styles['word']}>{problem?.word}</span>
        </span>
      );
  }
}
