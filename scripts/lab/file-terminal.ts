/** A terminal over files: a process's, or one that a test looks into. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Refusal, type Terminal } from './command.ts';

function problemWords(error: unknown, done: 'read' | 'written' = 'read'): string {
  switch (error instanceof Error && 'code' in error ? error.code : '') {
    case 'ENOENT':
      return done === 'read'
        ? 'there is no such file; check the path'
        : 'there is no such folder; check the path';
    case 'EISDIR':
      return 'this is a folder; name a file in it';
    case 'EACCES':
      return `the file may not be ${done}; change its permissions`;
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'the text is not UTF-8; save it as UTF-8';
    default:
      return `it cannot be ${done} (${error instanceof Error ? error.message : String(error)}); check the path`;
  }
}

/** What a terminal stands on. */
interface Streams {
  /** Relative paths begin here. */
  readonly folder: string;
  readonly input: () => Promise<Uint8Array>;
  readonly out: (text: string) => void;
  /** Gets whole lines, with their ends. */
  readonly error: (line: string) => void;
}

export function fileTerminal({ folder, input, out, error }: Streams): Terminal {
  return {
    out,
    say: (line) => error(`${line.replaceAll(/[\r\n]+/g, ' ')}\n`),
    read: async (file) => {
      try {
        const bytes = file === '-' ? await input() : await readFile(resolve(folder, file));
        return new TextDecoder('utf8', { fatal: true }).decode(bytes);
      } catch (failure) {
        throw new Refusal(`${file === '-' ? 'standard input' : file}: ${problemWords(failure)}.`);
      }
    },
    write: async (file, text) => {
      try {
        await writeFile(resolve(folder, file), text);
      } catch (failure) {
        throw new Refusal(`${file}: ${problemWords(failure, 'written')}.`);
      }
    },
  };
}
