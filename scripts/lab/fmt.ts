import { readConfig } from '#formats/fortios/config.ts';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { type Command, done, filesOf, nameOf } from './command.ts';

const usage = 'fmt FILE';

export const fmtCommand: Command = {
  usage,
  about: 'Prints a FortiOS configuration as FortiOS does, with warnings and their places.',
  run: async (args, terminal) => {
    for (const file of filesOf(args, usage, 1)) {
      const { config, warnings } = readConfig(await terminal.read(file));
      for (const { line, column, message } of warnings)
        terminal.say(`${nameOf(file)}:${line}:${column}: ${message}`);
      terminal.out(printConfig(config));
    }
    return done;
  },
};
