/** What the lab answers of everybody at once: who gets in where. */
import {
  matrixFilter,
  matrixPairAnswerSchema,
  matrixPairSchema,
  matrixWindowSchema,
  mostMatrixColumns,
  mostMatrixRows,
} from '#model/lab/access-matrix.ts';
import { matrixGroupAnswerSchema, matrixGroupSchema } from '#model/lab/group-sweep.ts';
import { impactAnswerSchema, plannedChangeSchema } from '#model/lab/access-impact.ts';
import {
  comparisonQuerySchema,
  worldComparisonSchema,
} from '#model/lab/worlds/world-comparison.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, whole } from './endpoint.ts';
import { policyMapEndpoints } from './lab-map.ts';

const { get, post } = endpointsOf('lab');

export const analysisEndpoints = {
  ...policyMapEndpoints,
  matrix: get('/matrix', {
    about:
      'A window of the access matrix: endpoints, or groups of like ones, against ZTNA servers. Ask again while it is counting.',
    query: z.strictObject({
      ...matrixFilter,
      start: whole.min(0).default(0),
      count: whole.min(0).max(mostMatrixRows).default(60),
      left: whole.min(0).default(0),
      width: whole.min(0).max(mostMatrixColumns).default(30),
    }),
    answer: matrixWindowSchema,
    topics: ['decisions', 'endpoints', 'config', 'names'],
  }),
  matrixPair: get('/matrix/pair', {
    about: 'One pair of it, explained.',
    query: matrixPairSchema.strict(),
    answer: matrixPairAnswerSchema,
    topics: ['decisions', 'endpoints', 'config', 'names'],
  }),
  matrixGroup: get('/matrix/group', {
    about:
      'What the outcomes of a group of it hang on at one server. Ask again while it is counting.',
    query: matrixGroupSchema.strict(),
    answer: matrixGroupAnswerSchema,
    topics: ['decisions', 'endpoints', 'config', 'names'],
  }),
  impact: post('/impact', {
    about:
      'What the requests of a form would do to access; nothing is changed. Ask again while it is counting.',
    body: plannedChangeSchema,
    answer: impactAnswerSchema,
    topics: ['decisions', 'endpoints', 'config', 'names', 'devices', 'tests'],
    complaint: { message: 'Give the requests of the change.', field: 'requests' },
  }),
  compareWorlds: get('/world-comparison', {
    about:
      'What differs between the present world and an earlier moment, or a scenario: configuration, sharing, tags, access. Ask again while it is counting.',
    query: comparisonQuerySchema.strict(),
    answer: worldComparisonSchema,
    topics: ['decisions', 'endpoints', 'config', 'names', 'devices', 'tests', 'world'],
  }),
};
