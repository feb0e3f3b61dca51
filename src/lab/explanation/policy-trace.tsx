import { conditionSentence, refusedSentence } from '#model/words/condition.ts';
import type { Explanation, PolicyView } from '#model/decision/explanation.ts';
import { policyTitle } from '#model/words/policy-name.ts';
import { Disclosure } from '#ui/page.tsx';
import { Status } from '#ui/states.tsx';
import styles from './policy-trace.module.css';

function VerdictWord({ verdict }: { readonly verdict: PolicyView['verdict'] }) {
  switch (verdict) {
    case 'accept':
      return <Status tone="allow">accepts</Status>;
    case 'deny':
      return <Status tone="bad">denies</Status>;
    case 'redirect':
      return <Status tone="info">redirects to the full policies</Status>;
    case 'disabled':
      return <Status tone="off">disabled</Status>;
    case 'unreadable':
      return <Status tone="warn">not decided here</Status>;
    case 'no-match':
      return <Status tone="off">does not match</Status>;
  }
}

function Conditions({ policy }: { readonly policy: PolicyView }) {
  return (
    <ul className={styles['conditions']}>
      {policy.conditions.map((one, i) => (
        <li key={i}>
          <span aria-hidden="true" className={one.held ? styles['held'] : styles['failed']}>
            {one.held ? '✓' : '✕'}
          </span>
          <span>
            {conditionSentence(one)}
            <span className="visually-hidden">{one.held ? ' (met)' : ' (not met)'}</span>
          </span>
        </li>
      ))}
      {policy.refused?.map((setting) => (
        <li key={setting.field}>
          <span aria-hidden="true" className={styles['refused']}>
            !
          </span>
          <span>{refusedSentence(setting)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Every policy that the FortiGate considered, in its order, to where it stopped. The deciding one is open. */
export function PolicyTrace({ explanation }: { readonly explanation: Explanation }) {
  const { policies, deciding } = explanation;
  if (policies.length === 0) return <p className={styles['empty']}>No policy was considered.</p>;
  return (
    <ol className={styles['policies']} aria-label="Policies considered">
      {policies.map((policy, place) => (
        <li key={place} className={styles['policy']}>
          <Disclosure
            open={place === deciding}
            summary={
              <>
                <span className={styles['name']}>{policyTitle(policy)}</span>{' '}
                <VerdictWord verdict={policy.verdict} />
              </>
            }
          >
            {policy.verdict === 'disabled' ? (
              <p>The policy is disabled and was skipped.</p>
            ) : policy.verdict === 'unreadable' ? (
              <p>The lab does not decide by the action of this policy, so it was skipped.</p>
            ) : (
              <Conditions policy={policy} />
            )}
          </Disclosure>
        </li>
      ))}
    </ol>
  );
}
