/** What is wrong, dead or needless in the world: found, looked at, and set aside. */
import {
  counterexamplePolicySchema,
  findingDetailSchema,
  findingMarksSchema,
  findingFilter,
  findingSorts,
  findingsAnswerSchema,
  ignoredFindingSchema,
  markedTables,
} from '#model/lab/findings.ts';
import { changedSchema } from '#model/lab/lab-api.ts';
import { connectStartSchema } from '#model/lab/connect-request.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, listing } from './endpoint.ts';
import { type Topic, everything } from './topics.ts';

const { get, post } = endpointsOf('lab');

const topics: readonly Topic[] = [
  'findings',
  'config',
  'knowledge',
  'endpoints',
  'tags',
  'devices',
  'sources',
  'names',
];

export const findingEndpoints = {
  findings: get('/findings', {
    about: 'A page of what is found. Ask again while it is counting.',
    query: z.strictObject({
      ...listing,
      ...findingFilter,
      sort: z.enum(findingSorts).default('severity'),
    }),
    answer: findingsAnswerSchema,
    topics,
  }),
  findingMarks: get('/findings/marks', {
    about:
      'The kinds of findings of each policy of a table, for marks in its list. Ask again while it is counting.',
    query: z.strictObject({ fortigate: z.string(), table: z.enum(markedTables) }),
    answer: findingMarksSchema,
    topics,
  }),
  finding: get('/findings/one', {
    about:
      'One of them, with what mends it and a device that it would take. Ask again while it is counting.',
    query: z.strictObject({ id: z.string().default('') }),
    answer: findingDetailSchema,
    topics,
  }),
  ignoreFinding: post('/findings/ignored', {
    about: 'Sets one aside, with a reason.',
    body: ignoredFindingSchema,
    answer: changedSchema,
    changes: ['world', 'findings'],
    complaint: { message: 'Name a finding by its id, and say why it is ignored.', field: 'reason' },
  }),
  heedFinding: post('/findings/heeded', {
    about: 'Lists an ignored one again.',
    body: ignoredFindingSchema.pick({ id: true }),
    answer: changedSchema,
    changes: ['world', 'findings'],
    complaint: { message: 'Name a finding by its id.', field: 'id' },
  }),
  addCounterexample: post('/findings/counterexamples', {
    about: 'Adds a device that a policy takes, and answers the connection that tries it.',
    body: counterexamplePolicySchema,
    answer: changedSchema.extend(connectStartSchema.shape),
    changes: everything,
    complaint: { message: 'Name a policy of a FortiGate.', field: 'policyid' },
  }),
};
