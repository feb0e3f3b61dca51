/** EMS's API. Paths and names are published as far as domain.md section 10 says; the rest is [assumed]. */
import {
  addTagSchema,
  authorizeBodySchema,
  connectionBodySchema,
  endpointActionBodySchema,
  endpointAnswerSchema,
  endpointPageSchema,
  endpointSortSchema,
  endpointStatusSchema,
  fabricDeviceAnswerSchema,
  fabricDevicePageSchema,
  fabricDeviceSortSchema,
  tagListSchema,
} from '#model/ems/ems-api.ts';
import { setCertificatesSchema, updateFabricDeviceSchema } from '#model/ems/ems-published.ts';
import { fabricDeviceSharingSchema } from '#model/ems/ems.ts';
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
import { setTagLimitSchema } from '#model/ems/fortigate-models.ts';
import {
  outbreakIdSchema,
  outbreakPageSchema,
  outbreakSortSchema,
  outbreakSpecSchema,
  outbreakStatusSchema,
  publishOutbreakSchema,
} from '#model/ems/outbreak.ts';
import {
  changePostureSchema,
  endpointPostureSchema,
  travellingTagsSchema,
} from '#model/tagging/posture-api.ts';
import { sharingPreviewSchema } from '#model/ems/sharing-preview.ts';
import {
  tagCarriersSchema,
  tagMonitorPageSchema,
  tagMonitorSortSchema,
} from '#model/tagging/tag-monitor.ts';
import {
  enableTagSchema,
  importTagsSchema,
  tagCheckBodySchema,
  tagCheckSchema,
  tagDefinitionAnswerSchema,
  tagDefinitionPageSchema,
  tagDefinitionSortSchema,
  tagExportSchema,
  tagIdSchema,
  tagImportSchema,
  tagUsageSchema,
} from '#model/tagging/tagging-api.ts';
import { tagSpecSchema } from '#model/tagging/tagging.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, flag, listing, paging } from './endpoint.ts';
import { followingEms } from './topics.ts';

const { get, post, put, patch, remove } = endpointsOf('ems');

const ofUid = z.object({ uid: z.string() });
const ofSerial = z.object({ serial: z.string() });
/** Of what EMS numbers. */
const ofId = z.object({ id: z.coerce.number<string>() });
const ofTextId = z.object({ id: z.string() });

const signedIn = {
  signIn: post('/auth/signin', {
    about:
      'Begins a session, by a cookie; another, `csrftoken`, has what each change says in `X-CSRFToken`. A session ends after 30 minutes without a request.',
    body: z.object({ name: z.string(), password: z.string() }),
    // A browser keeps cookies from the page that it stands in for.
    answer: z.object({ name: z.string(), csrftoken: z.string() }),
    isOpen: true,
  }),
  signOut: post('/auth/signout', { about: 'Ends the session.', answer: z.object({}) }),
};

const endpoints = {
  endpoints: get('/endpoints/index', {
    about: 'Endpoints, a page at a time.',
    query: z.strictObject({
      ...listing,
      sort: endpointSortSchema.default('host'),
      status: endpointStatusSchema.nullable().default(null),
      tag: z.string().nullable().default(null),
      category: tagCategorySchema.nullable().default(null),
    }),
    answer: endpointPageSchema,
    topics: ['endpoints'],
  }),
  endpoint: get('/endpoints/:uid', {
    about: 'One endpoint.',
    params: ofUid,
    answer: endpointAnswerSchema,
    topics: ['endpoints'],
  }),
  addClassificationTag: post('/endpoints/:uid/classification_tags', {
    about: 'Gives an endpoint a classification tag.',
    params: ofUid,
    body: addTagSchema,
    answer: z.object({ name: z.string() }),
    changes: followingEms,
  }),
  removeClassificationTag: remove('/endpoints/:uid/classification_tags/:name', {
    about: 'Takes a classification tag from an endpoint.',
    params: ofUid.extend({ name: z.string() }),
    answer: z.object({ name: z.string() }),
    changes: followingEms,
  }),
  actOnEndpoint: post('/endpoints/:uid/action', {
    about: 'Quarantines an endpoint, takes it offline, and the like.',
    params: ofUid,
    body: endpointActionBodySchema,
    answer: endpointActionBodySchema.extend({ uid: z.string() }),
    changes: followingEms,
  }),
  posture: get('/endpoints/:uid/posture', {
    about: 'What is found on an endpoint, and what EMS’s record of it holds.',
    params: ofUid,
    answer: endpointPostureSchema,
    topics: ['endpoints'],
  }),
  changePosture: put('/endpoints/:uid/posture', {
    about: 'Changes both as if on the device; answers the tags that are on their way.',
    params: ofUid,
    body: changePostureSchema,
    namesPlaces: true,
    answer: travellingTagsSchema,
    takesIfMatch: true,
    changes: followingEms,
  }),
};

