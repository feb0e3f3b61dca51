import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import { policyTagProblem, tagText } from '#model/words/policy-tag.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { Chip } from '#ui/chip.tsx';
import { CardTrigger } from '#ui/hover-card.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { bareTag, tagCard } from '../tag-card.tsx';
import styles from './policy-tag-chip.module.css';

/** What a group holds, for those who only hear its chip. */
function groupLabel(view: Extract<PolicyTag, { kind: 'group' }>): string {
  return `Tag group of ${view.members.map(tagText).join(', ') || 'no members'}`;
}

function PlainChip({
  view,
  badged,
  hasCard,
}: {
  readonly view: PolicyTag;
  readonly badged: boolean;
  readonly hasCard: boolean;
}) {
  const common = { tone: 'neutral', hasCard } as const;
  switch (view.kind) {
    case 'tag':
      return (
        <TagChip
          category={view.tag.category}
          name={view.tag.name}
          missing={view.absence !== null}
          badge={badged ? (view.addressKind === 'ip' ? 'IP' : 'MAC') : undefined}
          hasCard={hasCard}
        />
      );
    case 'built-in':
      return <Chip {...common} text={view.name} icon="info" kindLabel="Built-in tag" />;
    case 'group':
      return <Chip {...common} text={view.name} icon="menu" kindLabel={groupLabel(view)} />;
    case 'unknown':
      return <Chip {...common} text={view.name} icon="warning" kindLabel="Unknown tag" missing />;
  }
}

/** A name of a policy's tag field. `carded`: it has a card with what it is here, on a page that has the card's host. */
export function PolicyTagChip({
  view,
  device,
  badged,
  carded = false,
}: {
  readonly view: PolicyTag;
  readonly device: string;
  /** Shows whether it is the tag's IP or MAC name. */
  readonly badged: boolean;
  readonly carded?: boolean;
}) {
  const problem = policyTagProblem(view, device);
  const plain = <PlainChip view={view} badged={badged} hasCard={carded} />;
  const chip = carded ? (
    <CardTrigger card={tagCard} payload={{ view, device }}>
      {plain}
    </CardTrigger>
  ) : (
    plain
  );
  if (problem === null) return chip;
  return (
    <span className={styles['absent']} title={carded ? undefined : problem.sentence}>
      {chip}
      <span className={styles['word']}>{problem.word}</span>
    </span>
  );
}

/** A tag that a log line names, with its card. */
export function LoggedTagChip({ tag, device }: { readonly tag: Tag; readonly device: string }) {
  return (
    <CardTrigger card={tagCard} payload={{ view: bareTag(tag), device }}>
      <TagChip category={tag.category} name={tag.name} hasCard />
    </CardTrigger>
  );
}
