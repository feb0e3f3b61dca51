import { useCallback, useEffect, useRef } from 'react';
import { useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { isForeign, isUndone, undoneWords } from '#api/undo.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import { Button } from '#ui/button.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { useDropNews, useToast } from '#ui/toast.tsx';
import styles from './undo-menu.module.css';

/** The last changes of the world, taken back and made again; wherever one is, the keys do the same. */
function useHistory(world: WorldSummary) {
  const undo = useChange(labApi.undo);
  const redo = useChange(labApi.redo);
  const toast = useToast();
  const ask = useConfirm();
  const onError = ({ message }: Error): void => toast({ text: message, tone: 'bad' });
  const takeBack = async (count: number): Promise<void> => {
    const changes = world.undo.slice(0, count);
    const [last] = changes;
    if (!last || undo.isPending) return;
    const sure =
      count === 1 ||
      (await ask({
        title: `Undo ${count} changes?`,
        text: `These changes are undone together: ${changes.map(({ words }) => words).join('; ')}.`,
        confirm: `Undo ${count} changes`,
      }));
    if (!sure) return;
    undo.mutate(
      { body: { revision: last.revision, count } },
      { onSuccess: (answer) => toast({ text: undoneWords(answer) }), onError },
    );
  };
  const makeAgain = (): void => {
    if (world.redo.length === 0 || redo.isPending) return;
    redo.mutate(
      {},
      { onSuccess: ({ changes }) => toast({ text: `Redone: ${changes.join('; ')}.` }), onError },
    );
  };
  return { takeBack, makeAgain, busy: undo.isPending || redo.isPending };
}

/** Where a key belongs to what is being typed, or to a question that is open. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="dialog"], [role="alertdialog"]') !== null)
  );
}

function keyOf(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}

export function UndoMenu({ world }: { readonly world: WorldSummary }) {
  const { takeBack, makeAgain, busy } = useHistory(world);
  const drop = useDropNews();
  useEffect(() => drop((subject) => isUndone(world, subject)), [drop, world]);
  // News of one world is none of another, as its *Undo* would be refused there; what made this one stays.
  const shownId = useRef(world.id);
  useEffect(() => {
    if (shownId.current !== world.id) drop((subject) => isForeign(world, subject));
    shownId.current = world.id;
  }, [drop, world]);

  const pressed = useCallback(
    (key: 'undo' | 'redo') => (key === 'undo' ? void takeBack(1) : makeAgain()),
    [takeBack, makeAgain],
  );
  const latest = useRef(pressed);
  useEffect(() => {
    latest.current = pressed;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if (key === null || event.defaultPrevented || isTaken(event.target)) return;
      event.preventDefault();
      latest.current(key);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const nothing = world.undo.length === 0 && world.redo.length === 0;
  const items: readonly MenuItem[] = [
    ...world.undo.map(({ words }, i) => ({
      label: i === 0 ? `Undo: ${words}` : `Undo the last ${i + 1}, including: ${words}`,
      ...(i === 0 ? { icon: 'undo' as const } : {}),
      onSelect: () => void takeBack(i + 1),
    })),
    ...world.redo.slice(0, 1).map(({ words }) => ({
      label: `Redo: ${words}`,
      icon: 'redo' as const,
      onSelect: makeAgain,
    })),
  ];
  const button = (
    <Button
      icon="undo"
      look="quiet"
      busy={busy}
      className={styles['button']}
      disabledReason={nothing ? 'No changes to undo.' : null}
    >
      <span className={styles['name']}>Undo</span>
    </Button>
  );
  return nothing ? button : <Menu trigger={button} items={items} />;
}
