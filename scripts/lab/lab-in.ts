/** For tests: the command in this process, which takes a tenth of the time of one of its own. */
import { runLab } from './commands.ts';
import { fileTerminal } from './file-terminal.ts';

/** Runs commands on the files of a folder. */
export function labIn(folder: string) {
  return async (args: readonly string[], input = '') => {
    let [stdout, stderr] = ['', ''];
    const status = await runLab(
      args,
      fileTerminal({
        folder,
        input: () => Promise.resolve(new TextEncoder().encode(input)),
        out: (text) => (stdout += text),
        error: (line) => (stderr += line),
      }),
    );
    return { status, stdout, stderr };
  };
}
