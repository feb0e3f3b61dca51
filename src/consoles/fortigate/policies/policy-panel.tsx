import { usePolicyChoices } from '#api/policy-choices.ts';
import { useOpened } from '#ui/opened.ts';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { SidePanel } from '#ui/side-panel.tsx';
import { PolicyForm } from './policy-form.tsx';
import type { PolicyLookup } from './policy-lookup.ts';
import { type PolicyRow, type PolicyTable, policyId } from './policy-row.ts';

/** What the form was opened on; null for a new policy. */
interface Opened {
  readonly policy: PolicyRow | null;
  readonly revision: number;
}

/** A policy's form over the list. It keeps the state that it was opened on until it is told to load anew. */
export function PolicyPanel({
  device,
  table,
  id,
  title,
  lookup,
  onClose,
  onEdit,
}: {
  readonly device: string;
  readonly table: PolicyTable;
  readonly id: string | null;
  readonly title: string;
  readonly lookup: PolicyLookup;
  readonly onClose: () => void;
  readonly onEdit: (id: string) => void;
}) {
  const choices = usePolicyChoices(device);
  const { policies, context, revision } = lookup;
  const found = policies?.find((policy) => policyId(policy) === id);
  const current: Opened | undefined =
    policies === undefined
      ? undefined
      : id === null
        ? { policy: null, revision }
        : found && { policy: found, revision };
  const { opened, generation, reload } = useOpened(current);

  if (opened && context && policies && choices.data)
    return (
      <PolicyForm
        key={generation}
        device={device}
        table={table}
        title={title}
        before={opened.policy}
        revision={opened.revision}
        policies={policies}
        context={context}
        choices={choices.data}
        onClose={onClose}
        onEdit={onEdit}
        // The refused request has brought the list up to date already.
        onReload={() => reload(current ?? opened)}
      />
    );
  const error = lookup.error ?? choices.error;
  return (
    <SidePanel
      crumb={title}
      title={id === null ? 'New policy' : `Policy ${id}`}
      wide
      onClose={onClose}
    >
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            lookup.refetch();
            if (choices.error) void choices.refetch();
          }}
        />
      ) : policies && id !== null && !found ? (
        <EmptyState title={`${device} has no policy ${id} in this list`}>
          The policy may have been deleted, or may be in the other policy list.
        </EmptyState>
      ) : (
        <Skeleton lines={10} />
      )}
    </SidePanel>
  );
}
