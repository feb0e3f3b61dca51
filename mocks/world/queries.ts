/** Every question that can be asked of a world: `world.ask(queries.endpoint, { uid })`. */
export { endpoint, endpoints, fabricDevice, fabricDevices, tags } from './ems-queries.ts';
export {
  connectTargets,
  device,
  dynamicTags,
  emsStatus,
  logs,
  policyLookup,
  tagAddresses,
  usage,
} from './fortigate-queries.ts';
export { isPaged } from './cli.ts';
export { checkTag, tagDefinition, tagDefinitions, tagExport, tagUsage } from './tagging-queries.ts';
export {
  addImportPart,
  beginImport,
  dropImport,
  importCommand,
  importState,
} from './config-imports.ts';
export { choices } from './choices.ts';
export { commandsFor, tagCommands } from './commands-for.ts';
export { compareConfigs, exportedConfig } from './config-queries.ts';
export { knowledge } from './knowledge-queries.ts';
export { connectionRepairs, lastConnection } from './last-connection.ts';
export { fortiAnalyzer, iocEvents, iocHandlers } from './fortianalyzer.ts';
export { addLogPart, beginLog, explainLog, explainLogLine } from './log-replay.ts';
export { outbreaks } from './outbreaks.ts';
export { namedObjects } from './named-objects.ts';
export { policies, policyNamed, policyPlace } from './policy-list.ts';
export { policyTags } from './policy-tags.ts';
export { endpointPosture } from './posture-commands.ts';
export { type RowPage, change, row, rows } from './row-queries.ts';
export { sessions } from './sessions.ts';
export { previewSharing } from './sharing-preview.ts';
export { tagCarriers, tagMonitor } from './tag-monitor.ts';
export { previewImport } from './tagging-commands.ts';
export { ztnaServer, ztnaServers } from './ztna-servers.ts';
