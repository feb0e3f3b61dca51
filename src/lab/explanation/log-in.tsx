import type { ReactNode } from 'react';
import { paths } from '#api/paths.ts';
import type { Explanation } from '#model/decision/explanation.ts';
import { policyName, policyTitle } from '#model/words/policy-name.ts';
import styles from './stations.module.css';
import { Stop } from './stop.tsx';

/** Who would log in, and whether that succeeds. */
export interface LogInTry {
  readonly user: string;
  readonly ok: boolean;
}

function Outcome({ sign, children }: { readonly sign: '✓' | '✕'; readonly children: ReactNode }) {
  return (
    <p>
      <span className={styles[sign === '✓' ? 'ok' : 'bad']} aria-hidden="true">
        {sign}{' '}
      </span>
      {children}
    </p>
  );
}

function What({
  identity,
  login,
}: {
  readonly identity: NonNullable<Explanation['identity']>;
  readonly login: LogInTry;
}) {
  const { user, groups, by, server } = identity;
  switch (by) {
    case 'login':
      return (
        <>
          <Outcome sign="✓">{user} logged in.</Outcome>
          <p className={styles['small']}>
            {groups.length === 0 ? 'In no group.' : `Groups: ${groups.join(', ')}`}
          </p>
          {server === null ? null : <p className={styles['small']}>Checked by {server}.</p>}
        </>
      );
    case 'failed-login':
      return (
        <>
          <Outcome sign="✕">The log-in as {login.user} failed.</Outcome>
          {server === null ? null : <p className={styles['small']}>Checked by {server}.</p>}
        </>
      );
    case 'ems':
      return (
        <p className={styles['small']}>
          Nobody is asked: no authentication rule takes this session. The user is the one that EMS
          reports, {user ?? 'nobody'}.
        </p>
      );
  }
}

/** Who logged in, where a policy asked for users or groups; nothing where none did. */
export function LogIn({
  explanation,
  login,
}: {
  readonly explanation: Explanation;
  readonly login: LogInTry;
}) {
  const { policies, deciding, fortigate, identity } = explanation;
  if (!identity?.asked) return null;
  const asking = policies.filter((policy) =>
    policy.conditions.some((one) => one.kind === 'identity' && one.asked.length > 0),
  );
  const decider = deciding === null ? undefined : policies[deciding];
  const asked = asking.find((policy) => policy === decider) ?? asking[0];
  if (!asked) return null;
  return (
    <Stop
      title="Log-in"
      broke={false}
      link={{
        to: paths.policy(fortigate.name, asked) ?? '',
        label: `Open ${policyName(asked)}`,
      }}
    >
      <p className={styles['small']}>{policyTitle(asked)} asks for users or groups.</p>
      <What identity={identity} login={login} />
    </Stop>
  );
}
