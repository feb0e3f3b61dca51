/**
 * Lines that stand in nearly every block that people paste: they are taken, and print nothing, as the debugs that
 * they switch on have nothing to say here.
 */
import { type Step, keyword, printing, value } from '../grammar.ts';

const silent = printing(() => []);

function taken(word: string, help: string): Step {
  return keyword(word, help, {
    run: silent,
    next: [value('<word>', 'What is debugged, and how.', { isList: true, run: silent })],
  });
}

/** `diagnose debug …`. */
export const debugStep: Step = taken('debug', 'Debug output, of which there is none here.');

/** `diagnose wad debug …` and `diagnose wad filter …`. */
export const wadDebugSteps: readonly Step[] = [
  taken('debug', 'Debug output of the proxy, of which there is none here.'),
  taken('filter', 'What the debug output of the proxy is about.'),
];
