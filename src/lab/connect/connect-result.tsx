import { useEffect, useRef } from 'react';
import { previewWords } from '#model/words/policy-test.ts';
import { repairSentence } from '#model/words/repair.ts';
import { plain } from '#model/words/sentence.ts';
import { destinationWords } from '#model/lab/connect-request.ts';
import type { ConnectAnswer } from '#model/lab/lab-api.ts';
import { logValue } from '#model/decision/log.ts';
import type { Change, Repair, Repairs } from '#model/decision/repair.ts';
import { Button } from '#ui/button.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { Card } from '#ui/page.tsx';
import { PolicyTrace } from '../explanation/policy-trace.tsx';
import { SentenceView } from '../explanation/sentence-view.tsx';
import { Stations } from '../explanation/stations.tsx';
import { Verdict } from '../explanation/verdict.tsx';
import { BrowserPage } from './browser-page.tsx';
import styles from './connect-result.module.css';
import { againPath } from './connection.ts';
import { RepairList } from './repair-list.tsx';
import { KeepAsTest } from '../policy-tests/keep-test.tsx';
import { TrafficNote } from './traffic-note.tsx';

/** The fields of the log line that say how it was decided. */
const telling = [
  'action',
  'policyid',
  'emstag',
  'emstag2',
  'clientdevicetags',
  'clientcert',
  'msg',
];

function marksOf({ record }: ConnectAnswer): string[] {
  return telling.flatMap((key) => {
    const field = record.line.find((one) => one.key === key);
    return field ? [`${key}=${field.quoted ? `"${field.value}"` : field.value}`] : [];
  });
}

/** The change that would let it in and changes least else, beside the verdict. */
function FirstFix({
  repair,
  busy,
  onApply,
}: {
  readonly repair: Repair;
  readonly busy: boolean;
  readonly onApply: () => void;
}) {
  return (
    <>
      <p className={styles['fix']}>
        <b>First fix:</b> <SentenceView sentence={repairSentence(repair)} />
        {repair.tests && repair.tests.fail.length > 0 ? (
          <small className={styles['warning']}>{previewWords(repair.tests)}</small>
        ) : null}
      </p>
      <Button
        look="primary"
        busy={busy}
        aria-label={`Apply the first fix: ${plain(repairSentence(repair))}`}
        onClick={onApply}
      >
        Apply
      </Button>
    </>
  );
}

/** What came of a connection: the reason first, then what its user sees, and how it was decided and logged. */
export function ConnectResult({
  answer,
  isOld,
  repairs,
  stopped,
  applying,
  onStop,
  onApply,
}: {
  readonly answer: ConnectAnswer;
  /** It answers another connection than the form asks for, or another world. */
  readonly isOld: boolean;
  /** For what the connection would do now; null if it cannot be made any more, undefined while they are found. */
  readonly repairs: Repairs | null | undefined;
  /** Counting what else the repairs would change was stopped. */
  readonly stopped: boolean;
  /** The changes that are being made. */
  readonly applying: readonly Change[] | null;
  readonly onStop: () => void;
  readonly onApply: (repair: Repair) => void;
}) {
  const { explanation, request, record } = answer;
  const host = explanation.endpoint?.host ?? 'the device';
  const hasPage = explanation.kind === 'ztna' && request.destination.kind !== 'tcp-forwarding';
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(record.text);
  // On a phone the form fills the screen: a new outcome comes into view by itself.
  useEffect(() => {
    if (shown.current === record.text) return;
    shown.current = record.text;
    top.current?.scrollIntoView({ block: 'nearest' });
  }, [record.text]);
  const counted = repairs && (!repairs.counting || stopped) ? repairs : null;
  const first = counted?.aim === 'allow' ? counted.repairs[0] : undefined;
  return (
    <section
      className={styles['result']}
      aria-label={isOld ? 'Last result' : 'Result'}
      data-old={isOld || undefined}
    >
      <div ref={top} className={styles['top']}>
        <div className={styles['head']}>
          <p className={styles['made']}>
            {explanation.endpoint?.host ?? 'A device that EMS does not know'} (
            {request.source.srcip}) to {destinationWords(request)} on {request.fortigate},{' '}
            {logValue(record.line, 'time')}
          </p>
          {isOld ? null : <KeepAsTest request={request} action={explanation.action} />}
        </div>
        <Verdict explanation={explanation}>
          {first && !isOld && explanation.action === 'deny' ? (
            <FirstFix
              repair={first}
              busy={applying === first.changes}
              onApply={() => onApply(first)}
            />
          ) : null}
        </Verdict>
      </div>
      <Stations explanation={explanation} login={request.login} again={againPath(request)} />
      <div className={styles['halves']}>
        <div className={styles['column']}>
          {repairs === null || isOld ? null : (
            <RepairList
              host={host}
              repairs={repairs}
              stopped={stopped}
              applying={applying}
              onStop={onStop}
              onApply={onApply}
            />
          )}
          {hasPage ? (
            <BrowserPage answer={answer} />
          ) : (
            <TrafficNote request={request} explanation={explanation} />
          )}
        </div>
        <div className={styles['column']}>
          <Card title="Policies considered">
            <PolicyTrace key={record.index} explanation={explanation} />
          </Card>
          <CodeView
            label={`Log record ${record.number}`}
            text={record.text}
            marks={marksOf(answer)}
          />
        </div>
      </div>
    </section>
  );
}
