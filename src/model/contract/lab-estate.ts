/** The lab's own words for what real estates have: several EMS servers, endpoints with several routes, names. */
import {
  deviceSchema,
  devicesSchema,
  emsServerDraftSchema,
  emsServersSchema,
} from '#model/ems/ems-servers.ts';
import { endpointRoutesSchema } from '#model/ems/endpoint-routes.ts';
import { nameDraftSchema, nameKeySchema, nameTableSchema } from '#model/lab/names.ts';
import {
  endpointDraftsSchema,
  fortigateDraftSchema,
  fortigateDraftsSchema,
  fortigateListSchema,
  removedEndpointsSchema,
} from '#model/lab/worlds/estate.ts';
import { changedSchema } from '#model/lab/lab-api.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, whole } from './endpoint.ts';
import { everything, followingEms } from './topics.ts';

const { get, post, put, remove } = endpointsOf('lab');

const ofServer = z.object({ serial: z.string() });

export const estateEndpoints = {
  names: get('/names', {
    about:
      'What domain names and countries resolve to, and which address objects name what does not.',
    answer: nameTableSchema,
    topics: ['names', 'config'],
  }),
  saveName: post('/names', {
    about: 'Sets what a domain name or a country resolves to.',
    body: nameDraftSchema,
    answer: changedSchema,
    changes: ['world', 'names', 'decisions', 'log'],
    complaint: { message: 'Give a name, and the addresses that it resolves to.', field: 'name' },
  }),
  deleteName: remove('/names/:kind/:name', {
    about: 'Takes it out of the table: it does not resolve then.',
    params: nameKeySchema,
    answer: changedSchema,
    changes: ['world', 'names', 'decisions', 'log'],
  }),
  devices: get('/endpoints', {
    about: 'Endpoints of every EMS server, those of the open console first, found by a text.',
    query: z.strictObject({
      search: z.string().default(''),
      count: whole.min(1).max(200).default(50),
    }),
    answer: devicesSchema,
    topics: ['endpoints', 'servers'],
  }),
  device: get('/endpoints/:uid', {
    about: 'One of them, whichever server it belongs to.',
    params: z.object({ uid: z.string() }),
    answer: deviceSchema,
    topics: ['endpoints', 'servers'],
  }),
  saveEndpoints: post('/estate/endpoints', {
    about:
      'Adds endpoints to the EMS whose console is open, or edits those that have a UID. All of them, or none.',
    body: endpointDraftsSchema,
    namesPlaces: true,
    answer: changedSchema,
    changes: everything,
  }),
  removeEndpoints: post('/estate/endpoints/removed', {
    about: 'Removes endpoints of that EMS, with what is found on them.',
    body: removedEndpointsSchema,
    answer: changedSchema,
    changes: everything,
    complaint: { message: 'Name endpoints by their UIDs.', field: 'uids' },
  }),
  fortigates: get('/estate/fortigates', {
    about: 'The FortiGates of the world, with how much there is on each.',
    answer: fortigateListSchema,
    topics: ['config', 'endpoints', 'devices'],
  }),
  addFortiGates: post('/estate/fortigates', {
    about:
      'Adds FortiGates with three interfaces and a connector to the EMS whose console is open, which has authorized them. All of them, or none.',
    body: fortigateDraftsSchema,
    namesPlaces: true,
    answer: changedSchema,
    changes: everything,
  }),
  editFortiGate: put('/estate/fortigates/:name', {
    about: 'Sets the address and the version of one.',
    params: z.object({ name: z.string() }),
    body: fortigateDraftSchema.pick({ ip: true, version: true }),
    answer: changedSchema,
    changes: everything,
  }),
  removeFortiGate: remove('/estate/fortigates/:name', {
    about: 'Removes one with its configuration and logs; endpoints behind it have no gateway then.',
    params: z.object({ name: z.string() }),
    answer: changedSchema,
    changes: everything,
  }),
  emsServers: get('/ems-servers', {
    about:
      'The EMS servers of the world, sites and tenants included, that of the open console first.',
    answer: emsServersSchema,
    topics: ['servers', 'config', 'endpoints'],
  }),
  addEmsServer: post('/ems-servers', {
    about: 'Adds one, without endpoints; it lists every FortiGate and has authorized none.',
    body: emsServerDraftSchema,
    answer: changedSchema,
    changes: everything,
    complaint: { message: 'Give a name, a serial number and a tenant ID.', field: 'name' },
  }),
  removeEmsServer: remove('/ems-servers/:serial', {
    about: 'Removes one whose console is not open, with its endpoints.',
    params: ofServer,
    answer: changedSchema,
    changes: everything,
  }),
  openEmsConsole: post('/ems-servers/:serial/open', {
    about: 'Opens its console: the pages and the API of EMS are that server’s from then on.',
    params: ofServer,
    answer: changedSchema,
    changes: everything,
  }),
  moveEndpoint: post('/endpoints/:uid/server', {
    about: 'Has an endpoint of the open console register to another EMS server.',
    params: z.object({ uid: z.string() }),
    body: ofServer,
    answer: changedSchema,
    changes: everything,
  }),
  setRoutes: put('/endpoints/:uid/routes', {
    about: 'Sets the routes of an endpoint besides that of its own record.',
    params: z.object({ uid: z.string() }),
    body: endpointRoutesSchema,
    answer: changedSchema,
    changes: followingEms,
    complaint: { message: 'Give the routes, each with an IPv4 address.', field: 'routes' },
  }),
};
