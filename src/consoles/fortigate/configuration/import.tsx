import { useEffect, useRef, useState } from 'react';
import { useChange } from '#api/hooks.ts';
import { type PreviewStage, dropImport, previewImport } from '#api/texts.ts';
import { labApi } from '#model/contract/lab.ts';
import { useUndoable } from '#api/undo.ts';
import {
  type ImportMode,
  type ImportPreview,
  longestConfigText,
} from '#model/fortios/config-import.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { Button } from '#ui/button.tsx';
import { RadioField } from '#ui/fields/choice-field.tsx';
import { Progress } from '#ui/progress.tsx';
import { Banner, EmptyState } from '#ui/states.tsx';
import {
  type TextSource,
  TextSourceField,
  isEmptySource,
  nothingTyped,
  sourceText,
} from '#ui/fields/text-source.tsx';
import { useToast } from '#ui/toast.tsx';
import { ImportPreviewView } from './import-preview.tsx';
import styles from './page.module.css';

interface Previewed {
  readonly id: string;
  readonly preview: ImportPreview;
}

interface UnderWay {
  readonly stage: PreviewStage;
  /** From 0 to 1. */
  readonly share: number;
}
const stageWords: Record<PreviewStage, string> = {
  sending: 'Sending the text',
  reading: 'Reading the configuration',
  comparing: 'Comparing with the current configuration',
};

/** Reads a text in the worker, step by step; what is under way ends with the page. */
function usePreview(device: string) {
  const [under, setUnder] = useState<UnderWay | null>(null);
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const running = useRef<AbortController | null>(null);
  const stop = (): void => {
    running.current?.abort();
    running.current = null;
    setUnder(null);
  };
  useEffect(() => () => running.current?.abort(), []);
  const clear = (): void => {
    stop();
    if (previewed) void dropImport(previewed.id);
    setPreviewed(null);
    setProblem(undefined);
  };
  const start = async (source: TextSource, mode: ImportMode): Promise<void> => {
    clear();
    const own = new AbortController();
    running.current = own;
    setUnder({ stage: 'sending', share: 0 });
    try {
      // By its size: a file that is too long need not be read first.
      const size = source.kind === 'file' ? source.blob.size : source.text.length;
      if (size > longestConfigText)
        throw new Error('The configuration is larger than 60 MB. Import a part of it.');
      const text = await sourceText(source);
      const found = await previewImport(
        { fortigate: device, mode, text },
        (stage, share) => {
          if (running.current === own) setUnder({ stage, share });
        },
        own.signal,
      );
      if (running.current === own) setPreviewed(found);
    } catch (failure) {
      if (running.current === own)
        setProblem(
          failure instanceof Error ? failure.message : 'The text could not be read. Try again.',
        );
    } finally {
      if (running.current === own) {
        running.current = null;
        setUnder(null);
      }
    }
  };
  return { under, previewed, problem, start, stop, clear };
}

/** Paste, drop or open; look at what it would do; import it as one change. */
export function Import({ device }: { readonly device: string }) {
  const [source, setSource] = useState<TextSource>(nothingTyped);
  const [mode, setMode] = useState<ImportMode>('merge');
  const { under, previewed, problem, start, stop, clear } = usePreview(device);
  const apply = useChange(labApi.applyImport);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const fail = (failure: Error): void => toast({ text: failure.message, tone: 'bad' });

  const press = (createTags: readonly Tag[]): void => {
    if (!previewed) return;
    apply.mutate(
      { id: previewed.id, body: { createTags } },
      {
        onSuccess: ({ revision }) => {
          toast({
            text: `The configuration of ${device} was imported.`,
            ...undoable(revision),
          });
          clear();
        },
        onError: fail,
      },
    );
  };
  return (
    <div className={styles['parts']}>
      <form
        className={styles['form']}
        aria-label="Import"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void start(source, mode);
        }}
      >
        <TextSourceField
          label="FortiOS configuration"
          hint="A backup, the output of show, or commands for the command line."
          error={problem}
          value={source}
          rows={9}
          placeholder={'config firewall policy\n    edit 17\n        set action accept'}
          onChange={(next) => {
            setSource(next);
            clear();
          }}
        />
        <RadioField
          label="Import mode"
          value={mode}
          options={[
            {
              value: 'merge',
              label: 'Merge with the current configuration',
              hint: 'Like pasting into the command line. Entries that the text does not name stay.',
            },
            {
              value: 'replace',
              label: 'Replace the whole configuration',
              hint: 'Like restoring a backup. Entries that the text does not have are removed.',
            },
          ]}
          onChange={(next) => {
            setMode(next);
            clear();
          }}
        />
        {under === null ? (
          <div className={styles['buttons']}>
            <Button
              type="submit"
              look={previewed ? 'plain' : 'primary'}
              disabledReason={isEmptySource(source) ? 'Paste a configuration first.' : null}
            >
              Preview
            </Button>
          </div>
        ) : (
          <Progress
            label={stageWords[under.stage]}
            done={Math.round(under.share * 100)}
            total={100}
            stop="Cancel"
            onStop={stop}
          />
        )}
      </form>
      {previewed ? (
        <ImportPreviewView
          device={device}
          preview={previewed.preview}
          busy={apply.isPending}
          onImport={press}
          onCancel={clear}
        />
      ) : under === null && problem === undefined ? (
        <EmptyState title="Preview before import">
          The preview shows added, changed, removed and moved entries, warnings, unresolved
          references, and tags that EMS does not have. Nothing changes until you press Import.
        </EmptyState>
      ) : null}
      {problem ? <Banner tone="info">Nothing was changed on {device}.</Banner> : null}
    </div>
  );
}