const tags = {
  tags: get('/tags', {
    about: 'Every tag that EMS holds, with the number of endpoints that carry it.',
    answer: tagListSchema,
    topics: ['tags'],
  }),
  tagDefinitions: get('/tag_definitions/index', {
    about: 'Tag definitions, a page at a time.',
    query: z.strictObject({
      ...listing,
      sort: tagDefinitionSortSchema.default('name'),
      enabled: flag,
    }),
    answer: tagDefinitionPageSchema,
    topics: ['tags'],
  }),
  exportTags: get('/tag_definitions/export', {
    about: 'All definitions as the text of a file.',
    answer: tagExportSchema,
    topics: ['tags'],
  }),
  importTags: post('/tag_definitions/import', {
    about: 'Imports such a file; with problems, nothing is imported.',
    body: importTagsSchema,
    answer: tagImportSchema,
    changes: followingEms,
  }),
  checkTag: post('/tag_definitions/check', {
    about: 'Which endpoints would match a definition and why; nothing is changed.',
    body: tagCheckBodySchema,
    answer: tagCheckSchema,
    topics: ['tags', 'endpoints'],
  }),
  tagDefinition: get('/tag_definitions/:id', {
    about: 'One definition.',
    params: ofId,
    answer: tagDefinitionAnswerSchema,
    topics: ['tags'],
  }),
  tagUsage: get('/tag_definitions/:id/usage', {
    about: 'The policies that ask for the tag.',
    params: ofId,
    answer: tagUsageSchema,
    topics: ['tags', 'config'],
  }),
  createTag: post('/tag_definitions', {
    about: 'Makes a definition.',
    body: tagSpecSchema,
    namesPlaces: true,
    answer: tagIdSchema,
    changes: followingEms,
  }),
  updateTag: put('/tag_definitions/:id', {
    about: 'Replaces a definition.',
    params: ofId,
    body: tagSpecSchema,
    namesPlaces: true,
    answer: tagIdSchema,
    takesIfMatch: true,
    changes: followingEms,
  }),
  deleteTag: remove('/tag_definitions/:id', {
    about:
      'Deletes a definition, used or not, as on a device; answers the policies that asked for it.',
    params: ofId,
    answer: tagUsageSchema,
    changes: followingEms,
  }),
  cloneTag: post('/tag_definitions/:id/clone', {
    about: 'Copies a definition; the copy is disabled.',
    params: ofId,
    answer: tagIdSchema,
    changes: followingEms,
  }),
  enableTag: put('/tag_definitions/:id/enabled', {
    about: 'Enables or disables a definition.',
    params: ofId,
    body: enableTagSchema,
    answer: tagIdSchema,
    changes: followingEms,
  }),
  tagMonitor: get('/tag_monitor/index', {
    about: 'Tags, with who has them since when.',
    query: z.strictObject({
      ...listing,
      sort: tagMonitorSortSchema.default('name'),
      category: tagCategorySchema.nullable().default(null),
    }),
    answer: tagMonitorPageSchema,
    topics: ['tags'],
  }),
  tagCarriers: get('/tag_monitor/:category/:name', {
    about: 'Who has a tag, since when and by what.',
    params: z.object({ category: tagCategorySchema, name: z.string() }),
    query: z.strictObject(paging),
    answer: tagCarriersSchema,
    topics: ['tags'],
  }),
};

const devices = {
  fabricDevices: get('/fabric_devices/index', {
    about: 'Fabric devices, a page at a time.',
    query: z.strictObject({
      ...listing,
      sort: fabricDeviceSortSchema.default('group'),
      authorized: flag,
    }),
    answer: fabricDevicePageSchema,
    topics: ['devices'],
  }),
  fabricDevice: get('/fabric_devices/:serial', {
    about: 'One Fabric device.',
    params: ofSerial,
    answer: fabricDeviceAnswerSchema,
    topics: ['devices'],
  }),
  authorizeDevice: put('/fabric_devices/:serial/authorization', {
    about: 'Authorizes a Fabric device, or denies it.',
    params: ofSerial,
    body: authorizeBodySchema,
    answer: authorizeBodySchema.extend({ serial: z.string() }),
    changes: followingEms,
  }),
  connectDevice: put('/fabric_devices/:serial/connection', {
    about: 'Cuts a device’s connection to EMS, or restores it.',
    params: ofSerial,
    body: connectionBodySchema,
    answer: connectionBodySchema.extend({ serial: z.string() }),
    changes: followingEms,
  }),
  setTagLimit: put('/fabric_devices/:serial/tag_limit', {
    about:
      'The lab’s own: so that a FortiGate’s room for tags can run out; null for its model’s own.',
    params: ofSerial,
    body: setTagLimitSchema,
    answer: setTagLimitSchema.extend({ serial: z.string() }),
    changes: followingEms,
  }),
  previewSharing: post('/fabric_devices/:serial/sharing/preview', {
    about: 'What an update would do; nothing is changed. Ask again while it is counting.',
    params: ofSerial,
    body: fabricDeviceSharingSchema,
    answer: sharingPreviewSchema,
    topics: ['devices', 'config', 'knowledge'],
  }),
  updateSharing: put('/fabric_devices/:serial/sharing', {
    about: 'Changes which tags and endpoints are shared with a device.',
    params: ofSerial,
    body: fabricDeviceSharingSchema,
    answer: z.object({ serial: z.string() }),
    takesIfMatch: true,
    changes: followingEms,
  }),
};

const published = {
  setCertificates: patch('/client_certificates/set', {
    about: 'Authorizes Fabric devices, or denies them, by their serial numbers.',
    body: setCertificatesSchema,
    namesPlaces: true,
    answer: z.object({ cns: z.array(z.string()), authorized: z.boolean() }),
    changes: followingEms,
  }),
  updateFabricDevice: patch('/fabric_device_auth/:serial/update', {
    about:
      'Changes what is shared with a device, the given fields alone. `share_mode`: 0 its own endpoints, 1 all, 2 those of `selected_cn_list` too. `share_tag_types`: 1 posture, 2 outbreak, 3 classification, 4 Fabric. `alias` is taken and not kept.',
    params: ofSerial,
    body: updateFabricDeviceSchema,
    answer: z.object({ serial: z.string() }),
    takesIfMatch: true,
    changes: followingEms,
  }),
};

const sources = {
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

export const emsApi = {
  ...signedIn,
  ...endpoints,
  ...tags,
  ...devices,
  ...published,
  ...sources,
};
