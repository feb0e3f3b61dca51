/** The lab's own API: the world as a whole, connections made in it, texts of people, the command line. */
import { consideredTypes } from '#model/decision/decision.ts';
import {
  cliAnswerSchema,
  cliHelpRequestSchema,
  cliHelpSchema,
  cliRequestSchema,
  mostCliLines,
} from '#model/fortios/cli-api.ts';
import { choiceFields, choicesSchema } from '#model/fortios/choices.ts';
import { commandsAnswerSchema, commandsRequestSchema } from '#model/fortios/commands-api.ts';
import {
  applyImportSchema,
  beginImportSchema,
  compareRequestSchema,
  comparisonSchema,
  exportAnswerSchema,
  exportQuerySchema,
  importStateSchema,
} from '#model/fortios/config-import.ts';
import { knowledgeQuerySchema, knowledgeAnswerSchema } from '#model/ems/knowledge.ts';
import {
  applyRepairAnswerSchema,
  applyRepairSchema,
  changedSchema,
  clockActionSchema,
  connectAnswerSchema,
  connectTargetsSchema,
  connectionRepairsSchema,
  lastConnectionSchema,
  loadScenarioSchema,
  loadedScenarioSchema,
  scenarioListSchema,
  undoAnswerSchema,
  undoRequestSchema,
  worldSummarySchema,
} from '#model/lab/lab-api.ts';
import { connectRequestSchema, connectStartSchema } from '#model/lab/connect-request.ts';
import { sessionsSchema } from '#model/lab/lab-sessions.ts';
import {
  beginLogSchema,
  explainLogAnswerSchema,
  explainLogRequestSchema,
  logLineRequestSchema,
  replayedLineSchema,
} from '#model/decision/log-replay.ts';
import {
  nameTakenSchema,
  placedPolicySchema,
  policyFilter,
  policyNamesSchema,
  policyWindow,
  policyWindowSchema,
} from '#model/fortios/policy-list.ts';
import { sentPartSchema, sentTextSchema } from '#model/lab/sent-text.ts';
import { z } from '#model/zod.ts';
import { emsConnectorsSchema } from '#model/ems/ems-connectors.ts';
import { emsStatusSchema } from '#model/fortios/fortios-api.ts';
import {
  serverFactsSchema,
  ztnaServerSchema,
  ztnaServersSchema,
} from '#model/fortios/ztna-servers.ts';
import { endpointsOf, whole } from './endpoint.ts';
import { analysisEndpoints } from './lab-analysis.ts';
import { estateEndpoints } from './lab-estate.ts';
import { worldsEndpoints } from './lab-worlds.ts';
import { findingEndpoints } from './lab-findings.ts';
import { objectLists } from './lab-objects.ts';
import { testEndpoints } from './lab-tests.ts';
import { everything, followingEms } from './topics.ts';

const { get, post, remove } = endpointsOf('lab');

const ofId = z.object({ id: z.string() });
const onFortiGate = z.object({ name: z.string() });
const received = z.object({ received: z.number() });

const world = {
  world: get('/world', {
    about: 'The world in short.',
    answer: worldSummarySchema,
    topics: ['world'],
  }),
  scenarios: get('/scenarios', {
    about: 'Worlds to start from.',
    answer: scenarioListSchema,
    topics: ['scenarios'],
  }),
  loadScenario: post('/scenario', {
    about: 'Loads one.',
    body: loadScenarioSchema,
    answer: loadedScenarioSchema,
    changes: everything,
    complaint: { message: 'Name a scenario by its id.', field: 'id' },
  }),
  lookAtStep: post('/scenario/steps/:id/looked', {
    about: 'Ticks a step that is done by looking.',
    params: ofId,
    answer: ofId,
    changes: ['world'],
  }),
  undo: post('/undo', {
    about: 'Takes back the last changes; refused where `revision` does not name the last one.',
    body: undoRequestSchema,
    answer: undoAnswerSchema,
    changes: everything,
  }),
  redo: post('/redo', {
    about: 'Makes the last change again that was undone.',
    answer: undoAnswerSchema,
    changes: everything,
  }),
  setClock: post('/clock', {
    about: 'Steps, runs or pauses the clock; answers the world after it.',
    body: clockActionSchema,
    answer: worldSummarySchema,
    changes: followingEms,
    complaint: {
      message: 'Say step, with seconds from 1 to 86400, or run, or pause.',
      field: 'action',
    },
  }),
};

