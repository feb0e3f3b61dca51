import type { PolicyTest, TestResult } from '#model/lab/policy-test.ts';
import { count, numberWords } from '#model/plural.ts';
import { testSentence, testStatusWords } from '#model/words/policy-test.ts';
import { IconButton } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { SentenceView } from '../explanation/sentence-view.tsx';
import styles from './page.module.css';

export interface TestRow {
  readonly test: PolicyTest;
  readonly revision: number;
  /** Null while it is not run yet. */
  readonly result: TestResult | null;
  /** Where it stands among all. */
  readonly place: number;
}

export interface RowActions {
  readonly open: (row: TestRow) => void;
  readonly duplicate: (row: TestRow) => void;
  readonly move: (row: TestRow, to: number) => void;
  readonly remove: (row: TestRow) => void;
}

const tones = { passed: 'allow', failed: 'bad', nobody: 'warn', error: 'bad' } as const;

function pairsWords({ status, subjects, pairs, failed }: TestResult): string {
  switch (status) {
    case 'error':
      return '';
    case 'nobody':
      return 'no endpoint';
    case 'passed':
      return subjects === 0 ? 'no endpoint' : count(pairs, 'pair');
    case 'failed':
      return `${numberWords(failed)} of ${count(pairs, 'pair')}`;
  }
}

export function columns(
  { all, isStopped }: { readonly all: number; readonly isStopped: boolean },
  actions: RowActions,
): readonly Column<TestRow>[] {
  return [
    {
      id: 'result',
      width: '128px',
      header: 'Result',
      phone: 'first',
      cell: ({ result }) =>
        result === null ? (
          <Status tone="off">{isStopped ? 'not run' : 'running'}</Status>
        ) : (
          <Status tone={tones[result.status]}>{testStatusWords[result.status]}</Status>
        ),
    },
    {
      id: 'name',
      width: '27%',
      header: 'Name',
      phone: 'first',
      cell: (row) => (
        <button type="button" className={styles['open']} onClick={() => actions.open(row)}>
          <CutText text={row.test.name} cut="end" />
        </button>
      ),
    },
    {
      id: 'says',
      header: 'Says',
      wraps: true,
      cell: ({ test }) => (
        <span className={styles['says']}>
          <SentenceView sentence={testSentence(test)} />
        </span>
      ),
    },
    {
      id: 'pairs',
      width: '128px',
      header: 'Pairs',
      phone: 'hidden',
      cell: ({ result }) => (result ? pairsWords(result) : ''),
    },
    {
      id: 'actions',
      width: '72px',
      header: 'Actions',
      phone: 'first',
      cell: (row) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${row.test.name}`} />}
          items={[
            { label: 'Edit', icon: 'edit', onSelect: () => actions.open(row) },
            { label: 'Duplicate', icon: 'copy', onSelect: () => actions.duplicate(row) },
            ...(row.place > 0
              ? [
                  {
                    label: 'Move up',
                    icon: 'up',
                    onSelect: () => actions.move(row, row.place - 1),
                  } as const,
                ]
              : []),
            ...(row.place < all - 1
              ? [
                  {
                    label: 'Move down',
                    icon: 'down',
                    onSelect: () => actions.move(row, row.place + 1),
                  } as const,
                ]
              : []),
            { label: 'Delete', icon: 'trash', danger: true, onSelect: () => actions.remove(row) },
          ]}
        />
      ),
    },
  ];
}
