import { useForm } from 'react-hook-form';
import { useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import { type ListedFortiGate, fortigateDraftSchema } from '#model/lab/worlds/estate.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { Note } from '#ui/page.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';

const fields = ['name', 'serial', 'ip', 'version'] as const;

function fieldAt(path: string): (typeof fields)[number] | null {
  const last = path.split('.').at(-1);
  return fields.find((one) => one === last) ?? null;
}

/** A number that no FortiGate has yet, so that the form can be saved with a name alone. */
function freeNumber(fortigates: readonly ListedFortiGate[]): number {
  const taken = new Set(fortigates.map(({ serial }) => serial));
  let number = 1;
  while (taken.has(serialOf(number))) number++;
  return number;
}

function serialOf(number: number): string {
  return `FGVM04TM26${String(number).padStart(6, '0')}`;
}

/** Another FortiGate of the world, or address and version of one that there is. */
export function FortiGatePanel({
  fortigates,
  edited,
  onClose,
}: {
  readonly fortigates: readonly ListedFortiGate[];
  /** Null for a new one. */
  readonly edited: ListedFortiGate | null;
  readonly onClose: () => void;
}) {
  const add = useChange(labApi.addFortiGates);
  const change = useChange(labApi.editFortiGate);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const number = freeNumber(fortigates);
  const form = useForm({
    defaultValues: edited
      ? { name: edited.name, serial: edited.serial, ip: edited.ip, version: edited.version }
      : {
          name: '',
          serial: serialOf(number),
          ip: `203.0.113.${Math.min(number + 10, 254)}`,
          version: '7.6.4',
        },
  });
  const { control, setError } = form;
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: fieldAt,
    send: async (values) => {
      // What one that is edited keeps is not held against the form's rules: a scenario may name it otherwise.
      const kept = edited ? { name: 'kept', serial: serialOf(1) } : {};
      const draft = fortigateDraftSchema.safeParse({ ...values, ...kept });
      if (!draft.success) {
        for (const { path, message } of draft.error.issues) {
          const field = fieldAt(String(path[0]));
          if (field) setError(field, { message });
        }
        return false;
      }
      const { ip, version } = draft.data;
      const { revision } = edited
        ? await change.mutateAsync({ name: edited.name, body: { ip, version } })
        : await add.mutateAsync({ body: { fortigates: [draft.data] } });
      const name = edited?.name ?? draft.data.name;
      toast({ text: `${name} was ${edited ? 'changed' : 'added'}.`, ...undoable(revision) });
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="FortiGates"
      title={edited ? `Edit ${edited.name}` : 'New FortiGate'}
      saveLabel="Save"
      isNew={edited === null}
      size="narrow"
    >
      {edited ? null : (
        <>
          <FormTextField control={control} name="name" label="Name" />
          <FormTextField
            control={control}
            name="serial"
            label="Serial number"
            hint="Its beginning is the model, and with it how many tags there is room for."
            mono
          />
        </>
      )}
      <FormTextField
        control={control}
        name="ip"
        label="IP address"
        hint={edited ? 'The one that EMS lists.' : 'Of port3, which faces the Internet.'}
        mono
      />
      <FormTextField control={control} name="version" label="FortiOS version" mono />
      {edited ? null : (
        <Note>
          It has three interfaces and a connector to the EMS whose console is open. EMS has
          authorized it, and shares security posture tags with it. Import a configuration under
          Configuration &gt; Import to replace that.
        </Note>
      )}
    </EditPanel>
  );
}
