import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { EndedSession, LabSession } from '#model/lab/lab-sessions.ts';
import { policyName } from '#model/words/policy-name.ts';
import { Button } from '#ui/button.tsx';
import { clockText } from '#ui/clock-text.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import styles from './columns.module.css';

function Endpoint({ session }: { readonly session: LabSession }) {
  const { endpoint, srcip } = session;
  return (
    <span className={styles['pair']}>
      {endpoint ? (
        <Link className={styles['link']} to={paths.ems.endpoint(endpoint.uid)}>
          <CutText text={endpoint.host} />
        </Link>
      ) : (
        'unknown device'
      )}
      <span className={styles['sub']}>{srcip}</span>
    </span>
  );
}

function Server({ session }: { readonly session: LabSession }) {
  return (
    <span className={styles['pair']}>
      <CutText text={session.server ?? 'through the FortiGate'} />
      <span className={styles['sub']}>{session.destination}</span>
    </span>
  );
}

function Policy({ session }: { readonly session: LabSession }) {
  const { policyid, policytype, policyname: name, fortigate } = session;
  const policy = { policytype, policyid, name };
  const to = paths.policy(fortigate, policy);
  const words = <CutText text={policyName(policy)} cut="end" />;
  return to === null ? words : <Link to={to}>{words}</Link>;
}

export function openColumns(
  offsetMinutes: number,
  end: (session: LabSession) => void,
): readonly Column<LabSession>[] {
  return [
    {
      id: 'endpoint',
      header: 'Endpoint',
      phone: 'first',
      cell: (session) => <Endpoint session={session} />,
    },
    { id: 'server', header: 'ZTNA server', cell: (session) => <Server session={session} /> },
    {
      id: 'fortigate',
      header: 'FortiGate',
      phone: 'hidden',
      cell: (session) => <CutText text={session.fortigate} />,
    },
    {
      id: 'user',
      width: '14%',
      header: 'User',
      phone: 'hidden',
      cell: (session) => <CutText text={session.user ?? '–'} />,
    },
    {
      id: 'since',
      width: '88px',
      header: 'Since',
      cell: (session) => <span className="mono">{clockText(session.since, offsetMinutes)}</span>,
    },
    { id: 'policy', header: 'Accepted by', cell: (session) => <Policy session={session} /> },
    {
      id: 'end',
      width: '84px',
      header: 'Actions',
      phone: 'first',
      cell: (session) => (
        <Button onClick={() => end(session)}>
          End<span className="visually-hidden"> session {session.id}</span>
        </Button>
      ),
    },
  ];
}

export function whyWords({ why }: EndedSession): string {
  switch (why.kind) {
    case 'denied':
      return 'no longer allowed';
    case 'by-hand':
      return 'ended by hand';
    case 'quarantined':
      return 'its endpoint is quarantined';
    case 'no-room':
      return 'removed to make room for newer sessions';
  }
}

export function endedColumns(
  offsetMinutes: number,
  open: (ended: EndedSession) => void,
): readonly Column<EndedSession>[] {
  return [
    {
      id: 'ended',
      width: '88px',
      header: 'Ended',
      phone: 'first',
      cell: (one) => (
        <button type="button" className={styles['open']} onClick={() => open(one)}>
          {clockText(one.ended, offsetMinutes)}
        </button>
      ),
    },
    { id: 'endpoint', header: 'Endpoint', cell: ({ session }) => <Endpoint session={session} /> },
    { id: 'server', header: 'ZTNA server', cell: ({ session }) => <Server session={session} /> },
    {
      id: 'fortigate',
      header: 'FortiGate',
      phone: 'hidden',
      cell: ({ session }) => <CutText text={session.fortigate} />,
    },
    {
      id: 'why',
      header: 'Why',
      phone: 'first',
      cell: (one) => <CutText text={whyWords(one)} />,
    },
    {
      id: 'log',
      width: '96px',
      header: 'Log',
      cell: ({ session, logIndex }) => (
        <Link to={`${paths.fgt(session.fortigate).ztnaTraffic()}?record=${logIndex}`}>
          log line
        </Link>
      ),
    },
  ];
}
