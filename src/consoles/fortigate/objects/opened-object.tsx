import type { ReactNode } from 'react';
import { useOpened } from '#ui/opened.ts';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';

/** Stands in the address while a new object is being made; no name has a parenthesis. */
export const newObject = '(new)';

/** The panel of an object: its form, on the state that it was opened on, or why there is none. */
export function OpenedObject<Found>({
  crumb,
  name,
  found,
  isMissing,
  missing,
  error,
  refetch,
  onClose,
  children,
}: {
  readonly crumb: string;
  readonly name: string;
  /** Undefined while it is looked up, and where there is none. */
  readonly found: Found | undefined;
  readonly isMissing: boolean;
  /** What is not there: *FGT-HQ has no address Printer*. */
  readonly missing: string;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  readonly onClose: () => void;
  /** `key` is another one each time the form is loaded anew. */
  readonly children: (opened: Found, key: number, reload: () => void) => ReactNode;
}) {
  const { opened, generation, reload } = useOpened(found);
  if (opened !== undefined)
    // The refused request has brought the list up to date already.
    return children(opened, generation, () => reload(found ?? opened));
  return (
    <SidePanel crumb={crumb} title={name} wide onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isMissing ? (
        <EmptyState title={missing}>It may have been deleted or renamed.</EmptyState>
      ) : (
        <Skeleton lines={8} />
      )}
    </SidePanel>
  );
}
