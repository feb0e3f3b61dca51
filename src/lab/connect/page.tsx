import { useEffect, useRef, useState } from 'react';
import { useEndpoint } from '#api/ems-hooks.ts';
import { ApiError } from '#api/http.ts';
import {
  useConnect,
  useConnectTargets,
  useConnectionRepairs,
  useLastConnection,
  useScenarios,
  useWorld,
} from '#api/lab-hooks.ts';
import { paths } from '#api/paths.ts';
import type { ConnectRequest } from '#model/lab-api.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { PageHeader } from '#ui/page.tsx';
import { Banner, EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { Arrivals } from './arrivals.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectResult } from './connect-result.tsx';
import { type Choices, chosenTarget, requestOf, startOf, unknownDevice } from './connection.ts';
import styles from './page.module.css';

/** Lab > Connect: one connection to a ZTNA server, its outcome and why. */
export function Component() {
  const url = useUrlState();
  const targets = useConnectTargets();
  const { data: world } = useWorld();
  const { data: scenarios } = useScenarios();
  const last = useLastConnection();
  const answer = last.data?.answer ?? null;
  /** The log line of the connection for which counting was stopped. */
  const [stoppedFor, setStoppedFor] = useState<string | null>(null);
  const stopped = answer !== null && stoppedFor === answer.record.text;
  const { data: repairs } = useConnectionRepairs(answer !== null, stopped);
  const connect = useConnect();
  const [pressed, setPressed] = useState(false);
  const [problem, setProblem] = useState<{ field: string; message: string } | null>(null);

  const choices: Choices = {
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
  const start =
    targets.data && last.data
      ? startOf(
          answer?.request ?? null,
          scenarios?.find(({ id }) => id === world?.scenario.id),
          targets.data,
        )
      : null;
  const chosen = choices.endpoint === '' ? (start?.endpoint ?? unknownDevice) : choices.endpoint;
  const uid = chosen === unknownDevice || start === null ? null : chosen;
  const endpoint = useEndpoint(uid);
  const target = chosenTarget(choices, start, targets.data ?? []);
  const error = targets.error ?? last.error;
  // Undefined while it is looked up.
  const device = start === null ? undefined : uid === null ? null : endpoint.data;
  const request = target && device !== undefined ? requestOf(choices, start, target, device) : null;

  const send = (made: ConnectRequest): void => {
    setPressed(false);
    setProblem(null);
    connect.mutate(made, {
      onError: (failure) =>
        setProblem({
          field: failure instanceof ApiError ? (failure.field ?? '') : '',
          message: failure.message,
        }),
    });
  };
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  // Pressed while the endpoint was still being looked up: it goes off as soon as that is there.
  useEffect(() => {
    if (pressed && request) latest.current(request);
  }, [pressed, request]);

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
  if (!targets.data || !last.data || !world || !scenarios)
    return (
      <>
        <PageHeader crumb="Lab" title="Connect" />
        <Skeleton lines={10} />
      </>
    );
  if (targets.data.length === 0)
    return (
      <>
        <PageHeader crumb="Lab" title="Connect" />
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
          Make one under Policy &amp; Objects &gt; ZTNA, then connect to it here.
        </EmptyState>
      </>
    );

  const set = (values: Readonly<Record<string, string | null>>): void => {
    setProblem(null);
    url.set(values);
  };
  return (
    <>
      <PageHeader crumb="Lab" title="Connect" />
      <div className={styles['page']}>
        <ConnectForm
          targets={targets.data}
          target={target}
          endpoint={uid}
          device={device}
          lookup={endpoint.error}
          request={request}
          problem={problem}
          busy={connect.isPending || (pressed && !endpoint.error)}
          onChange={set}
          onConnect={() => (request ? send(request) : setPressed(true))}
        />
        <Arrivals world={world} />
        {answer ? (
          <>
            {last.data.outOfDate ? (
              <Banner
                tone="info"
                action={
                  <Button
                    onClick={() => send(answer.request)}
                    busy={connect.isPending}
                    disabledReason={
                      repairs !== null
                        ? null
                        : 'This connection cannot be made any more: its endpoint or its server is gone.'
                    }
                  >
                    Connect again
                  </Button>
                }
              >
                The world has changed since this connection was made: it would now be decided, or
                explained, otherwise.
              </Banner>
            ) : null}
            <ConnectResult
              answer={answer}
              repairs={repairs}
              stopped={stopped}
              onStop={() => setStoppedFor(answer.record.text)}
              onApplied={({ certificate }) => {
                // A certificate is the next connection's, not the world's.
                if (certificate) set({ certificate });
              }}
            />
          </>
        ) : (
          <EmptyState title="No connection yet">
            Choose an endpoint and a ZTNA server, and press Connect: here will stand what its user
            sees, the decision, and why.
          </EmptyState>
        )}
      </div>
    </>
  );
}
