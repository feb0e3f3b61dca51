import { numberWords } from '#model/plural.ts';
import { useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ClockAction, WorldSummary } from '#model/lab/lab-api.ts';
import { clockText, dateText } from '#ui/clock-text.ts';
import { Icon } from '#ui/icons.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './world-clock.module.css';

const steps: readonly { readonly label: string; readonly seconds: number }[] = [
  { label: 'Step 5 seconds', seconds: 5 },
  { label: 'Step 1 minute', seconds: 60 },
  { label: 'Step 15 minutes', seconds: 900 },
  { label: 'Step 1 hour', seconds: 3600 },
  { label: 'Step 12 hours', seconds: 43_200 },
];

/** The world's own clock: it stands still, is stepped, or runs. What is on its way arrives by it. */
export function WorldClock({ world }: { readonly world: WorldSummary }) {
  const clock = useChange(labApi.setClock);
  const toast = useToast();
  const { epochMs, offsetMinutes, running } = world.clock;
  const { nextArrival, pending } = world;
  const act = (action: ClockAction): void =>
    clock.mutate(
      { body: action },
      { onError: (error) => toast({ text: error.message, tone: 'bad' }) },
    );
  const items: readonly MenuItem[] = [
    running
      ? { label: 'Pause', icon: 'pause', onSelect: () => act({ action: 'pause' }) }
      : { label: 'Run', icon: 'play', onSelect: () => act({ action: 'run' }) },
    ...(nextArrival === null
      ? []
      : [
          {
            label: `Step to the next arrival, ${clockText(nextArrival, offsetMinutes)}`,
            icon: 'right' as const,
            onSelect: () =>
              act({
                action: 'step',
                seconds: Math.max(1, Math.ceil((nextArrival - epochMs) / 1000)),
              }),
          },
        ]),
    ...steps.map(({ label, seconds }) => ({
      label,
      onSelect: () => act({ action: 'step', seconds }),
    })),
  ];
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={styles['clock']}
          title={`The world’s clock: ${dateText(epochMs, offsetMinutes)}, ${running ? 'running' : 'paused'}`}
        >
          <span className="visually-hidden">
            The world’s clock, {running ? 'running' : 'paused'}:{' '}
          </span>
          <span aria-hidden="true" className={styles['mark']} data-running={running || undefined} />
          <span className={styles['time']}>
            <span className={styles['date']}>{dateText(epochMs, offsetMinutes)} </span>
            {clockText(epochMs, offsetMinutes)}
          </span>
          <Icon name="down" size={12} />
          {pending > 0 ? (
            <span className={styles['pending']}>{numberWords(pending)} pending</span>
          ) : null}
        </button>
      }
      items={items}
    />
  );
}
