/** Drafts: the open world may be one, and all that the other addresses change is then changed in it alone. */
import {
  appliedDraftSchema,
  draftChangeEffectsSchema,
  draftEffectSchema,
  draftFindingsSchema,
  draftReviewSchema,
  droppedAnswerSchema,
  newDraftSchema,
  discardedDraftSchema,
} from '#model/lab/worlds/draft.ts';
import { matrixPairAnswerSchema, matrixPairSchema } from '#model/lab/access-matrix.ts';
import { worldFileAnswerSchema } from '#model/lab/worlds/worlds.ts';
import { z } from '#model/zod.ts';
import { endpointsOf } from './endpoint.ts';
import { everything } from './topics.ts';

const { get, post, remove } = endpointsOf('lab');

const ofWorld = z.object({ id: z.string() });

export const draftEndpoints = {
  startDraft: post('/draft', {
    about: 'Starts a draft of the open world, and opens it.',
    body: newDraftSchema,
    answer: ofWorld,
    changes: everything,
  }),
  draftReview: get('/draft', {
    about: 'What the open draft changes; null where none is open. Ask again while it is counting.',
    answer: draftReviewSchema.nullable(),
    topics: ['world', 'worlds'],
  }),
  draftEffect: get('/draft/effect', {
    about: 'How many gain and lose access by the open draft. Ask again while it is counting.',
    answer: draftEffectSchema,
    topics: ['world'],
  }),
  draftChangeEffects: get('/draft/changes/effects', {
    about:
      'How many gain and lose access by each change of the open draft alone. Ask again while it is counting.',
    answer: draftChangeEffectsSchema,
    topics: ['world', 'worlds'],
  }),
  draftFindings: get('/draft/findings', {
    about:
      'Findings that come and that go with the open draft, ignored ones apart. Ask again while it is counting.',
    answer: draftFindingsSchema,
    topics: ['world', 'worlds'],
  }),
  draftBasePair: get('/draft/base/pair', {
    about: 'What a pair comes to in the world that the open draft is of.',
    query: matrixPairSchema,
    answer: matrixPairAnswerSchema,
    topics: ['world', 'worlds'],
  }),
  draftCommands: get('/draft/commands', {
    about: 'What the open draft does to each FortiGate, as one text of FortiOS commands.',
    answer: worldFileAnswerSchema,
  }),
  dropDraftChange: remove('/draft/changes/:revision', {
    about:
      'Takes one change out of the draft, and those that are refused without it. They can be put back.',
    params: z.object({ revision: z.coerce.number<string | number>().int() }),
    answer: droppedAnswerSchema,
    changes: everything,
  }),
  putDraftChangeBack: post('/draft/dropped/:place', {
    about: 'Makes a change again that was dropped, after the others.',
    params: z.object({ place: z.coerce.number<string | number>().int().min(0) }),
    answer: z.object({ words: z.string() }),
    changes: everything,
  }),
  applyDraft: post('/draft/apply', {
    about:
      'Makes the changes of the open draft in the world that it was made from, as one change that can be undone, and opens that world. Refused while one of them does not fit.',
    answer: appliedDraftSchema,
    changes: everything,
  }),
  keepDraft: post('/draft/keep', {
    about: 'Makes the open draft a world of its own.',
    answer: ofWorld,
    changes: everything,
  }),
  discardDraft: remove('/draft', {
    about:
      'Deletes the open draft, and opens the world that it was made from. It can be brought back as any world.',
    answer: discardedDraftSchema,
    changes: everything,
  }),
};
