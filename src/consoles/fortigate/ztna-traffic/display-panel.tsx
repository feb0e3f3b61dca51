import { useLogDisplay } from '#api/fortios-hooks.ts';
import type { LogQuery } from '#api/fortios.ts';
import { CodeView } from '#ui/code-view.tsx';
import { Note } from '#ui/page.tsx';
import { SidePanel } from '#ui/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';

/** The commands that a device wants for the same list. */
function filterCommands({ action }: LogQuery): string {
  return [
    'execute log filter category 0',
    'execute log filter field subtype ztna',
    ...(action === null ? [] : [`execute log filter field action ${action}`]),
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
  readonly query: LogQuery;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useLogDisplay(device, query, true);
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
