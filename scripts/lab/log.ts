import { readLog } from '#formats/log/log-text.ts';
import { warningWords } from '#formats/warnings.ts';
import type { LogLine } from '#model/decision/log.ts';
import { type Command, Refusal, done, filesOf, nameOf } from './command.ts';

const usage = 'log FILE';

/** Values as texts: `eventtime` has more digits than a number keeps. Written out, as an object would sort its keys. */
function jsonOf(line: LogLine): string {
  return `{${line.map(({ key, value }) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}\n`;
}

export const logCommand: Command = {
  usage,
  about: 'Reads log lines, execute log display and CSV; prints one JSON object a line.',
  run: async (args, terminal) => {
    for (const file of filesOf(args, usage, 1)) {
      const { parts, warnings } = readLog(await terminal.read(file));
      const lines = parts.flatMap((part) => (part.kind === 'record' ? [part.line] : []));
      const [warning] = warnings;
      if (warning && lines.length === 0)
        throw new Refusal(
          `${nameOf(file)}:${warning.line}:${warning.column}: there is no log line in this text; give it lines of key=value, or a CSV.`,
        );
      for (const one of warnings)
        terminal.say(`${nameOf(file)}:${one.line}:${one.column}: ${warningWords(one)}`);
      terminal.out(lines.map(jsonOf).join(''));
    }
    return done;
  },
};
