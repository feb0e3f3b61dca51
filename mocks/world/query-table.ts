/** Every question that can be asked of a world, by name. */
import * as ems from './ems-queries.ts';
import * as fortigate from './fortigate-queries.ts';
import {
  addImportPart,
  beginImport,
  dropImport,
  importCommand,
  importState,
} from './config-imports.ts';
import { commandsFor, tagCommands } from './commands-for.ts';
import { compareConfigs, exportedConfig } from './config-queries.ts';
import { knowledge } from './knowledge-queries.ts';
import { connectionRepairs, lastConnection } from './last-connection.ts';
import { fortiAnalyzer, iocEvents, iocHandlers } from './fortianalyzer.ts';
import { addLogPart, beginLog, explainLog, explainLogLine } from './log-replay.ts';
import type { Beside } from './jobs.ts';
import { outbreaks } from './outbreaks.ts';
import { policyTags } from './policy-tags.ts';
import { endpointPosture } from './posture-commands.ts';
import { sessions } from './sessions.ts';
import { previewSharing } from './sharing-preview.ts';
import { tagCarriers, tagMonitor } from './tag-monitor.ts';
import { previewImport } from './tagging-commands.ts';
import * as tagging from './tagging-queries.ts';
import type { WorldState } from './state.ts';

const queries = {
  endpoints: ems.endpoints,
  endpoint: ems.endpoint,
  tags: (state: WorldState, _input: null) => ems.tags(state),
  fabricDevices: ems.fabricDevices,
  fabricDevice: ems.fabricDevice,
  previewSharing,
  tagDefinitions: tagging.tagDefinitions,
  tagDefinition: tagging.tagDefinition,
  tagUsage: tagging.tagUsage,
  checkTag: tagging.checkTag,
  tagExport: tagging.tagExport,
  tagMonitor,
  tagCarriers,
  endpointPosture,
  outbreaks,
  fortiAnalyzer,
  iocHandlers,
  iocEvents,
  previewImport,
  rows: fortigate.rows,
  row: fortigate.row,
  usage: fortigate.usage,
  emsStatus: fortigate.emsStatus,
  dynamicTags: fortigate.dynamicTags,
  policyTags,
  tagAddresses: fortigate.tagAddresses,
  logs: fortigate.logs,
  policyLookup: fortigate.policyLookup,
  connectTargets: fortigate.connectTargets,
  device: fortigate.device,
  connection: lastConnection,
  connectionRepairs,
  beginImport,
  addImportPart,
  importState,
  importCommand,
  dropImport,
  exportedConfig,
  commandsFor,
  tagCommands,
  compareConfigs,
  beginLog,
  addLogPart,
  explainLog,
  explainLogLine,
  knowledge,
  sessions,
} as const;
export type QueryName = keyof typeof queries;
export type QueryInput<Name extends QueryName> = Parameters<(typeof queries)[Name]>[1];
export type QueryAnswer<Name extends QueryName> = ReturnType<(typeof queries)[Name]>;

/** One name's query takes one name's input; the compiler cannot carry that through the lookup. */
export function queryOf<Name extends QueryName>(
  name: Name,
): (state: WorldState, input: QueryInput<Name>, beside: Beside) => QueryAnswer<Name> {
  const table: {
    readonly [N in QueryName]: (
      state: WorldState,
      input: QueryInput<N>,
      beside: Beside,
    ) => QueryAnswer<N>;
  } = queries;
  return table[name];
}
