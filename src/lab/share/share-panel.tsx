import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '#api/call.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import { numberWords } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { saveFile } from '#ui/save-file.ts';
import { Banner, ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { linkFragment, mostLinkCharacters } from './link.ts';
import styles from './share.module.css';

/** @param page the address of the page that is open, with what is chosen on it */
async function sharedLink(id: string, page: string) {
  const { file, text } = await call(labApi.worldFile, { id, query: { secrets: 'masked' } });
  const fragment = await linkFragment({ page, world: text });
  return { file, text, link: `${location.origin}${paths.lab.openLink()}#${fragment}`, fragment };
}

/** Kilobytes, as a link is measured. */
function kilobytes(characters: number): string {
  return `${numberWords(Math.ceil(characters / 102.4) / 10)} kB`;
}

/** The open world, or draft, as a link; a large one as a file. */
export function SharePanel({
  world: { id, name, draft, revision },
  page,
  onClose,
}: {
  readonly world: WorldSummary;
  readonly page: string;
  readonly onClose: () => void;
}) {
  const toast = useToast();
  const [mayCopy, setMayCopy] = useState(true);
  const { data, error, refetch } = useQuery({
    queryKey: ['share', id, revision, page],
    queryFn: () => sharedLink(id, page),
    gcTime: 0,
  });
  const copy = async (link: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      toast({ text: 'The link was copied.' });
    } catch {
      setMayCopy(false);
    }
  };
  const isTooLong = data !== undefined && data.fragment.length > mostLinkCharacters;
  return (
    <SidePanel crumb={draft ? 'Draft' : 'World'} title={`Share ${name}`} onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <div className={styles['parts']}>
          <p>
            The link holds the whole world in itself. No server keeps it. Passwords and keys of
            configurations are left out, and so is the history.
            {draft ? ' The draft goes along with the world that it is of.' : ''}
          </p>
          <KeyValue
            items={[
              { name: 'Opens', value: page, mono: true },
              {
                name: 'Size',
                value: `${kilobytes(data.fragment.length)} of ${kilobytes(mostLinkCharacters)}`,
              },
            ]}
          />
          {isTooLong ? (
            <Banner tone="warn">
              This world is too large for a link. Save it as a file: whoever opens it under Lab &gt;
              Worlds has the same world.
            </Banner>
          ) : null}
          {isTooLong ? null : (
            <Button look="primary" icon="copy" onClick={() => void copy(data.link)}>
              Copy link
            </Button>
          )}
          <Button onClick={() => saveFile(data.file, 'application/json', data.text)}>
            Save as a file
          </Button>
          {mayCopy ? null : (
            <Banner tone="warn">
              The browser did not allow copying. Select the link and copy it by keyboard.
            </Banner>
          )}
          {mayCopy || isTooLong ? null : <CodeView label="Link" text={data.link} />}
        </div>
      ) : (
        <Skeleton lines={5} />
      )}
    </SidePanel>
  );
}
