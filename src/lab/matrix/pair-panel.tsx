import { useAnswer } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import type { MatrixPair } from '#model/lab/access-matrix.ts';
import { ButtonLink } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { againPath } from '../connect/connection.ts';
import { PolicyTrace } from '../explanation/policy-trace.tsx';
import { Stations } from '../explanation/stations.tsx';
import { Verdict } from '../explanation/verdict.tsx';
import { KeepAsTest } from '../policy-tests/keep-test.tsx';
import { ConditionsGrid } from './conditions-grid.tsx';
import { SweepList } from './sweep-list.tsx';

/** One pair of the matrix: what it comes to, why, and which condition knocked each policy out. */
export function PairPanel({
  pair,
  onClose,
}: {
  readonly pair: MatrixPair;
  readonly onClose: () => void;
}) {
  const offset = useWorld().data?.clock.offsetMinutes ?? 0;
  const { data, error, refetch } = useAnswer(
    labApi.matrixPair,
    { query: pair },
    { keepsLast: true },
  );
  return (
    <SidePanel
      crumb={`Access matrix · ${pair.fortigate}`}
      title={`${data?.host ?? '…'} → ${pair.server}`}
      wide
      onClose={onClose}
      footer={
        data ? (
          <>
            <ButtonLink to={againPath(data.request)} look="primary">
              Open in Connect
            </ButtonLink>
            <ButtonLink to={paths.ems.endpoint(pair.uid)}>Open {data.host}</ButtonLink>
          </>
        ) : null
      }
    >
      {data ? (
        <>
          <Verdict explanation={data.explanation}>
            <KeepAsTest request={data.request} action={data.explanation.action} />
          </Verdict>
          <Stations explanation={data.explanation} />
          <Card title="What it hangs on">
            <SweepList sweep={data.sweep} offset={offset} />
          </Card>
          <Card title="Policies × conditions">
            <ConditionsGrid policies={data.explanation.policies} />
          </Card>
          <Card title="Policies considered">
            <PolicyTrace explanation={data.explanation} />
          </Card>
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </SidePanel>
  );
}
