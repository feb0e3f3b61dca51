import { useParams } from 'react-router';
import { paths } from '#api/paths.ts';
import { ButtonLink } from '#ui/button.tsx';
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
        <EmptyState
          title="No forward traffic"
          action={
            <ButtonLink to={paths.lab.connect({ fortigate: device, to: 'address' })}>
              Connect
            </ButtonLink>
          }
        >
          Each session that the standard policies of {device} decide adds a line here.
        </EmptyState>
      }
    />
  );
}
