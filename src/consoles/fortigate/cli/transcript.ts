/** What a command line has shown so far, in chunks that never change once they are full. */

export interface Entry {
  /** What was typed, behind its prompt; null for the rest of an output that was cut into several entries. */
  readonly typed: { readonly prompt: string; readonly text: string } | null;
  /** Lines, joined. */
  readonly output: string;
  /** A word of the page's own, not of the device's. */
  readonly tone: 'output' | 'note' | 'error';
}
export interface Chunk {
  readonly id: number;
  readonly entries: readonly Entry[];
  readonly lines: number;
}
export interface Transcript {
  readonly chunks: readonly Chunk[];
  readonly lines: number;
  /** Lines at the beginning that made room for later ones. */
  readonly dropped: number;
  /** Lines that came last, together. */
  readonly added: number;
}
export const emptyTranscript: Transcript = { chunks: [], lines: 0, dropped: 0, added: 0 };

/** A chunk is drawn only when it comes into view. */
const chunkLines = 100;
/** What a device's terminal would scroll back over. */
const mostLines = 100_000;

function linesOf({ typed, output }: Entry): number {
  return (typed ? 1 : 0) + (output === '' ? 0 : output.split('\n').length);
}

function withEntry(chunks: readonly Chunk[], entry: Entry): readonly Chunk[] {
  const last = chunks.at(-1);
  const lines = linesOf(entry);
  if (last && last.lines + lines <= chunkLines)
    return [
      ...chunks.slice(0, -1),
      { ...last, entries: [...last.entries, entry], lines: last.lines + lines },
    ];
  return [...chunks, { id: (last?.id ?? 0) + 1, entries: [entry], lines }];
}

/** One line that was typed, and what it printed. */
export function appended(
  transcript: Transcript,
  typed: Entry['typed'],
  output: readonly string[],
  tone: Entry['tone'] = 'output',
): Transcript {
  let { chunks, lines, dropped } = transcript;
  for (let at = 0; at === 0 || at < output.length; at += chunkLines) {
    const entry: Entry = {
      typed: at === 0 ? typed : null,
      output: output.slice(at, at + chunkLines).join('\n'),
      tone,
    };
    chunks = withEntry(chunks, entry);
    lines += linesOf(entry);
  }
  while (lines > mostLines) {
    const [first, ...rest] = chunks;
    if (!first || rest.length === 0) break;
    chunks = rest;
    lines -= first.lines;
    dropped += first.lines;
  }
  const added = lines + dropped - transcript.lines - transcript.dropped;
  return { chunks, lines, dropped, added };
}

function entryText({ typed, output }: Entry): string {
  const line = typed ? `${typed.prompt}${typed.text}\n` : '';
  return output === '' ? line : `${line}${output}\n`;
}

/** All of it as plain text, as it would be selected and copied. */
export function transcriptText({ chunks }: Transcript): string {
  return chunks.flatMap(({ entries }) => entries.map(entryText)).join('');
}
