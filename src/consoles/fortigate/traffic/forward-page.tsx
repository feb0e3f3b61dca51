import { useParams } from 'react-router';
import { EmptyState } from '#ui/states.tsx';
import { forwardColumns } from './columns.tsx';
import { TrafficPage } from './traffic-page.tsx';

/** Log & Report > Forward Traffic. */
export function Component() {
  const { device = '' } = useParams();
  return (
    <TrafficPage
      traffic="forward"
      columns={forwardColumns}
      wideFrom={1180}
      empty={
        <EmptyState title="No forward traffic">
          Sessions that standard policies of {device} decide are logged here. This world has none.
        </EmptyState>
      }
    />
  );
}
