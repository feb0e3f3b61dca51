/** What people do about findings: set one aside with a reason, take that back, try a device that could exist. */
import { counterexamplePolicySchema, ignoredFindingSchema } from '#model/lab/findings.ts';
import { policyName } from '#model/words/policy-name.ts';
import { command } from '../../command.ts';
import { conflict, notFound } from '../../refusal.ts';
import { fortigateNamed } from '../../state.ts';
import { exampleFor } from './counterexamples.ts';
import { addExample } from './made-device.ts';

const ignoreFinding = command('lab/ignore-finding', {
  input: ignoredFindingSchema,
  words: () => 'ignore a finding',
  touches: () => [],
  run: (state, { id, reason }) => ({
    state: {
      ...state,
      ignoredFindings: [...state.ignoredFindings.filter((one) => one.id !== id), { id, reason }],
    },
  }),
});

const heedFinding = command('lab/heed-finding', {
  input: ignoredFindingSchema.pick({ id: true }),
  words: () => 'list an ignored finding again',
  touches: () => [],
  run: (state, { id }) => {
    if (!state.ignoredFindings.some((one) => one.id === id))
      notFound('This finding is not ignored.', 'id');
    return {
      state: {
        ...state,
        ignoredFindings: state.ignoredFindings.filter((one) => one.id !== id),
      },
    };
  },
});

const addCounterexample = command('lab/add-counterexample', {
  input: counterexamplePolicySchema,
  words: ({ fortigate, ...policy }) =>
    `add a device that ${policyName({ ...policy, name: '' })} of ${fortigate} takes`,
  touches: () => [],
  run: (state, policy) => {
    fortigateNamed(state, policy.fortigate, 'fortigate');
    const example = exampleFor(state, policy);
    return example
      ? addExample(state, example)
      : conflict('No device is known that the policy takes. The world has changed; look again.');
  },
});

export const findingCommands = [ignoreFinding, heedFinding, addCounterexample] as const;
