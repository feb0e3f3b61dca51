import type { CaseFortiGate, CaseWorld } from '#formats/case.ts';
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import type { Repairs } from '#model/decision/repair.ts';
import { repairSentence, sideEffectSentence } from '#model/words/repair.ts';
import { repairsFor } from '#engine/repairs/repairs.ts';
import { plain } from '#model/words/sentence.ts';
import { type Command, checkFailed, done, filesOf } from './command.ts';
import { decideFiles, jsonLines, warningsOf } from './sessions.ts';

/** Under a name that says which they are: what would let a denied session through, or end an accepted one. */
function repairsIn({ aim, repairs }: Repairs): object {
  const worded = repairs.map((repair) => ({
    do: plain(repairSentence(repair)),
    besides: sideEffectSentence(repair),
    ...repair,
  }));
  return aim === 'allow' ? { repairs: worded } : { hangsOn: worded };
}

/** What is odd in the text of a session's FortiGate, worked out once. */
const found = new WeakMap<CaseFortiGate, readonly ConfigWarning[]>();

function warningsFor(world: CaseWorld, name: string): readonly ConfigWarning[] {
  const fortigate = world.fortigates.find((one) => one.name === name);
  if (!fortigate) return [];
  const warnings = found.get(fortigate) ?? warningsOf(world, fortigate);
  found.set(fortigate, warnings);
  return warnings;
}

const usage = 'explain FILE';

export const explainCommand: Command = {
  usage,
  about: 'The same for one file, each session with its explanation and the whole trace.',
  run: async (args, terminal) => {
    const { sessions } = await decideFiles(filesOf(args, usage, 1), terminal);
    terminal.out(
      jsonLines(
        sessions.map(({ row, explanation, decision, session, world }) => ({
          ...row,
          explanation,
          ...repairsIn(repairsFor(decision, session, world, world.resolver)),
          trace: decision.trace,
          warnings: warningsFor(world, session.fortigate),
        })),
      ),
    );
    return sessions.some(({ difference }) => difference !== null) ? checkFailed : done;
  },
};
