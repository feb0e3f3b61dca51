import { useState } from 'react';
import { useChange } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import { undoneWords } from '#api/undo.ts';
import { repairSentence } from '#model/words/repair.ts';
import { headline } from '#model/words/decision.ts';
import type { ConnectAnswer } from '#model/lab/lab-api.ts';
import { Button } from '#ui/button.tsx';
import { useToast } from '#ui/toast.tsx';
import { SentenceView } from '../explanation/sentence-view.tsx';
import styles from './turned-news.module.css';
import type { Turned } from './use-connecting.ts';

function outcomeOf({ explanation }: ConnectAnswer): 'Allowed' | 'Denied' {
  return explanation.action === 'accept' ? 'Allowed' : 'Denied';
}

function Outcome({ word }: { readonly word: 'Allowed' | 'Denied' }) {
  return <b className={word === 'Allowed' ? styles['allowed'] : styles['denied']}>{word}</b>;
}

/** `Denied → Allowed`, or what still stands in the way. */
function Turn({ before, after }: Turned) {
  if (after === null)
    return (
      <>
        <b>Pending.</b> The change takes effect when the endpoint reports to EMS. Step the clock,
        then connect again.
      </>
    );
  const [was, is] = [outcomeOf(before), outcomeOf(after)];
  if (was !== is)
    return (
      <>
        <Outcome word={was} /> <span aria-hidden="true">→</span>
        <span className="visually-hidden">became</span> <Outcome word={is} />
      </>
    );
  return (
    <>
      Still <Outcome word={is} />
      {is === 'Denied' ? (
        <>
          . Next cause: <SentenceView sentence={headline(after.explanation)} />
        </>
      ) : null}
    </>
  );
}

/** What a repair that was applied has changed, with *Undo* of just that. */
export function TurnedNews({
  turned,
  onUndone,
}: {
  readonly turned: Turned;
  readonly onUndone: () => void;
}) {
  const { data: world } = useWorld();
  const undo = useChange(labApi.undo);
  const toast = useToast();
  const [refused, setRefused] = useState<string | null>(null);
  const { revision, repair } = turned;
  const canUndo = revision !== null && world?.undo.some((one) => one.revision === revision);
  return (
    <div className={styles['news']} role="status">
      <p className={styles['turn']}>
        <Turn {...turned} />
      </p>
      <p className={styles['what']}>
        <SentenceView sentence={repairSentence(repair)} />
        {refused === null ? null : <span className={styles['refused']}> {refused}</span>}
      </p>
      {canUndo && refused === null ? (
        <Button
          icon="undo"
          busy={undo.isPending}
          onClick={() =>
            undo.mutate(
              { body: { revision } },
              {
                onSuccess: (answer) => {
                  toast({ text: undoneWords(answer) });
                  onUndone();
                },
                onError: ({ message }) => setRefused(message),
              },
            )
          }
        >
          Undo
          <span className="visually-hidden"> this change</span>
        </Button>
      ) : null}
    </div>
  );
}
