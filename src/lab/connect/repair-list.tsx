import { useApplyRepair, useUndo } from '#api/lab-hooks.ts';
import { repairPhrase, repairSentence, sideEffectSentence } from '#engine/repair-words.ts';
import { plain } from '#engine/words.ts';
import type { ApplyRepairAnswer } from '#model/lab-api.ts';
import type { Repair, Repairs } from '#model/repair.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
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
  onStop,
  onApplied,
}: {
  readonly host: string;
  /** Undefined while they are looked for. */
  readonly repairs: Repairs | undefined;
  /** The counting was stopped: they are shown as they are. */
  readonly stopped: boolean;
  readonly onStop: () => void;
  readonly onApplied: (answer: ApplyRepairAnswer) => void;
}) {
  const apply = useApplyRepair();
  const undo = useUndo();
  const toast = useToast();
  if (!found)
    return (
      <Card title="Changes that would turn the outcome">
        <Skeleton lines={3} />
      </Card>
    );
  const { aim, repairs, counting } = found;
  const title = aim === 'allow' ? `What would let ${host} in` : 'What the access hangs on';
  // They are ranked by what is being counted: shown before, they would change places under the pointer.
  if (counting && !stopped)
    return (
      <Card title={title}>
        <div className={styles['counting']}>
          <Progress
            label={`${repairs.length} found; counting what else each would change`}
            {...counting}
            stop="Show them now"
            onStop={onStop}
          />
        </div>
      </Card>
    );

  const press = (repair: Repair): void =>
    apply.mutate(repair.changes, {
      onSuccess: (answer) => {
        onApplied(answer);
        toast({
          text: `${answer.travelling.length > 0 ? 'On its way' : 'Done'}: ${plain(repairPhrase(repair.changes))}.`,
          ...(answer.applied
            ? {
                action: {
                  label: 'Undo',
                  onPress: () =>
                    undo.mutate(undefined, {
                      onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
                    }),
                },
              }
            : {}),
        });
      },
      onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
    });

  return (
    <Card title={title}>
      {repairs.length === 0 ? (
        <p className={styles['none']}>
          {aim === 'allow'
            ? 'Nothing was found among changes of one or two tags, settings or policies. The policies below say which conditions failed.'
            : 'Nothing was found among changes of one or two tags, settings or policies that would end it.'}
        </p>
      ) : (
        <ul
          className={styles['list']}
          aria-label={aim === 'allow' ? 'Changes that would allow it' : 'Changes that would end it'}
        >
          {repairs.map((repair) => (
            <li key={keyOf(repair)} className={styles['repair']}>
              <p className={styles['what']}>
                <SentenceView sentence={repairSentence(repair)} />
                <small>{sideEffectSentence(repair)}</small>
              </p>
              <Button
                busy={apply.isPending && apply.variables === repair.changes}
                aria-label={`Apply: ${plain(repairSentence(repair))}`}
                onClick={() => press(repair)}
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
