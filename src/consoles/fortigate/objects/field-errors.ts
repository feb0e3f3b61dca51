/** What the FortiGate would refuse of a form, by the form's fields: the first thing wrong with each. */
export function fieldErrors(
  problems: readonly { readonly field: string; readonly message: string }[],
  /** The form's field that one of the FortiGate's is; null for one that the form does not check. */
  fieldOf: (field: string) => string | null,
): Record<string, { readonly type: string; readonly message: string }> {
  const errors: Record<string, { readonly type: string; readonly message: string }> = {};
  for (const { field, message } of problems) {
    const at = fieldOf(field);
    if (at !== null) errors[at] ??= { type: 'check', message };
  }
  return errors;
}
