/** The worlds that a browser keeps: one is open, and all that the other addresses answer is about that one. */
import { sentPartSchema, sentTextSchema } from '#model/lab/sent-text.ts';
import {
  exportedPartSchema,
  filePreviewSchema,
  newWorldSchema,
  worldExportSchema,
  worldFileAnswerSchema,
  worldListSchema,
  worldNameSchema,
} from '#model/lab/worlds/worlds.ts';
import { z } from '#model/zod.ts';
import { endpointsOf } from './endpoint.ts';
import { draftEndpoints } from './lab-drafts.ts';
import { historyEndpoints } from './lab-history.ts';
import { everything } from './topics.ts';

const { get, post, patch, remove } = endpointsOf('lab');

const ofWorld = z.object({ id: z.string() });

export const worldsEndpoints = {
  ...draftEndpoints,
  ...historyEndpoints,
  worlds: get('/worlds', {
    about: 'The worlds of this browser; one is open.',
    answer: worldListSchema,
    topics: ['worlds', 'world'],
  }),
  createWorld: post('/worlds', {
    about:
      'Makes a world of a scenario, of another world, or of a file that was sent, and opens it. The world that was open is kept.',
    body: newWorldSchema,
    answer: ofWorld,
    changes: everything,
    complaint: { message: 'Give a name, and what the world begins with.', field: 'name' },
  }),
  openWorld: post('/worlds/:id/open', {
    about: 'Opens one; the one that was open is kept as it is.',
    params: ofWorld,
    answer: ofWorld,
    changes: everything,
  }),
  renameWorld: patch('/worlds/:id', {
    about: 'Gives a world another name.',
    params: ofWorld,
    body: z.object({ name: worldNameSchema }),
    answer: ofWorld,
    changes: ['worlds', 'world'],
  }),
  deleteWorld: remove('/worlds/:id', {
    about:
      'Deletes a world that is not open, with its history. It can be brought back until the lab is opened anew, or three more are deleted.',
    params: ofWorld,
    answer: ofWorld,
    changes: ['worlds'],
  }),
  restoreWorld: post('/worlds/:id/restore', {
    about: 'Brings a deleted world back; opens it where deleting it had closed it.',
    params: ofWorld,
    answer: ofWorld,
    changes: everything,
  }),
  beginWorldExport: post('/worlds/:id/exports', {
    about: 'Begins to write a world as a file, as it is now. Its parts are asked for one by one.',
    params: ofWorld,
    body: z.object({ secrets: z.enum(['masked', 'kept']) }),
    answer: worldExportSchema,
  }),
  nextWorldExportPart: post('/world-exports/:id/parts', {
    about: 'The next part of its text, and how far it is then.',
    params: ofWorld,
    answer: exportedPartSchema,
  }),
  dropWorldExport: remove('/world-exports/:id', {
    about: 'Gives it up.',
    params: ofWorld,
    answer: ofWorld,
  }),
  worldFile: get('/worlds/:id/file', {
    about: 'A world as a file (docs/world-file.md). Its history is no part of it.',
    params: ofWorld,
    query: z.strictObject({ secrets: z.enum(['masked', 'kept']).default('masked') }),
    answer: worldFileAnswerSchema,
  }),
  previewWorldFile: get('/world-files/:id', {
    about: 'What a world file that was sent holds; nothing is made of it.',
    params: ofWorld,
    answer: filePreviewSchema,
  }),
  beginWorldFile: post('/world-files', {
    about: 'Announces a world file of so many characters.',
    body: z.object({ length: z.number().int().min(1) }),
    answer: sentTextSchema,
  }),
  addWorldFilePart: post('/world-files/:id/parts', {
    about: 'The next part of its text.',
    params: ofWorld,
    body: sentPartSchema,
    answer: z.object({ received: z.number() }),
  }),
};
