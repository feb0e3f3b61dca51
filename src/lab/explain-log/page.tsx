import { count, numberWords } from '#model/plural.ts';
import { useEffect, useRef, useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { useSendLog } from '#api/texts.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import {
  type ReplayEntry,
  type ReplayVerdict,
  longestLogText,
  replayVerdictSchema,
} from '#model/decision/log-replay.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { DataTable } from '#ui/table/data-table.tsx';
import { FilterMenu } from '#ui/menu.tsx';
import { Note, PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/table/pagination.tsx';
import { Progress } from '#ui/progress.tsx';
import { EmptyState, ErrorState } from '#ui/states.tsx';
import {
  type TextSource,
  TextSourceField,
  isEmptySource,
  sourceText,
} from '#ui/fields/text-source.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { entryColumns, replayVerdicts } from './columns.tsx';
import { LinePanel } from './line-panel.tsx';
import styles from './page.module.css';

const pageSize = 50;

/** Lab > Explain a log: a device's own lines, decided again here. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const given = url.get('line');
  const [source, setSource] = useState<TextSource>({ kind: 'typed', text: given });
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const sending = useSendLog();
  /** The id of the text that was sent. */
  const [asked, setAsked] = useState<string | null>(null);
  const [stopped, setStopped] = useState(false);
  const [opened, setOpened] = useState<ReplayEntry | null>(null);
  const device = url.get('fortigate');
  const fortigate = world?.fortigates.some(({ name }) => name === device) ? device : null;
  const verdict = replayVerdictSchema.options.find((one) => one === url.get('verdict')) ?? null;
  const offset = wholeNumber(url.get('offset'));
  const { data, error, refetch } = useAnswer(
    labApi.explainLog,
    asked === null ? null : { id: asked, query: { fortigate, verdict, offset, count: pageSize } },
    { keepsLast: true, counting: stopped ? null : ({ counting }) => counting },
  );
  /** The text whose only line opened by itself; closed once, it stays closed. */
  const [openedAlone, setOpenedAlone] = useState<string | null>(null);
  const only = data?.counting === null && data.entries.length === 1 ? data.entries[0] : undefined;
  if (only !== undefined && asked !== openedAlone && verdict === null && offset === 0) {
    setOpenedAlone(asked);
    setOpened(only);
  }

  const running = useRef<AbortController | null>(null);
  const submit = async (sent: TextSource): Promise<void> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    try {
      const text = await sourceText(sent);
      if (text.length > longestLogText)
        throw new Error('The log text is larger than 5 MB. Paste a part of it.');
      const id = await sending.mutateAsync({ text, signal: own.signal });
      if (running.current !== own) return;
      setProblem(undefined);
      setStopped(false);
      setOpened(null);
      setAsked(id);
    } catch (failure) {
      if (running.current === own)
        setProblem(
          failure instanceof Error ? failure.message : 'The text could not be sent. Try again.',
        );
    }
  };
  const first = useRef(submit);
  // A link brings a line along.
  useEffect(() => {
    if (given !== '') void first.current({ kind: 'typed', text: given });
  }, [given]);
  useEffect(() => () => running.current?.abort(), []);
  const total = data ? Object.values(data.counts).reduce((sum, one) => sum + one, 0) : 0;
  const choices: readonly { value: ReplayVerdict | 'all'; label: string }[] = [
    { value: 'all', label: `all ${numberWords(total)}` },
    ...replayVerdictSchema.options.map((value) => ({
      value,
      label: `${replayVerdicts[value].filter} ${data?.counts[value] ?? 0}`,
    })),
  ];
  return (
    <>
      <PageHeader crumb="Lab" title="Explain a log" />
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          url.set({ offset: null, verdict: null, line: null });
          void submit(source);
        }}
      >
        <TextSourceField
          label="Log lines"
          hint="ZTNA or forward traffic lines of a FortiGate: from the log viewer, a syslog server, a CSV file, or execute log display."
          error={problem}
          value={source}
          rows={6}
          placeholder={'date=2025-01-07 time=10:57:00 … subtype="ztna" … srcip=10.0.3.2 …'}
          onChange={(next) => {
            setSource(next);
            setProblem(undefined);
          }}
        />
        <div className={styles['choices']}>
          <SelectField
            label="Written by"
            value={fortigate ?? ''}
            options={[
              { value: '', label: 'the FortiGate that the line names' },
              ...(world?.fortigates ?? []).map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={(name) => url.set({ fortigate: name === '' ? null : name, offset: null })}
          />
          <Button
            type="submit"
            look="primary"
            busy={sending.isPending}
            disabledReason={isEmptySource(source) ? 'Paste some log lines first.' : null}
          >
            Explain
          </Button>
        </div>
      </form>
      {asked === null ? (
        <EmptyState title="No log lines yet">
          For each line, the lab finds the endpoint, the server and the policies in this world, and
          decides again. Where the lab and the device differ, it shows which difference in tags,
          sharing or policies explains it.
        </EmptyState>
      ) : error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className={styles['results']}>
          <Toolbar>
            <FilterMenu
              label="Show"
              value={verdict ?? 'all'}
              choices={choices}
              onChange={(value) =>
                url.set({ verdict: value === 'all' ? null : value, offset: null })
              }
            />
            {data?.counting && !stopped ? (
              <Progress
                label="Deciding again"
                {...data.counting}
                stop="Stop"
                onStop={() => setStopped(true)}
              />
            ) : null}
          </Toolbar>
          {data?.counting && stopped ? (
            <Note>
              Stopped after {numberWords(data.counting.done)} of{' '}
              {count(data.counting.total, 'line')}.
            </Note>
          ) : null}
          <DataTable
            label="Explained lines"
            columns={entryColumns(setOpened)}
            rows={data?.entries}
            rowId={({ lineNumber }) => String(lineNumber)}
            onOpen={setOpened}
            selected={opened ? String(opened.lineNumber) : null}
            empty={
              <EmptyState
                title="No line of this kind"
                action={<Button onClick={() => url.set({ verdict: null })}>Show all</Button>}
              />
            }
          />
          <Pagination
            offset={offset}
            count={pageSize}
            total={data?.total ?? 0}
            onOffset={(next) => url.set({ offset: next === 0 ? null : String(next) })}
          />
        </div>
      )}
      <Note>
        The lab finds the server by its name in the line, then by its address; the endpoint by UID,
        then by name, then by address. A log line does not contain the requested path and host. The
        lab asks for something that reaches the API gateway of the line, or for / if the line names
        none.
      </Note>
      {opened ? (
        <LinePanel
          key={opened.lineNumber}
          line={opened.text}
          number={opened.lineNumber}
          fortigate={fortigate}
          onFortiGate={(name) => url.set({ fortigate: name })}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}
