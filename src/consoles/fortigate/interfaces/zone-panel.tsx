import { Controller, useForm } from 'react-hook-form';
import type { Zone } from '#model/fortios/tables.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { FormCommands } from '../form-commands.tsx';
import { FormNote } from '../objects/form-note.tsx';
import { checkedBy, useSaveObject } from '../objects/saving.ts';
import { byName, useFoundPicks } from '../policies/form/names-field.tsx';
import {
  type ZoneForm,
  zoneDraftOf,
  zoneErrors,
  zoneFieldOf,
  zoneFormOf,
  zoneStep,
  zoneTable,
} from './interface-form.ts';

/** *Create New > Zone*, and the form of one that is there. */
export function ZonePanel({
  device,
  zone,
  revision,
  onReload,
  onClose,
}: {
  readonly device: string;
  /** Null for a new one. */
  readonly zone: Zone | null;
  readonly revision: number | null;
  readonly onReload: () => void;
  readonly onClose: () => void;
}) {
  const save = useSaveObject(device, zoneTable);
  const found = useFoundPicks(device, 'zone-member', byName);
  const form = useForm<ZoneForm>({
    defaultValues: zoneFormOf(zone),
    resolver: checkedBy((values) => zoneErrors(values, zone)),
  });
  const { control, watch } = form;
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: zoneFieldOf,
    send: (values, basedOn) =>
      save({ name: values.name, key: zone?.name ?? null, row: zoneDraftOf(values, zone), basedOn }),
  });
  return (
    <EditPanel
      edit={edit}
      crumb="Interfaces"
      title={zone ? `Edit ${zone.name}` : 'New zone'}
      saveLabel="OK"
      isNew={zone === null}
      size="narrow"
      onReload={onReload}
    >
      {zone ? (
        <FormNote>The name cannot be changed, because policies refer to it.</FormNote>
      ) : (
        <FormTextField control={control} name="name" label="Name" />
      )}
      <Controller
        control={control}
        name="interface"
        render={({ field, fieldState }) => (
          <PickField
            label="Interface members"
            hint="Policies name the zone, and none of its members. An interface is in one zone only."
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
            {...found}
            placeholder="No members; choose…"
          />
        )}
      />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => [zoneStep(watch(), zone)]}
      />
    </EditPanel>
  );
}
