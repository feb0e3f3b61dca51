import { Controller, useForm } from 'react-hook-form';
import { useAnswer, useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { namesIn } from '#consoles/table-import/read-table.ts';
import { labApi } from '#model/contract/lab.ts';
import type { EndpointAnswer } from '#model/ems/ems-api.ts';
import { type OperatingSystem, operatingSystemWords, operatingSystems } from '#model/ems/ems.ts';
import { endpointDraftSchema } from '#model/lab/worlds/estate.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { Note } from '#ui/page.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';
import { tagIn } from './endpoint-drafts.ts';

interface EndpointForm {
  host: string;
  os: OperatingSystem;
  ip: string;
  gateway: string;
  user: string;
  groups: string;
  mac: string;
  online: 'yes' | 'no';
  tags: string;
}
const fields = ['host', 'os', 'ip', 'gateway', 'user', 'groups', 'mac', 'online', 'tags'] as const;

function fieldAt(path: string): (typeof fields)[number] | null {
  const name = path.split('.').find((part) => fields.some((one) => one === part));
  return fields.find((one) => one === name) ?? null;
}

/** An endpoint that FortiClient would register, or another state of one: the lab's own form. */
export function EndpointFormPanel({
  endpoint,
  onClose,
}: {
  /** Null for a new one. */
  readonly endpoint: EndpointAnswer | null;
  readonly onClose: () => void;
}) {
  const fortigates = useAnswer(labApi.fortigates, {}).data?.fortigates ?? [];
  const save = useChange(labApi.saveEndpoints);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const form = useForm<EndpointForm>({
    defaultValues: {
      host: endpoint?.host ?? '',
      os: endpoint?.os ?? 'windows',
      ip: endpoint?.ip ?? '',
      gateway: endpoint?.gateway ?? '',
      user: endpoint?.user ?? '',
      groups: endpoint?.groups.join(', ') ?? '',
      mac: endpoint?.mac ?? '',
      online: (endpoint?.online ?? true) ? 'yes' : 'no',
      tags: '',
    },
  });
  const { control, setError } = form;
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: fieldAt,
    send: async ({ user, groups, mac, gateway, online, tags, ...rest }) => {
      const draft = endpointDraftSchema.safeParse({
        ...rest,
        uid: endpoint?.uid ?? null,
        user: user.trim() === '' ? null : user,
        groups: namesIn(groups),
        mac: mac.trim() === '' ? null : mac,
        gateway: gateway === '' ? null : gateway,
        online: online === 'yes',
        tags: namesIn(tags).map(tagIn),
      });
      if (!draft.success) {
        for (const { path, message } of draft.error.issues) {
          const field = fieldAt(path.join('.'));
          if (field) setError(field, { message });
        }
        return false;
      }
      const { revision } = await save.mutateAsync({ body: { endpoints: [draft.data] } });
      toast({
        text: `${draft.data.host} was ${endpoint ? 'changed' : 'added'}.`,
        ...undoable(revision),
      });
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="Endpoints"
      title={endpoint ? `Edit ${endpoint.host}` : 'New endpoint'}
      saveLabel="Save"
      isNew={endpoint === null}
    >
      <FormTextField control={control} name="host" label="Host name" />
      <FormTextField control={control} name="ip" label="IP address" mono />
      <Controller
        control={control}
        name="gateway"
        render={({ field, fieldState }) => (
          <SelectField
            label="Gateway"
            hint="The FortiGate that the endpoint is behind."
            error={fieldState.error?.message}
            value={field.value}
            options={[
              { value: '', label: 'none: the endpoint is off-net' },
              ...fortigates.map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      <FormTextField
        control={control}
        name="user"
        label="User"
        hint="Leave empty where nobody is logged on."
      />
      <FormTextField
        control={control}
        name="groups"
        label="Groups"
        hint="The user’s groups, with commas between them."
      />
      {endpoint ? null : (
        <FormTextField
          control={control}
          name="tags"
          label="Tags"
          hint="With commas between them. FortiAD is a security posture tag; class:Low, outbreak:… and fabric:… name other kinds."
        />
      )}
      <Controller
        control={control}
        name="os"
        render={({ field }) => (
          <SelectField
            label="Operating system"
            value={field.value}
            options={operatingSystems.map((one) => ({
              value: one,
              label: operatingSystemWords[one],
            }))}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      <FormTextField
        control={control}
        name="mac"
        label="MAC address"
        hint={endpoint ? undefined : 'Leave empty for one that the lab makes up.'}
        mono
      />
      <FormSegmentField
        control={control}
        name="online"
        label="Online"
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
      <Note>
        EMS lists what FortiClient registers. In the lab you say what that is. A tag that you give
        stays, whatever the tagging rules find.
      </Note>
    </EditPanel>
  );
}
