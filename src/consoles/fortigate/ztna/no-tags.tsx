import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { EmsStatus } from '#model/fortios/fortios-api.ts';
import { ButtonLink } from '#ui/button.tsx';
import { Banner } from '#ui/states.tsx';
import { sentenceStart } from '#model/text.ts';
import { linkClause, notPulledClause } from '#model/words/standing.ts';
import { categoryWords, tagCategories } from '#model/tagging/tags.ts';
import { Note } from '#ui/page.tsx';
import styles from './tags-page.module.css';

const shareWords = ['none', 'one', 'two', 'three', 'all four'] as const;

/** What EMS holds back, and where that is changed. */
export function SharingNote({ status }: { readonly status: EmsStatus }) {
  const withheld = tagCategories.filter((category) => !status.shared.includes(category));
  return (
    <Note>
      EMS shares {shareWords[status.shared.length]} of its tag types with this FortiGate
      {withheld.length > 0
        ? `; not ${withheld.map((category) => categoryWords[category].sharing).join(', ')}`
        : null}
      . <Link to={paths.ems.fabricDevice(status.device_serial)}>Open the sync editor</Link>
    </Note>
  );
}

interface Reason {
  readonly title: string;
  readonly text: string;
  /** The way out. */
  readonly to: string;
  readonly label: string;
}

/** What the FortiGate's own connector lacks is changed on the FortiGate. */
function brokenConnector(device: string, { id }: EmsStatus, text: string): Reason {
  return {
    title: `EMS${id} brings no tags.`,
    text: `${sentenceStart(text)}.`,
    to: paths.fgt(device).fabricConnector(id),
    label: `Open EMS${id}`,
  };
}

function reason(device: string, status: EmsStatus): Reason {
  const onEms = { to: paths.ems.fabricDevices(), label: 'Open Fabric Devices' };
  switch (status.status) {
    case 'not-configured':
      return {
        title: 'No EMS is connected.',
        text: 'This FortiGate has no FortiClient EMS connector that EMS knows, so it receives no tags.',
        to: paths.fgt(device).fabricConnectors(),
        label: 'Open Fabric Connectors',
      };
    case 'not-authorized':
      return {
        ...onEms,
        title: 'EMS has not authorized this FortiGate.',
        text: `The connector reaches EMS ${status.serial}, but EMS shares nothing until it authorizes this FortiGate.`,
      };
    case 'cached':
    case 'down':
      return {
        ...onEms,
        title: 'The connection to EMS is down.',
        text: `EMS ${status.serial} has authorized this FortiGate, but the connection is down. Reconnect the FortiGate under Fabric Devices.`,
      };
    case 'disabled':
    case 'other-serial':
    case 'unverified':
      return brokenConnector(device, status, linkClause(status.status, device));
    case 'up':
      if (!status.pulls_tags) return brokenConnector(device, status, notPulledClause(device));
      return {
        title: 'EMS shares no tag yet.',
        text: 'A tag appears here when an endpoint has it and EMS shares its type with this FortiGate.',
        to: paths.ems.fabricDevice(status.device_serial),
        label: 'Open the sync editor',
      };
  }
}

/** Why there is no tag at all, with the way out; groups and built-in tags are listed all the same. */
export function NoTags({
  device,
  status,
}: {
  readonly device: string;
  readonly status: EmsStatus;
}) {
  const { title, text, to, label } = reason(device, status);
  return (
    <div className={styles['notice']}>
      <Banner
        tone={status.status === 'up' ? 'info' : 'warn'}
        action={<ButtonLink to={to}>{label}</ButtonLink>}
      >
        <b>{title}</b> {text}
      </Banner>
    </div>
  );
}
