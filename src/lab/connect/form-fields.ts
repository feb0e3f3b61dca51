/** What the parts of the Connect form share: what they show, what is wrong with it, and how it changes. */
import type { ConnectField } from '#api/paths.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { Form } from './connection.ts';
import type { SetFields } from './use-connect-url.ts';

export interface FormPart {
  readonly form: Form;
  /** Undefined while it is looked up; null for a device that EMS does not know. */
  readonly device: Endpoint | null | undefined;
  readonly errorAt: (field: ConnectField) => string | undefined;
  readonly onChange: SetFields;
}

/** The names as options, with the one that is chosen, which may be none of them. */
export function nameOptions(names: readonly string[], chosen: string) {
  const all = names.includes(chosen) || chosen === '' ? names : [...names, chosen];
  return all.map((name) => ({ value: name, label: name }));
}
