import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { paths } from '#api/paths.ts';
import type { MatrixColumn, MatrixGroup, MatrixRow, MatrixShow } from '#model/lab/access-matrix.ts';
import { count, numberWords } from '#model/plural.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { SearchField } from '#ui/fields/search-field.tsx';
import { type Choice, FilterMenu } from '#ui/menu.tsx';
import { PageHeader, Toolbar } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { saveFile } from '#ui/save-file.ts';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { matrixCsv } from './export-csv.ts';
import { MatrixGrid } from './grid.tsx';
import { isGroupKey } from './cell.ts';
import styles from './page.module.css';
import { GroupPanel } from './group-panel.tsx';
import { PairPanel } from './pair-panel.tsx';
import { type MatrixAsked, askedIn, useMatrix } from './use-matrix.ts';

const groupChoices: readonly Choice<MatrixGroup>[] = [
  { value: 'none', label: 'none' },
  { value: 'tags', label: 'same tags' },
  { value: 'user', label: 'user' },
  { value: 'gateway', label: 'gateway' },
  { value: 'alike', label: 'same access' },
];
const showChoices: readonly Choice<MatrixShow>[] = [
  { value: 'all', label: 'all endpoints' },
  { value: 'allowed', label: 'with access' },
  { value: 'denied', label: 'with a denial' },
  { value: 'near', label: 'with a near miss' },
];
const sortChoices: readonly Choice<MatrixAsked['sort']>[] = [
  { value: 'listed', label: 'as EMS lists them' },
  { value: 'name', label: 'name' },
  { value: '-allowed', label: 'most access first' },
  { value: 'allowed', label: 'least access first' },
];

/** Writes the file while the page stays usable; stopping it leaves nothing. */
function useExport(asked: MatrixAsked) {
  const toast = useToast();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = async (): Promise<void> => {
    const own = new AbortController();
    running.current = own;
    setProgress({ done: 0, total: 1 });
    try {
      const text = await matrixCsv(asked, own.signal, (done, total) =>
        setProgress({ done, total }),
      );
      if (!own.signal.aborted) saveFile('access-matrix.csv', 'text/csv', text);
    } catch (problem) {
      if (!own.signal.aborted)
        toast({
          text: problem instanceof Error ? problem.message : 'The file could not be written.',
          tone: 'bad',
        });
    } finally {
      setProgress(null);
    }
  };
  return { progress, start, stop: () => running.current?.abort() };
}

