import { type EndpointCounts, endpointStatusSchema } from '#model/ems/ems-api.ts';
import { numberWords } from '#model/plural.ts';
import { statusWords } from './columns.tsx';
import styles from './status-bar.module.css';

/** How many endpoints are in each state; a press shows those alone, and another press all again. */
export function StatusBar({
  counts,
  chosen,
  onChoose,
}: {
  /** Undefined while they load. */
  readonly counts: EndpointCounts | undefined;
  readonly chosen: string | null;
  readonly onChoose: (status: string | null) => void;
}) {
  return (
    <div className={styles['bar']} role="group" aria-label="Endpoints by status">
      {endpointStatusSchema.options.map((status) => (
        <button
          key={status}
          type="button"
          className={styles['count']}
          data-status={status}
          aria-pressed={chosen === status}
          onClick={() => onChoose(chosen === status ? null : status)}
        >
          <b>{counts === undefined ? '–' : numberWords(counts[status])}</b> {statusWords[status]}
        </button>
      ))}
    </div>
  );
}
