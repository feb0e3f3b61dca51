import type { PastMoment } from '#model/lab/worlds/history.ts';
import { IconButton } from '#ui/button.tsx';
import { clockText, dateText } from '#ui/clock-text.ts';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import styles from './page.module.css';

function momentText(epochMs: number, offsetMinutes: number): string {
  return `${dateText(epochMs, offsetMinutes)} ${clockText(epochMs, offsetMinutes)}`;
}

/** In this browser's own zone. */
function dayText(epochMs: number): string {
  return momentText(epochMs, -new Date(epochMs).getTimezoneOffset());
}

/** @param present the last change that is done; null for none */
export function momentColumns(
  present: PastMoment | null,
  offsetMinutes: number,
  itemsOf: (moment: PastMoment) => readonly MenuItem[],
): readonly Column<PastMoment>[] {
  return [
    {
      id: 'change',
      header: 'Change',
      phone: 'first',
      cell: ({ words, isUndone, checkpoint }) => (
        <span className={styles['change']} data-undone={isUndone || undefined}>
          <CutText text={words} />
          {checkpoint === null ? null : <b className={styles['checkpoint']}>{checkpoint}</b>}
        </span>
      ),
    },
    {
      id: 'state',
      width: '110px',
      header: 'State',
      cell: ({ revision, isUndone }) =>
        isUndone ? (
          <Status tone="off">Undone</Status>
        ) : revision === present?.revision ? (
          <Status tone="ok">Now</Status>
        ) : (
          <Status tone="off">Done</Status>
        ),
    },
    {
      id: 'at',
      width: '170px',
      header: 'World’s clock',
      phone: 'hidden',
      cell: ({ at }) => (at === null ? '' : momentText(at, offsetMinutes)),
    },
    {
      id: 'madeAt',
      width: '170px',
      header: 'Your clock',
      phone: 'hidden',
      cell: ({ madeAt }) => (madeAt === null ? '' : dayText(madeAt)),
    },
    {
      id: 'actions',
      width: '72px',
      header: 'Actions',
      phone: 'first',
      cell: (moment) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${moment.words}`} />}
          items={itemsOf(moment)}
        />
      ),
    },
  ];
}
