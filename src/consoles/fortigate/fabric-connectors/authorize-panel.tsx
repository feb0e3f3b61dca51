import { useForm } from 'react-hook-form';
import { call } from '#api/call.ts';
import { useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';

interface SignIn {
  readonly name: string;
  readonly password: string;
}

/** *Authorize*: an administrator of EMS signs in from the FortiGate and lets it in. */
export function AuthorizePanel({
  device,
  serial,
  onClose,
}: {
  readonly device: string;
  /** By which EMS lists the FortiGate. */
  readonly serial: string;
  readonly onClose: () => void;
}) {
  const toast = useToast();
  const authorize = useChange(emsApi.authorizeDevice);
  const form = useForm<SignIn>({ defaultValues: { name: '', password: '' } });
  const edit = useEditForm({
    form,
    basedOn: null,
    fieldOf: () => null,
    onClose,
    send: async ({ name, password }) => {
      await call(emsApi.signIn, { body: { name, password } });
      await authorize.mutateAsync({ serial, body: { authorized: true } });
      toast({ text: `EMS authorized ${device}.` });
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="FortiClient EMS"
      title={`Authorize ${device} on EMS`}
      saveLabel="Authorize"
      isNew
      size="narrow"
    >
      <p>
        Sign in as an administrator of EMS. The same can be done on EMS, under Fabric &amp;
        Connectors &gt; Fabric Devices.
      </p>
      <FormTextField
        control={form.control}
        name="name"
        label="EMS administrator"
        hint="The lab’s EMS knows admin, with the password admin."
      />
      <FormTextField control={form.control} name="password" label="Password" secret />
    </EditPanel>
  );
}
