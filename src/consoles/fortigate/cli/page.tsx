import { useParams } from 'react-router';
import { Button } from '#ui/button.tsx';
import { PageHeader } from '#ui/page.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './terminal.module.css';
import { Terminal } from './terminal.tsx';
import { transcriptText } from './transcript.ts';
import { useOpenedPolicy } from './opened-policy.ts';
import { type CommandLine, useCommandLine } from './use-command-line.ts';

function CopyOutput({ transcript }: Pick<CommandLine, 'transcript'>) {
  const toast = useToast();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(transcriptText(transcript));
      toast({ text: 'Output copied.' });
    } catch {
      toast({
        text: 'The browser did not allow copying. Select the text and copy it by keyboard.',
        tone: 'bad',
      });
    }
  };
  return (
    <Button
      icon="copy"
      disabledReason={transcript.lines === 0 ? 'There is no output yet.' : null}
      onClick={() => void copy()}
    >
      Copy output
    </Button>
  );
}

function OnDevice({ device }: { readonly device: string }) {
  const line = useCommandLine(device);
  const { transcript, prompt, clear } = line;
  useOpenedPolicy(line);
  return (
    <div className={styles['page']}>
      <PageHeader
        crumb="System"
        title="Command line"
        actions={
          <>
            <CopyOutput transcript={transcript} />
            <Button
              icon="trash"
              disabledReason={transcript.lines === 0 ? 'There is no output yet.' : null}
              onClick={clear}
            >
              Clear
            </Button>
          </>
        }
      />
      {prompt.data === undefined ? (
        prompt.error ? (
          <ErrorState error={prompt.error} onRetry={() => void prompt.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )
      ) : (
        <Terminal device={device} line={line} prompt={prompt.data} />
      )}
    </div>
  );
}

/** System > Command line: FortiOS's own, on this FortiGate. */
export function Component() {
  const { device = '' } = useParams();
  return <OnDevice key={device} device={device} />;
}
