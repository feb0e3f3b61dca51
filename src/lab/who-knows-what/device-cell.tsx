import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { linkWords } from '#model/words/standing.ts';
import type { Link as Connection } from '#model/ems/standing.ts';
import { sentenceStart } from '#model/text.ts';
import { Status } from '#ui/states.tsx';

/** A FortiGate by its name, and the state of its connection to EMS. */
export function DeviceCell({
  device,
}: {
  readonly device: { readonly fortigate: string; readonly link: Connection };
}) {
  return (
    <>
      <Link to={paths.fgt(device.fortigate).ztnaTags()}>{device.fortigate}</Link>
      <br />
      <Status tone={device.link === 'up' ? 'ok' : 'warn'}>
        {sentenceStart(linkWords[device.link])}
      </Status>
    </>
  );
}
