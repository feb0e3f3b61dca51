import { Controller, useForm } from 'react-hook-form';
import { plannedChange } from '#api/call.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { count, fewWords } from '#model/plural.ts';
import { nameProblem } from '#model/tagging/tags.ts';
import { SegmentField } from '#ui/fields/choice-field.tsx';
import { SuggestField } from '#ui/fields/suggest-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { TagChip } from '#ui/tag-chip.tsx';
import { useToast } from '#ui/toast.tsx';

interface Values {
  readonly kind: 'add-classification-tag' | 'remove-classification-tag';
  readonly name: string;
}

const kinds = [
  { value: 'add-classification-tag', label: 'Add' },
  { value: 'remove-classification-tag', label: 'Remove' },
] as const;

function suggestion(name: string) {
  return <TagChip category="classification" name={name} />;
}

function planned(uids: string[], change: Values): PlannedChange | null {
  return plannedChange(emsApi.changeEndpoints, { body: { uids, change } });
}

/** Gives many endpoints a classification tag, or takes it from them. */
export function BulkTagPanel({
  endpoints,
  onClose,
}: {
  readonly endpoints: readonly Endpoint[];
  readonly onClose: () => void;
}) {
  const tags = useAnswer(emsApi.tags, {}).data?.tags ?? [];
  const change = useChange(emsApi.changeEndpoints);
  const toast = useToast();
  const form = useForm<Values>({ defaultValues: { kind: 'add-classification-tag', name: '' } });
  const { control, formState, setError, watch } = form;
  const kind = watch('kind');
  const offered = tags
    .filter((tag) => tag.category === 'classification')
    .filter(
      ({ name }) =>
        kind === 'add-classification-tag' ||
        endpoints.some((one) =>
          one.tags.some((tag) => tag.category === 'classification' && tag.name === name),
        ),
    )
    .map(({ name }) => name);
  const values = watch();
  const isNamed = nameProblem(values.name, 'tag') === null;
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) => (path === 'name' ? 'name' : null),
    send: async (values) => {
      const problem = nameProblem(values.name, 'tag');
      if (problem !== null) {
        setError('name', { message: problem });
        return false;
      }
      await change.mutateAsync({
        body: { uids: endpoints.map(({ uid }) => uid), change: values },
      });
      const many = count(endpoints.length, 'endpoint');
      toast({
        text:
          values.kind === 'add-classification-tag'
            ? `${values.name} added to ${many}.`
            : `${values.name} removed from ${many}.`,
      });
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="All Endpoints"
      title={`Classification tag of ${count(endpoints.length, 'endpoint')}`}
      saveLabel="Save"
      isNew
      size="narrow"
    >
      <p>{fewWords(endpoints.map(({ host }) => host))}</p>
      <Controller
        control={control}
        name="kind"
        render={({ field }) => (
          <SegmentField
            label="Change"
            value={field.value}
            onChange={field.onChange}
            options={kinds}
            ref={field.ref}
          />
        )}
      />
      <Controller
        control={control}
        name="name"
        render={({ field }) => (
          <SuggestField
            label="Classification tag"
            hint={
              kind === 'add-classification-tag'
                ? 'Choose a tag, or type the name of a new tag. Endpoints that have it keep it.'
                : 'Endpoints without the tag stay as they are.'
            }
            error={formState.errors.name?.message}
            value={field.value}
            suggestions={offered}
            view={suggestion}
            onChange={field.onChange}
          />
        )}
      />
      <AccessPreview
        title="If you save, once the tags have travelled"
        change={
          isNamed
            ? planned(
                endpoints.map(({ uid }) => uid),
                values,
              )
            : null
        }
      />
    </EditPanel>
  );
}
