import { count } from '#model/plural.ts';
import { useLayoutEffect, useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { EmptyState } from '#ui/states.tsx';
import { InputLine } from './input.tsx';
import { Output } from './output.tsx';
import styles from './terminal.module.css';
import type { CommandLine } from './use-command-line.ts';

/** Lines that show something on any FortiGate. */
const examples = [
  'get system status',
  'show firewall policy',
  'diagnose firewall dynamic list',
  'diagnose endpoint ec-shm list',
  'execute log display',
] as const;

/** So many lines are read out as they come. */
const mostReadOut = 60;

function Examples({ onRun }: { readonly onRun: (line: string) => void }) {
  return (
    <EmptyState
      title="Type a command, or try one"
      action={
        <div className={styles['examples']}>
          {examples.map((line) => (
            <Button key={line} onClick={() => onRun(line)}>
              <code>{line}</code>
            </Button>
          ))}
        </div>
      }
    >
      You can shorten words: <code>sh fire pol</code>. Changes that you make here appear in the
      pages at once. Changes in the pages appear here.
    </EmptyState>
  );
}

function Progress({ line: { progress, cancel } }: { readonly line: CommandLine }) {
  if (!progress || progress.of < 2) return null;
  return (
    <div className={styles['progress']}>
      <progress value={progress.done} max={progress.of} aria-label="Lines run" />
      <span>
        {progress.done} of {progress.of} lines
      </span>
      <Button icon="close" onClick={cancel}>
        Cancel
      </Button>
    </div>
  );
}

/** Output above, the line that is being typed below. */
export function Terminal({
  device,
  line,
  prompt,
}: {
  readonly device: string;
  readonly line: CommandLine;
  readonly prompt: string;
}) {
  const output = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { transcript, run } = line;
  const isLong = transcript.added > mostReadOut;

  // The newest line is in view, as on a terminal.
  useLayoutEffect(() => {
    const area = output.current;
    if (!area || transcript.lines === 0) return undefined;
    area.scrollTop = area.scrollHeight;
    // What came into view has its own height only now.
    const frame = requestAnimationFrame(() => {
      area.scrollTop = area.scrollHeight;
    });
    return () => cancelAnimationFrame(frame);
  }, [transcript]);

  return (
    <section className={styles['terminal']} aria-label={`Command line of ${device}`}>
      <div
        ref={output}
        className={styles['output']}
        role="log"
        aria-label="Output"
        // What is too long to be listened to is counted instead, and can be read line by line.
        aria-live={isLong ? 'off' : 'polite'}
        aria-busy={line.progress !== null && line.progress.of > 1}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        {transcript.lines === 0 ? (
          <Examples
            onRun={(one) => {
              void run([one]);
              input.current?.focus();
            }}
          />
        ) : (
          <Output transcript={transcript} />
        )}
      </div>
      <p role="status" className="visually-hidden">
        {isLong ? `${count(transcript.added, 'line was', 'lines were')} printed.` : ''}
      </p>
      <Progress line={line} />
      <InputLine line={line} prompt={prompt} ref={input} />
    </section>
  );
}
