import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { PastMoment } from '#model/lab/worlds/history.ts';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { CountedAccess } from '../counted-access.tsx';

/** What a change flipped. */
export function EffectPanel({
  moment: { revision, words },
  onClose,
}: {
  readonly moment: PastMoment;
  readonly onClose: () => void;
}) {
  const [isStopped, setStopped] = useState(false);
  const { data, error, refetch } = useAnswer(
    labApi.momentEffect,
    { revision },
    { counting: isStopped ? null : ({ counting }) => counting },
  );
  return (
    <SidePanel crumb="History" title={words} onClose={onClose}>
      {data ? (
        <CountedAccess
          {...data}
          isMade
          isStopped={isStopped}
          onStop={() => setStopped(true)}
          onGoOn={() => setStopped(false)}
        />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={4} />
      )}
    </SidePanel>
  );
}
