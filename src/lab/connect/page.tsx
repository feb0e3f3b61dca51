import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import { destinationWords } from '#model/lab/connect-request.ts';
import type { ConnectAnswer, LastConnection, WorldSummary } from '#model/lab/lab-api.ts';
import { Button } from '#ui/button.tsx';
import { PageHeader } from '#ui/page.tsx';
import { Banner, EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { Arrivals } from './arrivals.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectResult } from './connect-result.tsx';
import { type Fields, formOf, isSameRequest, startOf, unknownDevice } from './connection.ts';
import styles from './page.module.css';
import { FillIn } from './start-from.tsx';
import { TurnedNews } from './turned-news.tsx';
import { useConnecting } from './use-connecting.ts';
import { useConnectUrl } from './use-connect-url.ts';

/** What the form shows, from the address, the last connection and the scenario. */
function useForm(
  choices: Fields,
  world: WorldSummary | undefined,
  last: LastConnection | undefined,
) {
  const targets = useAnswer(labApi.targets, {});
  const scenarios = useAnswer(labApi.scenarios, {}).data?.scenarios;
  const offer = targets.data ?? { fortigates: [], targets: [] };
  const start =
    targets.data && last && scenarios
      ? startOf(
          last.answer?.request ?? null,
          scenarios.find(({ id }) => id === world?.scenario.id),
          offer,
        )
      : null;
  const chosen = choices.endpoint ?? start?.endpoint ?? unknownDevice;
  const uid = chosen === unknownDevice || start === null ? null : chosen;
  const endpoint = useAnswer(labApi.device, uid === null ? null : { uid });
  // Undefined while it is looked up.
  const device = start === null ? undefined : uid === null ? null : endpoint.data?.endpoint;
  const form = formOf(choices, start ?? {}, offer, device);
  return { targets, offer, uid, device, form, lookup: endpoint.error };
}

/** The result below is of another connection, or of the world before a change. */
function OldResult({
  answer,
  isOther,
  isGone,
  busy,
  onAgain,
  onConnect,
}: {
  readonly answer: ConnectAnswer;
  /** The form asks for another connection. */
  readonly isOther: boolean;
  /** It cannot be made any more. */
  readonly isGone: boolean;
  readonly busy: boolean;
  readonly onAgain: () => void;
  readonly onConnect: () => void;
}) {
  const { explanation, request } = answer;
  const name = `${explanation.endpoint?.host ?? 'a device that EMS does not know'} to ${destinationWords(request)}`;
  return (
    <Banner
      tone="info"
      action={
        isOther ? (
          <Button busy={busy} onClick={onConnect}>
            Connect with the new selection
          </Button>
        ) : (
          <Button
            busy={busy}
            onClick={onAgain}
            disabledReason={
              isGone ? 'The endpoint or the destination of this connection no longer exists.' : null
            }
          >
            Connect again
          </Button>
        )
      }
    >
      <b>Last result: {name}.</b>{' '}
      {isOther
        ? 'The form above asks for another connection.'
        : 'The world has changed since. The decision or its reason may be different now.'}
    </Banner>
  );
}

/** Lab > Connect: one session, its outcome and why. */
export function Component() {
  const url = useConnectUrl();
  const { data: world } = useWorld();
  const last = useAnswer(labApi.connection, {});
  const answer = last.data?.answer ?? null;
  /** The log line of the connection for which counting was stopped. */
  const [stoppedFor, setStoppedFor] = useState<string | null>(null);
  const stopped = answer !== null && stoppedFor === answer.record.text;
  const { data: turning } = useAnswer(labApi.repairs, answer === null ? null : {}, {
    counting: stopped ? null : ({ repairs }) => repairs?.counting,
  });
  const repairs = turning?.repairs;
  const { targets, offer, uid, device, form, lookup } = useForm(url.choices, world, last.data);
  const { request } = form;
  const connecting = useConnecting(request, url.now, url.clearNow);
  const error = targets.error ?? last.error;

  if (error && (!targets.data || !last.data))
    return (
      <>
        <PageHeader crumb="Lab" title="Connect" />
        <ErrorState
          error={error}
          onRetry={() => {
            void targets.refetch();
            void last.refetch();
          }}
        />
      </>
    );
  if (!targets.data || !last.data || !world)
    return (
      <>
        <PageHeader crumb="Lab" title="Connect" />
        <Skeleton lines={10} />
      </>
    );

  const isOther = answer !== null && request !== null && !isSameRequest(request, answer.request);
  const isOld = (isOther || last.data.outOfDate) && !connecting.isConnecting;
  return (
    <>
      <PageHeader crumb="Lab" title="Connect" />
      {offer.fortigates.length === 0 ? (
        <EmptyState title="This world has no FortiGate">
          A FortiGate decides every session. Load a scenario that has one.
        </EmptyState>
      ) : (
        <div className={styles['page']}>
          {url.from ? (
            <FillIn from={url.from} onFilled={url.replace} />
          ) : (
            <ConnectForm
              offer={offer}
              form={form}
              endpoint={uid}
              device={device}
              lookup={lookup}
              problem={connecting.problem}
              busy={connecting.isConnecting || (connecting.isWaiting && !lookup)}
              onChange={(values) => {
                connecting.clearProblem();
                url.set(values);
              }}
              onConnect={() => connecting.press(request)}
            />
          )}
          <Arrivals world={world} />
          {connecting.turned && !isOther ? (
            <TurnedNews turned={connecting.turned} onUndone={connecting.forgetTurned} />
          ) : null}
          {answer ? (
            <>
              {isOld ? (
                <OldResult
                  answer={answer}
                  isOther={isOther}
                  isGone={repairs === null}
                  busy={connecting.isConnecting}
                  onAgain={() => connecting.press(answer.request)}
                  onConnect={() => connecting.press(request)}
                />
              ) : null}
              <ConnectResult
                answer={answer}
                isOld={isOld}
                repairs={repairs}
                stopped={stopped}
                applying={connecting.applying}
                onStop={() => setStoppedFor(answer.record.text)}
                onApply={(repair) => void connecting.repairBy(repair, answer, url.set)}
              />
            </>
          ) : (
            <EmptyState title="No connection yet">
              Choose an endpoint and a destination, and press Connect. The decision and its reason
              appear here.
            </EmptyState>
          )}
        </div>
      )}
    </>
  );
}
