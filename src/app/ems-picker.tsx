import { useAnswer, useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import { compareNames } from '#model/name-order.ts';
import { FilterMenu } from '#ui/menu.tsx';
import { useToast } from '#ui/toast.tsx';

/** Whose console the pages of EMS are, where there are several servers. */
export function EmsPicker() {
  const { data } = useAnswer(labApi.emsServers, {});
  const opening = useChange(labApi.openEmsConsole);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const servers = data?.servers ?? [];
  const open = servers.find(({ isOpen }) => isOpen);
  if (!open || servers.length < 2) return null;
  return (
    <FilterMenu
      label="EMS"
      compact
      value={open.serial}
      choices={servers
        .toSorted((a, b) => compareNames(a.name, b.name))
        .map(({ serial, name }) => ({ value: serial, label: name }))}
      onChange={(serial) => {
        if (serial === open.serial) return;
        opening.mutate(
          { serial },
          {
            onSuccess: ({ revision }) => {
              const name = servers.find((one) => one.serial === serial)?.name ?? serial;
              toast({ text: `The pages under EMS are those of ${name}.`, ...undoable(revision) });
            },
            onError: ({ message }) => toast({ text: message, tone: 'bad' }),
          },
        );
      }}
    />
  );
}
