/** What people do about findings: set one aside with a reason, take that back, try a device that could exist. */
import type { Endpoint, EmsServer } from '#model/ems/ems.ts';
import { counterexamplePolicySchema, ignoredFindingSchema } from '#model/lab/findings.ts';
import {
  type Tag,
  allRegisteredClients,
  builtInClassificationTags,
  sameTag,
} from '#model/tagging/tags.ts';
import { policyName } from '#model/words/policy-name.ts';
import { command } from '../../command.ts';
import { conflict, notFound } from '../../refusal.ts';
import { type EmsConsole, type TagByHand, type WorldState, fortigateNamed } from '../../state.ts';
import { exampleFor } from './counterexamples.ts';

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

/** The tags that the rules of a console give, and the device has not: taken by hand, as the device is made for a test. */
function byHand(
  { tagDefinitions, outbreaks }: Pick<EmsConsole, 'tagDefinitions' | 'outbreaks'>,
  { uid, tags }: Endpoint,
): readonly TagByHand[] {
  const given: readonly Tag[] = [
    ...tagDefinitions.map(({ name }): Tag => ({ category: 'zero_trust', name })),
    ...outbreaks.map(({ tag }): Tag => ({ category: 'outbreak_alert', name: tag })),
  ];
  const own = tags.filter(
    (tag) =>
      (tag.category === 'zero_trust' || tag.category === 'outbreak_alert') &&
      !sameTag(tag, allRegisteredClients),
  );
  const taken = given.filter((tag) => !own.some((one) => sameTag(one, tag)));
  return [
    ...own.map(({ category, name }) => ({ uid, tag: { category, name }, add: true })),
    ...taken.map((tag) => ({ uid, tag, add: false })),
  ];
}

function withEndpoint<S extends EmsServer>(server: S, endpoint: Endpoint): S {
  const known = [...builtInClassificationTags, ...server.customClassificationTags];
  const fresh = endpoint.tags.flatMap(({ category, name }) =>
    category === 'classification' && !known.includes(name) ? [name] : [],
  );
  return {
    ...server,
    customClassificationTags: [...server.customClassificationTags, ...fresh],
    endpoints: [...server.endpoints, endpoint],
  };
}

function withDevice(state: WorldState, serial: string, endpoint: Endpoint): WorldState {
  const { ems, closedConsoles } = state;
  if (ems.serial === serial)
    return {
      ...state,
      ems: withEndpoint(ems, endpoint),
      tagsByHand: [...state.tagsByHand, ...byHand(state, endpoint)],
    };
  const closed = closedConsoles[serial];
  return {
    ...state,
    ems: {
      ...ems,
      otherServers: (ems.otherServers ?? []).map((one) =>
        one.serial === serial ? withEndpoint(one, endpoint) : one,
      ),
    },
    closedConsoles: closed
      ? {
          ...closedConsoles,
          [serial]: { ...closed, tagsByHand: [...closed.tagsByHand, ...byHand(closed, endpoint)] },
        }
      : closedConsoles,
  };
}

const addCounterexample = command('lab/add-counterexample', {
  input: counterexamplePolicySchema,
  words: ({ fortigate, ...policy }) =>
    `add a device that ${policyName({ ...policy, name: '' })} of ${fortigate} takes`,
  touches: () => [],
  run: (state, policy) => {
    fortigateNamed(state, policy.fortigate, 'fortigate');
    const example = exampleFor(state, policy);
    if (!example)
      conflict('No device is known that the policy takes. The world has changed; look again.');
    const { device } = example;
    return device
      ? { state: withDevice(state, device.ems, device.endpoint), key: device.endpoint.uid }
      : { state };
  },
});

export const findingCommands = [ignoreFinding, heedFinding, addCounterexample] as const;
