import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useLogs } from '#api/logs.ts';
import { policyTypes } from '#model/fortios/policy-list.ts';
import { policyName } from '#model/words/policy-name.ts';
import type { LogRecord } from '#model/fortios/fortios-api.ts';
import { logActions } from '#model/decision/log.ts';
import { Button } from '#ui/button.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Banner } from '#ui/states.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { TagCardHost } from '../tag-card.tsx';
import styles from './columns.module.css';
import { DisplayPanel } from './display-panel.tsx';
import { RecordPanel } from './record-panel.tsx';
import {
  type Traffic,
  minutesOf,
  policyOf,
  rangeChoices,
  ranges,
  trafficTitles,
} from './traffic.ts';

const actionChoices = logActions.map((value) => ({ value, label: value }));

/** A page of the traffic log, newest first. */
export function TrafficPage({
  traffic,
  columns,
  wideFrom,
  empty,
}: {
  readonly traffic: Traffic;
  readonly columns: (
    device: string,
    open: (record: LogRecord) => void,
  ) => readonly Column<LogRecord>[];
  /** As wide as the table must be, in pixels, to have its `wide` columns. */
  readonly wideFrom: number;
  readonly empty: ReactNode;
}) {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({
    sorts: ['time'],
    first: { sort: 'time', descending: true },
    filters: { action: logActions, range: ranges, policytype: policyTypes, policyid: 'text' },
  });
  const policy = policyOf(list.filters);
  const query = {
    start: list.query.offset,
    rows: list.query.count,
    search: list.query.search,
    action: list.filters.action,
    minutes: list.filters.range && minutesOf(list.filters.range),
    policytype: policy?.policytype ?? null,
    policyid: policy?.policyid ?? null,
  };
  const { data, error, refetch, isPlaceholderData } = useLogs(device, traffic, query);
  const record = data?.records.find((one) => String(one.index) === url.get('record'));
  const open = (one: LogRecord): void => url.set({ record: String(one.index) });
  return (
    <ListPage
      crumb="Log & Report"
      title={trafficTitles[traffic]}
      actions={
        <>
          <span className={styles['source']}>Log source: Memory</span>
          <Button onClick={() => url.set({ display: 'cli' })}>
            <code>execute log display</code>
          </Button>
        </>
      }
      above={
        policy === null ? null : (
          <div className={styles['filter']}>
            <Banner
              tone="info"
              action={
                <Button onClick={() => url.set({ policytype: null, policyid: null, offset: null })}>
                  Show all lines
                </Button>
              }
            >
              Lines of <b>{policyName(policy)}</b>
            </Banner>
          </div>
        )
      }
      label={trafficTitles[traffic]}
      list={list}
      answer={{
        rows: data?.records,
        total: data?.matched,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search the log lines"
      filters={[
        { name: 'action', label: 'Action', choices: actionChoices },
        { name: 'range', label: 'Time range', choices: rangeChoices },
      ]}
      columns={columns(device, open)}
      wideFrom={wideFrom}
      rowId={(one) => String(one.index)}
      onOpen={open}
      selected={record ? String(record.index) : null}
      noMatch={{ title: 'No record matches', text: 'Change the search text or the filter.' }}
      empty={empty}
    >
      <TagCardHost />
      {record ? (
        <RecordPanel
          key={record.index}
          device={device}
          traffic={traffic}
          record={record}
          onClose={() => url.set({ record: null })}
        />
      ) : null}
      {url.get('display') === 'cli' ? (
        <DisplayPanel
          device={device}
          traffic={traffic}
          query={query}
          onClose={() => url.set({ display: null })}
        />
      ) : null}
    </ListPage>
  );
}
