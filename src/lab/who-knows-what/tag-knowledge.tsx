import { count, numberWords } from '#model/plural.ts';
import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { objectUseName } from '#model/fortios/fortios-api.ts';
import type { TagKnowledge } from '#model/ems/knowledge.ts';
import { tagAbsenceSentence } from '#model/words/standing.ts';
import { categoryWords } from '#model/tagging/tags.ts';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { DeviceCell } from './device-cell.tsx';
import styles from './page.module.css';

type Device = TagKnowledge['devices'][number];

function whyWords({ absence, fortigate }: Device, { tag }: TagKnowledge): string {
  return absence
    ? tagAbsenceSentence(absence, fortigate)
    : `EMS shares ${categoryWords[tag.category].sharing} with ${fortigate}.`;
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
          <Status tone={device.absence === null ? 'allow' : 'off'}>
            {device.absence === null ? 'exists' : 'does not exist'}
          </Status>
          <p className={styles['dim']}>
            {whyWords(device, knowledge)}{' '}
            {device.absence?.kind === 'type-not-shared' && device.serial !== null ? (
              <Link to={paths.ems.fabricDevice(device.serial)}>Open the sync editor</Link>
            ) : null}
          </p>
        </div>
      ),
    },
    {
      id: 'resolves',
      header: 'Resolves to',
      cell: ({ resolves }) =>
        `${numberWords(resolves)} of ${count(knowledge.carriers, 'endpoint')} with this tag`,
    },
    {
      id: 'used',
      wraps: true,
      header: 'Used by policies',
      cell: ({ usedBy, fortigate }) =>
        usedBy.length === 0 ? (
          <span className={styles['dim']}>no policy</span>
        ) : (
          usedBy.map((use, i) => {
            const to = paths.objectUse(fortigate, use);
            const words = objectUseName(use);
            return (
              <span key={`${use.table} ${use.key}`}>
                {i > 0 ? ', ' : ''}
                {to === null ? words : <Link to={to}>{words}</Link>}
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
        {count(carriers, 'endpoint has', 'endpoints have')} this tag on EMS.
      </p>
      <DataTable
        label={`What each FortiGate knows about ${tag.name}`}
        columns={columns(knowledge)}
        rows={devices}
        rowId={({ fortigate }) => fortigate}
      />
    </>
  );
}
