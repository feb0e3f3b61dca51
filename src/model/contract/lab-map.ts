/** Lab > Policy map: counts of policies in sight, pinned pairs, and the tags that policies can ask for. */
import {
  mapAfterAnswerSchema,
  mapAfterSchema,
  decidePinsSchema,
  decidedPinsSchema,
  policyMapQuery,
  policyMapSchema,
  policyPaletteSchema,
} from '#model/lab/policy-map.ts';
import { policyFlowQuerySchema, policyFlowSchema } from '#model/lab/policy-flow.ts';
import { commandsAnswerSchema } from '#model/fortios/commands-api.ts';
import { consideredTypes } from '#model/decision/decision.ts';
import { z } from '#model/zod.ts';
import { endpointsOf } from './endpoint.ts';

const { get, post } = endpointsOf('lab');

export const policyMapEndpoints = {
  policyMap: get('/policy-map', {
    about:
      'What policies of a FortiGate come to: who has their tags, who gets to each, whom each takes. Ask again while it is counting.',
    query: z.strictObject(policyMapQuery),
    answer: policyMapSchema,
    topics: ['decisions', 'endpoints', 'config', 'names', 'knowledge', 'devices'],
  }),
  policyFlow: get('/policy-flow', {
    about:
      'How the sessions of endpoints to the servers of a FortiGate fall through its policies. Ask again while it is counting.',
    query: policyFlowQuerySchema,
    answer: policyFlowSchema,
    topics: ['decisions', 'endpoints', 'config', 'names', 'knowledge', 'devices'],
  }),
  decidePins: post('/policy-map/pins', {
    about: 'What pairs of an endpoint and a server come to now; nothing is carried out.',
    body: decidePinsSchema,
    answer: decidedPinsSchema,
    topics: ['decisions', 'endpoints', 'config', 'names', 'knowledge', 'devices'],
    complaint: { message: 'Give pairs of a FortiGate, a server and a uid.', field: 'pairs' },
  }),
  mapAfter: post('/policy-map/after', {
    about: 'The same as a change would make it; nothing is changed.',
    body: mapAfterSchema,
    answer: mapAfterAnswerSchema,
    complaint: { message: 'Give the change, and what to ask of the map.', field: 'change' },
  }),
  policyCommands: get('/policy-map/commands', {
    about: 'A policy as the commands that make it.',
    query: z.strictObject({ fortigate: z.string(), list: z.enum(consideredTypes), id: z.string() }),
    answer: commandsAnswerSchema,
    topics: ['config'],
  }),
  policyPalette: get('/policy-map/palette', {
    about:
      'The tags of EMS by category, each with how many have it and how many a FortiGate knows.',
    query: z.strictObject({
      fortigate: z.string(),
      search: z.string().default(''),
      /** How policies find tags: of devices that ZTNA sessions show, or by the addresses of packets. */
      kind: policyMapQuery.kind,
    }),
    answer: policyPaletteSchema,
    topics: ['endpoints', 'tags', 'config', 'knowledge', 'devices'],
  }),
};
