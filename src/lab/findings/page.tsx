import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import {
  type ListedFinding,
  findingKinds,
  findingSorts,
  findingSeverities,
} from '#model/lab/findings.ts';
import { count, numberWords } from '#model/plural.ts';
import { entryWords } from '#model/words/entry.ts';
import { findingKindWords, findingSeverityWords } from '#model/words/finding.ts';
import { Button } from '#ui/button.tsx';
import { Note } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { Banner, EmptyState } from '#ui/states.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useUrlState } from '#ui/url-state.ts';
import { findingColumns } from './columns.tsx';
import { FindingPanel } from './finding-panel.tsx';
import styles from './page.module.css';

/** Lab > Findings: what is wrong, dead or needless in the world, and why. */
export function Component() {
  const url = useUrlState();
  const [stopped, setStopped] = useState(false);
  const list = useListState({
    sorts: findingSorts,
    first: { sort: 'severity' },
    filters: {
      severity: findingSeverities,
      kind: findingKinds,
      fortigate: 'text',
      table: 'text',
      key: 'text',
    },
  });
  const { filters } = list;
  const shown = url.get('shown') === 'ignored' ? 'ignored' : 'open';
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.findings,
    { query: { ...list.query, ...filters, shown } },
    { keepsLast: true, counting: stopped ? null : ({ counting }) => counting },
  );
  const opened = url.get('open');
  const open = ({ id }: ListedFinding): void => url.set({ open: id });
  const { counting, counts } = data ?? {};
  const isLooking = counting !== null && counting !== undefined;
  return (
    <ListPage
      crumb="Lab"
      title="Findings"
      actions={
        shown === 'open' && (data?.ignored ?? 0) > 0 ? (
          <Button onClick={() => url.set({ shown: 'ignored', offset: null })}>
            Show {numberWords(data?.ignored ?? 0)} ignored
          </Button>
        ) : null
      }
      label="Findings"
      list={list}
      answer={{
        // Nothing yet is not nothing at all.
        rows: data && isLooking && data.findings.length === 0 ? undefined : data?.findings,
        total: data?.total,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search findings"
      filters={[
        {
          name: 'severity',
          label: 'Severity',
          choices: findingSeverities.map((value) => ({
            value,
            label: `${findingSeverityWords[value]} ${numberWords(counts?.severity[value] ?? 0)}`,
          })),
        },
        {
          name: 'kind',
          label: 'Finding',
          choices: findingKinds
            .filter((value) => (counts?.kind[value] ?? 0) > 0 || value === filters.kind)
            .map((value) => ({
              value,
              label: `${findingKindWords[value]} ${numberWords(counts?.kind[value] ?? 0)}`,
            })),
        },
        {
          name: 'fortigate',
          label: 'FortiGate',
          choices: (data?.fortigates ?? []).map((value) => ({ value, label: value })),
        },
      ]}
      above={
        <div className={styles['news']}>
          {isLooking && !stopped ? (
            <Progress
              label="Looking at policies and objects"
              {...counting}
              stop="Stop"
              onStop={() => setStopped(true)}
            />
          ) : null}
          {isLooking && stopped ? (
            <Banner tone="info" action={<Button onClick={() => setStopped(false)}>Go on</Button>}>
              Stopped after {numberWords(counting.done)} of {count(counting.total, 'step')}. The
              list is not complete.
            </Banner>
          ) : null}
          {shown === 'ignored' ? (
            <Banner
              tone="info"
              action={<Button onClick={() => url.set({ shown: null })}>Show the others</Button>}
            >
              These findings are ignored. Open one to read why, or to list it again.
            </Banner>
          ) : null}
          {filters.key !== null && filters.table !== null ? (
            <Banner
              tone="info"
              action={
                <Button
                  onClick={() => url.set({ table: null, key: null, fortigate: null, offset: null })}
                >
                  Show all
                </Button>
              }
            >
              Only findings about {entryWords(filters.table, filters.key)}
              {filters.fortigate === null ? '' : ` of ${filters.fortigate}`}.
            </Banner>
          ) : null}
        </div>
      }
      columns={findingColumns(open)}
      rowId={({ id }) => id}
      onOpen={open}
      selected={opened === '' ? null : opened}
      noMatch={{ title: 'No finding matches', text: 'Change the search text or the filters.' }}
      empty={
        shown === 'ignored' ? (
          <EmptyState title="No finding is ignored" />
        ) : (
          <EmptyState title="Nothing was found">
            Every policy can be reached, every tag that a policy asks for is known, and nothing is
            unused.
          </EmptyState>
        )
      }
    >
      <Note>
        <b>Shadowed</b> and <b>Never matches</b> are proven for any device that could exist, with
        any tags, address, user and time from now on. <b>Not reached today</b> holds for the
        endpoints of today only.
      </Note>
      {opened === '' ? null : (
        <FindingPanel key={opened} id={opened} onClose={() => url.set({ open: null })} />
      )}
    </ListPage>
  );
}
