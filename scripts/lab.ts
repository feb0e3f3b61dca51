// The lab without a browser; scripts/lab.mjs starts it on the pinned Node, which runs TypeScript as it is.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Refusal, type Terminal } from './lab/command.ts';
import { runLab } from './lab/commands.ts';

// npm runs scripts in the project's folder and says where it was called from.
const folder =
  process.env['npm_lifecycle_event'] === 'lab'
    ? (process.env['INIT_CWD'] ?? process.cwd())
    : process.cwd();

async function bytesOf(file: string): Promise<Buffer> {
  if (file !== '-') return readFile(resolve(folder, file));
  return buffer(process.stdin);
}

function problemWords(error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : '') {
    case 'ENOENT':
      return 'there is no such file; check the path';
    case 'EISDIR':
      return 'this is a folder; name a file in it';
    case 'EACCES':
      return 'the file may not be read; change its permissions';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'the text is not UTF-8; save it as UTF-8';
    default:
      return `it cannot be read (${error instanceof Error ? error.message : String(error)}); check the path`;
  }
}

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  say: (line) => process.stderr.write(`${line.replaceAll(/[\r\n]+/g, ' ')}\n`),
  read: async (file) => {
    try {
      return new TextDecoder('utf8', { fatal: true }).decode(await bytesOf(file));
    } catch (error) {
      throw new Refusal(`${file === '-' ? 'standard input' : file}: ${problemWords(error)}.`);
    }
  },
};

// A reader that has seen enough, as `head`, closes the pipe: no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
// Set, not called: what is written to a pipe may still be under way.
process.exitCode = await runLab(process.argv.slice(2), terminal);
