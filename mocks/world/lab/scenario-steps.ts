/** Ticks the steps of a scenario when they have happened, however they came about. */
import { endpointIn, serverIn } from '#model/lab/connect-request.ts';
import type { ScenarioStep, StepGoal } from '#model/lab/scenario-steps.ts';
import { rowKey } from '#model/fortios/rows.parse.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { type WorldState, findFortiGate } from '../state.ts';

/** A page tells that a place was opened where there is nothing to do but to look. */
export const lookAtStep = command('lab/look-at-step', {
  input: z.object({ id: z.string() }),
  words: () => null,
  touches: () => [],
  run: (state, { id }) => ({
    state: state.stepsDone.includes(id) ? state : { ...state, stepsDone: [...state.stepsDone, id] },
  }),
});

function isReached(state: WorldState, goal: StepGoal): boolean {
  switch (goal.kind) {
    case 'looked':
      return false;
    case 'connected': {
      const answer = state.connection?.answer;
      return (
        answer !== undefined &&
        endpointIn(answer.request) === goal.endpoint &&
        serverIn(answer.request) === goal.server &&
        answer.explanation.action === goal.outcome &&
        answer.explanation.policyid === goal.policyid
      );
    }
    case 'shared':
      return state.ems.fabricDevices.some(
        ({ name, tagTypes }) => name === goal.device && tagTypes.includes(goal.category),
      );
    case 'policy-logic': {
      const policy = findFortiGate(state, goal.fortigate)?.config['firewall policy'].find(
        (one) => rowKey('firewall policy', one) === String(goal.policyid),
      );
      return policy?.['ztna-tags-match-logic'] === goal.logic;
    }
    case 'expired':
      return goal.devices.every((device) =>
        state.ems.fabricDevices.some(({ name, expired }) => name === device && expired === true),
      );
  }
}

/** With every step ticked that is reached now; what was ticked stays, as it has happened. */
export function tickSteps(state: WorldState, steps: readonly ScenarioStep[]): WorldState {
  const fresh = steps.filter(
    ({ id, goal }) => !state.stepsDone.includes(id) && isReached(state, goal),
  );
  return fresh.length === 0
    ? state
    : { ...state, stepsDone: [...state.stepsDone, ...fresh.map(({ id }) => id)] };
}
