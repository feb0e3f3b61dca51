import { useAnswer, useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ListedWorld } from '#model/lab/worlds/worlds.ts';
import { count, plural } from '#model/plural.ts';
import { compareNames } from '#model/name-order.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { Note, PageHeader } from '#ui/page.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { Progress } from '#ui/progress.tsx';
import { Banner, EmptyState, Status } from '#ui/states.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { useBringBack } from '../use-bring-back.ts';
import { NewWorldPanel } from './new-world-panel.tsx';
import styles from './page.module.css';
import { RenamePanel } from './rename-panel.tsx';
import { useExport } from './use-export.ts';

function columns(
  itemsOf: (world: ListedWorld) => readonly MenuItem[],
): readonly Column<ListedWorld>[] {
  return [
    {
      id: 'name',
      width: '24%',
      header: 'Name',
      phone: 'first',
      cell: ({ name }) => <CutText text={name} />,
    },
    {
      id: 'state',
      width: '92px',
      header: 'State',
      cell: ({ isOpen }) =>
        isOpen ? <Status tone="ok">Open</Status> : <Status tone="off">Closed</Status>,
    },
    {
      id: 'draft',
      width: '16%',
      header: 'Draft of',
      phone: 'hidden',
      cell: ({ draftOf }) => (draftOf === null ? null : <CutText text={draftOf} />),
    },
    {
      id: 'scenario',
      width: '18%',
      header: 'Scenario',
      phone: 'hidden',
      cell: ({ scenario }) => <CutText text={scenario} />,
    },
    {
      id: 'endpoints',
      width: '96px',
      header: 'Endpoints',
      phone: 'hidden',
      cell: ({ endpoints }) => endpoints,
    },
    {
      id: 'fortigates',
      header: 'FortiGates',
      phone: 'hidden',
      cell: ({ name, fortigates }) => (
        <CellList
          label={`FortiGates of ${name}`}
          shown={3}
          none="none"
          entries={fortigates.map((one) => ({ key: one, view: <CutText text={one} /> }))}
        />
      ),
    },
    {
      id: 'actions',
      width: '72px',
      header: 'Actions',
      phone: 'first',
      cell: (world) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${world.name}`} />}
          items={itemsOf(world)}
        />
      ),
    },
  ];
}

/** Lab > Worlds: several side by side, each with its history. One is open, and all other pages are about it. */
export function Component() {
  const url = useUrlState();
  const toast = useToast();
  const ask = useConfirm();
  const { data, error, refetch } = useAnswer(labApi.worlds, {});
  const opening = useChange(labApi.openWorld);
  const deletion = useChange(labApi.deleteWorld);
  const { bringBack, isBusy, undo } = useBringBack();
  const exporting = useExport();
  const failed = (problem: unknown): void =>
    toast({ text: problem instanceof Error ? problem.message : String(problem), tone: 'bad' });

  const open = ({ id, name }: ListedWorld): void =>
    opening.mutate(
      { id },
      { onSuccess: () => toast({ text: `${name} is open.` }), onError: failed },
    );
  const remove = async ({ id, name, draftOf }: ListedWorld): Promise<void> => {
    const drafts = (data?.worlds ?? []).filter((one) => one.draftOf === name).length;
    const sure = await ask({
      title: `Delete ${name}?`,
      text: `The ${draftOf === null ? 'world' : 'draft'} is deleted with its history. Undo brings it back until Posture Lab is opened anew; export it first to keep a copy.${
        drafts === 0
          ? ''
          : ` ${count(drafts, 'draft')} of it ${plural(drafts, 'is', 'are')} kept, and can be kept as ${plural(drafts, 'a world', 'worlds')} of ${plural(drafts, 'its', 'their')} own.`
      }`,
      confirm: 'Delete',
      danger: true,
    });
    if (!sure) return;
    deletion.mutate(
      { id },
      {
        onSuccess: () => toast({ text: `${name} was deleted.`, ...undo({ id, name }) }),
        onError: failed,
      },
    );
  };
  const itemsOf = (world: ListedWorld): readonly MenuItem[] => [
    ...(world.isOpen
      ? []
      : [{ label: 'Open', icon: 'play' as const, onSelect: () => open(world) }]),
    { label: 'Rename…', icon: 'edit', onSelect: () => url.set({ edit: world.id }) },
    { label: 'Copy…', icon: 'copy', onSelect: () => url.set({ new: '1', of: world.id }) },
    {
      label: 'Export without secrets',
      icon: 'right',
      onSelect: () => exporting.begin(world, 'masked'),
    },
    { label: 'Export with secrets', icon: 'right', onSelect: () => exporting.begin(world, 'kept') },
    ...(world.isOpen
      ? []
      : [
          {
            label: 'Delete…',
            icon: 'trash' as const,
            danger: true,
            onSelect: () => void remove(world),
          },
        ]),
  ];
  const worlds = data?.worlds.toSorted((a, b) => compareNames(a.name, b.name));
  const edited = worlds?.find(({ id }) => id === url.get('edit'));
  return (
    <>
      <PageHeader
        crumb="Lab"
        title="Worlds"
        actions={
          <Button icon="plus" look="primary" onClick={() => url.set({ new: '1' })}>
            New world
          </Button>
        }
      />
      <DataTable
        label="Worlds"
        columns={columns(itemsOf)}
        rows={worlds}
        rowId={({ id }) => id}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState title="No worlds" />}
      />
      {exporting.under === null ? null : (
        <Progress
          key={exporting.under.id}
          label={`Exporting ${exporting.under.name}`}
          done={exporting.under.share}
          total={1}
          stop="Cancel"
          onStop={exporting.cancel}
        />
      )}
      <div className={styles['deleted']}>
        {data?.deleted.map((one) => (
          <Banner
            key={one.id}
            tone="info"
            action={
              <Button busy={isBusy} onClick={() => bringBack(one)}>
                Bring back
              </Button>
            }
          >
            <b>{one.name}</b> was deleted. It can be brought back until Posture Lab is opened anew.
          </Banner>
        ))}
      </div>
      <Note>
        A world holds EMS servers, endpoints, FortiGates, logs, policy tests and its history. All
        other pages, in every tab, are about the open one. Worlds are stored in this browser alone.
      </Note>
      {url.get('new') !== '' && worlds ? (
        <NewWorldPanel
          worlds={worlds}
          copied={worlds.find(({ id }) => id === url.get('of')) ?? null}
          onClose={() => url.set({ new: null, of: null })}
        />
      ) : null}
      {edited ? <RenamePanel world={edited} onClose={() => url.set({ edit: null })} /> : null}
    </>
  );
}
