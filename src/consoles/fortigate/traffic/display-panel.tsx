import { useLogDisplay } from '#api/logs.ts';
import type { LogAction } from '#model/decision/log.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { CodeView } from '#ui/code-view.tsx';
import { Note } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { type Traffic, trafficTitles } from './traffic.ts';

interface LogFilter {
  readonly start: number;
  readonly rows: number;
  readonly search: string;
  readonly action: LogAction | null;
  readonly minutes: number | null;
  readonly policytype: PolicyType | null;
  readonly policyid: number | null;
}

/** The commands that a device wants for the same list. */
function filterCommands(traffic: Traffic, { action, policytype, policyid }: LogFilter): string {
  const fields = Object.entries({ action, policytype, policyid });
  return [
    'execute log filter category 0',
    `execute log filter field subtype ${traffic}`,
    ...fields.flatMap(([field, value]) =>
      value === null ? [] : [`execute log filter field ${field} ${value}`],
    ),
    'execute log display',
  ].join('\n');
}

/** The page's records as the command line prints them. */
export function DisplayPanel({
  device,
  traffic,
  query,
  onClose,
}: {
  readonly device: string;
  readonly traffic: Traffic;
  readonly query: LogFilter;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useLogDisplay(device, traffic, query);
  return (
    <SidePanel crumb={trafficTitles[traffic]} title="execute log display" wide onClose={onClose}>
      <CodeView label="Commands" text={filterCommands(traffic, query)} />
      {data === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )
      ) : (
        <CodeView label="Output" text={data} />
      )}
      {query.minutes === null ? null : (
        <Note>
          The time range exists only in this console. On a device, filter by the field{' '}
          <code>date</code> instead.
        </Note>
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
