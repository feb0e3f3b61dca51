import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { PolicyChoices } from '#api/fortios-hooks.ts';
import { ApiError } from '#api/http.ts';
import { policyName, policyTitle } from '#model/policy-name.ts';
import { FormBanners } from '#ui/form-banners.tsx';
import { Button } from '#ui/button.tsx';
import { SidePanel } from '#ui/side-panel.tsx';
import { Banner } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUnsavedGuard } from '#ui/unsaved.ts';
import { FormCommands } from '../form-commands.tsx';
import type { PolicyContext } from './policy-context.ts';
import { PolicyFields } from './policy-fields.tsx';
import { type PolicyKind, type PolicyRow, type PolicyTable, namedPolicy } from './policy-row.ts';
import { policySteps, useSavePolicy } from './policy-saving.ts';
import {
  cliSettings,
  formField,
  newValues,
  policyValuesSchema,
  valuesOf,
} from './policy-values.ts';

function CliNotes({ policy, kind }: { readonly policy: PolicyRow; readonly kind: PolicyKind }) {
  const notes = cliSettings(policy, kind);
  if (notes.length === 0) return null;
  return (
    <Banner tone="info">
      <p>Set by CLI, and kept as it is:</p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Banner>
  );
}

/** A policy's form. `before` is null for a new one, else the policy as it was at `revision`. */
export function PolicyForm({
  device,
  table,
  title,
  before,
  revision,
  policies,
  context,
  choices,
  onClose,
  onEdit,
  onReload,
}: {
  readonly device: string;
  readonly table: PolicyTable;
  readonly title: string;
  readonly before: PolicyRow | null;
  readonly revision: number;
  readonly policies: readonly PolicyRow[];
  readonly context: PolicyContext;
  readonly choices: PolicyChoices;
  readonly onClose: () => void;
  readonly onEdit: (id: string) => void;
  readonly onReload: () => void;
}) {
  const saving = useSavePolicy(device, table);
  const toast = useToast();
  const [conflict, setConflict] = useState(false);
  const form = useForm({
    resolver: zodResolver(
      policyValuesSchema({
        table,
        before,
        others: policies.map(({ row }) => row),
        accessVips: context.accessVips,
      }),
    ),
    defaultValues: before === null ? newValues(table) : valuesOf(before),
  });
  const { handleSubmit, formState, setError, watch } = form;
  const { leave } = useUnsavedGuard(formState.isDirty);

  const save = (basedOn: number | null) =>
    handleSubmit(async (values) => {
      try {
        const id = await saving.save(values, before, basedOn);
        const policytype = table === 'firewall policy' ? 'policy' : 'proxy-policy';
        toast(
          before === null
            ? {
                text: `${policyTitle({ policytype, policyid: Number(id), name: values.name })} created. It stands last, above the implicit deny.`,
                action: { label: 'Edit', onPress: () => onEdit(id) },
              }
            : {
                text: `${policyTitle({ policytype, policyid: Number(id), name: values.name })} updated.`,
              },
        );
        form.reset(values);
        onClose();
      } catch (failure) {
        const message = failure instanceof Error ? failure.message : 'Not saved. Try again.';
        const field =
          failure instanceof ApiError && failure.field !== null
            ? formField(failure.field, table, values.kind)
            : null;
        setConflict(failure instanceof ApiError && failure.isConflict);
        if (failure instanceof ApiError && failure.isConflict) return;
        if (field === null) setError('root', { message });
        else setError(field, { message }, { shouldFocus: true });
      }
    });
  const submit = save(revision);

  return (
    <SidePanel
      crumb={title}
      title={before === null ? 'New policy' : `Edit ${policyName(namedPolicy(before))}`}
      wide
      onClose={() => leave(onClose)}
      footer={
        <>
          <Button onClick={() => leave(onClose)}>Cancel</Button>
          <Button
            look="primary"
            busy={saving.isPending}
            disabledReason={
              before === null || formState.isDirty ? null : 'Nothing has been changed yet.'
            }
            onClick={() => void submit()}
          >
            {before === null ? 'Create' : 'OK'}
          </Button>
        </>
      }
    >
      <FormBanners
        conflict={conflict ? 'This policy was changed meanwhile by someone else.' : null}
        problem={formState.errors.root?.message}
        onReload={onReload}
        onOverwrite={() => void save(null)()}
      />
      {before === null ? null : <CliNotes policy={before} kind={watch('kind')} />}
      <PolicyFields form={form} table={table} context={context} choices={choices} />
      <FormCommands device={device} steps={() => policySteps(table, watch(), before)} />
    </SidePanel>
  );
}
