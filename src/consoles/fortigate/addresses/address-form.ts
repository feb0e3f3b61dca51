/** The form of an address, and the entry of `firewall address` that it makes. */
import { type TransactionStep, createStep, updateStep } from '#api/rows.ts';
import { writtenSubnet } from '#model/fortios/ip.ts';
import { addressProblems, shortSubnet } from '#model/fortios/objects/addresses.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { Address } from '#model/fortios/tables.ts';
import { fieldErrors } from '../objects/field-errors.ts';

export const addressTable = 'firewall address';

/** The types that the form makes; another one stays as it is. */
export const formTypes = ['ipmask', 'iprange', 'fqdn', 'geography'] as const;
type FormType = (typeof formTypes)[number];

export function isFormType(type: Address['type']): type is FormType {
  return formTypes.some((one) => one === type);
}

export interface AddressForm {
  readonly name: string;
  readonly type: Address['type'];
  readonly subnet: string;
  readonly range: string;
  readonly fqdn: string;
  readonly country: string;
  readonly comment: string;
}

export function addressFormOf(address: Address | null): AddressForm {
  if (!address)
    return {
      name: '',
      type: 'ipmask',
      subnet: '',
      range: '',
      fqdn: '',
      country: '',
      comment: '',
    };
  const { name, type, fqdn, country, comment } = address;
  return {
    name,
    type,
    subnet: type === 'ipmask' ? shortSubnet(address.subnet) : '',
    range: type === 'iprange' ? `${address['start-ip']}-${address['end-ip']}` : '',
    fqdn,
    country,
    comment,
  };
}

/** `10.0.1.20-10.0.1.40`; what lacks its end is for the check to say. */
function rangeOf(text: string): RowDraft<typeof addressTable> {
  const [first = '', ...rest] = text.split('-').map((part) => part.trim());
  return { 'start-ip': first, 'end-ip': rest.join('-') };
}

/** What each type leaves of the other types' settings: nothing, as on a device. */
const without: RowDraft<typeof addressTable> = {
  subnet: '0.0.0.0 0.0.0.0',
  'start-ip': '',
  'end-ip': '',
  fqdn: '',
  country: '',
};

function typeDraftOf(form: AddressForm): RowDraft<typeof addressTable> {
  switch (form.type) {
    case 'ipmask':
      return { subnet: writtenSubnet(form.subnet.trim()) };
    case 'iprange':
      return rangeOf(form.range);
    case 'fqdn':
      return { fqdn: form.fqdn.trim() };
    case 'geography':
      return { country: form.country };
    case 'wildcard':
    case 'dynamic':
    case 'interface-subnet':
    case 'mac':
    case 'route-tag':
    case 'wildcard-fqdn':
      return {};
  }
}

/** What saving sends. Settings that the form does not show stay as they are. */
export function addressDraftOf(
  form: AddressForm,
  before: Address | null,
): RowDraft<typeof addressTable> {
  const { type, comment } = form;
  return {
    ...(before === null ? { name: form.name } : {}),
    ...(before === null || before.type === type ? {} : without),
    ...(before?.type === type ? {} : { type }),
    ...typeDraftOf(form),
    comment,
  };
}

export function addressStep(form: AddressForm, before: Address | null): TransactionStep {
  const draft = addressDraftOf(form, before);
  return before ? updateStep(addressTable, before.name, draft) : createStep(addressTable, draft);
}

const fields: Readonly<Record<string, keyof AddressForm>> = {
  name: 'name',
  type: 'type',
  subnet: 'subnet',
  'start-ip': 'range',
  'end-ip': 'range',
  fqdn: 'fqdn',
  country: 'country',
  comment: 'comment',
};

/** The form's field that a setting of the entry is; null for any other. */
export function addressFieldOf(path: string): keyof AddressForm | null {
  return fields[path] ?? null;
}

/** What the FortiGate would refuse, by the form's fields; a name that is there is not checked. */
export function addressErrors(form: AddressForm, before: Address | null) {
  const problems = addressProblems({ ...before, ...addressDraftOf(form, before) });
  return fieldErrors(problems, (path) => {
    const field = addressFieldOf(path);
    return before && field === 'name' ? null : field;
  });
}