const connections = {
  targets: get('/targets', {
    about: 'Every FortiGate and every ZTNA server, with what it takes to reach it.',
    answer: connectTargetsSchema,
    topics: ['config'],
  }),
  connect: post('/connect', {
    about:
      'Makes a connection: from an endpoint or another device to a ZTNA server or any address.',
    body: connectRequestSchema,
    namesPlaces: true,
    answer: connectAnswerSchema,
    changes: ['world', 'decisions', 'log'],
  }),
  connection: get('/connection', {
    about: 'The connection that was made last, kept over a reload.',
    answer: lastConnectionSchema,
    topics: ['decisions', 'endpoints'],
  }),
  repairs: get('/connection/repairs', {
    about:
      'What would turn its outcome, in the world as it is now. Ask again while it is counting.',
    answer: connectionRepairsSchema,
    topics: ['decisions', 'tests'],
  }),
  applyRepair: post('/repair', {
    about: 'Makes the changes of a repair, together or not at all.',
    body: applyRepairSchema,
    answer: applyRepairAnswerSchema,
    changes: everything,
    complaint: { message: 'Give the changes of a repair.', field: 'changes' },
  }),
  sessions: get('/sessions', {
    about: 'Sessions that are open, and those that ended lately, newest first.',
    answer: sessionsSchema,
    topics: ['decisions'],
  }),
  endSession: remove('/sessions/:id', {
    about: 'Ends a session by hand.',
    params: z.object({ id: z.coerce.number<string>() }),
    answer: z.object({ id: z.number() }),
    changes: ['world', 'decisions', 'log'],
  }),
  knowledge: get('/knowledge', {
    about: 'What each FortiGate knows of an endpoint, or of a tag.',
    query: knowledgeQuerySchema,
    answer: knowledgeAnswerSchema,
    topics: ['knowledge', 'endpoints', 'config'],
    complaint: {
      message: 'Ask for an endpoint by its uid, or for a tag and its category.',
      field: 'endpoint',
    },
  }),
};

const onDevice = z.object({ device: z.string() });
const onList = onDevice.extend({ list: z.enum(consideredTypes) });

/** What FortiOS's own filters cannot say: a policy's type, any field that names an object, a place in a list. */
const lists = {
  policies: get('/fortigates/:device/policies/:list', {
    about:
      'A window of a FortiGate’s policy list: rows as its own API writes them, and what their names stand for.',
    params: onList,
    query: z.strictObject({
      ...policyFilter,
      start: whole.min(0).default(0),
      count: whole.min(1).max(500).default(policyWindow),
    }),
    answer: policyWindowSchema,
    topics: ['config/:device', 'knowledge'],
  }),
  policyNamed: get('/fortigates/:device/policies/:list/named', {
    about: 'The policy of the list that has a name already, `except` itself.',
    params: onList,
    query: z.strictObject({ name: z.string().min(1), except: z.string().default('') }),
    answer: nameTakenSchema,
    topics: ['config/:device'],
  }),
  policyPlace: get('/fortigates/:device/policies/:list/at/:id', {
    about: 'One policy, and where in the filtered list it stands.',
    params: onList.extend({ id: z.string() }),
    query: z.strictObject(policyFilter),
    answer: placedPolicySchema,
    topics: ['config/:device', 'knowledge'],
  }),
  policyStart: get('/fortigates/:device/policies/:list/:id/session', {
    about: 'A session that the policy takes, or the nearest to one, to try in Connect.',
    params: onList.extend({ id: z.string() }),
    answer: connectStartSchema,
  }),
  policyNames: post('/fortigates/:device/names', {
    about:
      'What names in a policy stand for, there or not. Nothing is changed; a body has room for any names.',
    params: onDevice,
    body: z.object({ names: z.array(z.string()).max(10_000) }),
    answer: policyNamesSchema,
    topics: ['config/:device', 'knowledge'],
  }),
  emsStatus: get('/fortigates/:device/ems-status', {
    about: 'A FortiGate’s connection to EMS, and what EMS shares with it.',
    params: onDevice,
    answer: emsStatusSchema,
    topics: ['knowledge', 'config/:device'],
  }),
  emsConnectors: get('/fortigates/:device/ems-connectors', {
    about: 'EMS1 to EMS7 of a FortiGate, each with its settings and the state of its connection.',
    params: onDevice,
    answer: emsConnectorsSchema,
    topics: ['knowledge', 'config/:device'],
  }),
  ztnaServers: get('/fortigates/:device/ztna-servers', {
    about: 'A FortiGate’s access proxies, each with its VIP and the policies that use it.',
    params: onDevice,
    query: z.strictObject({
      search: z.string().default(''),
      start: whole.min(0).default(0),
      count: whole.min(1).max(500).default(50),
    }),
    answer: ztnaServersSchema,
    topics: ['config/:device'],
  }),
  ztnaServer: get('/fortigates/:device/ztna-servers/:name', {
    about: 'One of them.',
    params: onDevice.extend({ name: z.string() }),
    answer: ztnaServerSchema,
    topics: ['config/:device'],
  }),
  ztnaServerFacts: get('/fortigates/:device/ztna-server-facts', {
    about:
      'What the form of a ZTNA server knows of its FortiGate: interfaces, certificates, virtual hosts.',
    params: onDevice,
    answer: serverFactsSchema,
    topics: ['config/:device'],
  }),
  choices: get('/fortigates/:device/choices/:field', {
    about: 'What a field of a form offers for what was typed, best first.',
    params: onDevice.extend({ field: z.enum(choiceFields) }),
    query: z.strictObject({
      search: z.string().default(''),
      count: whole.min(1).max(500).default(100),
    }),
    answer: choicesSchema,
    topics: ['config/:device', 'knowledge'],
  }),
};

