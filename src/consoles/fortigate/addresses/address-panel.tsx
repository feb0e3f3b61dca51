import type { ReactNode } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { addressDetails, addressTypeWords } from '#model/fortios/objects/addresses.ts';
import { countryCodes, countryLabel } from '#model/fortios/objects/countries.ts';
import type { Address } from '#model/fortios/tables.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { FixedField } from '#ui/fields/text-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { FormCommands } from '../form-commands.tsx';
import { FormNote } from '../objects/form-note.tsx';
import { checkedBy, useSaveObject } from '../objects/saving.ts';
import {
  type AddressForm,
  addressDraftOf,
  addressErrors,
  addressFieldOf,
  addressFormOf,
  addressStep,
  addressTable,
  formTypes,
  isFormType,
} from './address-form.ts';

const typeOptions = formTypes.map((value) => ({ value, label: addressTypeWords[value] }));
const countries = countryCodes
  .map((value) => ({ value, label: countryLabel(value) }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));

/** *Create New > Address*, and the form of one that is there. */
export function AddressPanel({
  device,
  address,
  revision,
  onReload,
  onClose,
  onSaved,
}: {
  readonly device: string;
  /** Null for a new one. */
  readonly address: Address | null;
  readonly revision: number | null;
  readonly onReload: () => void;
  readonly onClose: () => void;
  /** Hears of the address by its name. */
  readonly onSaved?: (name: string) => void;
}) {
  const save = useSaveObject(device, addressTable);
  const form = useForm<AddressForm>({
    defaultValues: addressFormOf(address),
    resolver: checkedBy((values) => addressErrors(values, address)),
  });
  const { control, watch } = form;
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: addressFieldOf,
    send: async (values, basedOn) => {
      await save({
        name: values.name,
        key: address?.name ?? null,
        row: addressDraftOf(values, address),
        basedOn,
      });
      onSaved?.(values.name);
    },
  });
  const text = (name: 'subnet' | 'range' | 'fqdn', label: string, hint: string): ReactNode => (
    <FormTextField control={control} name={name} label={label} hint={hint} mono />
  );
  const typeField = (type: AddressForm['type']): ReactNode => {
    switch (type) {
      case 'ipmask':
        return text('subnet', 'IP/Netmask', '10.0.1.0/24 or 10.0.1.0 255.255.255.0.');
      case 'iprange':
        return text('range', 'IP Range', '10.0.1.20-10.0.1.40.');
      case 'fqdn':
        return text(
          'fqdn',
          'FQDN',
          'www.example.com or *.example.com. In a ZTNA policy an FQDN or a country matches nothing.',
        );
      case 'geography':
        return (
          <Controller
            control={control}
            name="country"
            render={({ field, fieldState }) => (
              <PickOneField
                label="Country/Region"
                hint="In a ZTNA policy a country or an FQDN matches nothing."
                error={fieldState.error?.message}
                options={countries}
                chosen={{ value: field.value, label: countryLabel(field.value) }}
                value={field.value}
                onChange={field.onChange}
                onBlur={field.onBlur}
                ref={field.ref}
              />
            )}
          />
        );
      case 'wildcard':
      case 'dynamic':
      case 'interface-subnet':
      case 'mac':
      case 'route-tag':
      case 'wildcard-fqdn':
        return null;
    }
  };
  return (
    <EditPanel
      edit={edit}
      crumb="Addresses"
      title={address ? `Edit ${address.name}` : 'New address'}
      saveLabel="OK"
      isNew={address === null}
      size="narrow"
      onReload={onReload}
    >
      {address ? (
        <FormNote>The name cannot be changed, because policies and groups refer to it.</FormNote>
      ) : (
        <FormTextField control={control} name="name" label="Name" />
      )}
      {address && !isFormType(address.type) ? (
        <>
          <FixedField
            label="Type"
            hint="An address of this type cannot be changed here. The command line can change it."
            value={addressTypeWords[address.type]}
          />
          {addressDetails(address) === '' ? null : (
            <FixedField label="Details" value={addressDetails(address)} />
          )}
        </>
      ) : (
        <>
          <Controller
            control={control}
            name="type"
            render={({ field, fieldState }) => (
              <SelectField
                label="Type"
                error={fieldState.error?.message}
                value={field.value}
                options={typeOptions}
                onChange={field.onChange}
                onBlur={field.onBlur}
                ref={field.ref}
              />
            )}
          />
          {typeField(watch('type'))}
        </>
      )}
      <FormTextField control={control} name="comment" label="Comments" />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => [addressStep(watch(), address)]}
      />
    </EditPanel>
  );
}
