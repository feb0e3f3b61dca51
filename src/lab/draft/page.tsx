import { useState } from 'react';
import { call } from '#api/call.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { Counting } from '#model/lab/counting.ts';
import type { DraftReview } from '#model/lab/worlds/draft.ts';
import { count, listWords, numberWords, plural } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { classes } from '#ui/class-names.ts';
import { PageHeader } from '#ui/page.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { saveFile } from '#ui/save-file.ts';
import { Banner, EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useDelayed } from '#ui/use-delayed.ts';
import { CountedAccess } from '../counted-access.tsx';
import { WorldDifferences } from '../world-differences.tsx';
import { useBringBack } from '../use-bring-back.ts';
import { ChangeLists } from './change-lists.tsx';
import { DifferingFindings } from './differing-findings.tsx';
import styles from './page.module.css';
import { useStartDraft } from './use-start-draft.ts';

/** What keeps the draft from being applied; null for nothing. */
function obstacle({ of, changes }: DraftReview): string | null {
  if (!of) return 'The world that the draft was made from was deleted.';
  if (changes.length === 0) return 'The draft changes nothing.';
  const refused = changes.filter(({ fit }) => fit.kind === 'refused').length;
  return refused === 0
    ? null
    : `${count(refused, 'change')} ${plural(refused, 'does', 'do')} not fit any more. Drop ${plural(refused, 'it', 'them')} first.`;
}

function useDraftSteps() {
  const toast = useToast();
  const undoable = useUndoable(toast);
  const ask = useConfirm();
  const drop = useChange(labApi.dropDraftChange);
  const putBack = useChange(labApi.putDraftChangeBack);
  const apply = useChange(labApi.applyDraft);
  const discard = useChange(labApi.discardDraft);
  const { undo } = useBringBack();
  const keep = useChange(labApi.keepDraft);
  const onError = ({ message }: Error): void => toast({ text: message, tone: 'bad' });
  return {
    isBusy: [drop, putBack, apply, discard, keep].some(({ isPending }) => isPending),
    drop: (revision: number) =>
      drop.mutate(
        { revision },
        {
          onSuccess: ({ words, wentAlong }) =>
            toast({
              text:
                wentAlong.length === 0
                  ? `Dropped: ${words}.`
                  : `Dropped: ${words}; and what needs it: ${listWords(wentAlong)}.`,
            }),
          onError,
        },
      ),
    putBack: (place: number) =>
      putBack.mutate(
        { place },
        { onSuccess: ({ words }) => toast({ text: `Put back: ${words}.` }), onError },
      ),
    apply: () =>
      apply.mutate(
        {},
        {
          onSuccess: ({ revision, of, changes }) =>
            toast({
              text: `${count(changes, 'change')} ${plural(changes, 'was', 'were')} applied to ${of}.`,
              ...undoable(revision),
            }),
          onError,
        },
      ),
    discard: async (name: string, changes: number): Promise<void> => {
      const sure =
        changes === 0 ||
        (await ask({
          title: `Discard ${name}?`,
          text: `${count(changes, 'change')} ${plural(changes, 'is', 'are')} lost. Undo brings the draft back until Posture Lab is opened anew.`,
          confirm: 'Discard',
          danger: true,
        }));
      if (sure)
        discard.mutate(
          {},
          {
            onSuccess: (gone) => toast({ text: `${name} was discarded.`, ...undo(gone) }),
            onError,
          },
        );
    },
    keep: (name: string) =>
      keep.mutate(
        {},
        { onSuccess: () => toast({ text: `${name} is a world of its own now.` }), onError },
      ),
    saveCommands: async (): Promise<void> => {
      try {
        const { file, text } = await call(labApi.draftCommands, {});
        saveFile(file, 'text/plain', text);
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
      }
    },
  };
}

/** How far the counting of each change alone is. */
function EachCounting({
  done,
  total,
  isStopped,
  onStop,
}: Counting & { readonly isStopped: boolean; readonly onStop: (isStopped: boolean) => void }) {
  return (
    <span className={styles['each']}>
      Counted for {numberWords(done)} of {numberWords(total)}
      <Button look="quiet" onClick={() => onStop(!isStopped)}>
        {isStopped ? 'Go on' : 'Stop'}
      </Button>
    </span>
  );
}

