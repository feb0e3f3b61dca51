import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LogicProblem } from '#model/tagging/tag-logic.ts';
import { Button } from '#ui/button.tsx';
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

/**
 * How the rules of one system combine: in words, until *Edit Logic* opens the one field [142]. A logic that
 * is wrong has its field in any case.
 */
export function RuleLogic({
  system,
  ids,
  value,
  problems,
  onChange,
}: {
  readonly system: string;
  readonly ids: readonly number[];
  /** Undefined for the default: all rules with `and`. */
  readonly value: string | undefined;
  readonly problems: readonly LogicProblem[];
  readonly onChange: (text: string | undefined) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const usual = ids.join(' and ');
  const isUsual = value === undefined || value.trim() === '';
  const error = problems.find(({ severity }) => severity === 'error');
  const warnings = problems
    .filter(({ severity }) => severity === 'warning')
    .map(({ message }) => (
      <p key={message} className={styles['warning']}>
        ! {message}
      </p>
    ));
  /** The focus goes along: what was pressed is no longer there. */
  const turn = (on: boolean): void => {
    flushSync(() => {
      setOpen(on);
      if (!on) onChange(undefined);
    });
    (on ? field : edit).current?.focus();
  };

  if (!isOpen && !error)
    return (
      <div className={styles['logic']}>
        <div className={styles['combined']}>
          <p>
            <span className={styles['none']}>{isUsual ? 'All rules' : 'Rule Logic'}: </span>
            <span className="mono">{isUsual ? usual : value}</span>
          </p>
          <Button ref={edit} icon="edit" onClick={() => turn(true)}>
            Edit Logic<span className="visually-hidden"> for {system}</span>
          </Button>
        </div>
        {warnings}
      </div>
    );
  return (
    <div className={styles['logic']}>
      <div className={styles['combined']}>
        <div className={styles['field']}>
          <TextField
            ref={field}
            label="Rule Logic"
            mono
            placeholder={usual}
            hint="Rule numbers with and, or and parentheses, for example (1 and 2) or 3."
            error={error?.message}
            value={value ?? usual}
            onChange={(text) => {
              setOpen(true);
              onChange(text);
            }}
          />
        </div>
        <div className={styles['reset']}>
          <Button onClick={() => turn(false)}>
            Use default<span className="visually-hidden"> logic for {system}</span>
          </Button>
        </div>
      </div>
      {error ? <Marked text={value ?? ''} problem={error} /> : null}
      {warnings}
    </div>
  );
}
