import { useLogDisplay } from '#api/logs.ts';
import type { LogAction } from '#model/decision/log.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { CodeView } from '#ui/code-view.tsx';
import { Note } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';

interface LogFilter {
  readonly start: number;
  readonly rows: number;
  readonly search: string;
  readonly action: LogAction | null;
  readonly policytype: PolicyType | null;
  readonly policyid: number | null;
}

/** The commands that a device wants for the same list. */
function filterCommands({ action, policytype, policyid }: LogFilter): string {
  const fields = Object.entries({ action, policytype, policyid });
  return [
    'execute log filter category 0',
    'execute log filter field subtype ztna',
    ...fields.flatMap(([field, value]) =>
      value === null ? [] : [`execute log filter field ${field} ${value}`],
    ),
    'execute log display',
  ].join('\n');
}

/** The page's records as the command line prints them. */
export function DisplayPanel({
  device,
  query,
  onClose,
}: {
  readonly device: string;
  readonly query: LogFilter;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useLogDisplay(device, query);
  return (
    <SidePanel crumb="ZTNA Traffic" title="execute log display" wide onClose={onClose}>
      <CodeView label="Commands" text={filterCommands(query)} />
      {data === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )
      ) : (
        <CodeView label="Output" text={data} />
      )}
      {query.search === '' ? null : (
        <Note>
          The text search {query.search} exists only in this console. On a device, filter by a field
          instead.
        </Note>
      )}
    </SidePanel>
  );
}
