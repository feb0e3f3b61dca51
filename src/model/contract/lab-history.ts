/** The history of the open world: what was done, what it flipped, and the way to any moment of it. */
import {
  checkpointSchema,
  historyAnswerSchema,
  momentEffectSchema,
  wentToSchema,
} from '#model/lab/worlds/history.ts';
import { changedSchema } from '#model/lab/lab-api.ts';
import { z } from '#model/zod.ts';
import { endpointsOf } from './endpoint.ts';
import { everything } from './topics.ts';

const { get, post, put } = endpointsOf('lab');

const ofMoment = z.object({ revision: z.coerce.number<string | number>().int() });

export const historyEndpoints = {
  history: get('/history', {
    about: 'Every change that can be undone or redone, newest first.',
    answer: historyAnswerSchema,
    topics: ['world'],
  }),
  momentEffect: get('/history/:revision/effect', {
    about: 'Who gained and lost access by one change. Ask again while it is counting.',
    params: ofMoment,
    answer: momentEffectSchema,
    topics: ['world'],
  }),
  goToMoment: post('/history/:revision/go', {
    about: 'Undoes or redoes changes until this one is the last; 0 is before the first.',
    params: ofMoment,
    answer: wentToSchema,
    changes: everything,
  }),
  nameMoment: put('/history/:revision/name', {
    about: 'Gives the moment after a change a name, or takes it away.',
    params: ofMoment,
    body: checkpointSchema,
    answer: changedSchema,
    changes: ['world'],
    complaint: { message: 'Give a name, or an empty one.', field: 'name' },
  }),
};
