import { type Command, checkFailed, done, filesOf } from './command.ts';
import { decideFiles, jsonLines } from './sessions.ts';

const usage = 'decide FILE... [--strict]';
const strict = '--strict';

export const decideCommand: Command = {
  usage,
  about: 'Decides every session of the case files, and compares with what they expect.',
  run: async (args, terminal) => {
    const rest = args.filter((arg) => arg !== strict);
    const files = filesOf(rest, usage, Number.POSITIVE_INFINITY);
    const { sessions, isOdd } = await decideFiles(files, terminal);
    terminal.out(jsonLines(sessions.map(({ row }) => row)));
    const differs = sessions.some(({ difference }) => difference !== null);
    return differs || (isOdd && rest.length < args.length) ? checkFailed : done;
  },
};
