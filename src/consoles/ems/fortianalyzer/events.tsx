import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import { type IocEvent, endpointLogSchema, iocEventSortSchema } from '#model/ems/fortianalyzer.ts';
import { Button } from '#ui/button.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { clockText } from '#ui/clock-text.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListView } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { EmptyState } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './page.module.css';

function columns(offsetMinutes: number): readonly Column<IocEvent>[] {
  return [
    {
      id: 'at',
      width: '96px',
      header: 'Time',
      sortable: true,
      phone: 'first',
      cell: ({ at }) => <span className="mono">{clockText(at, offsetMinutes)}</span>,
    },
    {
      id: 'host',
      width: '20%',
      header: 'Endpoint',
      sortable: true,
      phone: 'first',
      cell: ({ uid, host }) => (
        <Link to={paths.ems.endpoint(uid)}>
          <CutText text={host} />
        </Link>
      ),
    },
    {
      id: 'text',
      header: 'Log entry',
      cell: ({ text }) => (
        <code>
          <CutText text={text} />
        </code>
      ),
    },
    {
      id: 'matched',
      header: 'Result',
      cell: ({ matched, sent }) =>
        matched.length === 0 ? (
          'no indicator'
        ) : sent ? (
          <CellList
            label="Fabric tags added"
            entries={matched.map((name) => ({
              key: name,
              view: <TagChip category="fabric" name={name} />,
            }))}
          />
        ) : (
          <CutText text={`${matched.join(', ')} found, but not sent: EMS was not connected`} />
        ),
    },
  ];
}

function SendLog() {
  const [uid, setUid] = useState('');
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [search, setSearch] = useState('');
  const { data } = useAnswer(emsApi.endpoints, { query: { search } }, { keepsLast: true });
  const send = useChange(emsApi.sendEndpointLog);
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
    const log = { body: read.data };
    send.mutate(log, {
      onSuccess: () => {
        toast({ text: 'The log entry was sent.' });
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

/** Log entries that endpoints sent, and what the handlers made of them. */
export function Events({ offsetMinutes }: { readonly offsetMinutes: number }) {
  const list = useListState({
    sorts: iocEventSortSchema.options,
    first: { sort: 'at', descending: true },
    filters: {},
    prefix: 'log-',
  });
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    emsApi.iocEvents,
    { query: list.query },
    { keepsLast: true },
  );
  return (
    <>
      <SendLog />
      <ListView
        label="Log entries"
        list={list}
        answer={{
          rows: data?.rows,
          total: data?.total,
          error,
          refetch,
          isStale: isPlaceholderData,
        }}
        searchLabel="Search log entries"
        columns={columns(offsetMinutes)}
        rowId={({ at, uid, text }) => `${at} ${uid} ${text}`}
        noMatch={{ title: 'No log entry matches' }}
        empty={
          <EmptyState title="No log entries">
            Send a log entry as an endpoint would. An entry with an indicator adds a Fabric tag.
          </EmptyState>
        }
      />
    </>
  );
}
