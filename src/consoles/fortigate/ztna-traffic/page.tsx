import { useParams } from 'react-router';
import { useLogs } from '#api/fortios-hooks.ts';
import { paths } from '#api/paths.ts';
import type { LogRecord } from '#model/fortios-api.ts';
import { logActions } from '#model/log.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { DataTable } from '#ui/data-table.tsx';
import { FilterMenu } from '#ui/menu.tsx';
import { PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { EmptyState } from '#ui/states.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { trafficColumns } from './columns.tsx';
import { DisplayPanel } from './display-panel.tsx';
import { RecordPanel } from './record-panel.tsx';

const pageSize = 50;

const actionChoices = (['any', ...logActions] as const).map((value) => ({ value, label: value }));

/** Log & Report > ZTNA Traffic, newest first. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const action = actionChoices.find(({ value }) => value === url.get('action'))?.value ?? 'any';
  const query = {
    subtype: 'ztna' as const,
    start: wholeNumber(url.get('offset')),
    rows: pageSize,
    search: url.get('search'),
    action: action === 'any' ? null : action,
  };
  const { data, error, refetch } = useLogs(device, query);
  const record = data?.records.find((one) => String(one.index) === url.get('record'));
  const filtered = query.search !== '' || query.action !== null;
  const open = (one: LogRecord): void => url.set({ record: String(one.index) });
  return (
    <>
      <PageHeader
        crumb="Log & Report"
        title="ZTNA Traffic"
        actions={
          <Button onClick={() => url.set({ display: 'cli' })}>
            <code>execute log display</code>
          </Button>
        }
      />
      <Toolbar
        aside={filtered && data ? `${data.matched} of ${data.size} records match` : undefined}
      >
        <SearchField
          label="Search the log lines"
          value={query.search}
          onChange={(search) => url.set({ search, offset: null })}
        />
        <FilterMenu
          label="Action"
          value={action}
          choices={actionChoices}
          onChange={(value) => url.set({ action: value === 'any' ? null : value, offset: null })}
        />
      </Toolbar>
      <DataTable
        label="ZTNA traffic"
        columns={trafficColumns(device, open)}
        rows={data?.records}
        rowId={(one) => String(one.index)}
        error={error}
        onRetry={() => void refetch()}
        onOpen={open}
        selected={record ? String(record.index) : null}
        empty={
          filtered ? (
            <EmptyState
              title="No record matches"
              action={
                <Button onClick={() => url.set({ search: null, action: null })}>
                  Clear the filters
                </Button>
              }
            >
              Try fewer letters, or any action.
            </EmptyState>
          ) : (
            <EmptyState
              title="No ZTNA traffic yet"
              action={
                <ButtonLink to={paths.lab.connect({ fortigate: device })}>Connect</ButtonLink>
              }
            >
              A line appears for each connection to a ZTNA server of {device}.
            </EmptyState>
          )
        }
      />
      <Pagination
        offset={query.start}
        count={pageSize}
        total={data?.matched ?? 0}
        onOffset={(offset) => url.set({ offset: offset === 0 ? null : String(offset) })}
      />
      {record ? (
        <RecordPanel device={device} record={record} onClose={() => url.set({ record: null })} />
      ) : null}
      {url.get('display') === 'cli' ? (
        <DisplayPanel device={device} query={query} onClose={() => url.set({ display: null })} />
      ) : null}
    </>
  );
}
