/** What the lab answers of everybody at once: who gets in where. */
import {
  matrixFilter,
  matrixPairAnswerSchema,
  matrixPairSchema,
  matrixWindowSchema,
  mostMatrixColumns,
  mostMatrixRows,
} from '#model/lab/access-matrix.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, whole } from './endpoint.ts';

const { get } = endpointsOf('lab');

export const analysisEndpoints = {
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
};
