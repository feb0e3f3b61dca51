/** The world as the shell shows it: its name, its clock, how much there is, and what can be undone. */
import { isPolicyBased } from '#model/fortios/tables/policy-based.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import type { History, PastChange } from './history/history.ts';
import type { WorldState } from './state.ts';

function newestFirst(changes: readonly PastChange[]): WorldSummary['undo'] {
  return changes.map(({ revision, words }) => ({ revision, words })).toReversed();
}

export function summaryOf(
  state: WorldState,
  history: History,
  { running, notice }: { readonly running: boolean; readonly notice: string | null },
): Omit<WorldSummary, 'id' | 'name' | 'draft'> {
  const { revision, scenario, clock, ems, fortigates, pendingTagChanges } = state;
  const due = pendingTagChanges.flatMap(({ dueMs }) => (dueMs === null ? [] : [dueMs]));
  return {
    revision,
    scenario,
    clock: { ...clock, running },
    pending: pendingTagChanges.length,
    nextArrival: due.length === 0 ? null : Math.min(...due),
    ems: {
      name: ems.name,
      serial: ems.serial,
      version: ems.version,
      endpoints: ems.endpoints.length,
      fabricDevices: ems.fabricDevices.length,
    },
    fortigates: fortigates.map(({ name, serial, version, config, logs }) => ({
      name,
      serial,
      version,
      firewallPolicies: config['firewall policy'].length,
      proxyPolicies: config['firewall proxy-policy'].length,
      securityPolicies: config['firewall security-policy'].length,
      ztnaLogs: logs.filter((entry) => entry.subtype === 'ztna').length,
      forwardLogs: logs.filter((entry) => entry.subtype === 'forward').length,
      isPolicyBased: isPolicyBased(config.layout),
    })),
    sessions: state.openSessions.length,
    undo: newestFirst(history.done),
    redo: newestFirst(history.undone),
    stepsDone: [...state.stepsDone],
    notice,
  };
}
