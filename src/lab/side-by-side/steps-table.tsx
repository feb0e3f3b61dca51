import type { Explanation } from '#model/decision/explanation.ts';
import { Card } from '#ui/page.tsx';
import { comparedSteps } from '#model/words/compared-steps.ts';
import styles from './side-by-side.module.css';

function Text({ text }: { readonly text: string | null }) {
  return text === null ? <span className={styles['none']}>not asked</span> : text;
}

/** Both ways step by step; where they part is marked. */
export function StepsTable({
  left,
  right,
  leftTitle,
  rightTitle,
}: {
  readonly left: Explanation;
  readonly right: Explanation;
  readonly leftTitle: string;
  readonly rightTitle: string;
}) {
  const steps = comparedSteps(left, right);
  const first = steps.find(({ differs }) => differs);
  return (
    <Card title="Step by step">
      <p role="status" className="visually-hidden">
        {first ? `The first difference is: ${first.label}.` : 'Nothing differs.'}
      </p>
      <table className={styles['steps']} aria-label="Step by step">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">{leftTitle}</th>
            <th scope="col">{rightTitle}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ key, label, left: one, right: other, differs }) => (
            <tr
              key={key}
              data-differs={differs || undefined}
              data-first={key === first?.key || undefined}
            >
              <th scope="row">
                {label}
                {key === first?.key ? (
                  <span className={styles['first']}>First difference</span>
                ) : null}
              </th>
              <td>
                <Text text={one} />
              </td>
              <td>
                <Text text={other} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
