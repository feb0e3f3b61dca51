import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { EmsStatus } from '#model/fortios/fortios-api.ts';
import { ButtonLink } from '#ui/button.tsx';
import { Banner } from '#ui/states.tsx';
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

function reason(status: EmsStatus): { readonly title: string; readonly text: string } {
  switch (status.status) {
    case 'not-configured':
      return {
        title: 'No EMS is connected.',
        text: 'EMS does not know a FortiClient EMS connector of this FortiGate, so the FortiGate receives no tags.',
      };
    case 'not-authorized':
      return {
        title: 'EMS has not authorized this FortiGate.',
        text: `The connector reaches EMS ${status.serial}, but EMS shares nothing until it authorizes this FortiGate.`,
      };
    case 'down':
      return {
        title: 'The connection to EMS is down.',
        text: `EMS ${status.serial} has authorized this FortiGate, but the connection is down. Reconnect the FortiGate under Fabric Devices.`,
      };
    case 'up':
      return {
        title: 'EMS shares no tag yet.',
        text: 'A tag appears here when an endpoint has it and EMS shares its type with this FortiGate.',
      };
  }
}

/** Why there is no tag at all, with the way out; groups and built-in tags are listed all the same. */
export function NoTags({ status }: { readonly status: EmsStatus }) {
  const { title, text } = reason(status);
  const link = status.status;
  return (
    <div className={styles['notice']}>
      <Banner
        tone={link === 'up' ? 'info' : 'warn'}
        action={
          link === 'not-configured' ? null : link === 'up' ? (
            <ButtonLink to={paths.ems.fabricDevice(status.device_serial)}>
              Open the sync editor
            </ButtonLink>
          ) : (
            <ButtonLink to={paths.ems.fabricDevices()}>Open Fabric Devices</ButtonLink>
          )
        }
      >
        <b>{title}</b> {text}
      </Banner>
    </div>
  );
}
