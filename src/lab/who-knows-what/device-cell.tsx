import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { Status } from '#ui/states.tsx';

/** A FortiGate by its name, and whether EMS has authorized it. */
export function DeviceCell({
  device,
}: {
  readonly device: { readonly fortigate: string; readonly authorized: boolean };
}) {
  return (
    <>
      <Link to={paths.fgt(device.fortigate).ztnaTags()}>{device.fortigate}</Link>
      <br />
      <Status tone={device.authorized ? 'ok' : 'warn'}>
        {device.authorized ? 'Authorized' : 'Not authorized'}
      </Status>
    </>
  );
}
