import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { EndedSession, LabSession } from '#model/lab-sessions.ts';
import { policyName } from '#model/policy-name.ts';
import { Button } from '#ui/button.tsx';
import { clockText } from '#ui/clock-text.ts';
import type { Column } from '#ui/data-table.tsx';
import styles from './columns.module.css';

function Endpoint({ session }: { readonly session: LabSession }) {
  const { endpoint, srcip } = session;
  return (
    <>
      {endpoint ? (
        <Link to={paths.ems.endpoint(endpoint.uid)}>{endpoint.host}</Link>
      ) : (
        'unknown device'
      )}{' '}
      <span className={styles['sub']}>{srcip}</span>
    </>
  );
}

function Server({ session }: { readonly session: LabSession }) {
  return (
    <>
      {session.server ?? 'through the FortiGate'}{' '}
      <span className={styles['sub']}>{session.destination}</span>
    </>
  );
}

function Policy({ session }: { readonly session: LabSession }) {
  const { policyid, policytype, policyname: name, fortigate } = session;
  const policy = { policytype, policyid, name };
  const to = paths.policy(fortigate, policy);
  return to === null ? policyName(policy) : <Link to={to}>{policyName(policy)}</Link>;
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
      cell: (session) => session.fortigate,
    },
    { id: 'user', header: 'User', phone: 'hidden', cell: (session) => session.user ?? '–' },
    {
      id: 'since',
      header: 'Since',
      cell: (session) => <span className="mono">{clockText(session.since, offsetMinutes)}</span>,
    },
    { id: 'policy', header: 'Accepted by', cell: (session) => <Policy session={session} /> },
    {
      id: 'end',
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
      return 'no longer passes';
    case 'by-hand':
      return 'ended by hand';
    case 'quarantined':
      return 'its endpoint is quarantined';
    case 'no-room':
      return 'made room for newer ones';
  }
}

export function endedColumns(
  offsetMinutes: number,
  open: (ended: EndedSession) => void,
): readonly Column<EndedSession>[] {
  return [
    {
      id: 'ended',
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
      cell: ({ session }) => session.fortigate,
    },
    { id: 'why', header: 'Why', phone: 'first', cell: whyWords },
    {
      id: 'log',
      header: 'Log',
      cell: ({ session, logIndex }) => (
        <Link to={`${paths.fgt(session.fortigate).ztnaTraffic()}?record=${logIndex}`}>
          record {logIndex}
        </Link>
      ),
    },
  ];
}
