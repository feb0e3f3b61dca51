import type { Scenario } from '#model/lab/lab-api.ts';
import { ButtonLink } from '#ui/button.tsx';
import { Icon } from '#ui/icons.tsx';
import styles from './checklist.module.css';
import { stepLinkWords, stepPath } from './step-place.ts';

/** What to do in the loaded scenario. A step is ticked when it has happened in the world, however one did it. */
export function Checklist({
  scenario,
  done,
}: {
  readonly scenario: Scenario;
  readonly done: readonly string[];
}) {
  const { steps } = scenario;
  const next = steps.find(({ id }) => !done.includes(id));
  return (
    <ol className={styles['steps']} aria-label={`Steps of ${scenario.name}`}>
      {steps.map(({ id, text, notice, place }, i) => {
        const isDone = done.includes(id);
        return (
          <li
            key={id}
            className={styles['step']}
            data-done={isDone || undefined}
            aria-current={id === next?.id ? 'step' : undefined}
          >
            <span className={styles['mark']}>
              {isDone ? (
                <>
                  <Icon name="check" size={14} />
                  <span className="visually-hidden">Done: </span>
                </>
              ) : (
                <span aria-hidden="true">{i + 1}</span>
              )}
            </span>
            <div className={styles['words']}>
              <p className={styles['text']}>{text}</p>
              <p className={styles['notice']}>{notice}</p>
            </div>
            <ButtonLink to={stepPath(place)} look={id === next?.id ? 'primary' : 'plain'}>
              {stepLinkWords(place)}
              <span className="visually-hidden"> for step {i + 1}</span>
            </ButtonLink>
          </li>
        );
      })}
    </ol>
  );
}
