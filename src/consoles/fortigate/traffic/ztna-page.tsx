import { useParams } from 'react-router';
import { paths } from '#api/paths.ts';
import { ButtonLink } from '#ui/button.tsx';
import { EmptyState } from '#ui/states.tsx';
import { ztnaColumns } from './columns.tsx';
import { TrafficPage } from './traffic-page.tsx';

/** Log & Report > ZTNA Traffic. */
export function Component() {
  const { device = '' } = useParams();
  return (
    <TrafficPage
      traffic="ztna"
      columns={ztnaColumns}
      wideFrom={1540}
      empty={
        <EmptyState
          title="No ZTNA traffic"
          action={<ButtonLink to={paths.lab.connect({ fortigate: device })}>Connect</ButtonLink>}
        >
          Each connection to a ZTNA server of {device} adds a line here.
        </EmptyState>
      }
    />
  );
}
