import type { ListedFinding, FindingSeverity } from '#model/lab/findings.ts';
import { findingKindWords, findingReason, findingSeverityWords } from '#model/words/finding.ts';
import { Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import styles from './columns.module.css';
import { PlaceLink } from './places.tsx';

const tones = { high: 'bad', medium: 'warn', low: 'info' } as const satisfies Record<
  FindingSeverity,
  'bad' | 'warn' | 'info'
>;

export function SeverityStatus({ severity }: { readonly severity: FindingSeverity }) {
  return <Status tone={tones[severity]}>{findingSeverityWords[severity]}</Status>;
}

export function findingColumns(
  open: (finding: ListedFinding) => void,
): readonly Column<ListedFinding>[] {
  return [
    {
      id: 'severity',
      width: '96px',
      header: 'Severity',
      sortable: true,
      cell: ({ severity }) => <SeverityStatus severity={severity} />,
    },
    {
      id: 'kind',
      width: '212px',
      header: 'Finding',
      phone: 'first',
      sortable: true,
      cell: (finding) => (
        <button type="button" className={styles['open']} onClick={() => open(finding)}>
          <CutText text={findingKindWords[finding.about.kind]} cut="end" />
        </button>
      ),
    },
    {
      id: 'place',
      width: '24%',
      header: 'Where',
      sortable: true,
      cell: (finding) => <PlaceLink fortigate={finding.fortigate} place={finding} />,
    },
    {
      id: 'fortigate',
      width: '120px',
      header: 'FortiGate',
      phone: 'hidden',
      cell: ({ fortigate }) => <CutText text={fortigate ?? 'EMS'} />,
    },
    {
      id: 'reason',
      header: 'Why',
      phone: 'hidden',
      cell: (finding) => <CutText text={findingReason(finding)} cut="end" />,
    },
  ];
}
