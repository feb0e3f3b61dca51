import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { ruleVerdictWords, verdictWords } from '#model/words/tag-verdict.ts';
import type { TagCheck } from '#model/tagging/tagging-api.ts';
import type { TagSpec } from '#model/tagging/tagging.ts';
import { count, plural } from '#model/plural.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import { FilterMenu } from '#ui/menu.tsx';
import { Disclosure, Section, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/table/pagination.tsx';
import { SearchField } from '#ui/fields/search-field.tsx';
import { Skeleton } from '#ui/states.tsx';
import styles from './tag-panel.module.css';

type Checked = TagCheck['endpoints'][number];
type Shown = 'true' | 'false' | 'all';
const shownChoices: readonly { value: Shown; label: string }[] = [
  { value: 'true', label: 'matching' },
  { value: 'false', label: 'not matching' },
  { value: 'all', label: 'all' },
];
const pageSize = 12;

function Sign({ holds }: { readonly holds: boolean }) {
  return (
    <span aria-hidden="true" className={holds ? styles['ok'] : styles['bad']}>
      {holds ? '✓' : '✕'}
    </span>
  );
}

function Host({ checked: { host, verdict } }: { readonly checked: Checked }) {
  const tagged = verdict.outcome === 'tagged';
  return (
    <li className={styles['host']}>
      <Disclosure
        summary={
          <span className={styles['judged']}>
            <Sign holds={tagged} />
            <b className={styles['name']}>
              <CutText text={host} />
            </b>
            <span className={styles['dim']}>{verdictWords(verdict)}</span>
          </span>
        }
      >
        <ul className={styles['why']}>
          {verdict.rules.map((rule) => (
            <li key={rule.rule.id}>
              <Sign holds={rule.holds} /> {rule.rule.id}: {ruleVerdictWords(rule)}
              <span className="visually-hidden">{rule.holds ? ' (met)' : ' (not met)'}</span>
            </li>
          ))}
          {verdict.rules.length === 0 ? <li>No rule applies to its operating system.</li> : null}
        </ul>
      </Disclosure>
    </li>
  );
}

/** Which endpoints match the rules as they are typed, and why the others do not. Nothing is saved by it. */
export function LiveCheck({ spec }: { readonly spec: TagSpec | null }) {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>('true');
  const [offset, setOffset] = useState(0);
  const { data, error } = useAnswer(
    emsApi.checkTag,
    spec && {
      body: {
        spec,
        offset,
        count: pageSize,
        search,
        matches: shown === 'all' ? null : shown === 'true',
      },
    },
    { keepsLast: true },
  );
  return (
    <Section title="Endpoints now" own>
      {spec === null ? (
        <p className={styles['dim']}>
          The endpoints that match appear here once the rules and their logic are complete.
        </p>
      ) : data ? (
        <>
          <p role="status">
            {count(data.matching, 'endpoint')} {plural(data.matching, 'matches', 'match')}.
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
            <p className={styles['dim']}>
              {shown === 'true' ? 'No endpoint matches the rules.' : 'No endpoint to show.'}
            </p>
          ) : (
            <ul className={styles['hosts']} aria-label="Endpoints checked">
              {data.endpoints.map((checked) => (
                <Host key={checked.uid} checked={checked} />
              ))}
            </ul>
          )}
          <Pagination offset={offset} count={pageSize} total={data.total} onOffset={setOffset} />
        </>
      ) : error ? (
        <p className={styles['dim']}>The check failed: {error.message}</p>
      ) : (
        <Skeleton lines={6} />
      )}
    </Section>
  );
}
