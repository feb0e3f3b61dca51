import type { ApplyRepairAnswer, ConnectAnswer } from '#model/lab-api.ts';
import { logValue } from '#model/log.ts';
import type { Repairs } from '#model/repair.ts';
import { Card } from '#ui/page.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { PolicyTrace } from '../explanation/policy-trace.tsx';
import { Stations } from '../explanation/stations.tsx';
import { Verdict } from '../explanation/verdict.tsx';
import { BrowserPage } from './browser-page.tsx';
import styles from './connect-result.module.css';
import { RepairList } from './repair-list.tsx';

/** The fields of the log line that say how it was decided. */
const telling = ['action', 'policyid', 'clientdevicetags', 'clientcert', 'msg'];

function marksOf({ record }: ConnectAnswer): string[] {
  return telling.flatMap((key) => {
    const field = record.line.find((one) => one.key === key);
    return field ? [`${key}=${field.quoted ? `"${field.value}"` : field.value}`] : [];
  });
}

/** What came of a connection: the reason first, then what its user sees, the log line, and the rest folded. */
export function ConnectResult({
  answer,
  repairs,
  stopped,
  onStop,
  onApplied,
}: {
  readonly answer: ConnectAnswer;
  /** For what the connection would do now; null if it cannot be made any more, undefined while they are found. */
  readonly repairs: Repairs | null | undefined;
  /** Counting what else the repairs would change was stopped. */
  readonly stopped: boolean;
  readonly onStop: () => void;
  readonly onApplied: (applied: ApplyRepairAnswer) => void;
}) {
  const { explanation, request, record } = answer;
  const host = explanation.endpoint?.host ?? 'the device';
  return (
    <section className={styles['result']} aria-label="Result">
      <p className={styles['made']}>
        {explanation.endpoint?.host ?? 'A device that EMS does not know'} ({request.srcip}) to{' '}
        {request.server} on {request.fortigate}, {logValue(record.line, 'time')}
      </p>
      <Verdict explanation={explanation} />
      <Stations explanation={explanation} />
      <div className={styles['halves']}>
        <div className={styles['column']}>
          {repairs === null ? null : (
            <RepairList
              host={host}
              repairs={repairs}
              stopped={stopped}
              onStop={onStop}
              onApplied={onApplied}
            />
          )}
          <BrowserPage answer={answer} />
        </div>
        <div className={styles['column']}>
          <CodeView
            label={`Log record ${record.index}`}
            text={record.text}
            marks={marksOf(answer)}
          />
          <Card title="Policies considered">
            <PolicyTrace key={record.index} explanation={explanation} />
          </Card>
        </div>
      </div>
    </section>
  );
}
