import { useCloneRow, useRemoveRow } from '#api/rows.ts';
import { useUndoable } from '#api/undo.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { useToast } from '#ui/toast.tsx';

/** What the menu of an object does: a copy whose form opens, and deletion, which *Undo* takes back. */
export function useObjectActions(
  device: string,
  table: TableName,
  then: {
    readonly onCloned: (name: string) => void;
    readonly onRemoved: (name: string) => void;
  },
): {
  readonly clone: (name: string) => void;
  readonly remove: (name: string, text: string) => Promise<void>;
} {
  const ask = useConfirm();
  const toast = useToast();
  const undoable = useUndoable(toast);
  const remove = useRemoveRow(device, table);
  const clone = useCloneRow(device, table);
  const onError = ({ message }: Error): void => toast({ text: message, tone: 'bad' });
  return {
    clone: (name) =>
      clone.mutate(name, {
        onSuccess: ({ mkey, revision }) => {
          then.onCloned(mkey);
          toast({ text: `${name} was cloned to ${mkey}.`, ...undoable(Number(revision)) });
        },
        onError,
      }),
    remove: async (name, text) => {
      const yes = await ask({ title: `Delete ${name}?`, text, confirm: 'Delete', danger: true });
      if (!yes) return;
      remove.mutate(name, {
        onSuccess: ({ revision }) => {
          then.onRemoved(name);
          toast({ text: `${name} was deleted.`, ...undoable(Number(revision)) });
        },
        onError,
      });
    },
  };
}
