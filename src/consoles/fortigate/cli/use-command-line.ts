import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { labApi } from '#model/contract/lab.ts';
import { call } from '#api/call.ts';
import { useCliPrompt, useTypeLines } from '#api/cli.ts';
import { type CliAnswer, cliInterrupt } from '#model/fortios/cli-api.ts';
import { remembered } from './input-line.ts';
import { type Transcript, appended, emptyTranscript } from './transcript.ts';

/** Lines that are sent together: few enough that *Cancel* works at once. */
const batch = 25;

interface Past {
  /** The session that the device knows this command line by. */
  readonly session: string;
  readonly transcript: Transcript;
  readonly history: readonly string[];
}

function newPast(): Past {
  return { session: crypto.randomUUID(), transcript: emptyTranscript, history: [] };
}

/**
 * What a command line has shown, kept beside what the servers said, so that it is still there when a person
 * comes back from another page; a reload, and another world, begin anew.
 */
function usePast(device: string) {
  const client = useQueryClient();
  const key = ['fortigate', device, 'command-line'];
  const { data: past } = useQuery({
    queryKey: key,
    // Asked of nobody: what is new in the world does not begin it anew.
    enabled: false,
    queryFn: newPast,
    initialData: newPast,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const change = (how: (before: Past) => Past): void => {
    client.setQueryData<Past>(key, (before) => how(before ?? newPast()));
  };
  return { past, change };
}

/** What a batch of lines was answered, below what was shown before. */
function answered(before: Transcript, lines: readonly string[], answer: CliAnswer): Transcript {
  const after = answer.lines.reduce(
    (shown, one, i) => appended(shown, { prompt: one.prompt, text: lines[i] ?? '' }, one.output),
    before,
  );
  const ended = 'The session has ended. The next line starts a new session.';
  return answer.closed ? appended(after, null, [ended], 'note') : after;
}

/** A command line on a FortiGate. */
export function useCommandLine(device: string) {
  const { past, change } = usePast(device);
  const { session } = past;
  const prompt = useCliPrompt(device, session);
  const { mutateAsync: type } = useTypeLines(device, session);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  /** Lines that wait for their turn; null while nothing is under way. */
  const waiting = useRef<string[] | null>(null);
  const stop = useRef<string | null>(null);
  useEffect(
    () => () => {
      stop.current = 'the page was left';
    },
    [],
  );

  const print = (how: (before: Transcript) => Transcript): void =>
    change((before) => ({ ...before, transcript: how(before.transcript) }));

  /** One batch after the other, each standing where the one before it led. */
  const carryOut = async (queue: string[]): Promise<void> => {
    let done = 0;
    while (queue.length > 0) {
      const of = done + queue.length;
      if (stop.current !== null) {
        const words = `Cancelled after ${done} of ${of} lines: ${stop.current}.`;
        print((before) => appended(before, null, [words], 'note'));
        return;
      }
      setProgress({ done, of });
      const some = queue.splice(0, batch);
      const answer = await type(some);
      done += some.length;
      print((before) => answered(before, some, answer));
      if (answer.closed) return;
    }
  };

  /** Carries lines out in order, after those that are under way, and shows each with what it printed. */
  const run = async (lines: readonly string[]): Promise<void> => {
    change((before) => ({ ...before, history: lines.reduce(remembered, before.history) }));
    if (waiting.current) {
      waiting.current.push(...lines);
      return;
    }
    const queue = [...lines];
    waiting.current = queue;
    stop.current = null;
    try {
      await carryOut(queue);
    } catch (error) {
      const words =
        error instanceof Error ? error.message : 'The FortiGate did not answer. Try again.';
      print((before) => appended(before, null, [`Not run: ${words}`], 'error'));
    } finally {
      waiting.current = null;
      setProgress(null);
    }
  };

  return {
    transcript: past.transcript,
    history: past.history,
    prompt,
    /** Null while nothing is under way. */
    progress,
    run,
    cancel: (): void => {
      stop.current = 'by hand';
    },
    /** Shows a line that was not carried out, with what is to be said of it. */
    show: (text: string, output: readonly string[]): void =>
      print((before) => appended(before, { prompt: prompt.data ?? '', text }, output)),
    /** What Ctrl+C does on the device. */
    interrupt: (): Promise<unknown> => type([cliInterrupt]),
    clear: (): void => print(() => emptyTranscript),
    help: useCallback(
      (text: string) => call(labApi.completeLine, { body: { fortigate: device, session, text } }),
      [device, session],
    ),
  };
}
export type CommandLine = ReturnType<typeof useCommandLine>;
