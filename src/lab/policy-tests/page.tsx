import { useAnswer, useChange } from '#api/hooks.ts';
import { usePolicyTests } from '#api/policy-tests.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import type { TestsAnswer } from '#model/lab/policy-test.ts';
import { numberWords } from '#model/plural.ts';
import { plainTest } from '#model/words/policy-test.ts';
import { Button } from '#ui/button.tsx';
import { Note } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { Banner, EmptyState } from '#ui/states.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { type TestRow, columns } from './columns.tsx';
import { TestPanel } from './test-panel.tsx';
import { TextPanel } from './text-panel.tsx';

const newTest = '(new)';
const filterChoices = [
  { value: 'failing', label: 'not passed' },
  { value: 'passed', label: 'passed' },
] as const;

function rowsOf({ tests, results }: TestsAnswer): readonly TestRow[] {
  return tests.map(({ test, revision }, place) => ({
    test,
    revision,
    result: results[place] ?? null,
    place,
  }));
}

function isFailing({ result }: TestRow): boolean {
  return result !== null && result.status !== 'passed';
}

/** How many passed, of those that have run. */
function tally(rows: readonly TestRow[]): string {
  const ran = rows.filter(({ result }) => result !== null);
  const failed = ran.filter(isFailing).length;
  return `${numberWords(ran.length - failed)} passed, ${numberWords(failed)} not`;
}

/** What the panels over the list show. */
function Panels({
  rows,
  onReload,
}: {
  readonly rows: readonly TestRow[];
  readonly onReload: () => void;
}) {
  const url = useUrlState();
  const shown = url.get('test');
  const copied = url.get('copy');
  const isText = url.get('text') !== '';
  const text = useAnswer(labApi.policyTestsText, isText ? {} : null);
  const opened = rows.find(({ test }) => test.name === shown);
  const close = (): void => url.set({ test: null, copy: null, text: null });
  if (isText && text.data)
    return (
      <TextPanel
        key={text.data.revision}
        text={text.data}
        onReload={() => void text.refetch()}
        onClose={close}
      />
    );
  if (shown !== newTest && !opened) return null;
  const copy = rows.find(({ test }) => test.name === copied)?.test;
  return (
    <TestPanel
      key={`${shown} ${copied}`}
      opened={opened ?? null}
      start={copy ? { ...copy, name: '' } : null}
      onReload={onReload}
      onClose={close}
    />
  );
}

/** Lab > Policy Tests: who may reach what, held against the world after each change. */
export function Component() {
  const url = useUrlState();
  const toast = useToast();
  const undoable = useUndoable(toast);
  const list = useListState({
    sorts: ['order'],
    first: { sort: 'order' },
    filters: { result: filterChoices.map(({ value }) => value) },
  });
  const { data, error, refetch, isStopped, stop, goOn } = usePolicyTests();
  const removal = useChange(labApi.deletePolicyTest);
  const move = useChange(labApi.movePolicyTest);
  const tell = ({ message }: Error): void => toast({ text: message, tone: 'bad' });
  const rows = data ? rowsOf(data) : [];
  const { search, offset, count } = list.query;
  const typed = search.trim().toLowerCase();
  const found = rows.filter(
    (row) =>
      (list.filters.result === null || isFailing(row) === (list.filters.result === 'failing')) &&
      `${row.test.name}\n${plainTest(row.test)}`.toLowerCase().includes(typed),
  );
  const open = ({ test }: TestRow): void => url.set({ test: test.name, copy: null, text: null });
  const create = (
    <Button
      icon="plus"
      look="primary"
      onClick={() => url.set({ test: newTest, copy: null, text: null })}
    >
      Add test
    </Button>
  );
  const asText = (
    <Button icon="terminal" onClick={() => url.set({ text: '1', test: null, copy: null })}>
      As text
    </Button>
  );
  const shown = url.get('test');
  return (
    <ListPage
      crumb="Lab"
      title="Policy Tests"
      actions={
        <>
          {asText}
          {create}
        </>
      }
      label="Policy tests"
      list={list}
      answer={{
        rows: data && found.slice(offset, offset + count),
        total: data && found.length,
        error,
        refetch,
        isStale: false,
      }}
      aside={rows.length === 0 || list.isFiltered ? undefined : tally(rows)}
      above={
        data?.counting ? (
          isStopped ? (
            <Banner tone="info" action={<Button onClick={goOn}>Run the rest</Button>}>
              Running the policy tests was stopped.
            </Banner>
          ) : (
            <Progress label="Running policy tests" {...data.counting} stop="Stop" onStop={stop} />
          )
        ) : null
      }
      searchLabel="Search tests"
      filters={[{ name: 'result', label: 'Result', choices: filterChoices }]}
      columns={columns(
        { all: rows.length, isStopped },
        {
          open,
          duplicate: ({ test }) => url.set({ test: newTest, copy: test.name, text: null }),
          move: ({ test: { name } }, to) =>
            move.mutate(
              { name, body: { to } },
              {
                onSuccess: ({ revision }) =>
                  toast({ text: `The policy test ${name} was moved.`, ...undoable(revision) }),
                onError: tell,
              },
            ),
          remove: ({ test: { name } }) =>
            removal.mutate(
              { name },
              {
                onSuccess: ({ revision }) => {
                  if (shown === name) url.set({ test: null });
                  toast({ text: `The policy test ${name} was deleted.`, ...undoable(revision) });
                },
                onError: tell,
              },
            ),
        },
      )}
      rowId={({ test }) => test.name}
      onOpen={open}
      selected={rows.some(({ test }) => test.name === shown) ? shown : null}
      noMatch={{ title: 'No policy test matches', text: 'Change the search text or the filter.' }}
      empty={
        <EmptyState title="No policy tests" action={create}>
          A policy test says who may reach what, as “No endpoint with Malicious-File-Detected may
          reach any ZTNA server”. The lab runs every test after each change, and says which one no
          longer passes. Connect keeps an outcome as a test with one click.
        </EmptyState>
      }
    >
      <Note>
        The tests run after each change, and in the previews of sharing settings, repairs and
        imports. Without a browser, lab test runs them on a case file.
      </Note>
      <Panels rows={rows} onReload={() => void refetch()} />
    </ListPage>
  );
}
