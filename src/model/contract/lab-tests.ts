/** Policy tests: who may reach what, and whether it is so. */
import { connectRequestSchema, connectStartSchema } from '#model/lab/connect-request.ts';
import { changedSchema } from '#model/lab/lab-api.ts';
import {
  checkedTestsSchema,
  policyTestSchema,
  testFailuresSchema,
  testNamesSchema,
  testsAnswerSchema,
  testsTextModes,
  testsTextSchema,
} from '#model/lab/policy-test.ts';
import { z } from '#model/zod.ts';
import { endpointsOf } from './endpoint.ts';
import { everything } from './topics.ts';

const { get, post, put, remove } = endpointsOf('lab');

const ofName = z.object({ name: z.string() });
const changes = ['world', 'tests'] as const;

export const testEndpoints = {
  policyTests: get('/policy-tests', {
    about:
      'Every policy test, and what comes of it in the world as it is now. Ask again while it is counting.',
    answer: testsAnswerSchema,
    topics: ['tests', 'decisions'],
  }),
  testFailures: get('/policy-tests/:name/failures', {
    about: 'The first pairs of a test that are otherwise than expected, each with its reason.',
    params: ofName,
    answer: testFailuresSchema,
    topics: ['tests', 'decisions'],
  }),
  testNames: get('/policy-test-names', {
    about: 'Users, groups, tags, servers and FortiGates that a test can name.',
    answer: testNamesSchema,
    topics: ['endpoints', 'tags', 'config', 'servers'],
  }),
  savePolicyTest: post('/policy-tests', {
    about: 'Adds a policy test, or changes the one that was called `former`.',
    body: z.object({ test: policyTestSchema, former: z.string().nullable() }),
    namesPlaces: true,
    takesIfMatch: true,
    answer: changedSchema,
    changes,
  }),
  deletePolicyTest: remove('/policy-tests/:name', {
    about: 'Deletes one.',
    params: ofName,
    answer: changedSchema,
    changes,
  }),
  movePolicyTest: post('/policy-tests/:name/move', {
    about: 'Puts one at another place in the list, counted from 0.',
    params: ofName,
    body: z.object({ to: z.number().int().min(0) }),
    answer: changedSchema,
    changes,
  }),
  keepPolicyTest: post('/policy-tests/kept', {
    about: 'Makes a test that says of a connection what came of it.',
    body: z.object({ request: connectRequestSchema, action: z.enum(['accept', 'deny']) }),
    answer: changedSchema.extend({ name: z.string() }),
    changes,
  }),
  addTestCounterexample: post('/policy-tests/:name/counterexample', {
    about:
      'Adds the device that gets in otherwise than the test says, and answers the connection that tries it.',
    params: ofName,
    answer: changedSchema.extend(connectStartSchema.shape),
    changes: everything,
  }),
  policyTestsText: get('/policy-tests-text', {
    about: 'All of them as YAML.',
    answer: testsTextSchema,
    topics: ['tests'],
  }),
  checkPolicyTests: post('/policy-tests-text/check', {
    about: 'What is wrong with a text of tests, line by line; nothing is changed.',
    body: z.object({ text: z.string() }),
    answer: checkedTestsSchema,
  }),
  importPolicyTests: put('/policy-tests-text', {
    about:
      'Takes the tests of a text: in place of all, or added, where the same names are replaced.',
    body: z.object({ text: z.string(), mode: z.enum(testsTextModes) }),
    takesIfMatch: true,
    answer: changedSchema,
    changes,
  }),
};
