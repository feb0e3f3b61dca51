import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { EndpointKnowledge } from '#model/ems/knowledge.ts';
import { absenceSentence, addressSentence } from '#model/words/standing.ts';
import { type TagCategory, tagKey } from '#model/tagging/tags.ts';
import { ChipRow } from '#ui/chip.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { DeviceCell } from './device-cell.tsx';
import styles from './page.module.css';

type Device = EndpointKnowledge['devices'][number];

/** The types whose tags stay away, each once. */
function withheldTypes({ tags }: Device): readonly TagCategory[] {
  return [
    ...new Set(
      tags.flatMap(({ standing }) =>
        !standing.known && standing.why.kind === 'type-not-shared' ? [standing.why.category] : [],
      ),
    ),
  ];
}

/** The reasons why tags are not known here, each once. */
function tagsWords({ tags, fortigate }: Device): string {
  if (tags.length === 0) return 'The endpoint has no tags.';
  const reasons = new Set(
    tags.flatMap(({ standing }) =>
      standing.known ? [] : [absenceSentence(standing.why, fortigate)],
    ),
  );
  return reasons.size === 0
    ? `EMS shares all tag types of this endpoint with ${fortigate}.`
    : [...reasons].join(' ');
}

function addressesWords({ addresses, fortigate }: Device): string {
  switch (addresses.kind) {
    case 'given':
    case 'left-out':
      return addressSentence(addresses, fortigate);
    case 'nothing':
      return absenceSentence(addresses.why, fortigate);
    case 'no-tag':
      return `${fortigate} has none of its tags, so no address object contains the endpoint.`;
  }
}

const columns: readonly Column<Device>[] = [
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
    header: 'Known tags, by certificate',
    cell: (device) => (
      <div className={styles['why']}>
        <ChipRow>
          {device.tags.map(({ category, name, standing }) => (
            <TagChip
              key={tagKey({ category, name })}
              category={category}
              name={name}
              missing={!standing.known}
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
    header: 'IP and MAC address',
    cell: (device) => (
      <span className={styles['why']}>
        <Status tone={device.addresses.kind === 'given' ? 'allow' : 'off'}>
          {device.addresses.kind === 'given' ? 'resolves' : 'does not resolve'}
        </Status>
        <span className={styles['dim']}>{addressesWords(device)}</span>
      </span>
    ),
  },
];

export function EndpointKnowledgeTable({ knowledge }: { readonly knowledge: EndpointKnowledge }) {
  const { endpoint, devices } = knowledge;
  return (
    <>
      <p className={styles['lead']}>
        <Link to={paths.ems.endpoint(endpoint.uid)}>{endpoint.host}</Link> ({endpoint.ip}), gateway:{' '}
        {endpoint.gateway ?? 'no Fabric device'}.
      </p>
      <DataTable
        label={`What each FortiGate knows about ${endpoint.host}`}
        columns={columns}
        rows={devices}
        rowId={({ fortigate }) => fortigate}
      />
    </>
  );
}
