/** EMS’s API of what gives tags besides definitions: outbreak alerts and FortiAnalyzer. */
import {
  connectFortiAnalyzerSchema,
  enableHandlerSchema,
  endpointLogSchema,
  fortiAnalyzerAnswerSchema,
  handlerIdSchema,
  iocEventPageSchema,
  iocEventSortSchema,
  iocHandlerPageSchema,
  iocHandlerSortSchema,
  iocHandlerSpecSchema,
} from '#model/ems/fortianalyzer.ts';
import {
  outbreakIdSchema,
  outbreakPageSchema,
  outbreakSortSchema,
  outbreakSpecSchema,
  outbreakStatusSchema,
  publishOutbreakSchema,
} from '#model/ems/outbreak.ts';
import { travellingTagsSchema } from '#model/tagging/posture-api.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, listing } from './endpoint.ts';
import { followingEms } from './topics.ts';

const { get, post, put, remove } = endpointsOf('ems');

/** Of what EMS numbers. */
const ofId = z.object({ id: z.coerce.number<string>() });
const ofTextId = z.object({ id: z.string() });

export const tagSourceEndpoints = {
  outbreaks: get('/outbreaks/index', {
    about: 'FortiGuard’s outbreak alerts, a page at a time.',
    query: z.strictObject({
      ...listing,
      sort: outbreakSortSchema.default('published'),
      status: outbreakStatusSchema.nullable().default(null),
    }),
    answer: outbreakPageSchema,
    topics: ['sources'],
  }),
  addOutbreak: post('/outbreaks', {
    about: 'Publishes a new alert.',
    body: outbreakSpecSchema,
    namesPlaces: true,
    answer: outbreakIdSchema,
    changes: followingEms,
  }),
  publishOutbreak: put('/outbreaks/:id/published', {
    about: 'Publishes an alert that was withdrawn, or withdraws it.',
    params: ofTextId,
    body: publishOutbreakSchema,
    answer: outbreakIdSchema,
    changes: followingEms,
  }),
  withdrawOutbreak: remove('/outbreaks/:id', {
    about: 'Withdraws an alert. It stays in the list, so that it can be published again.',
    params: ofTextId,
    answer: outbreakIdSchema,
    changes: followingEms,
  }),
  fortiAnalyzer: get('/fortianalyzer', {
    about: 'Whether FortiAnalyzer is connected.',
    answer: fortiAnalyzerAnswerSchema,
    topics: ['sources'],
  }),
  connectFortiAnalyzer: put('/fortianalyzer', {
    about: 'Connects FortiAnalyzer, or disconnects it.',
    body: connectFortiAnalyzerSchema,
    answer: fortiAnalyzerAnswerSchema,
    changes: followingEms,
  }),
  handlers: get('/fortianalyzer/handlers/index', {
    about: 'What FortiAnalyzer looks for in endpoints’ logs.',
    query: z.strictObject({ ...listing, sort: iocHandlerSortSchema.default('indicator') }),
    answer: iocHandlerPageSchema,
    topics: ['sources'],
  }),
  iocEvents: get('/fortianalyzer/logs/index', {
    about: 'Log entries that endpoints sent.',
    query: z.strictObject({ ...listing, sort: iocEventSortSchema.default('at') }),
    answer: iocEventPageSchema,
    topics: ['sources'],
  }),
  addHandler: post('/fortianalyzer/handlers', {
    about: 'Adds a handler.',
    body: iocHandlerSpecSchema,
    answer: handlerIdSchema,
    changes: followingEms,
  }),
  enableHandler: put('/fortianalyzer/handlers/:id', {
    about: 'Enables or disables a handler.',
    params: ofId,
    body: enableHandlerSchema,
    answer: handlerIdSchema,
    changes: followingEms,
  }),
  removeHandler: remove('/fortianalyzer/handlers/:id', {
    about: 'Removes a handler; its tag is taken back.',
    params: ofId,
    answer: travellingTagsSchema,
    changes: followingEms,
  }),
  sendEndpointLog: post('/fortianalyzer/logs', {
    about: 'Sends a log entry as from an endpoint; answers the tags that are on their way.',
    body: endpointLogSchema,
    answer: travellingTagsSchema,
    changes: followingEms,
  }),
};
