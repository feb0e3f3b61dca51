import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useLoadScenario } from '#api/world.ts';
import { useStartDraft } from '#lab/draft/use-start-draft.ts';
import { SharePanel } from '#lab/share/share-panel.tsx';
import { labApi } from '#model/contract/lab.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import { count, numberWords } from '#model/plural.ts';
import { classes } from '#ui/class-names.ts';
import { Menu } from '#ui/menu.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './shell.module.css';

/** Wherever one is, while the open world is a draft. */
function DraftPill({
  name,
  draft: { changes },
}: {
  readonly name: string;
  readonly draft: NonNullable<WorldSummary['draft']>;
}) {
  const { data } = useAnswer(
    labApi.draftEffect,
    {},
    { keepsLast: true, counting: ({ counting }) => counting },
  );
  const { gains = 0, loses = 0, counting = null } = data ?? {};
  const flips = counting ? '…' : `+${numberWords(gains)} −${numberWords(loses)}`;
  const facts = count(changes, 'change') + (changes === 0 ? '' : ` · ${flips}`);
  return (
    <Link
      className={classes(styles['pill'], styles['draft'])}
      to={paths.lab.draft()}
      title={`Review ${name}`}
      // All of it, also where the window has room for a part.
      aria-label={`${name} ${facts} Review`}
    >
      <b className={classes(styles['draftName'], changes > 0 && styles['wide'])}>{name}</b>
      <span className={styles['draftFacts']}>
        <span className={styles['wide']}>{count(changes, 'change')}</span>
        {changes === 0 ? null : (
          <>
            <span className={styles['wide']}> · </span>
            {flips}
          </>
        )}
      </span>
      <b className={styles['wide']}>Review</b>
    </Link>
  );
}

/** The open world, and the draft that it may be. */
export function WorldMenu({ world }: { readonly world: WorldSummary }) {
  const navigate = useNavigate();
  const ask = useConfirm();
  const toast = useToast();
  const load = useLoadScenario();
  const startDraft = useStartDraft();
  const { pathname, search } = useLocation();
  /** The page that is shared; null for none. */
  const [shared, setShared] = useState<string | null>(null);
  const reset = async (): Promise<void> => {
    const yes = await ask({
      title: `Reset ${world.scenario.name}?`,
      text: 'The world returns to the start of the scenario. Your changes and the logs are lost.',
      confirm: 'Reset',
      danger: true,
    });
    if (!yes) return;
    try {
      await load.mutateAsync(world.scenario.id);
      toast({ text: `${world.scenario.name} was reset.` });
    } catch (error) {
      toast({
        text: error instanceof Error ? error.message : 'The world was not reset. Try again.',
        tone: 'bad',
      });
    }
  };
  return (
    <>
      {world.draft ? <DraftPill name={world.name} draft={world.draft} /> : null}
      <Menu
        trigger={
          <button type="button" className={styles['pill']}>
            <span className={styles['pillName']}>World: </span>
            <b>{world.name}</b>
          </button>
        }
        items={[
          world.draft
            ? {
                label: 'Review the draft',
                icon: 'right',
                onSelect: () => void navigate(paths.lab.draft()),
              }
            : { label: 'Start a draft', icon: 'edit', onSelect: () => void startDraft() },
          { label: 'Share…', icon: 'right', onSelect: () => setShared(`${pathname}${search}`) },
          {
            label: 'Open Worlds',
            icon: 'right',
            onSelect: () => void navigate(paths.lab.worlds()),
          },
          {
            label: 'Open Scenarios',
            icon: 'right',
            onSelect: () => void navigate(paths.lab.scenarios()),
          },
          ...(world.draft
            ? []
            : [{ label: 'Reset…', icon: 'reset' as const, onSelect: () => void reset() }]),
        ]}
      />
      {shared === null ? null : (
        <SharePanel world={world} page={shared} onClose={() => setShared(null)} />
      )}
    </>
  );
}
