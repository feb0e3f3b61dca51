/** After whatever changes, once everything has arrived, endpoints have just what the rules give. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, tagsOf } from '#engine/tagging/evaluate.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { type Posture, deviceOf } from '#model/tagging/posture.ts';
import type { EndpointFacts } from '#model/tagging/posture-api.ts';
import { tagInLog } from '#model/tagging/tags.ts';
import { buildWorld } from '../build-world.ts';
import { type Command, run } from '../commands.ts';
import { endpointPosture } from './posture-commands.ts';
import { RefusalError } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import { settled } from './tag-changes.ts';
import { postureOf } from './tag-evaluation.ts';

const start = buildWorld(demo);
const uids = start.ems.endpoints.map(({ uid }) => uid);

function carried(state: WorldState, command: Command): WorldState {
  try {
    return settled(state, run(state, command).state);
  } catch (error) {
    if (error instanceof RefusalError) return state;
    throw error;
  }
}

type Step =
  | { readonly kind: 'posture'; readonly uid: string; readonly posture: Partial<Posture> }
  | { readonly kind: 'facts'; readonly uid: string; readonly facts: Partial<EndpointFacts> }
  | { readonly kind: 'command'; readonly command: Command };

function commandOf(state: WorldState, step: Step): Command {
  if (step.kind === 'command') return step.command;
  const { posture, facts } = endpointPosture(state, step);
  const change = step.kind === 'posture' ? { posture: step.posture } : { facts: step.facts };
  return {
    kind: 'ems/change-posture',
    uid: step.uid,
    posture: { ...posture, ...change.posture },
    facts: { ...facts, ...change.facts },
    basedOn: null,
  };
}

const uid = fc.constantFrom(...uids);
const command = (made: fc.Arbitrary<Command>): fc.Arbitrary<Step> =>
  made.map((one) => ({ kind: 'command', command: one }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('posture'),
    uid,
    posture: fc.constantFrom<Partial<Posture>>(
      { files: ['C:\\virus.txt'] },
      { files: [] },
      { vulnerabilities: [] },
      { vulnerabilities: [{ name: 'v', severity: 'critical', cves: ['CVE-2021-44228'] }] },
      { logon: { kind: 'domain', domain: 'fortiad.example' } },
      { logon: { kind: 'local' } },
    ),
  }),
  fc.record({
    kind: fc.constant('facts'),
    uid,
    facts: fc.constantFrom<Partial<EndpointFacts>>(
      { onNet: true },
      { onNet: false },
      { os: 'macos', osVersion: 'macOS 15.2' },
      { os: 'windows', osVersion: 'Windows 10 22H2' },
      { user: null },
    ),
  }),
  command(
    fc.record({
      kind: fc.constant('ems/enable-tag'),
      id: fc.integer({ min: 1, max: 8 }),
      enabled: fc.boolean(),
    }),
  ),
  command(
    fc.record({
      kind: fc.constant('ems/publish-outbreak'),
      id: fc.constant('apache-log4j2'),
      published: fc.boolean(),
    }),
  ),
  command(fc.record({ kind: fc.constant('ems/delete-tag'), id: fc.integer({ min: 1, max: 8 }) })),
  command(
    fc.record({
      kind: fc.constant('ems/endpoint-action'),
      uid,
      action: fc.constantFrom('unregister', 'register', 'take-offline', 'bring-online'),
    }),
  ),
  command(
    fc.record({ kind: fc.constant('lab/step-clock'), seconds: fc.integer({ min: 1, max: 90 }) }),
  ),
);

function arrivedAll(state: WorldState): WorldState {
  const online = uids.reduce(
    (now, one) => carried(now, { kind: 'ems/endpoint-action', uid: one, action: 'bring-online' }),
    state,
  );
  return carried(online, { kind: 'lab/step-clock', seconds: 60 });
}

describe('tags follow the rules', () => {
  test('whatever was changed, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const state = arrivedAll(
          steps.reduce((now, one) => carried(now, commandOf(now, one)), start),
        );
        expect(state.pendingTagChanges.filter(({ dueMs }) => dueMs !== null)).toEqual([]);
        const { tagDefinitions: definitions, outbreaks } = state;
        const devices = state.ems.endpoints.map((one) => deviceOf(one, postureOf(state, one)));
        const evaluation = evaluate({ devices, definitions, outbreaks });
        for (const endpoint of state.ems.endpoints) {
          const given = tagsOf(evaluation, endpoint.uid).map(tagInLog);
          const has = endpoint.tags
            .filter(({ category }) => category === 'zero_trust' || category === 'outbreak_alert')
            .map(tagInLog);
          expect(has.toSorted()).toEqual(given.toSorted());
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['taken', { vulnerabilities: [{ name: 'v', severity: 'critical', cves: [] }] }],
    ['given', { files: ['C:\\virus.txt'] }],
  ] as const)('a tag that is being %s when the registration ends is gone with it', (_, posture) => {
    const uid = 'A1D0C6E27B9F4A58830E5C14F7B26D0D';
    const changed = carried(start, commandOf(start, { kind: 'posture', uid, posture }));
    expect(changed.pendingTagChanges.filter((one) => one.uid === uid)).not.toEqual([]);
    const gone = arrivedAll(
      carried(changed, { kind: 'ems/endpoint-action', uid, action: 'unregister' }),
    );
    const left = gone.ems.endpoints.find((one) => one.uid === uid)?.tags ?? [];
    expect(left.filter(({ category }) => category !== 'classification')).toEqual([]);
  });

  test('a rule that is switched off and on gives its tag back to whom it was taken from, at once', () => {
    const off = carried(start, { kind: 'ems/enable-tag', id: 1, enabled: false });
    expect(off.pendingTagChanges).toEqual([]);
    const on = carried(off, { kind: 'ems/enable-tag', id: 1, enabled: true });
    const names = (state: WorldState) =>
      state.ems.endpoints.map(({ tags }) => tags.map(({ name }) => name).toSorted());
    expect(names(on)).toEqual(names(start));
  });
});
