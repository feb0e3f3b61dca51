import { type Command, checkFailed, done, filesOf } from './command.ts';
import { decideFiles, jsonLines } from './sessions.ts';

const usage = 'decide FILE...';

export const decideCommand: Command = {
  usage,
  about: 'Decides every session of the case files, and compares with what they expect.',
  run: async (args, terminal) => {
    const sessions = await decideFiles(filesOf(args, usage, Number.POSITIVE_INFINITY), terminal);
    terminal.out(jsonLines(sessions.map(({ row }) => row)));
    return sessions.some(({ difference }) => difference !== null) ? checkFailed : done;
  },
};
