import { differencesOf } from '../lab/access/world-comparison.ts';
import { conflict } from '../refusal.ts';
import type { WorldState } from '../state.ts';

/** The commands that lead from the one to the other, each FortiGate's below its name. Refused where there are none. */
export function differenceText(before: WorldState, after: WorldState): string {
  const { configs } = differencesOf(before, after);
  const text = configs.map((one) => `# ${one.fortigate}\n${one.text.trimEnd()}\n`).join('\n');
  return text === '' ? conflict('The draft changes no FortiGate: there are no commands.') : text;
}
