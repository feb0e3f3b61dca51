import { readConfig } from '#formats/fortios/config.ts';
import { oddities } from '#formats/fortios/oddities/oddities.ts';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { joinWarnings, warningWords } from '#formats/warnings.ts';
import { type Command, done, filesOf, nameOf } from './command.ts';

/** A text alone tells of no EMS. */
const knownWithoutWorld = { tags: [], emsSerials: null } as const;

const usage = 'fmt FILE';

export const fmtCommand: Command = {
  usage,
  about: 'Prints a FortiOS configuration as FortiOS does, with warnings and their places.',
  run: async (args, terminal) => {
    for (const file of filesOf(args, usage, 1)) {
      const reading = readConfig(await terminal.read(file));
      for (const warning of joinWarnings(reading.warnings, oddities(reading, knownWithoutWorld)))
        terminal.say(`${nameOf(file)}:${warning.line}:${warning.column}: ${warningWords(warning)}`);
      terminal.out(printConfig(reading.config));
    }
    return done;
  },
};
