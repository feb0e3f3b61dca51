/** *Edit in CLI*: a policy that a link opens at the prompt. */
import { useEffect, useRef } from 'react';
import { consideredTypes } from '#model/decision/decision.ts';
import { useUrlState } from '#ui/url-state.ts';
import type { CommandLine } from './use-command-line.ts';

/** The lines that open it, or null: an address names a policy, and never a command. */
export function openingLines(policytype: string, policyid: string): readonly string[] | null {
  const list = consideredTypes.find((one) => one === policytype);
  return list === undefined || !/^\d{1,10}$/.test(policyid)
    ? null
    : [`config firewall ${list}`, `edit ${policyid}`];
}

/** Inside a table or an entry, `config` is no command, and what is set there would be lost. */
export function isAtTop(prompt: string): boolean {
  return prompt.endsWith(' # ') && !prompt.endsWith(') # ');
}

/** Runs them once the prompt is known, and takes the policy out of the address, so that a reload does not. */
export function useOpenedPolicy({ prompt: { data: prompt }, run, show }: CommandLine): void {
  const url = useUrlState();
  const lines = openingLines(url.get('policytype'), url.get('policyid'));
  const key = lines?.join('\n') ?? '';
  const done = useRef('');
  useEffect(() => {
    if (prompt === undefined || lines === null || done.current === key) {
      if (lines === null) done.current = '';
      return;
    }
    done.current = key;
    url.set({ policytype: null, policyid: null });
    if (isAtTop(prompt)) void run(lines);
    else
      show(lines[0] ?? '', [
        'Not run: the prompt is inside a table. Type end or abort, then choose Edit in CLI again.',
      ]);
  });
}
