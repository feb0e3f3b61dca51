/** Every question that can be asked of a world: `world.ask(queries.endpoint, { uid })`. */
export {
  endpoint,
  endpointOfDevice,
  endpoints,
  fabricDevice,
  fabricDevices,
  tags,
} from './ems/ems-queries.ts';
export {
  connectFortiGates,
  connectTargets,
  device,
  emsStatus,
  logs,
  policyLookup,
  usage,
} from './fortigate/fortigate-queries.ts';
export { isOutputPaged } from './fortigate/cli.ts';
export {
  checkTag,
  tagDefinition,
  tagDefinitions,
  tagExport,
  tagUsage,
} from './tagging/tagging-queries.ts';
export {
  addImportPart,
  beginImport,
  dropImport,
  importCommand,
  importState,
} from './fortigate/configuration/config-imports.ts';
export { choices } from './fortigate/choices.ts';
export { commandsFor, policyCommands, tagCommands } from './fortigate/commands-for.ts';
export { compareConfigs, exportedConfig } from './fortigate/configuration/config-queries.ts';
export { knowledge } from './ems/knowledge-queries.ts';
export { connectionRepairs, lastConnection } from './lab/last-connection.ts';
export { lineStart, policyStart } from './lab/session-starts.ts';
export { fortiAnalyzer, iocEvents, iocHandlers } from './ems/fortianalyzer.ts';
export { addLogPart, beginLog, explainLog, explainLogLine } from './lab/log-replay.ts';
export { outbreaks } from './ems/outbreaks.ts';
export { namedObjects } from './fortigate/named-objects.ts';
export { policies, policyNamed, policyPlace } from './fortigate/policy-list.ts';
export { tagEntries } from './fortigate/tags/tag-entries.ts';
export { matchedEndpoints, resolvedAddresses } from './fortigate/tags/tag-views.ts';
export { policyTags } from './fortigate/policy-tags.ts';
export { endpointPosture } from './tagging/posture-commands.ts';
export { type RowPage, change, row, rows } from './fortigate/row-queries.ts';
export { deviceOfAny, devicesOfAll } from './lab/devices.ts';
export { nameTable } from './lab/names.ts';
export { fortigateList } from './lab/estate/fortigate-drafts.ts';
export { accessImpact, accessSince, wholeState } from './lab/access/access-impact.ts';
export { accessMatrix } from './lab/access/access-matrix.ts';
export { matrixGroup } from './lab/access/matrix-group.ts';
export { matrixPair } from './lab/access/matrix-pair.ts';
export { findingDetail, findingMarks, findings } from './lab/findings/findings.ts';
export { mapAfter, policyMap } from './lab/policy-map/policy-map.ts';
export { decidePins } from './lab/policy-map/pins.ts';
export { policyFlow } from './lab/policy-map/policy-flow.ts';
export { policyPalette } from './lab/policy-map/palette.ts';
export { counterexampleRequest } from './lab/findings/counterexamples.ts';
export { emsServers } from './ems/ems-servers.ts';
export {
  checkTests,
  policyTests,
  testFailures,
  testNames,
  testsText,
} from './policy-tests/test-queries.ts';
export { testCounterexampleRequest } from './policy-tests/test-counterexamples.ts';
export { sessions } from './lab/sessions.ts';
export { previewSharing } from './ems/sharing-preview.ts';
export { tagCarriers, tagMonitor } from './tagging/tag-monitor.ts';
export { previewImport } from './tagging/tagging-commands.ts';
export { emsConnectors, emsMonitor } from './ems/connectors.ts';
export { addressList } from './fortigate/objects/address-list.ts';
export { addressGroups } from './fortigate/objects/group-list.ts';
export { knownUsers, listUserGroups, listUsers } from './fortigate/objects/user-list.ts';
export { interfaceList } from './fortigate/objects/interface-list.ts';
export { ztnaServer, ztnaServers } from './fortigate/servers/ztna-servers.ts';
export { ztnaServerFacts } from './fortigate/servers/server-facts.ts';
