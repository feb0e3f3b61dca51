import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { endpointSharingWords } from '#model/ems.ts';
import type { EndpointKnowledge } from '#model/knowledge.ts';
import { type TagCategory, categoryWords, tagKey } from '#model/tags.ts';
import { ChipRow } from '#ui/chip.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { DeviceCell } from './device-cell.tsx';
import styles from './page.module.css';

type Device = EndpointKnowledge['devices'][number];

/** The types whose tags stay away, each once. */
function withheldTypes({ tags }: Device): readonly TagCategory[] {
  return [
    ...new Set(tags.filter(({ why }) => why === 'type-not-shared').map(({ category }) => category)),
  ];
}

/** One sentence on the tags: the setting that decides. */
function tagsWords(device: Device): string {
  const [first] = device.tags;
  if (!first) return 'The endpoint has no tags.';
  if (first.why === 'not-authorized') return 'EMS has not authorized this FortiGate.';
  if (first.why === 'not-registered') return 'The endpoint is not registered to EMS.';
  if (device.tags.some(({ why }) => why === 'offline'))
    return 'The endpoint is offline to EMS, so none of its tags counts.';
  const withheld = withheldTypes(device);
  const refused = device.tags.filter(({ why }) => why === 'past-limit');
  if (withheld.length === 0 && refused.length > 0)
    return `Its room for tags is full: it refused ${refused.map(({ name }) => name).join(', ')}.`;
  return withheld.length === 0
    ? 'EMS shares every type of tag that it has.'
    : `EMS does not share ${withheld.map((one) => categoryWords[one].sharing).join(', ')} with it.`;
}

function addressesWords(
  { addresses, endpointSharing, fortigate }: Device,
  gateway: string | null,
): string {
  const setting = endpointSharing === null ? '' : endpointSharingWords[endpointSharing].short;
  switch (addresses.why) {
    case 'own-gateway':
      return 'It is the endpoint’s gateway: its own endpoints are always shared with it.';
    case 'all-shared':
      return `Endpoint sharing: ${setting}.`;
    case 'gateway-selected':
      return `Endpoint sharing takes in the endpoints of ${gateway ?? ''}.`;
    case 'not-authorized':
      return 'EMS has not authorized this FortiGate.';
    case 'not-registered':
      return 'The endpoint is not registered to EMS.';
    case 'offline':
      return 'The endpoint is offline to EMS.';
    case 'gateway-left-out':
      return `Its gateway is ${gateway ?? 'none'}, and endpoint sharing of ${fortigate} is: ${setting}.`;
    case 'no-gateway':
      return `No Fabric device is its gateway; endpoint sharing of ${fortigate} is: ${setting}.`;
    case 'no-shared-tag':
      return 'None of its tags is of a type that is shared, so it is in no address object.';
  }
}

function columns(gateway: string | null): readonly Column<Device>[] {
  return [
    {
      id: 'device',
      width: '20%',
      wraps: true,
      header: 'FortiGate',
      phone: 'first',
      cell: (device) => <DeviceCell device={device} />,
    },
    {
      id: 'tags',
      wraps: true,
      header: 'Tags that it knows, by certificate',
      cell: (device) => (
        <div className={styles['why']}>
          <ChipRow>
            {device.tags.map(({ category, name, known }) => (
              <TagChip
                key={tagKey({ category, name })}
                category={category}
                name={name}
                missing={!known}
                to={paths.lab.whoKnows({ tag: tagKey({ category, name }) })}
              />
            ))}
          </ChipRow>
          <p className={styles['dim']}>
            {tagsWords(device)}{' '}
            {withheldTypes(device).length > 0 && device.serial !== null ? (
              <Link to={paths.ems.fabricDevice(device.serial)}>Open the sync editor</Link>
            ) : null}
          </p>
        </div>
      ),
    },
    {
      id: 'addresses',
      width: '34%',
      wraps: true,
      header: 'Its IP and MAC address',
      cell: (device) => (
        <span className={styles['why']}>
          <Status tone={device.addresses.given ? 'allow' : 'off'}>
            {device.addresses.given ? 'resolves here' : 'not here'}
          </Status>
          <span className={styles['dim']}>{addressesWords(device, gateway)}</span>
        </span>
      ),
    },
  ];
}

export function EndpointKnowledgeTable({ knowledge }: { readonly knowledge: EndpointKnowledge }) {
  const { endpoint, devices } = knowledge;
  return (
    <>
      <p className={styles['lead']}>
        <Link to={paths.ems.endpoint(endpoint.uid)}>{endpoint.host}</Link> ({endpoint.ip}), behind{' '}
        {endpoint.gateway ?? 'no Fabric device'}.
      </p>
      <DataTable
        label={`What each FortiGate knows of ${endpoint.host}`}
        columns={columns(endpoint.gateway)}
        rows={devices}
        rowId={({ fortigate }) => fortigate}
      />
    </>
  );
}
