import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { NamedObject, PolicyKind } from '#model/fortios/policy-list.ts';
import { policyName, policyTitle } from '#model/words/policy-name.ts';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { Banner } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { FormCommands } from '../../form-commands.tsx';
import { useFormNames, useFormSetting } from './policy-checks.ts';
import { useSyncEditor } from '../policy-context.ts';
import { PolicyFields } from './policy-fields.tsx';
import { PolicyFindings } from '../policy-findings.tsx';
import { type PolicyRow, type PolicyTable, namedPolicy, policyType } from '../policy-row.ts';
import { policySteps, useSavePolicy } from './policy-saving.ts';
import { cliSettings } from './cli-settings.ts';
import { policyValuesSchema } from './policy-problems.ts';
import { findPolicyField, newValues, valuesOf } from './policy-values.ts';

function CliNotes({ policy, kind }: { readonly policy: PolicyRow; readonly kind: PolicyKind }) {
  const notes = cliSettings(policy, kind);
  if (notes.length === 0) return null;
  return (
    <Banner tone="info">
      <p>Set in the CLI and kept unchanged:</p>
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
  newKind,
  revision,
  known,
  onClose,
  onEdit,
  onReload,
}: {
  readonly device: string;
  readonly table: PolicyTable;
  readonly title: string;
  readonly before: PolicyRow | null;
  /** The type that a new one begins with; the list's own where it is undefined. */
  readonly newKind: PolicyKind | undefined;
  readonly revision: number;
  /** What is known already of what its names stand for. */
  readonly known: ReadonlyMap<string, NamedObject>;
  readonly onClose: () => void;
  readonly onEdit: (id: string) => void;
  readonly onReload: () => void;
}) {
  const saving = useSavePolicy(device, table);
  const toast = useToast();
  const form = useForm({
    resolver: zodResolver(policyValuesSchema(useFormSetting(device, table, before))),
    defaultValues: before === null ? newValues(table, newKind) : valuesOf(before),
  });
  const { watch } = form;
  const syncEditor = useSyncEditor(device);
  const names = useFormNames(device, watch(), known);
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: (path) => findPolicyField(path, table, form.getValues('kind')),
    send: async (values, basedOn) => {
      const id = await saving.save(values, before, basedOn);
      const name = policyTitle({
        policytype: policyType(table),
        policyid: Number(id),
        name: values.name,
      });
      toast(
        before === null
          ? {
              text: `${name} was created. It is the last policy, above the implicit deny.`,
              action: { label: 'Edit', onPress: () => onEdit(id) },
            }
          : { text: `${name} updated.` },
      );
    },
  });

  return (
    <EditPanel
      edit={edit}
      crumb={title}
      title={before === null ? 'New policy' : `Edit ${policyName(namedPolicy(before))}`}
      saveLabel="OK"
      isNew={before === null}
      conflict="Someone else has changed this policy."
      onReload={onReload}
    >
      {before === null ? null : (
        <>
          <PolicyFindings device={device} table={table} id={before.row.policyid} />
          <CliNotes policy={before} kind={watch('kind')} />
        </>
      )}
      <PolicyFields
        form={form}
        table={table}
        before={before}
        context={{ device, names, syncEditor }}
      />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => policySteps(table, watch(), before)}
      />
    </EditPanel>
  );
}
