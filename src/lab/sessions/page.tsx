import { useAnswer, useChange } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import type { EndedSession, LabSession } from '#model/lab/lab-sessions.ts';
import { ButtonLink } from '#ui/button.tsx';
import { DataTable } from '#ui/table/data-table.tsx';
import { Note, PageHeader, Section } from '#ui/page.tsx';
import { EmptyState } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { endedColumns, openColumns } from './columns.tsx';
import { EndedPanel } from './ended-panel.tsx';
import styles from './page.module.css';

function endedKey({ session, ended }: EndedSession): string {
  return `${session.id}-${ended}`;
}

/** Lab > Sessions: what was accepted and still passes, and what a change has ended (rule R10). */
export function Component() {
  const url = useUrlState();
  const toast = useToast();
  const { data: world } = useWorld();
  const { data, error, refetch } = useAnswer(labApi.sessions, {});
  const end = useChange(labApi.endSession);
  const offset = world?.clock.offsetMinutes ?? 0;
  const opened = data?.ended.find((one) => endedKey(one) === url.get('ended'));
  const show = (one: EndedSession): void => url.set({ ended: endedKey(one) });
  const endByHand = (session: LabSession): void =>
    end.mutate(
      { id: session.id },
      {
        onSuccess: () => toast({ text: `Session ${session.id} was ended.` }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );

  return (
    <>
      <PageHeader crumb="Lab" title="Sessions" />
      <div className={styles['parts']}>
        <Section title="Open">
          <DataTable
            label="Open sessions"
            columns={openColumns(offset, endByHand)}
            rows={data?.open}
            rowId={(session) => String(session.id)}
            error={error}
            onRetry={() => void refetch()}
            empty={
              <EmptyState
                title="No session is open"
                action={<ButtonLink to={paths.lab.connect()}>Open Connect</ButtonLink>}
              >
                An accepted connection stays open until a change of tags, sharing or policies ends
                it.
              </EmptyState>
            }
          />
        </Section>
        <Section title="Ended">
          <DataTable
            label="Ended sessions"
            columns={endedColumns(offset, show)}
            rows={data?.ended}
            rowId={endedKey}
            onOpen={show}
            selected={opened ? endedKey(opened) : null}
            empty={
              <EmptyState title="No session has ended">
                To see a session end, remove a tag from its endpoint.
              </EmptyState>
            }
          />
        </Section>
      </div>
      <Note>
        After each change, the FortiGate decides the affected sessions again. It ends a session that
        is no longer allowed, and logs the end.
      </Note>
      {opened ? <EndedPanel ended={opened} onClose={() => url.set({ ended: null })} /> : null}
    </>
  );
}
