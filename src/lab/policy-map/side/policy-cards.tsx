import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { type PolicyRow, policyId, policyType } from '#consoles/fortigate/policies/policy-row.ts';
import { labApi } from '#model/contract/lab.ts';
import { policyTitle } from '#model/words/policy-name.ts';
import { namedPolicy } from '#consoles/fortigate/policies/policy-row.ts';
import { CodeView } from '#ui/code-view.tsx';
import { Card, Disclosure } from '#ui/page.tsx';
import styles from './side.module.css';
import { type Naming, reads } from '../words.ts';

/** The policy that is chosen, read back. */
export function ReadsCard({
  policy,
  naming,
}: {
  readonly policy: PolicyRow | undefined;
  readonly naming: Naming;
}) {
  return (
    <Card title="Reads" padded>
      {policy ? (
        <>
          <p className={styles['note']}>{policyTitle(namedPolicy(policy))}</p>
          <p className={styles['reads']}>{reads(policy, naming)}</p>
        </>
      ) : (
        <p className={styles['note']}>Choose a policy: it is read back here.</p>
      )}
    </Card>
  );
}

/** The same as commands. */
export function CommandsCard({
  device,
  policy,
}: {
  readonly device: string;
  readonly policy: PolicyRow;
}) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useAnswer(
    labApi.policyCommands,
    isOpen
      ? { query: { fortigate: device, list: policyType(policy.table), id: policyId(policy) } }
      : null,
    { keepsLast: true },
  );
  return (
    <Card title="CLI" padded>
      <div
        onToggle={(event) =>
          setOpen(event.target instanceof HTMLDetailsElement && event.target.open)
        }
      >
        <Disclosure summary={`Commands of policy ${policyId(policy)}`}>
          {data?.text ? <CodeView label={`Policy ${policyId(policy)}`} text={data.text} /> : null}
        </Disclosure>
      </div>
    </Card>
  );
}