const texts = {
  beginImport: post('/fortigates/:name/imports', {
    about: 'Announces a configuration that will come in parts.',
    params: onFortiGate,
    body: beginImportSchema,
    answer: sentTextSchema,
  }),
  addImportPart: post('/imports/:id/parts', {
    about: 'One part of it.',
    params: ofId,
    body: sentPartSchema,
    answer: received,
  }),
  importState: get('/imports/:id', {
    about: 'How far it is, and what it would change. Ask again until it is ready.',
    params: ofId,
    answer: importStateSchema,
  }),
  dropImport: remove('/imports/:id', {
    about: 'Forgets it.',
    params: ofId,
    answer: z.object({}),
  }),
  applyImport: post('/imports/:id/apply', {
    about: 'Imports it.',
    params: ofId,
    body: applyImportSchema,
    answer: changedSchema.extend({ id: z.string() }),
    changes: everything,
  }),
  exportConfig: get('/fortigates/:name/config', {
    about: 'A FortiGate’s configuration as text.',
    params: onFortiGate,
    query: exportQuerySchema.strict(),
    answer: exportAnswerSchema,
    topics: ['config'],
  }),
  compareConfigs: post('/compare', {
    about: 'What lies between two configurations.',
    body: compareRequestSchema,
    answer: comparisonSchema,
  }),
  beginLog: post('/log/texts', {
    about: 'Announces lines of a log that will come in parts.',
    body: beginLogSchema,
    answer: sentTextSchema,
  }),
  addLogPart: post('/log/texts/:id/parts', {
    about: 'One part of them.',
    params: ofId,
    body: sentPartSchema,
    answer: received,
  }),
  explainLog: get('/log/texts/:id', {
    about: 'The lines decided again, a page at a time. Ask again while it is counting.',
    params: ofId,
    query: explainLogRequestSchema.omit({ id: true }).strict(),
    answer: explainLogAnswerSchema,
    topics: ['decisions'],
  }),
  explainLogLine: post('/log/line', {
    about: 'One line in full.',
    body: logLineRequestSchema,
    answer: replayedLineSchema,
    topics: ['decisions'],
  }),
  lineStart: post('/log/session', {
    about: 'The session that the line tells of, to try in Connect.',
    body: logLineRequestSchema,
    answer: connectStartSchema,
  }),
  createFromLog: post('/log/create', {
    about: 'Makes what the line names and the world lacks.',
    body: logLineRequestSchema,
    answer: changedSchema,
    changes: everything,
  }),
};

const commandLine = {
  typeLines: post('/cli', {
    about:
      'Lines of the FortiOS command line, one after the other; none asks for the prompt alone.',
    body: cliRequestSchema,
    answer: cliAnswerSchema,
    changes: everything,
    complaint: {
      message: `Name a FortiGate and a session, and give at most ${mostCliLines} lines of text.`,
      field: 'lines',
    },
  }),
  completeLine: post('/cli/help', {
    about: 'What may be typed at the end of a text.',
    body: cliHelpRequestSchema,
    answer: cliHelpSchema,
    complaint: {
      message: 'Name a FortiGate and a session, and give the text to complete.',
      field: 'text',
    },
  }),
  commandsFor: post('/fortigates/:name/commands', {
    about: 'What a form would do, as the commands that do the same; nothing is changed.',
    params: onFortiGate,
    body: commandsRequestSchema,
    answer: commandsAnswerSchema,
    topics: ['config'],
  }),
  tagCommands: get('/tags/:category/:name/commands', {
    about: 'The address objects that a tag is on a FortiGate, as commands.',
    params: z.object({ category: z.string(), name: z.string() }),
    answer: commandsAnswerSchema,
  }),
};

export const labApi = {
  ...world,
  ...connections,
  ...analysisEndpoints,
  ...lists,
  ...objectLists,
  ...estateEndpoints,
  ...worldsEndpoints,
  ...testEndpoints,
  ...findingEndpoints,
  ...texts,
  ...commandLine,
};
