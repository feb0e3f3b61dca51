import { type Command, checkFailed, done, filesOf } from './command.ts';
import { decideFiles, jsonLines } from './sessions.ts';

const usage = 'explain FILE';

export const explainCommand: Command = {
  usage,
  about: 'The same for one file, each session with its explanation and the whole trace.',
  run: async (args, terminal) => {
    const sessions = await decideFiles(filesOf(args, usage, 1), terminal);
    terminal.out(
      jsonLines(
        sessions.map(({ row, explanation, decision }) => ({
          ...row,
          explanation,
          trace: decision.trace,
        })),
      ),
    );
    return sessions.some(({ difference }) => difference !== null) ? checkFailed : done;
  },
};
