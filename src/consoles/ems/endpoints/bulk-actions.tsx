import { useChange } from '#api/hooks.ts';
import type { BulkChange } from '#model/ems/bulk-change.ts';
import { labApi } from '#model/contract/lab.ts';
import { useUndoable } from '#api/undo.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { count, plural } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { useToast } from '#ui/toast.tsx';

/** *Action* above the list: what can be done to the endpoints whose boxes are checked. */
export function BulkActions({
  rows,
  selected,
  onSelect,
  onTag,
}: {
  /** Of the page. */
  readonly rows: readonly Endpoint[];
  readonly selected: readonly Endpoint[];
  readonly onSelect: (uids: readonly string[]) => void;
  readonly onTag: () => void;
}) {
  const change = useChange(emsApi.changeEndpoints);
  const ask = useConfirm();
  const removal = useChange(labApi.removeEndpoints);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const many = count(selected.length, 'endpoint');

  const carryOut = (kind: BulkChange['kind'] & `${string}quarantine`, done: string): void =>
    change.mutate(
      { body: { uids: selected.map(({ uid }) => uid), change: { kind } } },
      {
        onSuccess: () =>
          toast({ text: `${many} ${plural(selected.length, 'is', 'are')} ${done}.` }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  const quarantine = async (): Promise<void> => {
    const sure = await ask({
      title: `Quarantine ${many}?`,
      text: 'FortiClient blocks all traffic except to EMS. Open sessions end, and the endpoints cannot open new ones.',
      confirm: 'Quarantine',
      danger: true,
    });
    if (sure) carryOut('quarantine', 'quarantined');
  };

  const remove = async (): Promise<void> => {
    const sure = await ask({
      title: `Remove ${many}?`,
      text: 'EMS and every FortiGate know the endpoints no longer, and their sessions end.',
      confirm: 'Remove',
      danger: true,
    });
    if (!sure) return;
    removal.mutate(
      { body: { uids: selected.map(({ uid }) => uid) } },
      {
        onSuccess: ({ revision }) =>
          toast({
            text: `${many} ${plural(selected.length, 'was', 'were')} removed.`,
            ...undoable(revision),
          }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  };

  const all: MenuItem = {
    label: 'Select all rows of the page',
    onSelect: () => onSelect(rows.map(({ uid }) => uid)),
  };
  const items: readonly MenuItem[] =
    selected.length === 0
      ? [all]
      : [
          { label: 'Classification tag…', onSelect: onTag },
          { label: 'Quarantine…', danger: true, onSelect: () => void quarantine() },
          {
            label: 'Unquarantine',
            onSelect: () => carryOut('unquarantine', 'out of quarantine'),
          },
          { label: 'Remove…', danger: true, own: true, onSelect: () => void remove() },
          ...(selected.length < rows.length ? [all] : []),
          { label: 'Clear the selection', onSelect: () => onSelect([]) },
        ];
  return (
    <Menu
      trigger={<Button icon="more">Action{selected.length === 0 ? '' : `: ${many}`}</Button>}
      items={items}
    />
  );
}
