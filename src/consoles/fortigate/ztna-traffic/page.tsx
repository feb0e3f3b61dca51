import { useParams } from 'react-router';
import { useLogs } from '#api/logs.ts';
import { paths } from '#api/paths.ts';
import { type PolicyType, policyTypes } from '#model/fortios/policy-list.ts';
import { type NamedPolicy, policyName } from '#model/words/policy-name.ts';
import type { LogRecord } from '#model/fortios/fortios-api.ts';
import { logActions } from '#model/decision/log.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Banner, EmptyState } from '#ui/states.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { TagCardHost } from '../tag-card.tsx';
import styles from './columns.module.css';
import { trafficColumns } from './columns.tsx';
import { DisplayPanel } from './display-panel.tsx';
import { RecordPanel } from './record-panel.tsx';

const actionChoices = logActions.map((value) => ({ value, label: value }));

/** The policy whose lines are asked for in the address; null for those of all. */
function policyOf(asked: {
  readonly policytype: PolicyType | null;
  readonly policyid: string | null;
}): NamedPolicy | null {
  const { policytype, policyid } = asked;
  if (policytype === null || policyid === null || !/^\d{1,10}$/.test(policyid)) return null;
  return { policytype, policyid: Number(policyid), name: '' };
}

/** Log & Report > ZTNA Traffic, newest first. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({
    sorts: ['time'],
    first: { sort: 'time', descending: true },
    filters: { action: logActions, policytype: policyTypes, policyid: 'text' },
  });
  const policy = policyOf(list.filters);
  const query = {
    start: list.query.offset,
    rows: list.query.count,
    search: list.query.search,
    action: list.filters.action,
    policytype: policy?.policytype ?? null,
    policyid: policy?.policyid ?? null,
  };
  const { data, error, refetch, isPlaceholderData } = useLogs(device, query);
  const record = data?.records.find((one) => String(one.index) === url.get('record'));
  const open = (one: LogRecord): void => url.set({ record: String(one.index) });
  return (
    <ListPage
      crumb="Log & Report"
      title="ZTNA Traffic"
      actions={
        <Button onClick={() => url.set({ display: 'cli' })}>
          <code>execute log display</code>
        </Button>
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
      label="ZTNA traffic"
      list={list}
      answer={{
        rows: data?.records,
        total: data?.matched,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search the log lines"
      filters={[{ name: 'action', label: 'Action', choices: actionChoices }]}
      columns={trafficColumns(device, open)}
      rowId={(one) => String(one.index)}
      onOpen={open}
      selected={record ? String(record.index) : null}
      noMatch={{ title: 'No record matches', text: 'Change the search text or the filter.' }}
      empty={
        <EmptyState
          title="No ZTNA traffic"
          action={<ButtonLink to={paths.lab.connect({ fortigate: device })}>Connect</ButtonLink>}
        >
          Each connection to a ZTNA server of {device} adds a line here.
        </EmptyState>
      }
    >
      <TagCardHost />
      {record ? (
        <RecordPanel
          key={record.index}
          device={device}
          record={record}
          onClose={() => url.set({ record: null })}
        />
      ) : null}
      {url.get('display') === 'cli' ? (
        <DisplayPanel device={device} query={query} onClose={() => url.set({ display: null })} />
      ) : null}
    </ListPage>
  );
}
