import type { ConditionView, PolicyView } from '#model/decision/explanation.ts';
import { conditionName, conditionSentence } from '#model/words/condition.ts';
import { policyTitle } from '#model/words/policy-name.ts';
import { classes } from '#ui/class-names.ts';
import styles from './conditions-grid.module.css';

/** In the order in which they are asked. */
const order: readonly ConditionView['kind'][] = [
  'srcintf',
  'dstintf',
  'srcaddr',
  'dstaddr',
  'service',
  'identity',
  'schedule',
  'ownership',
  'not-judged',
  'tags',
];

function heading(kind: ConditionView['kind']): string {
  const name = kind === 'tags' ? 'tags' : conditionName(kind);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function PolicyCell({ conditions }: { readonly conditions: readonly ConditionView[] }) {
  const [first] = conditions;
  if (!first) return <td className={styles['off']}>–</td>;
  const held = conditions.every((one) => one.held);
  const words = conditions.map(conditionSentence).join('; ');
  return (
    <td className={held ? styles['held'] : styles['failed']} title={words}>
      <span aria-hidden="true">{held ? '✓' : '✕'}</span>
      <span className="visually-hidden">
        {held ? 'met' : 'not met'}: {words}
      </span>
    </td>
  );
}

/** Which condition knocked each policy out, at a glance. */
export function ConditionsGrid({ policies }: { readonly policies: readonly PolicyView[] }) {
  const kinds = order.filter((kind) =>
    policies.some(({ conditions }) => conditions.some((one) => one.kind === kind)),
  );
  if (policies.length === 0) return <p className={styles['empty']}>No policy was considered.</p>;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Policy</th>
          {kinds.map((kind) => (
            <th key={kind} scope="col">
              <span className={styles['upright']}>{heading(kind)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {policies.map((policy, place) => (
          <tr key={place} className={classes(policy.verdict === 'disabled' && styles['dim'])}>
            <th scope="row">{policyTitle(policy)}</th>
            {policy.conditions.length === 0 ? (
              <td className={styles['off']} colSpan={Math.max(1, kinds.length)}>
                {policy.verdict === 'disabled' ? 'disabled' : 'not decided here'}
              </td>
            ) : (
              kinds.map((kind) => (
                <PolicyCell
                  key={kind}
                  conditions={policy.conditions.filter((one) => one.kind === kind)}
                />
              ))
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
