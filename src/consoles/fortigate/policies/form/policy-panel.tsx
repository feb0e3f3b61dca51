import type { NamedObject, PolicyKind } from '#model/fortios/policy-list.ts';
import { useOpened } from '#ui/opened.ts';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { PolicyForm } from './policy-form.tsx';
import type { PolicyRow, PolicyTable } from '../policy-row.ts';

/** A policy as it was looked up; null for a new policy. */
export interface FoundPolicy {
  readonly policy: PolicyRow | null;
  readonly revision: number;
  /** What its names stand for. */
  readonly names: ReadonlyMap<string, NamedObject>;
}

const newPolicy: FoundPolicy = { policy: null, revision: 0, names: new Map() };

/** A policy's form over the list. It keeps the state that it was opened on until it is told to load anew. */
export function PolicyPanel({
  device,
  table,
  id,
  newKind,
  title,
  found,
  isMissing,
  error,
  refetch,
  onClose,
  onEdit,
}: {
  readonly device: string;
  readonly table: PolicyTable;
  /** Null for a new policy. */
  readonly id: string | null;
  /** The type that a new policy begins with. */
  readonly newKind?: PolicyKind | undefined;
  readonly title: string;
  /** Undefined while it is looked up, and where there is none. */
  readonly found: FoundPolicy | undefined;
  readonly isMissing: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
  readonly onClose: () => void;
  readonly onEdit: (id: string) => void;
}) {
  const current = id === null ? newPolicy : found;
  const { opened, generation, reload } = useOpened(current);
  if (opened)
    return (
      <PolicyForm
        key={generation}
        device={device}
        table={table}
        title={title}
        before={opened.policy}
        newKind={newKind}
        revision={opened.revision}
        known={opened.names}
        onClose={onClose}
        onEdit={onEdit}
        // The refused request has brought the list up to date already.
        onReload={() => reload(current ?? opened)}
      />
    );
  return (
    <SidePanel crumb={title} title={`Policy ${id}`} wide onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : isMissing ? (
        <EmptyState title={`${device} has no policy ${id} in this list`}>
          The policy may have been deleted, or may be in the other policy list.
        </EmptyState>
      ) : (
        <Skeleton lines={10} />
      )}
    </SidePanel>
  );
}
