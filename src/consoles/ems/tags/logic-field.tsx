import type { LogicProblem } from '#model/tagging/tag-logic.ts';
import { TextField } from '#ui/fields/text-field.tsx';
import styles from './rule-list.module.css';

/** The text with the place of an error marked; an error at the end marks the empty place there. */
function Marked({ text, problem }: { readonly text: string; readonly problem: LogicProblem }) {
  const end = problem.start + Math.max(problem.length, 1);
  return (
    <p className={styles['mark']}>
      {text.slice(0, problem.start)}
      <mark>{text.slice(problem.start, end) || ' '}</mark>
      {text.slice(end)}
    </p>
  );
}

/** Rule logic of one system, checked while it is typed. */
export function LogicField({
  system,
  value,
  problems,
  onChange,
}: {
  readonly system: string;
  readonly value: string;
  readonly problems: readonly LogicProblem[];
  readonly onChange: (text: string) => void;
}) {
  const error = problems.find(({ severity }) => severity === 'error');
  return (
    <div className={styles['logic']}>
      <TextField
        label={`Rule logic for ${system}`}
        mono
        placeholder="all rules"
        hint="Combine rule numbers with and, or, not and parentheses, for example (1 and 2) or 3. Leave empty to require all rules."
        error={error?.message}
        value={value}
        onChange={onChange}
      />
      {error ? <Marked text={value} problem={error} /> : null}
      {problems
        .filter(({ severity }) => severity === 'warning')
        .map(({ message }) => (
          <p key={message} className={styles['warning']}>
            ! {message}
          </p>
        ))}
    </div>
  );
}
