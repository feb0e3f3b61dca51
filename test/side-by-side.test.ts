import { expect, test } from 'vitest';
import { matrixPair } from '#mocks/world/lab/access/matrix-pair.ts';
import { buildWorld } from '#mocks/world/build-world.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { comparedSteps } from '#model/words/compared-steps.ts';

const state = buildWorld(demo);
const uidOf = (host: string): string =>
  state.ems.endpoints.find((one) => one.host === host)?.uid ?? '';
const explained = (host: string, server = 'ZTNA-webserver') =>
  matrixPair(state, { fortigate: 'FGT-HQ', server, uid: uidOf(host), srcintf: '' }).explanation;

test('the same connection twice differs in nothing', () => {
  const steps = comparedSteps(explained('WIN11-ANN'), explained('WIN11-ANN'));
  expect(steps.length).toBeGreaterThan(4);
  expect(steps.filter(({ differs }) => differs)).toEqual([]);
});

test('the first step that differs is where two ways part; the decision stands last', () => {
  const steps = comparedSteps(explained('WIN11-ANN'), explained('WIN11-BOB'));
  expect(steps.find(({ differs }) => differs)?.key).toBe('has');
  expect(steps.at(-1)).toMatchObject({
    key: 'decision',
    left: 'allowed by policy 17',
    differs: true,
  });
});

test('a step that one of them does not come to stands where it would be', () => {
  const [left, right] = [explained('WIN11-GINA'), explained('WIN11-ANN')];
  const steps = comparedSteps(left, right);
  const keys = steps.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const alone = steps.filter((one) => one.left === null);
  expect(alone.map(({ key }) => key)).toEqual(['policy 17']);
  expect(keys.indexOf('policy 17')).toBeGreaterThan(keys.indexOf('policy 3'));
});
