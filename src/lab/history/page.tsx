import { useNavigate } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { PastMoment } from '#model/lab/worlds/history.ts';
import { count } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import type { MenuItem } from '#ui/menu.tsx';
import { Note, PageHeader } from '#ui/page.tsx';
import { EmptyState } from '#ui/states.tsx';
import { DataTable } from '#ui/table/data-table.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { momentColumns } from './columns.tsx';
import { EffectPanel } from './effect-panel.tsx';
import { CheckpointPanel } from './checkpoint-panel.tsx';

function wentWords({
  undone,
  redone,
}: {
  readonly undone: number;
  readonly redone: number;
}): string {
  if (undone > 0) return `Undone: ${count(undone, 'change')}.`;
  return redone > 0 ? `Redone: ${count(redone, 'change')}.` : 'The world is there already.';
}

/** Lab > History: what was done in the open world, newest first, and the way back to any moment. */
export function Component() {
  const url = useUrlState();
  const navigate = useNavigate();
  const toast = useToast();
  const { data: world } = useWorld();
  const { data, error, refetch } = useAnswer(labApi.history, {}, { keepsLast: true });
  const going = useChange(labApi.goToMoment);
  const branching = useChange(labApi.createWorld);
  const onError = ({ message }: Error): void => toast({ text: message, tone: 'bad' });

  const moments = data?.moments;
  const present = moments?.find(({ isUndone }) => !isUndone) ?? null;
  const goTo = (revision: number): void =>
    going.mutate({ revision }, { onSuccess: (went) => toast({ text: wentWords(went) }), onError });
  const branch = (revision: number): void =>
    branching.mutate(
      { body: { name: '', from: { kind: 'moment', revision } } },
      {
        onSuccess: () => toast({ text: 'The new world is open. The other one was kept.' }),
        onError,
      },
    );
  const itemsOf = ({ revision }: PastMoment): readonly MenuItem[] => [
    {
      label: 'What it changed for access',
      icon: 'right',
      onSelect: () => url.set({ moment: String(revision) }),
    },
    ...(revision === present?.revision
      ? []
      : [{ label: 'Go to this moment', icon: 'undo' as const, onSelect: () => goTo(revision) }]),
    {
      label: 'Compare with now',
      icon: 'right',
      onSelect: () => void navigate(paths.lab.compare({ moment: String(revision) })),
    },
    { label: 'New world from here', icon: 'plus', onSelect: () => branch(revision) },
    { label: 'Checkpoint…', icon: 'edit', onSelect: () => url.set({ name: String(revision) }) },
  ];
  const momentAt = (key: string): PastMoment | undefined => {
    const revision = wholeNumber(url.get(key));
    return moments?.find((one) => one.revision === revision);
  };
  const [looked, named] = [momentAt('moment'), momentAt('name')];
  const isAtStart = moments !== undefined && present === null;
  return (
    <>
      <PageHeader
        crumb="Lab"
        title="History"
        actions={
          <Button
            icon="undo"
            busy={going.isPending}
            disabledReason={
              isAtStart || moments === undefined ? 'The world is before its first change.' : null
            }
            onClick={() => goTo(0)}
          >
            Go before the first change
          </Button>
        }
      />
      <DataTable
        label="History"
        columns={momentColumns(present, world?.clock.offsetMinutes ?? 0, itemsOf)}
        rows={moments}
        rowId={({ revision }) => String(revision)}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState title="Nothing was changed yet">
            Each change of settings, on a page or at a command line, is listed here.
          </EmptyState>
        }
      />
      <Note>
        The history keeps the last 100 changes, and all of a draft. What time does by itself, as a
        tag that arrives, belongs to the change before it. A new change clears those that were
        undone.
      </Note>
      {looked ? <EffectPanel moment={looked} onClose={() => url.set({ moment: null })} /> : null}
      {named ? <CheckpointPanel moment={named} onClose={() => url.set({ name: null })} /> : null}
    </>
  );
}
