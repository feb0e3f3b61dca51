/** What the forms of a FortiGate's objects have in common: their checks, and how they are saved. */
import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form';
import { useCreateRow, useUpdateRow } from '#api/rows.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { useToast } from '#ui/toast.tsx';

/** A resolver of the errors that one function finds; an empty answer is none. */
export function checkedBy<Values extends FieldValues>(
  errorsOf: (values: Values) => FieldErrors<Values>,
): Resolver<Values> {
  return (values) => {
    const errors = errorsOf(values);
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
  };
}

/** Makes the object, or changes the one of that name, and says so. */
export function useSaveObject<T extends TableName>(device: string, table: T) {
  const create = useCreateRow(device, table);
  const update = useUpdateRow(device, table);
  const toast = useToast();
  return async (saved: {
    readonly name: string;
    /** Null for a new one. */
    readonly key: string | null;
    readonly row: RowDraft<T>;
    readonly basedOn: number | null;
  }): Promise<void> => {
    const { name, key, row, basedOn } = saved;
    if (key === null) await create.mutateAsync(row);
    else await update.mutateAsync({ key, row, basedOn });
    toast({ text: `${name} was saved.` });
  };
}
