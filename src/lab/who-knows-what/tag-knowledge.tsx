import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { TagKnowledge } from '#model/knowledge.ts';
import { categoryWords } from '#model/tags.ts';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { DeviceCell } from './device-cell.tsx';
import styles from './page.module.css';

type Device = TagKnowledge['devices'][number];

function whyWords({ why }: Device, knowledge: TagKnowledge): string {
  const type = categoryWords[knowledge.tag.category].sharing;
  switch (why) {
    case 'shared':
      return `EMS shares ${type} with it.`;
    case 'not-authorized':
      return 'EMS has not authorized this FortiGate.';
    case 'type-not-shared':
      return `EMS does not share ${type} with it.`;
    case 'past-limit':
      return `EMS shares ${type}, but its room for tags is full, and it refused this one.`;
    case 'nobody-has-it':
      return `EMS shares ${type}, but no endpoint carries this tag.`;
  }
}

function columns(knowledge: TagKnowledge): readonly Column<Device>[] {
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
      id: 'exists',
      wraps: true,
      header: 'The tag',
      cell: (device) => (
        <div className={styles['why']}>
          <Status tone={device.exists ? 'allow' : 'off'}>
            {device.exists ? 'exists here' : 'is not here'}
          </Status>
          <p className={styles['dim']}>
            {whyWords(device, knowledge)}{' '}
            {device.why === 'type-not-shared' && device.serial !== null ? (
              <Link to={paths.ems.fabricDevice(device.serial)}>Open the sync editor</Link>
            ) : null}
          </p>
        </div>
      ),
    },
    {
      id: 'resolves',
      header: 'Resolves to',
      cell: ({ resolves }) => `${resolves} of ${knowledge.carriers} endpoints that carry it`,
    },
    {
      id: 'used',
      header: 'Asked for by',
      cell: ({ usedBy, fortigate }) =>
        usedBy.length === 0 ? (
          <span className={styles['dim']}>no policy</span>
        ) : (
          usedBy.map(({ table, key, name }, i) => {
            const at = paths.fgt(fortigate);
            const words = `${table.replace('firewall ', '').replace('addrgrp', 'group')} ${key}`;
            return (
              <span key={`${table} ${key}`} title={name}>
                {i > 0 ? ', ' : ''}
                {table === 'firewall policy' ? (
                  <Link to={at.firewallPolicy(key)}>{words}</Link>
                ) : table === 'firewall proxy-policy' ? (
                  <Link to={at.proxyPolicy(key)}>{words}</Link>
                ) : (
                  words
                )}
              </span>
            );
          })
        ),
    },
  ];
}

export function TagKnowledgeTable({ knowledge }: { readonly knowledge: TagKnowledge }) {
  const { tag, carriers, devices } = knowledge;
  return (
    <>
      <p className={styles['lead']}>
        <TagChip category={tag.category} name={tag.name} />{' '}
        {carriers === 1 ? 'one endpoint carries' : `${carriers} endpoints carry`} it on EMS.
      </p>
      <DataTable
        label={`What each FortiGate knows of ${tag.name}`}
        columns={columns(knowledge)}
        rows={devices}
        rowId={({ fortigate }) => fortigate}
      />
    </>
  );
}
