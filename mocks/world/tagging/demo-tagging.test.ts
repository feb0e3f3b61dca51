import { expect, test } from 'vitest';
import { evaluate, tagsOf } from '#engine/tagging/evaluate.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { demoTagging } from '#mocks/scenarios/demo-tagging.ts';
import { outbreakSchema } from '#model/ems/outbreak.ts';
import { type Device, deviceOf, postureFor, postureSchema } from '#model/tagging/posture.ts';
import { tagSpecProblems } from '#model/tagging/tagging.ts';
import { tagInLog } from '#model/tagging/tags.ts';
import { buildWorld } from '../build-world.ts';

const { definitions, outbreaks, postures } = demoTagging;
const { endpoints } = buildWorld(demo).ems;
const devices = endpoints.map((one): Device =>
  deviceOf(one, { ...postureFor(one.os, one.osVersion), ...postures[one.host] }),
);
const evaluation = evaluate({ devices, definitions, outbreaks });

test.each(endpoints.map((endpoint) => [endpoint.host, endpoint] as const))(
  '%s gets just the posture and outbreak tags that the scenario lists, in its order',
  (_host, endpoint) => {
    const given = tagsOf(evaluation, endpoint.uid);
    const listed = endpoint.tags.filter(
      ({ category }) => category === 'zero_trust' || category === 'outbreak_alert',
    );
    expect(given.map(tagInLog)).toEqual(listed.map(tagInLog));
  },
);

test('what is written is valid, and each posture is of an endpoint', () => {
  for (const { id: _, ...spec } of definitions) expect(tagSpecProblems(spec)).toEqual([]);
  for (const outbreak of outbreaks) expect(outbreakSchema.parse(outbreak)).toEqual(outbreak);
  for (const one of endpoints)
    expect(
      postureSchema.safeParse({ ...postureFor(one.os, one.osVersion), ...postures[one.host] })
        .error,
    ).toBeUndefined();
  expect(Object.keys(postures).toSorted()).toEqual(endpoints.map(({ host }) => host).toSorted());
  // Names and numbers are each one definition's.
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
  expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
});
