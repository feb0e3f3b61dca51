// The lab without a browser; scripts/lab.mjs starts it on the pinned Node, which runs TypeScript as it is.
import { buffer } from 'node:stream/consumers';
import { fileTerminal } from './lab/file-terminal.ts';
import { runLab } from './lab/commands.ts';

// npm runs scripts in the project's folder and says where it was called from.
const folder =
  process.env['npm_lifecycle_event'] === 'lab'
    ? (process.env['INIT_CWD'] ?? process.cwd())
    : process.cwd();

const terminal = fileTerminal({
  folder,
  input: () => buffer(process.stdin),
  out: (text) => process.stdout.write(text),
  error: (line) => process.stderr.write(line),
});

// A reader that has seen enough, as `head`, closes the pipe: no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
// Set, not called: what is written to a pipe may still be under way.
process.exitCode = await runLab(process.argv.slice(2), terminal);
