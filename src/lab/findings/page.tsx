import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import {
  type ListedFinding,
  findingKinds,
  findingSorts,
  severities,
} from '#model/lab/findings.ts';
import { count, numberWords } from '#model/plural.ts';
import { findingKindWords, severityWords } from '#model/words/finding.ts';
import { Button } from '#ui/button.tsx';
import { Note } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { Banner, EmptyState } from '#ui/states.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useUrlState } from '#ui/url-state.ts';
import { columns } from './columns.tsx';
import { FindingPanel } from './finding-panel.tsx';

const shownChoices = ['open', 'ignored'] as const;

/** Lab > Findings: what is wrong, dead or needless in the world, and why. */
export function Component() {
  const url = useUrlState();
  const [stopped, setStopped] = useState(false);
  const list = useListState({
    sorts: findingSorts,
    first: { sort: 'severity' },
    filters: {
      severity: severities,
      kind: findingKinds,
      fortigate: 'text',
      shown: shownChoices,
      table: 'text',
      key: 'text',
    },
  });
  const { filters } = list;
  const shown = filters.shown ?? 'open';
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
          choices: severities.map((value) => ({
            value,
            label: `${severityWords[value]} ${numberWords(counts?.severity[value] ?? 0)}`,
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
        {
          name: 'shown',
          label: 'Show',
          choices: [
            { value: 'open', label: 'not ignored' },
            { value: 'ignored', label: `ignored ${numberWords(data?.ignored ?? 0)}` },
          ],
        },
      ]}
      above={
        <>
          {isLooking && !stopped ? (
            <Progress
              label="Looking at policies and objects"
              {...counting}
              stop="Stop"
              onStop={() => setStopped(true)}
            />
          ) : null}
          {isLooking && stopped ? (
            <Banner
              tone="info"
              action={<Button onClick={() => setStopped(false)}>Go on</Button>}
            >
              Stopped after {numberWords(counting.done)} of {count(counting.total, 'step')}. The
              list is not complete.
            </Banner>
          ) : null}
          {filters.key !== null ? (
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
              Only findings about {filters.table} {filters.key}
              {filters.fortigate === null ? '' : ` of ${filters.fortigate}`}.
            </Banner>
          ) : null}
        </>
      }
      columns={columns(open)}
      rowId={({ id }) => id}
      onOpen={open}
      selected={opened === '' ? null : opened}
      noMatch={{ title: 'No finding matches', text: 'Change the search text or the filters.' }}
      empty={
        <EmptyState title="Nothing was found">
          Every policy can be reached, every tag that a policy asks for is known, and nothing is
          unused.
        </EmptyState>
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
