import { useState } from 'react';
import { useTagCheck } from '#api/tagging-hooks.ts';
import { ruleVerdictWords, verdictWords } from '#model/tag-verdict.ts';
import type { TagCheck } from '#model/tagging-api.ts';
import type { TagSpec } from '#model/tagging.ts';
import { FilterMenu } from '#ui/menu.tsx';
import { Disclosure, Section, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { Skeleton } from '#ui/states.tsx';
import styles from './tag-panel.module.css';

type Checked = TagCheck['endpoints'][number];
type Shown = 'all' | 'true' | 'false';
const shownChoices: readonly { value: Shown; label: string }[] = [
  { value: 'all', label: 'all' },
  { value: 'true', label: 'matching' },
  { value: 'false', label: 'not matching' },
];
const pageSize = 12;

function Host({ checked: { host, verdict } }: { readonly checked: Checked }) {
  const tagged = verdict.outcome === 'tagged';
  return (
    <li className={styles['host']}>
      <Disclosure
        summary={
          <>
            <span aria-hidden="true" className={tagged ? styles['ok'] : styles['bad']}>
              {tagged ? '✓' : '✕'}
            </span>{' '}
            {host} <span className={styles['dim']}>{verdictWords(verdict)}</span>
          </>
        }
      >
        <ul className={styles['why']}>
          {verdict.rules.map((rule) => (
            <li key={rule.rule.id}>
              <span aria-hidden="true" className={rule.holds ? styles['ok'] : styles['bad']}>
                {rule.holds ? '✓' : '✕'}
              </span>{' '}
              {rule.rule.id}: {ruleVerdictWords(rule)}
              <span className="visually-hidden">
                {rule.holds ? ' (holds)' : ' (does not hold)'}
              </span>
            </li>
          ))}
          {verdict.rules.length === 0 ? <li>No rule is for its system.</li> : null}
        </ul>
      </Disclosure>
    </li>
  );
}

/** Which endpoints match the rules as they are typed, and why the others do not. Nothing is saved by it. */
export function LiveCheck({ spec }: { readonly spec: TagSpec | null }) {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const [offset, setOffset] = useState(0);
  const { data, error } = useTagCheck(spec, {
    offset,
    count: pageSize,
    search,
    matches: shown === 'all' ? null : shown === 'true',
  });
  return (
    <Section title="Endpoints now">
      {spec === null ? (
        <p className={styles['dim']}>
          As soon as there is a rule and everything is right, the endpoints that match stand here.
        </p>
      ) : data ? (
        <>
          <p role="status">
            {data.matching === 1 ? 'One endpoint matches.' : `${data.matching} endpoints match.`}
          </p>
          <Toolbar>
            <SearchField
              label="Search hosts"
              value={search}
              onChange={(text) => {
                setSearch(text);
                setOffset(0);
              }}
            />
            <FilterMenu
              label="Show"
              value={shown}
              choices={shownChoices}
              onChange={(value) => {
                setShown(value);
                setOffset(0);
              }}
            />
          </Toolbar>
          {data.endpoints.length === 0 ? (
            <p className={styles['dim']}>None.</p>
          ) : (
            <ul className={styles['hosts']} aria-label="Endpoints judged">
              {data.endpoints.map((checked) => (
                <Host key={checked.uid} checked={checked} />
              ))}
            </ul>
          )}
          <Pagination offset={offset} count={pageSize} total={data.total} onOffset={setOffset} />
        </>
      ) : error ? (
        <p className={styles['dim']}>The endpoints could not be judged: {error.message}</p>
      ) : (
        <Skeleton lines={6} />
      )}
    </Section>
  );
}
