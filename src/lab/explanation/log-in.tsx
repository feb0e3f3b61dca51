import { paths } from '#api/paths.ts';
import type { Explanation } from '#model/decision/explanation.ts';
import type { Login } from '#model/decision/session.ts';
import { policyName } from '#model/words/policy-name.ts';
import styles from './stations.module.css';
import { Stop } from './stop.tsx';

/** Who logged in, where a policy asked for users or groups; nothing where none did. */
export function LogIn({
  explanation,
  login,
}: {
  readonly explanation: Explanation;
  readonly login: Login;
}) {
  const { policies, deciding, fortigate } = explanation;
  const asking = policies.filter((policy) =>
    policy.conditions.some((one) => one.kind === 'identity' && one.asked.length > 0),
  );
  const decider = deciding === null ? undefined : policies[deciding];
  const asked = asking.find((policy) => policy === decider) ?? asking[0];
  if (!asked) return null;
  const { user, groups, ok } = login;
  return (
    <Stop
      title="Log-in"
      broke={false}
      link={{
        to: paths.policy(fortigate.name, asked) ?? '',
        label: `Open ${policyName(asked)}`,
      }}
    >
      <p className={styles['small']}>Asked by {policyName(asked)}.</p>
      {ok ? (
        <>
          <p>
            <span className={styles['ok']} aria-hidden="true">
              ✓{' '}
            </span>
            {user} logged in.
          </p>
          <p className={styles['small']}>
            {groups.length === 0 ? 'In no group.' : `Groups: ${groups.join(', ')}`}
          </p>
        </>
      ) : (
        <p>
          <span className={styles['bad']} aria-hidden="true">
            ✕{' '}
          </span>
          The log-in as {user} failed.
        </p>
      )}
    </Stop>
  );
}
