import { count } from '#model/plural.ts';
import { previewWords } from '#model/words/policy-test.ts';
import { repairSentence, sideEffectSentence } from '#model/words/repair.ts';
import { plain } from '#model/words/sentence.ts';
import type { Change, Repair, Repairs } from '#model/decision/repair.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { Skeleton } from '#ui/states.tsx';
import { SentenceView } from '../explanation/sentence-view.tsx';
import styles from './repair-list.module.css';

function keyOf({ changes }: Repair): string {
  return JSON.stringify(changes);
}

/** The least changes that would turn the outcome, each checked by deciding again; *Undo* takes one back. */
export function RepairList({
  host,
  repairs: found,
  stopped,
  applying,
  onStop,
  onApply,
}: {
  readonly host: string;
  /** Undefined while they are looked for. */
  readonly repairs: Repairs | undefined;
  /** The counting was stopped: they are shown as they are. */
  readonly stopped: boolean;
  /** The changes that are being made. */
  readonly applying: readonly Change[] | null;
  readonly onStop: () => void;
  readonly onApply: (repair: Repair) => void;
}) {
  if (!found)
    return (
      <Card title="Possible changes">
        <Skeleton lines={3} />
      </Card>
    );
  const { aim, repairs, counting } = found;
  const title =
    aim === 'allow' ? `Changes that would allow ${host}` : 'Changes that would end this access';
  // They are ranked by what is being counted: shown before, they would change places under the pointer.
  if (counting && !stopped)
    return (
      <Card title={title}>
        <div className={styles['counting']}>
          <Progress
            label={`${count(repairs.length, 'change')} found. Checking who else is affected`}
            {...counting}
            stop="Show now"
            onStop={onStop}
          />
        </div>
      </Card>
    );

  return (
    <Card title={title}>
      {repairs.length === 0 ? (
        <p className={styles['none']}>
          {aim === 'allow'
            ? 'No change of one or two tags, settings or policies would allow this connection. See Policies considered for the conditions that failed.'
            : 'No change of one or two tags, settings or policies would end this access.'}
        </p>
      ) : (
        <ul
          className={styles['list']}
          aria-label={
            aim === 'allow' ? 'Changes that would allow access' : 'Changes that would end access'
          }
        >
          {repairs.map((repair) => (
            <li key={keyOf(repair)} className={styles['repair']}>
              <p className={styles['what']}>
                <SentenceView sentence={repairSentence(repair)} />
                <small>{sideEffectSentence(repair)}</small>
                {repair.tests && previewWords(repair.tests) !== '' ? (
                  <small data-bad={repair.tests.fail.length > 0 || undefined}>
                    {previewWords(repair.tests)}
                  </small>
                ) : null}
              </p>
              <Button
                busy={applying === repair.changes}
                aria-label={`Apply: ${plain(repairSentence(repair))}`}
                onClick={() => onApply(repair)}
              >
                Apply
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
