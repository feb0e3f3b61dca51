import { useState } from 'react';
import { Link } from 'react-router';
import { useEndpoints } from '#api/ems-hooks.ts';
import { useIocEvents, useSendLog } from '#api/tagging-hooks.ts';
import { paths } from '#api/paths.ts';
import { type IocEvent, endpointLogSchema, iocEventSortSchema } from '#model/fortianalyzer.ts';
import { Button } from '#ui/button.tsx';
import { ChipRow } from '#ui/chip.tsx';
import { clockText } from '#ui/clock-text.ts';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { useListState } from '#ui/list-state.ts';
import { Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { PickOneField } from '#ui/pick-field.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { EmptyState } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { TextField } from '#ui/text-field.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './page.module.css';

function columns(offsetMinutes: number): readonly Column<IocEvent>[] {
  return [
    {
      id: 'at',
      header: 'Time',
      sortable: true,
      phone: 'first',
      cell: ({ at }) => <span className="mono">{clockText(at, offsetMinutes)}</span>,
    },
    {
      id: 'host',
      header: 'Endpoint',
      sortable: true,
      phone: 'first',
      cell: ({ uid, host }) => <Link to={paths.ems.endpoint(uid)}>{host}</Link>,
    },
    { id: 'text', header: 'Log entry', cell: ({ text }) => <code>{text}</code> },
    {
      id: 'matched',
      header: 'What came of it',
      cell: ({ matched, sent }) =>
        matched.length === 0 ? (
          'no indicator'
        ) : sent ? (
          <ChipRow>
            {matched.map((name) => (
              <TagChip key={name} category="fabric" name={name} />
            ))}
          </ChipRow>
        ) : (
          `found ${matched.join(', ')}; not sent, since EMS was not connected`
        ),
    },
  ];
}

function SendLog() {
  const [uid, setUid] = useState('');
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [search, setSearch] = useState('');
  const { data } = useEndpoints({
    offset: 0,
    count: 50,
    search,
    status: null,
    tag: null,
    sort: 'host',
    descending: false,
  });
  const send = useSendLog();
  const toast = useToast();
  const submit = (): void => {
    const read = endpointLogSchema.safeParse({ uid, text });
    if (!read.success) {
      setErrors(
        Object.fromEntries(
          read.error.issues.map(({ path, message }) => [String(path[0]), message]),
        ),
      );
      return;
    }
    send.mutate(read.data, {
      onSuccess: () => {
        toast({ text: 'The log entry is sent.' });
        setText('');
      },
      onError: (problem) => setErrors({ text: problem.message }),
    });
  };
  return (
    <form
      className={styles['form']}
      aria-label="Send a log entry"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PickOneField
        label="Endpoint"
        error={errors['uid']}
        value={uid}
        options={(data?.endpoints ?? []).map((one) => ({ value: one.uid, label: one.host }))}
        onSearch={setSearch}
        onChange={(chosen) => {
          setUid(chosen);
          setErrors({});
        }}
      />
      <TextField
        label="Log entry"
        mono
        error={errors['text']}
        value={text}
        onChange={(typed) => {
          setText(typed);
          setErrors({});
        }}
      />
      <div className={styles['press']}>
        <Button type="submit" busy={send.isPending}>
          Send log
        </Button>
      </div>
    </form>
  );
}

const newest = { sort: 'at', descending: true } as const;

/** Log entries that endpoints sent, and what the handlers made of them. */
export function Events({ offsetMinutes }: { readonly offsetMinutes: number }) {
  const list = useListState(iocEventSortSchema.options, newest, 'log-');
  const { data, error, refetch } = useIocEvents(list.query);
  return (
    <>
      <SendLog />
      <Toolbar>
        <SearchField label="Search log entries" value={list.query.search} onChange={list.search} />
      </Toolbar>
      <DataTable
        label="Log entries"
        columns={columns(offsetMinutes)}
        rows={data?.rows}
        error={error}
        onRetry={() => void refetch()}
        {...list.sorting}
        rowId={({ at, uid, text }) => `${at} ${uid} ${text}`}
        empty={
          list.query.search === '' ? (
            <EmptyState title="No log entry yet">
              Send one as from an endpoint: with an indicator in it, a Fabric tag comes of it.
            </EmptyState>
          ) : (
            <EmptyState
              title="No log entry matches"
              action={<Button onClick={() => list.search('')}>Clear the search</Button>}
            />
          )
        }
      />
      <Pagination {...list.pages(data?.total)} />
    </>
  );
}
