import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { EndedSession } from '#model/lab/lab-sessions.ts';
import { KeyValue } from '#ui/key-value.tsx';
import { Card } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { PolicyTrace } from '../explanation/policy-trace.tsx';
import { Verdict } from '../explanation/verdict.tsx';
import { whyWords } from './columns.tsx';

/** Why a session ended: the decision that was made again. */
export function EndedPanel({
  ended,
  onClose,
}: {
  readonly ended: EndedSession;
  readonly onClose: () => void;
}) {
  const { session, why, logIndex } = ended;
  return (
    <SidePanel crumb="Sessions" title={`Session ${session.id}`} wide onClose={onClose}>
      {why.kind === 'denied' ? <Verdict explanation={why.explanation} /> : null}
      <KeyValue
        items={[
          { name: 'Why it ended', value: whyWords(ended) },
          { name: 'Endpoint', value: session.endpoint?.host ?? 'unknown device' },
          { name: 'Source', value: session.srcip, mono: true },
          { name: 'Destination', value: session.destination, mono: true },
          { name: 'FortiGate', value: session.fortigate },
          {
            name: 'Log',
            value: (
              <Link to={`${paths.fgt(session.fortigate).ztnaTraffic()}?record=${logIndex}`}>
                log line
              </Link>
            ),
          },
        ]}
      />
      {why.kind === 'denied' ? (
        <Card title="Policies considered">
          <PolicyTrace explanation={why.explanation} />
        </Card>
      ) : null}
    </SidePanel>
  );
}
