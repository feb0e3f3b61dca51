import { newObject } from './opened-object.tsx';

interface Named {
  readonly name: string;
}

/** What asks for the object that a page's own address opens, by itself; null where its list holds it. */
export function askForEdited(
  device: string,
  edited: string,
  listed: readonly Named[] | undefined,
): {
  readonly device: string;
  readonly query: { readonly name: string; readonly count: 1 };
} | null {
  const isElsewhere =
    edited !== '' &&
    edited !== newObject &&
    listed !== undefined &&
    !listed.some(({ name }) => name === edited);
  return isElsewhere ? { device, query: { name: edited, count: 1 } } : null;
}

/** That object as `OpenedObject` takes it, from the list or from the answer about it alone. */
export function editedOf<Row extends Named>(
  edited: string,
  listed: readonly Row[] | undefined,
  alone: {
    readonly data: { readonly matched: number } | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  },
  rows: readonly Row[] | undefined,
) {
  return {
    found: listed?.find(({ name }) => name === edited) ?? rows?.[0],
    isMissing: alone.data?.matched === 0,
    error: alone.error,
    refetch: alone.refetch,
  };
}