/** Lab > Access matrix: who gets in where, for everybody at once. */
export function Component() {
  const url = useUrlState();
  const asked = askedIn(url);
  const [parameters] = useSearchParams();
  const [stopped, setStopped] = useState(false);
  const { data, error, refetch, isPlaceholderData, onSight } = useMatrix(asked, stopped);
  const file = useExport(asked);
  const isFiltered = asked.search !== '' || asked.server !== '' || asked.show !== 'all';
  const isGrouped = asked.group !== 'none' && asked.within === '';
  const opened =
    url.get('uid') === ''
      ? null
      : { uid: url.get('uid'), fortigate: url.get('at'), server: url.get('to') };
  const set = (values: Readonly<Record<string, string | null>>): void => {
    setStopped(false);
    url.set(values);
  };
  /** Those of a large world come before all of it is worked out. */
  const hasFirstCells = data !== undefined && data.counting !== null && data.rows.length > 0;
  const open = ({ key }: MatrixRow, { fortigate, server }: MatrixColumn): void =>
    url.set({ uid: key, at: fortigate, to: server });
  const close = (): void => url.set({ uid: null, at: null, to: null });
  const clear = (): void => set({ search: null, server: null, show: null });
  return (
    <>
      <PageHeader
        crumb="Lab"
        title="Access matrix"
        actions={
          <Button
            busy={file.progress !== null}
            disabledReason={data && data.totalRows > 0 ? null : 'There is nothing to export.'}
            onClick={() => void file.start()}
          >
            Export CSV
          </Button>
        }
      />
      <div className={styles['sums']}>
        <p role="status">
          {data && data.counting === null
            ? `${count(data.endpoints, 'endpoint')} × ${count(data.totalColumns, 'server')}: ${count(data.pairs, 'pair')}, ${numberWords(data.allowed)} allowed. Each is the plain session: certificate as issued, path /.`
            : hasFirstCells && stopped
              ? 'Stopped. Sums and near misses are not shown.'
              : ''}
        </p>
        {data?.counting && hasFirstCells ? (
          stopped ? (
            <Button look="quiet" onClick={() => setStopped(false)}>
              Go on
            </Button>
          ) : (
            <Progress
              label="Working out sums and near misses"
              {...data.counting}
              stop="Stop"
              onStop={() => setStopped(true)}
            />
          )
        ) : null}
      </div>
      <Toolbar>
        <SearchField
          label="Search host, user or tag"
          value={asked.search}
          onChange={(search) => set({ search })}
        />
        <SearchField
          label="Search server"
          value={asked.server}
          onChange={(server) => set({ server })}
        />
        <FilterMenu
          label="FortiGate"
          value={asked.fortigate}
          choices={[
            { value: '', label: 'all' },
            ...(data?.fortigates ?? []).map((name) => ({ value: name, label: name })),
          ]}
          onChange={(fortigate) => set({ fortigate })}
        />
        <FilterMenu
          label="Group by"
          value={asked.group}
          choices={groupChoices}
          onChange={(group) => set({ group: group === 'none' ? null : group, within: null })}
        />
        <FilterMenu
          label="Show"
          value={asked.show}
          choices={showChoices}
          onChange={(show) => set({ show: show === 'all' ? null : show })}
        />
        <FilterMenu
          label="Sort by"
          value={asked.sort}
          choices={sortChoices}
          onChange={(sort) => set({ sort: sort === 'listed' ? null : sort })}
        />
        <FilterMenu
          label="Incoming interface"
          value={asked.srcintf}
          choices={[
            { value: '', label: 'as the server listens' },
            ...(data?.interfaces ?? []).map((name) => ({ value: name, label: name })),
          ]}
          onChange={(srcintf) => set({ srcintf })}
        />
        {asked.within === '' ? null : (
          <Button look="quiet" onClick={() => set({ within: null })}>
            Back to the groups
          </Button>
        )}
      </Toolbar>
      {file.progress ? (
        <Progress label="Writing the file" {...file.progress} stop="Stop" onStop={file.stop} />
      ) : null}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : data.counting && !hasFirstCells ? (
        stopped ? (
          <EmptyState
            title="Stopped"
            action={<Button onClick={() => setStopped(false)}>Go on</Button>}
          >
            The matrix was not worked out to its end.
          </EmptyState>
        ) : (
          <Progress
            label="Working out who gets in"
            {...data.counting}
            stop="Stop"
            onStop={() => setStopped(true)}
          />
        )
      ) : data.totalColumns === 0 && asked.server === '' ? (
        <EmptyState
          title="No ZTNA server"
          action={<ButtonLink to={paths.lab.scenarios()}>Open Scenarios</ButtonLink>}
        >
          Create a ZTNA server on a FortiGate, or load a scenario that has one.
        </EmptyState>
      ) : data.totalRows === 0 || data.totalColumns === 0 ? (
        isFiltered ? (
          <EmptyState
            title={data.totalColumns === 0 ? 'No server matches' : 'No endpoint matches'}
            action={<Button onClick={clear}>Clear the filters</Button>}
          />
        ) : (
          <EmptyState title="No endpoint">EMS has no endpoint yet.</EmptyState>
        )
      ) : (
        <MatrixGrid
          key={JSON.stringify(asked)}
          window={data}
          isStale={isPlaceholderData}
          rowsAre={isGrouped ? 'Group' : 'Endpoint'}
          opened={opened && { row: opened.uid, column: { ...opened, allowed: 0 } }}
          onSight={onSight}
          onOpen={open}
          onOpenGroup={({ key }) => set({ within: key })}
        />
      )}
      {!opened ? null : isGroupKey(opened.uid) ? (
        <GroupPanel
          key={JSON.stringify(opened)}
          cell={{ ...asked, row: opened.uid, at: opened.fortigate, to: opened.server }}
          addressOf={(uid) => {
            const after = new URLSearchParams(parameters);
            after.set('uid', uid);
            return `?${after.toString()}`;
          }}
          onOpenGroup={() => set({ within: opened.uid, uid: null, at: null, to: null })}
          onClose={close}
        />
      ) : (
        <PairPanel pair={{ ...opened, srcintf: asked.srcintf }} onClose={close} />
      )}
    </>
  );
}
