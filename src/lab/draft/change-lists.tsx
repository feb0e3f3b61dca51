import { type ReactNode, useState } from 'react';
import type { DraftChangeEffects, DraftReview } from '#model/lab/worlds/draft.ts';
import { count, listWords } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { ChangeEffect } from './change-effect.tsx';
import styles from './page.module.css';

type Change = DraftReview['changes'][number];

function Fit({ fit, of }: { readonly fit: Change['fit']; readonly of: string }) {
  switch (fit.kind) {
    case 'fits':
      return null;
    case 'overwrites':
      return (
        <small className={styles['overwrites']}>
          Replaces what was changed in {of} since: {listWords(fit.objects)}.
        </small>
      );
    case 'refused':
      return <small className={styles['refused']}>Does not fit any more: {fit.message}</small>;
  }
}

/** A longer list shows its last changes, so that what they come to stands near them. */
const shownAtFirst = 8;

/** The changes of a draft one by one, in their order, and those that were taken out of it. */
export function ChangeLists({
  review: { changes, dropped, of },
  effects,
  isCountingEffects,
  counting,
  isBusy,
  onDrop,
  onPutBack,
}: {
  readonly review: DraftReview;
  /** Of each change, as far as they are counted. */
  readonly effects: DraftChangeEffects['effects'];
  readonly isCountingEffects: boolean;
  /** How far that is, and how to stop it and to go on. */
  readonly counting: ReactNode;
  readonly isBusy: boolean;
  readonly onDrop: (change: Change) => void;
  readonly onPutBack: (place: number) => void;
}) {
  const [isWhole, setWhole] = useState(false);
  const hidden = isWhole ? 0 : Math.max(0, changes.length - shownAtFirst);
  const effectOf = new Map(effects.map((effect) => [effect.revision, effect]));
  return (
    <>
      <Card
        title="Changes"
        actions={
          of && changes.length > 0 ? (
            <span className={styles['caption']}>
              {counting ?? 'Pairs that gain or lose access by each'}
            </span>
          ) : null
        }
      >
        {changes.length === 0 ? (
          <p className={styles['none']}>
            Nothing is changed yet. Change whatever you like on any page or command line.
          </p>
        ) : (
          <>
            {hidden > 0 ? (
              <p className={styles['earlier']}>
                <Button look="quiet" onClick={() => setWhole(true)}>
                  Show {count(hidden, 'earlier change')}
                </Button>
              </p>
            ) : null}
            <ol className={styles['list']} aria-label="Changes" start={hidden + 1}>
              {changes.slice(hidden).map((change) => (
                <li key={change.revision}>
                  <span className={styles['what']}>
                    {change.words}
                    {change.fortigates.length === 0 ? null : (
                      <span className={styles['where']}> on {listWords(change.fortigates)}</span>
                    )}
                    <Fit fit={change.fit} of={of?.name ?? ''} />
                  </span>
                  {of ? (
                    <ChangeEffect
                      effect={effectOf.get(change.revision) ?? null}
                      isCounting={isCountingEffects && change.fit.kind !== 'refused'}
                    />
                  ) : null}
                  <Button
                    look="quiet"
                    busy={isBusy}
                    aria-label={`Drop: ${change.words}`}
                    onClick={() => onDrop(change)}
                  >
                    Drop
                  </Button>
                </li>
              ))}
            </ol>
          </>
        )}
        <p role="status" className="visually-hidden">
          {effects.length > 0 && !isCountingEffects
            ? 'What each change does to access is counted.'
            : ''}
        </p>
      </Card>
      {dropped.length === 0 ? null : (
        <Card title="Dropped">
          <ol className={styles['list']} aria-label="Dropped">
            {dropped.map(({ words, reason }, place) => (
              <li key={`${place} ${words}`}>
                <span className={styles['what']}>
                  {words}
                  {reason === null ? null : <small className={styles['refused']}>{reason}</small>}
                </span>
                <Button
                  look="quiet"
                  busy={isBusy}
                  aria-label={`Put back: ${words}`}
                  onClick={() => onPutBack(place)}
                >
                  Put back
                </Button>
              </li>
            ))}
          </ol>
        </Card>
      )}
    </>
  );
}
