import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { type FindingKind, severityOf } from '#model/lab/findings.ts';
import { count } from '#model/plural.ts';
import { findingKindWords } from '#model/words/finding.ts';
import { policyName } from '#model/words/policy-name.ts';
import { classes } from '#ui/class-names.ts';
import { Icon } from '#ui/icons.tsx';
import { type PolicyRow, namedPolicy, policyId } from '../policy-row.ts';
import styles from './finding-mark.module.css';

/** How many things the lab finds of a policy, as bad as the worst of them; leads to them. */
export function FindingMark({
  device,
  policy,
  kinds,
}: {
  readonly device: string;
  readonly policy: PolicyRow;
  /** Worst first; undefined where there is none, or none is known yet. */
  readonly kinds: readonly FindingKind[] | undefined;
}) {
  const [worst] = kinds ?? [];
  if (!kinds || !worst) return <span className={styles['room']} />;
  const severity = severityOf[worst];
  const each = [...new Set(kinds)].map((kind) => findingKindWords[kind]);
  // Its row says what it is called.
  const place = policyName({ ...namedPolicy(policy), name: '' });
  const words = `${count(kinds.length, 'finding')} of ${place}: ${each.join(', ')}`;
  return (
    <span className={styles['room']}>
      <Link
        className={classes(styles['mark'], styles[severity])}
        to={paths.lab.findings({ fortigate: device, table: policy.table, key: policyId(policy) })}
        aria-label={words}
        title={words}
      >
        <Icon name={severity === 'low' ? 'info' : 'warning'} size={14} />
        {kinds.length}
      </Link>
    </span>
  );
}
