import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { emsApi } from '#model/contract/ems.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import type { ConnectAnswer, LastConnection, WorldSummary } from '#model/lab/lab-api.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { PageHeader } from '#ui/page.tsx';
import { Banner, EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { type UrlState, useUrlState } from '#ui/url-state.ts';
import { Arrivals } from './arrivals.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectResult } from './connect-result.tsx';
import {
  type ConnectChoices,
  chosenTarget,
  isSameRequest,
  requestOf,
  startOf,
  unknownDevice,
} from './connection.ts';
import styles from './page.module.css';
import { TurnedNews } from './turned-news.tsx';
import { useConnecting } from './use-connecting.ts';

function choicesOf(url: UrlState): ConnectChoices {
  return {
    endpoint: url.get('endpoint'),
    fortigate: url.get('fortigate'),
    server: url.get('server'),
    certificate: url.get('certificate'),
    srcintf: url.get('srcintf'),
    srcip: url.get('srcip'),
    os: url.get('os'),
    path: url.get('path'),
    host: url.get('host'),
  };
}

/** What the form shows, from the address, the last connection and the scenario. */
function useForm(url: UrlState, world: WorldSummary | undefined, last: LastConnection | undefined) {
  const targets = useAnswer(labApi.targets, {});
  const scenarios = useAnswer(labApi.scenarios, {}).data?.scenarios;
  const choices = choicesOf(url);
  const start =
    targets.data && last && scenarios
      ? startOf(
          last.answer?.request ?? null,
          scenarios.find(({ id }) => id === world?.scenario.id),
          targets.data.targets,
        )
      : null;
  const chosen = choices.endpoint === '' ? (start?.endpoint ?? unknownDevice) : choices.endpoint;
  const uid = chosen === unknownDevice || start === null ? null : chosen;
  const endpoint = useAnswer(emsApi.endpoint, uid === null ? null : { uid });
  const target = chosenTarget(choices, start, targets.data?.targets ?? []);
  // Undefined while it is looked up.
  const device = start === null ? undefined : uid === null ? null : endpoint.data;
  const request = target && device !== undefined ? requestOf(choices, start, target, device) : null;
  return { targets, uid, target, device, request, lookup: endpoint.error };
}

function NoServers({ world }: { readonly world: WorldSummary }) {
  return (
    <EmptyState
      title="No FortiGate of this world has a ZTNA server"
      action={
        world.fortigates[0] ? (
          <ButtonLink to={paths.fgt(world.fortigates[0].name).ztnaServers()} look="primary">
            Open ZTNA Servers
          </ButtonLink>
        ) : null
      }
    >
      Create one under Policy &amp; Objects &gt; ZTNA, then connect to it here.
    </EmptyState>
  );
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
  const name = `${explanation.endpoint?.host ?? 'a device that EMS does not know'} to ${request.server}`;
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
              isGone ? 'The endpoint or the server of this connection no longer exists.' : null
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

/** Lab > Connect: one connection to a ZTNA server, its outcome and why. */
export function Component() {
  const url = useUrlState();
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
  const form = useForm(url, world, last.data);
  const { targets, request } = form;
  const connecting = useConnecting(request, url.get('now') !== '', () => url.set({ now: null }));
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
      {targets.data.targets.length === 0 ? (
        <NoServers world={world} />
      ) : (
        <div className={styles['page']}>
          <ConnectForm
            targets={targets.data.targets}
            target={form.target}
            endpoint={form.uid}
            device={form.device}
            lookup={form.lookup}
            request={request}
            problem={connecting.problem}
            busy={connecting.isConnecting || (connecting.isWaiting && !form.lookup)}
            onChange={(values) => {
              connecting.clearProblem();
              url.set(values);
            }}
            onConnect={() => connecting.press(request)}
          />
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
              Choose an endpoint and a ZTNA server, and press Connect. The decision and its reason
              appear here.
            </EmptyState>
          )}
        </div>
      )}
    </>
  );
}
