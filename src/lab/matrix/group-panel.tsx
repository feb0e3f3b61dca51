import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { MatrixGroupCell } from '#model/lab/group-sweep.ts';
import { numberWords } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { Progress } from '#ui/progress.tsx';
import { Banner, ErrorState, Skeleton } from '#ui/states.tsx';
import { GroupSweepList } from './group-sweep-list.tsx';

/** A group of the matrix at one server: how many are allowed with what, and whose outcome hangs on one thing alone. */
export function GroupPanel({
  cell,
  addressOf,
  onOpenGroup,
  onClose,
}: {
  readonly cell: MatrixGroupCell;
  /** Of an endpoint's own pair with the server. */
  readonly addressOf: (uid: string) => string;
  readonly onOpenGroup: () => void;
  readonly onClose: () => void;
}) {
  const offset = useWorld().data?.clock.offsetMinutes ?? 0;
  const [stopped, setStopped] = useState(false);
  const { data, error, refetch } = useAnswer(
    labApi.matrixGroup,
    { query: cell },
    { counting: stopped ? null : ({ counting }) => counting },
  );
  const { label = '', counting, sweep } = data ?? {};
  return (
    <SidePanel
      crumb={`Access matrix · ${cell.at}`}
      title={`${label === '' ? '…' : label} → ${cell.to}`}
      wide
      onClose={onClose}
      footer={<Button onClick={onOpenGroup}>Show its endpoints one by one</Button>}
    >
      {data && sweep ? (
        <Card title="What it hangs on">
          <GroupSweepList sweep={sweep} size={data.size} offset={offset} addressOf={addressOf} />
        </Card>
      ) : counting ? (
        stopped ? (
          <Banner tone="info" action={<Button onClick={() => setStopped(false)}>Go on</Button>}>
            Stopped after {numberWords(counting.done)} of {numberWords(counting.total)}. What the
            group hangs on is not known.
          </Banner>
        ) : (
          <Progress
            label="Trying the group’s endpoints"
            {...counting}
            stop="Stop"
            onStop={() => setStopped(true)}
          />
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </SidePanel>
  );
}
