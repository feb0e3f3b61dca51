import { useForm } from 'react-hook-form';
import { useAnswer, useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { ApiError } from '#api/http.ts';
import {
  type IocHandler,
  iocHandlerSortSchema,
  iocHandlerSpecSchema,
} from '#model/ems/fortianalyzer.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListView } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Menu } from '#ui/menu.tsx';
import { Banner, EmptyState, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './page.module.css';

function columns(
  enable: (handler: IocHandler) => void,
  remove: (handler: IocHandler) => void,
): readonly Column<IocHandler>[] {
  return [
    {
      id: 'indicator',
      header: 'Indicator',
      sortable: true,
      phone: 'first',
      cell: ({ indicator }) => (
        <code>
          <CutText text={indicator} />
        </code>
      ),
    },
    {
      id: 'tag',
      header: 'Fabric tag',
      sortable: true,
      cell: ({ tag }) => <TagChip category="fabric" name={tag} />,
    },
    {
      id: 'status',
      width: '120px',
      header: 'Status',
      sortable: true,
      cell: ({ enabled }) => (
        <Status tone={enabled ? 'ok' : 'off'}>{enabled ? 'Enabled' : 'Disabled'}</Status>
      ),
    },
    {
      id: 'actions',
      width: '84px',
      header: 'Actions',
      phone: 'first',
      cell: (handler) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of the handler ${handler.indicator}`} />}
          items={[
            {
              label: handler.enabled ? 'Disable' : 'Enable',
              icon: 'power',
              onSelect: () => enable(handler),
            },
            { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => remove(handler) },
          ]}
        />
      ),
    },
  ];
}

function AddHandler() {
  const add = useChange(emsApi.addHandler);
  const toast = useToast();
  const { watch, setValue, setError, clearErrors, handleSubmit, formState, reset } = useForm({
    defaultValues: { indicator: '', tag: '' },
  });
  const values = watch();
  const submit = handleSubmit(async (typed) => {
    const read = iocHandlerSpecSchema.safeParse(typed);
    if (!read.success) {
      for (const { path, message } of read.error.issues)
        setError(path[0] === 'tag' ? 'tag' : 'indicator', { message });
      return;
    }
    try {
      await add.mutateAsync({ body: read.data });
      toast({ text: `Handler for ${read.data.indicator} added.` });
      reset();
    } catch (failure) {
      const message =
        failure instanceof Error ? failure.message : 'The handler was not added. Try again.';
      const field = failure instanceof ApiError ? failure.field : null;
      setError(field === 'tag' || field === 'indicator' ? field : 'root', { message });
    }
  });
  const change = (name: 'indicator' | 'tag') => (text: string) => {
    setValue(name, text);
    clearErrors();
  };
  return (
    <>
      <form
        className={styles['form']}
        aria-label="New handler"
        noValidate
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          label="Indicator"
          hint="Text that a log entry contains."
          mono
          error={formState.errors.indicator?.message}
          value={values.indicator}
          onChange={change('indicator')}
        />
        <TextField
          label="Fabric tag"
          error={formState.errors.tag?.message}
          value={values.tag}
          onChange={change('tag')}
        />
        <div className={styles['press']}>
          <Button type="submit" icon="plus" busy={add.isPending}>
            Add handler
          </Button>
        </div>
      </form>
      {formState.errors.root ? (
        <Banner tone="bad" live>
          {formState.errors.root.message}
        </Banner>
      ) : null}
    </>
  );
}

/** What FortiAnalyzer looks for, and the tag that comes of it. */
export function Handlers() {
  const list = useListState({
    sorts: iocHandlerSortSchema.options,
    first: { sort: 'indicator' },
    filters: {},
    prefix: 'handler-',
  });
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    emsApi.handlers,
    { query: list.query },
    { keepsLast: true },
  );
  const enable = useChange(emsApi.enableHandler);
  const remove = useChange(emsApi.removeHandler);
  const ask = useConfirm();
  const toast = useToast();
  const failed = (problem: Error): void => toast({ text: problem.message, tone: 'bad' });
  const askAndRemove = async ({ id, indicator, tag }: IocHandler): Promise<void> => {
    const sure = await ask({
      title: `Delete the handler for ${indicator}?`,
      text: `The Fabric tag ${tag} is removed from the endpoints that got it from this handler.`,
      confirm: 'Delete',
      danger: true,
    });
    if (sure) remove.mutate({ id }, { onError: failed });
  };
  return (
    <>
      <ListView
        label="Handlers"
        list={list}
        answer={{
          rows: data?.rows,
          total: data?.total,
          error,
          refetch,
          isStale: isPlaceholderData,
        }}
        searchLabel="Search handlers"
        columns={columns(
          ({ id, enabled }) =>
            enable.mutate({ id, body: { enabled: !enabled } }, { onError: failed }),
          (handler) => void askAndRemove(handler),
        )}
        rowId={({ id }) => String(id)}
        dimmed={({ enabled }) => !enabled}
        noMatch={{ title: 'No handler matches' }}
        empty={
          <EmptyState title="No handlers">
            A handler adds a Fabric tag to endpoints whose logs contain an indicator of compromise.
          </EmptyState>
        }
      />
      <AddHandler />
    </>
  );
}
