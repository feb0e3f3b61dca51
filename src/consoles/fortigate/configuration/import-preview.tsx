import { useState } from 'react';
import { ImpactList } from '#consoles/access-preview/impact-list.tsx';
import type { ImportPreview } from '#model/fortios/config-import.ts';
import { count, listWords, numberWords, plural } from '#model/plural.ts';
import { type Tag, categoryWords, sameTag, tagKey } from '#model/tagging/tags.ts';
import { Button } from '#ui/button.tsx';
import { CheckboxField } from '#ui/fields/choice-field.tsx';
import { Section } from '#ui/page.tsx';
import { Banner, Status } from '#ui/states.tsx';
import { ChangeTable, changeWords } from './change-table.tsx';
import styles from './page.module.css';

type Placed = ImportPreview['warnings'][number];

/** `3 times: lines 12, 14 and 15.` Blank for what is there once. */
function timesWords({ count: times, lines = [] }: Placed): string {
  if (times === undefined) return '';
  const placed = [...new Set(lines)].filter((line) => line > 0);
  const more = times - lines.length;
  const named = [...placed.map(String), ...(more > 0 ? [`${numberWords(more)} more`] : [])];
  return placed.length < 2
    ? `${numberWords(times)} times.`
    : `${numberWords(times)} times: lines ${listWords(named)}.`;
}

/** Sentences with their places; the first ones, where there are very many. */
function PlacedList({
  label,
  items,
  total,
}: {
  readonly label: string;
  readonly items: readonly Placed[];
  readonly total: number;
}) {
  return (
    <Section title={`${label} (${numberWords(total)})`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={label}>
        <ul className={styles['placed']}>
          {items.map((one, i) => (
            <li key={i}>
              <span className={styles['place']}>
                {one.line > 0 ? `${one.line}:${one.column}` : ''}
              </span>
              <span>
                {one.decides ? <Status tone="warn">Can change a decision:</Status> : null}{' '}
                {one.message} <span className={styles['dim']}>{timesWords(one)}</span>
              </span>
            </li>
          ))}
        </ul>
        {total > items.length ? (
          <p className={styles['dim']}>and {numberWords(total - items.length)} more</p>
        ) : null}
      </div>
    </Section>
  );
}

function UnknownTags({
  tags,
  chosen,
  onChange,
}: {
  readonly tags: ImportPreview['unknownTags'];
  readonly chosen: readonly Tag[];
  readonly onChange: (tags: readonly Tag[]) => void;
}) {
  return (
    <Section title={`Tags that EMS does not have (${numberWords(tags.length)})`}>
      <p className={styles['dim']}>
        Policies that ask for these tags do not match. Select the tags to create on EMS. A security
        posture tag is created disabled, with a rule for you to replace.
      </p>
      {tags.map(({ tag, namedBy, creatable }) => (
        <CheckboxField
          key={tagKey(tag)}
          label={`Create ${tag.name}`}
          hint={`${categoryWords[tag.category].label}, named by ${namedBy
            .slice(0, 3)
            .map(({ table, key }) => `${table} ${key}`)
            .join(', ')}${namedBy.length > 3 ? ' and others' : ''}.${
            creatable
              ? ''
              : ' You cannot create this tag here. Publish an outbreak alert, or add a handler on FortiAnalyzer.'
          }`}
          locked={!creatable}
          checked={chosen.some((one) => sameTag(one, tag))}
          onChange={(on) =>
            onChange(on ? [...chosen, tag] : chosen.filter((one) => !sameTag(one, tag)))
          }
        />
      ))}
    </Section>
  );
}

/** What an import would do, before it is done. */
export function ImportPreviewView({
  device,
  preview,
  busy,
  onImport,
  onCancel,
}: {
  readonly device: string;
  readonly preview: ImportPreview;
  readonly busy: boolean;
  readonly onImport: (createTags: readonly Tag[]) => void;
  readonly onCancel: () => void;
}) {
  const { access, counts, changes, warnings, decidingCount, references, unknownTags } = preview;
  const [created, setCreated] = useState<readonly Tag[]>([]);
  const total = counts.added + counts.changed + counts.removed + counts.moved;
  const nothing = total === 0 && created.length === 0;
  return (
    <section className={styles['preview']} aria-label="Preview">
      <div className={styles['verdict']}>
        <p>
          <b>{total === 0 ? `Nothing changes on ${device}.` : `On ${device}: `}</b>
          {total === 0 ? null : changeWords(counts)}
        </p>
        <div className={styles['buttons']}>
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            look="primary"
            busy={busy}
            disabledReason={nothing ? 'The text changes nothing.' : null}
            onClick={() => onImport(created)}
          >
            Import
          </Button>
        </div>
      </div>
      {counts.removed > 0 ? (
        <Banner tone="warn">
          {count(counts.removed, 'entry is', 'entries are')} removed. Undo restores{' '}
          {plural(counts.removed, 'it', 'them')}.
        </Banner>
      ) : null}
      <Section title="Access">
        <ImpactList impact={access} />
      </Section>
      {decidingCount > 0 ? (
        <Banner tone="warn">
          {count(decidingCount, 'warning')} of this text {plural(decidingCount, 'tells', 'tell')} of
          something that can change a decision. {plural(decidingCount, 'It stands', 'They stand')}{' '}
          first under Warnings.
        </Banner>
      ) : null}
      {unknownTags.length > 0 ? (
        <UnknownTags tags={unknownTags} chosen={created} onChange={setCreated} />
      ) : null}
      {warnings.length > 0 ? (
        <PlacedList label="Warnings" items={warnings} total={preview.warningCount} />
      ) : null}
      {references.length > 0 ? (
        <PlacedList
          label="Unresolved references"
          items={references}
          total={preview.referenceCount}
        />
      ) : null}
      {total > 0 ? (
        <Section title="Changes">
          <ChangeTable changes={changes} total={total} />
        </Section>
      ) : null}
    </section>
  );
}
