import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { interfaceRoles, roleWords } from '#model/fortios/objects/interfaces.ts';
import type { InterfaceList } from '#model/fortios/objects/object-lists.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { FixedField } from '#ui/fields/text-field.tsx';
import { Note } from '#ui/page.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { FormCommands } from '../form-commands.tsx';
import { FormNote } from '../objects/form-note.tsx';
import { checkedBy, useSaveObject } from '../objects/saving.ts';
import {
  type InterfaceForm,
  interfaceDraftOf,
  interfaceErrors,
  interfaceFieldOf,
  interfaceFormOf,
  interfaceStep,
  interfaceTable,
} from './interface-form.ts';

const roleOptions = interfaceRoles.map((value) => ({ value, label: roleWords[value] }));

/** The form of an interface: none is made here. */
export function InterfacePanel({
  device,
  listed,
  onReload,
  onClose,
}: {
  readonly device: string;
  readonly listed: InterfaceList['interfaces'][number];
  readonly onReload: () => void;
  readonly onClose: () => void;
}) {
  const { name, type, mode, zones, revision } = listed;
  const before = rowFromAnswer(interfaceTable, listed.row);
  const save = useSaveObject(device, interfaceTable);
  const form = useForm<InterfaceForm>({
    defaultValues: interfaceFormOf(before),
    resolver: checkedBy((values) => interfaceErrors(values, before)),
  });
  const { control, watch } = form;
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: interfaceFieldOf,
    send: (values, basedOn) =>
      save({ name, key: name, row: interfaceDraftOf(values, before), basedOn }),
  });
  return (
    <EditPanel
      edit={edit}
      crumb="Interfaces"
      title={`Edit ${name}`}
      saveLabel="OK"
      size="narrow"
      onReload={onReload}
    >
      <FormNote>{type}. The name is the hardware’s.</FormNote>
      {zones.map((zone) => (
        <Note key={zone}>
          {name} is in the zone <Link to={paths.fgt(device).interfaces({ zone })}>{zone}</Link>.
          Name the zone in policies.
        </Note>
      ))}
      <FormTextField control={control} name="alias" label="Alias" />
      {mode === 'static' ? (
        <FormTextField
          control={control}
          name="ip"
          label="IP/Netmask"
          hint="10.0.3.1/24 or 10.0.3.1 255.255.255.0."
          mono
        />
      ) : (
        <FixedField
          label="IP/Netmask"
          hint={`The interface gets its address by ${mode.toUpperCase()}.`}
          value={interfaceFormOf(before).ip}
        />
      )}
      <FormSegmentField
        control={control}
        name="role"
        label="Role"
        hint="No decision looks at the role."
        options={roleOptions}
      />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => [interfaceStep(watch(), before)]}
      />
    </EditPanel>
  );
}
