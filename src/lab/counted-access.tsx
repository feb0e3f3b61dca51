import { ImpactList } from '#consoles/access-preview/impact-list.tsx';
import type { AccessImpact } from '#model/lab/access-impact.ts';
import type { Counting } from '#model/lab/counting.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';

/** Who gains and loses access, once it is counted. */
export function CountedAccess({
  access,
  counting,
  isMade = false,
  isStopped,
  onStop,
  onGoOn,
}: {
  readonly access: AccessImpact | null;
  readonly counting: Counting | null;
  readonly isMade?: boolean;
  readonly isStopped: boolean;
  readonly onStop: () => void;
  readonly onGoOn: () => void;
}) {
  return (
    <Card title="Access" padded>
      {access ? (
        <ImpactList impact={access} isMade={isMade} />
      ) : isStopped || !counting ? (
        <p>
          Stopped. <Button onClick={onGoOn}>Go on</Button>
        </p>
      ) : (
        <Progress
          label={`Working out who ${isMade ? 'gained and lost' : 'would gain and lose'} access`}
          {...counting}
          stop="Stop"
          onStop={onStop}
        />
      )}
    </Card>
  );
}
