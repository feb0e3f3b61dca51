import type { CaseWorld } from '#formats/case.ts';
import { FindingsUnderWay } from '#engine/analysis/findings/findings.ts';
import type { Finding } from '#model/lab/findings.ts';
import type { Moment } from '#model/decision/session.ts';
import { findingReason } from '#model/words/finding.ts';
import { textWarnings } from '#mocks/world/lab/findings/text-warnings.ts';
import { type Command, done, filesOf } from './command.ts';
import { jsonLines, readWorlds } from './sessions.ts';

const usage = 'findings FILE';

/** A case has no clock: the first of its sessions says when it is, and without any a Tuesday at noon. */
function momentOf({ sessions }: CaseWorld): Moment {
  const times = sessions.map(({ session }) => session.at);
  const [first] = times.toSorted((a, b) => a.epochMs - b.epochMs);
  return first ?? { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 };
}

function findingsOf(world: CaseWorld): readonly Finding[] {
  const { ems, fortigates, resolver } = world;
  const at = momentOf(world);
  const underWay = new FindingsUnderWay(
    { ems, fortigates, resolver, at, tagging: new Map() },
    textWarnings,
  );
  underWay.work.finish();
  return underWay.findings;
}

/** Keys in the order of docs/headless.md. */
function rowOf(finding: Finding): object {
  const { about, fortigate, table, key, because, severity } = finding;
  return {
    kind: about.kind,
    fortigate,
    table,
    key,
    because: because.map((place) => ({ table: place.table, key: place.key })),
    reason: findingReason(finding),
    severity,
  };
}

export const findingsCommand: Command = {
  usage,
  about: 'What is shadowed, redundant, broken, unused or without effect, with the reason.',
  run: async (args, terminal) => {
    const [file = ''] = filesOf(args, usage, 1);
    const worlds = await readWorlds(file, terminal);
    terminal.out(jsonLines(worlds.flatMap((world) => findingsOf(world).map(rowOf))));
    return done;
  },
};
