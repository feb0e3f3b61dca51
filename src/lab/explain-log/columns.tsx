import type { ReplayEntry, ReplayVerdict } from '#model/decision/log-replay.ts';
import { type NamedPolicy, policyName } from '#model/words/policy-name.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { Status, type Tone } from '#ui/states.tsx';
import styles from './columns.module.css';

export const replayVerdicts: Record<
  ReplayVerdict,
  { readonly label: string; readonly filter: string; readonly tone: Tone }
> = {
  agrees: { label: 'Agrees', filter: 'that agree', tone: 'ok' },
  differs: { label: 'Differs', filter: 'that differ', tone: 'bad' },
  unknown: { label: 'Not decided', filter: 'not decided', tone: 'warn' },
  unreadable: { label: 'Not read', filter: 'not read', tone: 'warn' },
};

interface Outcome extends NamedPolicy {
  readonly action: 'accept' | 'deny';
}

/** `accept, policy 17 ZTNA-webserver-allow`. */
export function outcomeWords({ action, ...policy }: Outcome): string {
  return `${action}, ${policyName(policy)}`;
}

/** On a phone no header says whose word it is. */
function Said({ by, children }: { readonly by: string; readonly children: string }) {
  return (
    <>
      <span className={styles['by']}>{by}: </span>
      {children}
    </>
  );
}

export function entryColumns(open: (entry: ReplayEntry) => void): readonly Column<ReplayEntry>[] {
  return [
    {
      id: 'verdict',
      width: '124px',
      header: 'Device and lab',
      phone: 'first',
      cell: ({ verdict }) => (
        <Status tone={replayVerdicts[verdict].tone}>{replayVerdicts[verdict].label}</Status>
      ),
    },
    {
      id: 'line',
      width: '64px',
      header: 'Line',
      phone: 'first',
      cell: (entry) => (
        <button
          type="button"
          className={styles['open']}
          aria-label={`Explain line ${entry.lineNumber}`}
          onClick={() => open(entry)}
        >
          {entry.lineNumber}
        </button>
      ),
    },
    {
      id: 'time',
      width: '156px',
      header: 'Time',
      phone: 'hidden',
      cell: ({ logged }) => <span className="mono">{logged?.time ?? ''}</span>,
    },
    {
      id: 'from',
      header: 'Endpoint',
      cell: ({ host, logged, problem }) =>
        problem === null || problem === undefined ? (
          <span className={styles['pair']}>
            <CutText text={host ?? 'unknown'} />
            <span className={styles['dim']}>{logged?.srcip}</span>
          </span>
        ) : (
          <CutText text={problem} />
        ),
    },
    {
      id: 'to',
      header: 'Destination',
      cell: ({ logged }) =>
        logged ? (
          <span className={styles['pair']}>
            <CutText text={logged.server ?? ''} />
            <span className={styles['dim']}>{logged.destination}</span>
          </span>
        ) : (
          ''
        ),
    },
    {
      id: 'device',
      header: 'The device',
      cell: ({ logged }) => (logged ? <Said by="Device">{outcomeWords(logged)}</Said> : ''),
    },
    {
      id: 'lab',
      header: 'The lab',
      cell: ({ lab, verdict }) =>
        lab ? (
          <Said by="Lab">{outcomeWords(lab)}</Said>
        ) : verdict === 'unknown' ? (
          <Said by="Lab">incomplete</Said>
        ) : (
          ''
        ),
    },
  ];
}
