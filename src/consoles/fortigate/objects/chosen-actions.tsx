import { type TransactionStep, removeStep, useTransaction } from '#api/rows.ts';
import { useUndoable } from '#api/undo.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { count, plural } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { useToast } from '#ui/toast.tsx';

/** What is done to the objects whose boxes are checked, all together or to none. */
export function useChosenActions(
  device: string,
  table: TableName,
  /** One of them: `user`. */
  what: string,
) {
  const ask = useConfirm();
  const toast = useToast();
  const undoable = useUndoable(toast);
  const transaction = useTransaction(device);
  const carryOut = (steps: readonly TransactionStep[], words: string, done: string): void => {
    transaction.mutate(
      { words, steps },
      {
        onSuccess: ({ revision }) => toast({ text: done, ...undoable(Number(revision)) }),
        onError: ({ message }) => toast({ text: message, tone: 'bad' }),
      },
    );
  };
  return {
    carryOut,
    remove: async (names: readonly string[], text: string): Promise<void> => {
      const many = count(names.length, what);
      const yes = await ask({ title: `Delete ${many}?`, text, confirm: 'Delete', danger: true });
      if (yes)
        carryOut(
          names.map((name) => removeStep(table, name)),
          `delete ${many}`,
          `${many} ${plural(names.length, 'was', 'were')} deleted.`,
        );
    },
  };
}

/** *Action* above a list: what can be done to the objects whose boxes are checked. */
export function ChosenMenu({
  names,
  chosen,
  what,
  items,
  onChoose,
}: {
  /** Of the page. */
  readonly names: readonly string[];
  readonly chosen: readonly string[];
  /** One of them: `user`. */
  readonly what: string;
  /** Shown while something is chosen. */
  readonly items: readonly MenuItem[];
  readonly onChoose: (names: readonly string[]) => void;
}) {
  const all: MenuItem = {
    label: 'Select all rows of the page',
    onSelect: () => onChoose(names),
  };
  const isAll = chosen.length === names.length;
  return (
    <Menu
      trigger={
        <Button icon="more">
          Action{chosen.length === 0 ? '' : `: ${count(chosen.length, what)}`}
        </Button>
      }
      items={
        chosen.length === 0
          ? [all]
          : [
              ...items,
              ...(isAll ? [] : [all]),
              { label: 'Clear the selection', onSelect: () => onChoose([]) },
            ]
      }
    />
  );
}
