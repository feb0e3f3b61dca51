import { newSession } from '#cli/session.ts';
import { typeLine } from '#mocks/world/fortigate/cli.ts';
import { type Command, Refusal, done, filesOf } from './command.ts';
import { takeOption } from './options.ts';
import { readWorlds, startOf } from './sessions.ts';

const usage = 'cli FILE [--fortigate NAME]';

export const cliCommand: Command = {
  usage,
  about: 'A FortiOS command line on the case: one command a line from standard input.',
  run: async (args, terminal) => {
    const { rest, value: name } = takeOption(args, '--fortigate', {
      wants: 'the name of a FortiGate',
      usage,
    });
    const [file = ''] = filesOf(rest, usage, 1);
    if (file === '-')
      throw new Refusal(
        `Commands come from standard input, so the case needs a file; use: ${usage}`,
      );
    const worlds = await readWorlds(file, terminal);
    const [world] = worlds;
    const [first] = world?.fortigates ?? [];
    if (!world || !first)
      throw new Refusal(`${file}: there is no FortiGate to type on; add one to the case.`);
    if (worlds.length > 1)
      terminal.say(
        `${file}: there are ${worlds.length} cases; the first, “${world.name}”, is used.`,
      );
    const fortigate = name === null ? first : world.fortigates.find((one) => one.name === name);
    if (!fortigate)
      throw new Refusal(
        `${file}: there is no FortiGate ${name}; name one of: ${world.fortigates.map((one) => one.name).join(', ')}.`,
      );
    let state = startOf(world);
    let session = newSession;
    const commands = await terminal.read('-');
    for (const line of commands.replace(/\r?\n$/, '').split(/\r?\n/)) {
      const { typed, state: after } = typeLine(state, fortigate.name, session, line);
      ({ session } = typed);
      state = after;
      if (typed.output.length > 0) terminal.out(`${typed.output.join('\n')}\n`);
      if (typed.closed) break;
    }
    return done;
  },
};
