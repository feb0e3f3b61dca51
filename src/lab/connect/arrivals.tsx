import { count } from '#model/plural.ts';
import { useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import { Button } from '#ui/button.tsx';
import { clockText } from '#ui/clock-text.ts';
import { Banner } from '#ui/states.tsx';

/** What has been changed on endpoints and does not count yet, with the way to the moment when it does. */
export function Arrivals({ world }: { readonly world: WorldSummary }) {
  const clock = useChange(labApi.setClock);
  const { pending, nextArrival } = world;
  if (pending === 0) return null;
  const { epochMs, offsetMinutes } = world.clock;
  const changes = count(pending, 'tag change is', 'tag changes are');
  return (
    <Banner
      tone="warn"
      action={
        nextArrival === null ? null : (
          <Button
            busy={clock.isPending}
            onClick={() =>
              clock.mutate({
                body: {
                  action: 'step',
                  seconds: Math.max(1, Math.ceil((nextArrival - epochMs) / 1000)),
                },
              })
            }
          >
            Step the clock to {clockText(nextArrival, offsetMinutes)}
          </Button>
        )
      }
    >
      {changes} pending.{' '}
      {nextArrival === null
        ? 'The endpoint is offline or not registered, so it sends no keepalive.'
        : 'EMS receives changes of an endpoint with its next keepalive.'}
    </Banner>
  );
}
