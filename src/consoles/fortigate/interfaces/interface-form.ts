/** The forms of interfaces and zones, and the entries that they make. */
import { type TransactionStep, createStep, updateStep } from '#api/rows.ts';
import { writtenSubnet } from '#model/fortios/ip.ts';
import { shortSubnet } from '#model/fortios/objects/addresses.ts';
import { interfaceProblems, zoneProblems } from '#model/fortios/objects/interfaces.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { Interface, Zone } from '#model/fortios/tables.ts';
import { fieldErrors } from '../objects/field-errors.ts';

export const interfaceTable = 'system interface';
export const zoneTable = 'system zone';

export interface InterfaceForm {
  readonly alias: string;
  readonly ip: string;
  readonly role: Interface['role'];
}

/** FortiOS writes no address as zeros. */
const noAddress = '0.0.0.0/0';

export function interfaceFormOf({ alias, ip, role }: Interface): InterfaceForm {
  const short = shortSubnet(ip);
  return { alias, ip: short === noAddress ? '' : short, role };
}

/** What saving sends: an address that nobody touched is not written anew. */
export function interfaceDraftOf(
  form: InterfaceForm,
  before: Interface,
): RowDraft<typeof interfaceTable> {
  const { alias, role } = form;
  const ip = form.ip.trim();
  return {
    alias,
    role,
    ...(ip === interfaceFormOf(before).ip ? {} : { ip: writtenSubnet(ip) }),
  };
}

export function interfaceStep(form: InterfaceForm, before: Interface): TransactionStep {
  return updateStep(interfaceTable, before.name, interfaceDraftOf(form, before));
}

export function interfaceFieldOf(path: string): keyof InterfaceForm | null {
  return (['alias', 'ip', 'role'] as const).find((one) => one === path) ?? null;
}

export function interfaceErrors(form: InterfaceForm, before: Interface) {
  const draft = { ...before, ...interfaceDraftOf(form, before) };
  return fieldErrors(interfaceProblems(draft), interfaceFieldOf);
}

export interface ZoneForm {
  readonly name: string;
  readonly interface: readonly string[];
}

export function zoneFormOf(zone: Zone | null): ZoneForm {
  return { name: zone?.name ?? '', interface: zone?.interface ?? [] };
}

export function zoneDraftOf(form: ZoneForm, before: Zone | null): RowDraft<typeof zoneTable> {
  return { ...(before ? {} : { name: form.name }), interface: [...form.interface] };
}

export function zoneStep(form: ZoneForm, before: Zone | null): TransactionStep {
  const draft = zoneDraftOf(form, before);
  return before ? updateStep(zoneTable, before.name, draft) : createStep(zoneTable, draft);
}

export function zoneFieldOf(path: string): keyof ZoneForm | null {
  return (['name', 'interface'] as const).find((one) => one === path) ?? null;
}

/** What the FortiGate would refuse; a name that is there is not checked. */
export function zoneErrors(form: ZoneForm, before: Zone | null) {
  const problems = zoneProblems({ ...before, ...zoneDraftOf(form, before) });
  return fieldErrors(problems, (path) => (before && path === 'name' ? null : zoneFieldOf(path)));
}
