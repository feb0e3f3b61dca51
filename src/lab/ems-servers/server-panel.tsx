import { useForm } from 'react-hook-form';
import { useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import { type EmsServers, emsServerDraftSchema } from '#model/ems/ems-servers.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { Note } from '#ui/page.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';

interface ServerForm {
  name: string;
  serial: string;
  tenant: string;
}
const fields = ['name', 'serial', 'tenant'] as const;

/** One more than the highest that there is, so that the form can be saved with a name alone. */
function freeSerial(servers: EmsServers['servers']): string {
  const numbers = servers.map(({ serial }) => Number(serial.slice(6))).filter(Number.isSafeInteger);
  return `FCTEMS${String(Math.max(8822000000, ...numbers) + 1).padStart(10, '0')}`;
}

/** Another EMS server, or a site or tenant of a multitenant one. */
export function ServerPanel({
  servers,
  onClose,
}: {
  readonly servers: EmsServers['servers'];
  readonly onClose: () => void;
}) {
  const add = useChange(labApi.addEmsServer);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const form = useForm<ServerForm>({
    defaultValues: { name: '', serial: freeSerial(servers), tenant: '0'.repeat(32) },
  });
  const { control, setError } = form;
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) => fields.find((one) => one === path) ?? null,
    send: async (values) => {
      const draft = emsServerDraftSchema.safeParse(values);
      if (!draft.success) {
        for (const { path, message } of draft.error.issues) {
          const field = fields.find((one) => one === path[0]);
          if (field) setError(field, { message });
        }
        return false;
      }
      const { revision } = await add.mutateAsync({ body: draft.data });
      toast({ text: `${draft.data.name} was added.`, ...undoable(revision) });
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="EMS Servers"
      title="New EMS server"
      saveLabel="Save"
      isNew
      size="narrow"
    >
      <FormTextField
        control={control}
        name="name"
        label="Name"
        hint="Of the server, or of the site."
      />
      <FormTextField
        control={control}
        name="serial"
        label="Serial number"
        hint="By it, a FortiGate’s connector is to this server."
        mono
      />
      <FormTextField control={control} name="tenant" label="Tenant ID" mono />
      <Note>
        The server lists every FortiGate of the world and has authorized none. Authorize them under
        Fabric Devices of its console, and give each a connector with this serial number.
      </Note>
    </EditPanel>
  );
}
