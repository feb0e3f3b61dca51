import { useAnswer, useChange } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { emsApi } from '#model/contract/ems.ts';
import { Button } from '#ui/button.tsx';
import { Note, PageHeader, Section } from '#ui/page.tsx';
import { Banner, ErrorState, Skeleton, Status } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { Events } from './events.tsx';
import { Handlers } from './handlers.tsx';
import styles from './page.module.css';

/** Fabric & Connectors > FortiAnalyzer: indicators in endpoints' logs become Fabric tags. */
export function Component() {
  const { data, error, refetch } = useAnswer(emsApi.fortiAnalyzer, {});
  const { data: world } = useWorld();
  const connect = useChange(emsApi.connectFortiAnalyzer);
  const toast = useToast();
  const change = (connected: boolean): void =>
    connect.mutate(
      { body: { connected } },
      {
        onSuccess: () =>
          toast({ text: `FortiAnalyzer is ${connected ? 'connected' : 'disconnected'}.` }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  return (
    <>
      <PageHeader
        crumb="Fabric & Connectors"
        title="FortiAnalyzer"
        actions={
          data ? (
            <Button
              look={data.connected ? 'plain' : 'primary'}
              icon="power"
              busy={connect.isPending}
              onClick={() => change(!data.connected)}
            >
              {data.connected ? 'Disconnect' : 'Connect'}
            </Button>
          ) : null
        }
      />
      {data ? (
        <div className={styles['parts']}>
          {data.connected ? (
            <p>
              <Status tone="ok">Connected to EMS</Status>
            </p>
          ) : (
            <Banner tone="warn">
              FortiAnalyzer is not connected. It finds indicators, but sends no Fabric tags to EMS.
            </Banner>
          )}
          <Section title="Handlers">
            <Handlers />
          </Section>
          <Section title="Logs of endpoints">
            <Events offsetMinutes={world?.clock.offsetMinutes ?? 0} />
          </Section>
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
      <Note>
        EMS lists a Fabric tag in the endpoint’s summary under Classification Tags, and in Tag
        Monitor as Fabric. A FortiGate receives the tag only if EMS shares Fabric Tags with the
        FortiGate.
      </Note>
    </>
  );
}
