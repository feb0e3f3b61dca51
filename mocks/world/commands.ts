/** Every change of the world is one of these commands: state and command give the next state, or a refusal. */
import type { ConnectAnswer, TravellingTag } from '#model/lab/lab-api.ts';
import { z } from '#model/zod.ts';
import { stepClock } from './clock.ts';
import { givenIn } from './command.ts';
import { createFromLog } from './lab/create-from-log.ts';
import { changeEndpoints } from './ems/bulk-commands.ts';
import { connectDevice } from './ems/device-connections.ts';
import { endpointDraftCommands } from './lab/estate/endpoint-drafts.ts';
import { fortigateDraftCommands } from './lab/estate/fortigate-drafts.ts';
import { nameCommands } from './lab/names.ts';
import { policyTestCommands } from './policy-tests/test-commands.ts';
import { findingCommands } from './lab/findings/finding-commands.ts';
import { emsServerCommands, onEveryServer } from './ems/ems-servers.ts';
import { emsCommands } from './ems/ems-commands.ts';
import { authorizeDevice, endpointAction } from './ems/endpoint-commands.ts';
import { followRules } from './tagging/follow-rules.ts';
import { fortiAnalyzerCommands } from './ems/fortianalyzer.ts';
import { followConnectors, verifyConnector } from './ems/connectors.ts';
import { fortigateCommands } from './fortigate/fortigate-commands.ts';
import { importConfig } from './fortigate/configuration/import-command.ts';
import { connect } from './lab/lab-commands.ts';
import { addOutbreak, publishOutbreak } from './ems/outbreaks.ts';
import { changePosture } from './tagging/posture-commands.ts';
import { applyRepair } from './lab/repair-command.ts';
import { lookAtStep } from './lab/scenario-steps.ts';
import { endSession } from './lab/sessions.ts';
import { type WorldState, findFortiGate, objectPath } from './state.ts';
import { travelling } from './tagging/tag-changes.ts';
import { setTagLimit } from './ems/tag-room.ts';
import { taggingCommands } from './tagging/tagging-commands.ts';

const kinds = [
  ...taggingCommands,
  ...emsCommands,
  changePosture,
  endpointAction,
  changeEndpoints,
  authorizeDevice,
  connectDevice,
  setTagLimit,
  ...emsServerCommands,
  ...nameCommands,
  ...endpointDraftCommands,
  ...fortigateDraftCommands,
  ...policyTestCommands,
  ...findingCommands,
  addOutbreak,
  publishOutbreak,
  ...fortiAnalyzerCommands,
  ...fortigateCommands,
  verifyConnector,
  importConfig,
  createFromLog,
  connect,
  applyRepair,
  endSession,
  stepClock,
  lookAtStep,
] as const;
const [first, ...others] = kinds;

/** Reads a command that was stored: carried out in the same state, it gives the same again. */
export const commandSchema = z.discriminatedUnion('kind', [
  first.schema,
  ...others.map(({ schema }) => schema),
]);
export type Command = z.output<typeof commandSchema>;

/** What a command gives besides the next state. */
export interface CommandResult {
  /** The key of what was made; of the first, where there are several. */
  readonly key: string | null;
  readonly connection: ConnectAnswer | null;
  /** Tags that do not count at once. */
  readonly travelling: readonly TravellingTag[];
  /** The revision that it made, which names the change for *Undo*. */
  readonly revision: number;
}

/** Whose configuration is another than before: whole texts are held against it. */
function touchedConfigs(before: WorldState, { fortigates }: WorldState): readonly string[] {
  return fortigates
    .filter(({ name, config }) => findFortiGate(before, name)?.config !== config)
    .map(({ name }) => objectPath.configuration(name));
}

/** Throws a RefusalError, with nothing changed, where the command cannot be carried out. */
export function run(
  state: WorldState,
  command: Command,
): { readonly state: WorldState; readonly result: CommandResult } {
  const revision = state.revision + 1;
  const given = givenIn(kinds, command);
  const carried = given.run(state);
  const { key = null, connection = null } = carried;
  const changed = { ...state.changed };
  for (const path of [...given.touches(state, carried), ...touchedConfigs(state, carried.state)])
    changed[path] = revision;
  const connected = followConnectors(state, carried.state, {
    imported: command.kind === 'lab/import-config',
  });
  const after = { ...onEveryServer(state, connected, followRules), revision, changed };
  return {
    state: after,
    result: { key, connection, revision, travelling: travelling(after, { since: state }) },
  };
}

/** What *Undo* calls the command; null for what is no change of settings. */
export function commandWords(command: Command): string | null {
  return givenIn(kinds, command).words();
}
