import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { call } from '#api/call.ts';
import { useChange } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { sendWorldFile } from '#api/texts.ts';
import { labApi } from '#model/contract/lab.ts';
import { count, listWords } from '#model/plural.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Card, Note, PageHeader } from '#ui/page.tsx';
import { EmptyState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { readLink } from './link.ts';
import styles from './share.module.css';

/** Sends what a link holds to the lab, which says what it is; nothing is made of it yet. */
async function lookInto(fragment: string, signal: AbortSignal) {
  const read = await readLink(fragment);
  if (!read.ok) throw new Error(read.message);
  const { world, page } = read.content;
  const id = await sendWorldFile(world, () => undefined, signal);
  return { id, page, preview: await call(labApi.previewWorldFile, { id }, signal) };
}

/** Lab > Open a link: what a link holds, before it is opened beside one's own worlds. */
export function Component() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const toast = useToast();
  const create = useChange(labApi.createWorld);
  const fragment = hash.slice(1);
  const { data, error } = useQuery({
    queryKey: ['link', fragment],
    queryFn: ({ signal }) => lookInto(fragment, signal),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const open = (): void => {
    if (!data) return;
    create.mutate(
      { body: { name: '', from: { kind: 'file', id: data.id } } },
      {
        onSuccess: () => {
          toast({ text: 'The world of the link is open. Your other worlds were kept.' });
          void navigate(data.page);
        },
        onError: ({ message }) => toast({ text: message, tone: 'bad' }),
      },
    );
  };
  return (
    <>
      <PageHeader crumb="Lab" title="Open a link" />
      {error ? (
        <EmptyState
          title="The link was not opened"
          action={<ButtonLink to={paths.lab.worlds()}>Open Worlds</ButtonLink>}
        >
          <span role="alert">{error.message}</span>
        </EmptyState>
      ) : data ? (
        <div className={styles['card']}>
          <Card title={data.preview.name} padded>
            <KeyValue
              items={[
                { name: 'Scenario', value: data.preview.scenario },
                { name: 'Endpoints', value: count(data.preview.endpoints, 'endpoint') },
                {
                  name: 'FortiGates',
                  value:
                    data.preview.fortigates.length === 0
                      ? 'none'
                      : listWords(data.preview.fortigates),
                },
                ...(data.preview.draft
                  ? [
                      {
                        name: 'Draft',
                        value: `${data.preview.draft.name}: ${data.preview.draft.changes.join('; ') || 'no changes'}`,
                      },
                    ]
                  : []),
                { name: 'Opens', value: data.page, mono: true },
              ]}
            />
            <div className={styles['actions']}>
              <Button look="primary" busy={create.isPending} onClick={open}>
                Open beside my worlds
              </Button>
              <ButtonLink to={paths.lab.worlds()}>Leave it</ButtonLink>
            </div>
          </Card>
          <Note>
            The world of the link becomes one more world of this browser. Your own worlds stay as
            they are, and can be opened again under Lab &gt; Worlds.
          </Note>
        </div>
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