function Review({
  review,
  steps,
  isStopped,
  onStop,
}: {
  readonly review: DraftReview;
  readonly steps: ReturnType<typeof useDraftSteps>;
  readonly isStopped: boolean;
  readonly onStop: (isStopped: boolean) => void;
}) {
  const { name, of, hasMoved, changes } = review;
  // First what the whole draft comes to.
  const isAsked = of !== null && changes.length > 0 && review.counting === null;
  const [isEachStopped, setEachStopped] = useState(false);
  const { data: counted } = useAnswer(labApi.draftChangeEffects, isAsked ? {} : null, {
    keepsLast: true,
    counting: isEachStopped ? null : ({ counting }) => counting,
  });
  const underWay = counted?.counting ?? null;
  const isLong = useDelayed(underWay !== null);
  return (
    <>
      {of ? (
        <p className={styles['from']}>
          A draft of {of.name}.{' '}
          {hasMoved
            ? `${of.name} has changed since; what follows is what the draft would do to it now.`
            : `${of.name} has not changed since.`}
        </p>
      ) : (
        <div className={styles['gone']}>
          <Banner
            tone="warn"
            action={<Button onClick={() => steps.keep(name)}>Keep as a world</Button>}
          >
            The world that this draft was made from was deleted. Nothing of the draft is lost: keep
            it as a world of its own, or discard it.
          </Banner>
        </div>
      )}
      <div className={styles['cards']}>
        <div className={styles['column']}>
          <ChangeLists
            review={review}
            effects={counted?.effects ?? []}
            isCountingEffects={
              !isStopped && !isEachStopped && (!counted || !isAsked || underWay !== null)
            }
            counting={
              underWay && isLong ? (
                <EachCounting {...underWay} isStopped={isEachStopped} onStop={setEachStopped} />
              ) : null
            }
            isBusy={steps.isBusy}
            onDrop={({ revision }) => steps.drop(revision)}
            onPutBack={steps.putBack}
          />
          {of ? (
            <CountedAccess
              access={review.access}
              counting={review.counting}
              isStopped={isStopped}
              onStop={() => onStop(true)}
              onGoOn={() => onStop(false)}
            />
          ) : null}
        </div>
        <div className={classes(styles['column'], styles['differences'])}>
          {of ? <WorldDifferences data={review} /> : null}
        </div>
        {of ? <DifferingFindings isAsked={isStopped || review.counting === null} /> : null}
      </div>
    </>
  );
}

/** Lab > Draft: what the open draft changes, to be applied to the world that it is of, or discarded. */
export function Component() {
  const { data: world } = useWorld();
  const startDraft = useStartDraft();
  const steps = useDraftSteps();
  const [isStarting, setStarting] = useState(false);
  const [isStopped, setStopped] = useState(false);
  const isDraft = world?.draft !== null && world?.draft !== undefined;
  const { data, error, refetch } = useAnswer(labApi.draftReview, isDraft ? {} : null, {
    keepsLast: true,
    counting: isStopped ? null : (review) => review?.counting ?? null,
  });
  const start = async (): Promise<void> => {
    setStarting(true);
    await startDraft();
    setStarting(false);
  };
  const shown = isDraft ? (data ?? undefined) : undefined;
  return (
    <>
      <PageHeader
        crumb="Lab"
        title={shown ? `Review ${shown.name}` : 'Draft'}
        actions={
          shown ? (
            <>
              <Button
                look="quiet"
                busy={steps.isBusy}
                onClick={() => void steps.discard(shown.name, shown.changes.length)}
              >
                Discard
              </Button>
              <Button
                disabledReason={
                  shown.configs.length === 0 ? 'The draft changes no FortiGate.' : null
                }
                onClick={() => void steps.saveCommands()}
              >
                Export commands
              </Button>
              <Button
                look="primary"
                busy={steps.isBusy}
                disabledReason={obstacle(shown)}
                onClick={steps.apply}
              >
                Apply {count(shown.changes.length, 'change')}
              </Button>
            </>
          ) : null
        }
      />
      {world && !isDraft ? (
        <EmptyState
          title="No draft is open"
          action={
            <Button look="primary" busy={isStarting} onClick={() => void start()}>
              Start a draft
            </Button>
          }
        >
          A draft is a branch of the world. Every page, form and command line works on it, and the
          world stays as it is until you apply the draft. Drafts that you left are listed under Lab
          &gt; Worlds.
        </EmptyState>
      ) : error && !shown ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : shown ? (
        <Review review={shown} steps={steps} isStopped={isStopped} onStop={setStopped} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}
