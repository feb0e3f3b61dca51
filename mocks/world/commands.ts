/** Every change of the world is one of these commands: state and command give the next state, or a refusal. */
import type { ConnectAnswer, TravellingTag } from '#model/lab-api.ts';
import { type StepClockCommand, stepped } from './clock.ts';
import { type CreateFromLogCommand, createFromLog } from './create-from-log.ts';
import { type ConnectDeviceCommand, connectDevice } from './device-connections.ts';
import { type EmsCommand, runEms } from './ems-commands.ts';
import {
  type AuthorizeDeviceCommand,
  type EndpointActionCommand,
  actionWords,
  authorizeDevice,
  endpointAction,
} from './endpoint-commands.ts';
import {
  type FortiGateCommand,
  type KeepSectionCommand,
  addedKey,
  keepSection,
  runFortiGate,
} from './fortigate-commands.ts';
import { type ConnectCommand, connect } from './lab-commands.ts';
import {
  type ApplyRepairCommand,
  applyRepair,
  applyRepairWords,
  touchedByRepair,
} from './repair-command.ts';
import {
  type FortiAnalyzerCommand,
  fortiAnalyzerWords,
  runFortiAnalyzer,
} from './fortianalyzer.ts';
import { type OutbreakCommand, outbreakWords, runOutbreak } from './outbreaks.ts';
import { type ChangePostureCommand, changePosture } from './posture-commands.ts';
import { type LookAtStepCommand, lookAtStep } from './scenario-steps.ts';
import { type EndSessionCommand, endSession } from './sessions.ts';
import { type SetTagLimitCommand, setTagLimit } from './tag-room.ts';
import { type ImportConfigCommand, importConfig, touchedByImport } from './import-command.ts';
import { importFortiGate } from './config-imports.ts';
import { followRules } from './follow-rules.ts';
import { travelling } from './tag-changes.ts';
import {
  type TaggingCommand,
  runTagging,
  taggingWords,
  touchedByTagging,
} from './tagging-commands.ts';
import { rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import { type TableName, tableNames } from '#model/fortios/tables.ts';
import { type FortiGate, type WorldState, findFortiGate, objectPath } from './state.ts';

/** Changes of one FortiGate that are made together or not at all, and undone together. */
export interface FortiGateBatch {
  readonly kind: 'fortigate/batch';
  readonly fortigate: string;
  /** What *Undo* calls it. */
  readonly words: string;
  readonly steps: readonly FortiGateCommand[];
}

export type Command =
  | EmsCommand
  | TaggingCommand
  | ChangePostureCommand
  | OutbreakCommand
  | SetTagLimitCommand
  | FortiAnalyzerCommand
  | EndpointActionCommand
  | AuthorizeDeviceCommand
  | ConnectDeviceCommand
  | FortiGateCommand
  | KeepSectionCommand
  | FortiGateBatch
  | ConnectCommand
  | ApplyRepairCommand
  | EndSessionCommand
  | CreateFromLogCommand
  | ImportConfigCommand
  | StepClockCommand
  | LookAtStepCommand;

/** What a command gives besides the next state. */
export interface CommandResult {
  /** The key of the row that was added; of the first, where there are several. */
  readonly key: string | null;
  readonly connection: ConnectAnswer | null;
  /** Tags that do not count at once. */
  readonly travelling: readonly TravellingTag[];
  /** The revision that it made, which names the change for *Undo*. */
  readonly revision: number;
}

export interface Carried {
  readonly state: WorldState;
  readonly result: CommandResult;
}

const noResult: CommandResult = { key: null, connection: null, travelling: [], revision: 0 };

/** The entries of a FortiGate that a command made others of, by their keys before and after it. */
function changedRows(before: WorldState, after: WorldState, name: string): readonly string[] {
  const [old, now] = [findFortiGate(before, name), findFortiGate(after, name)];
  if (!old || !now) return [];
  const keysIn = <T extends TableName>(table: T, { config }: FortiGate, other: FortiGate) => {
    const same = new Set(rowsOf(other.config, table));
    return rowsOf(config, table)
      .filter((row) => !same.has(row))
      .map((row) => objectPath.row(name, table, rowKey(table, row)));
  };
  return tableNames.flatMap((table) => [...keysIn(table, old, now), ...keysIn(table, now, old)]);
}

/** The objects that a command changes, so that an editor that shows an older state can be told. */
function touched(
  state: WorldState,
  command: Exclude<Command, FortiGateBatch>,
  { state: after, result: { key } }: Carried,
): readonly string[] {
  switch (command.kind) {
    case 'ems/create-tag':
    case 'ems/update-tag':
    case 'ems/delete-tag':
    case 'ems/clone-tag':
    case 'ems/enable-tag':
    case 'ems/import-tags':
      return touchedByTagging(state, after);
    case 'ems/change-posture':
      return [objectPath.posture(command.uid), objectPath.endpoint(command.uid)];
    case 'ems/add-classification-tag':
    case 'ems/remove-classification-tag':
    case 'ems/endpoint-action':
      return [objectPath.endpoint(command.uid)];
    case 'ems/authorize-device':
    case 'ems/connect-device':
    case 'ems/update-sharing':
      return [objectPath.fabricDevice(command.serial)];
    case 'fortigate/create':
    case 'fortigate/clone':
      return key === null ? [] : [objectPath.row(command.fortigate, command.table, key)];
    case 'fortigate/update':
    case 'fortigate/delete':
      return [objectPath.row(command.fortigate, command.table, command.key)];
    case 'fortigate/save-row':
      return [objectPath.row(command.fortigate, command.table, command.key ?? key ?? '')];
    case 'fortigate/rename':
      return changedRows(state, after, command.fortigate);
    // An order is a table's, not a row's: moving one does not make another's form out of date.
    case 'fortigate/move':
    // It stands beside the sync editor, and leaves what is being edited there alone.
    case 'ems/set-tag-limit':
    case 'lab/connect':
    case 'lab/end-session':
    case 'lab/step-clock':
    case 'lab/look-at-step':
    case 'lab/create-from-log':
    // No editor stays open over these.
    case 'fortigate/keep-section':
    case 'ems/add-outbreak':
    case 'ems/publish-outbreak':
    case 'fortianalyzer/connect':
    case 'fortianalyzer/add-handler':
    case 'fortianalyzer/enable-handler':
    case 'fortianalyzer/remove-handler':
    case 'fortianalyzer/log':
      return [];
    case 'lab/apply-repair':
      return touchedByRepair(state, command);
    case 'lab/import-config':
      return touchedByImport(state, after, importFortiGate(command.id));
  }
}

function carryOne(state: WorldState, command: Exclude<Command, FortiGateBatch>): Carried {
  switch (command.kind) {
    case 'ems/create-tag':
    case 'ems/update-tag':
    case 'ems/delete-tag':
    case 'ems/clone-tag':
    case 'ems/enable-tag':
    case 'ems/import-tags': {
      const { state: after, id } = runTagging(state, command);
      return { state: after, result: { ...noResult, key: id === null ? null : String(id) } };
    }
    case 'ems/change-posture':
      return { state: changePosture(state, command), result: noResult };
    case 'ems/add-outbreak':
    case 'ems/publish-outbreak': {
      const { state: after, id } = runOutbreak(state, command);
      return { state: after, result: { ...noResult, key: id } };
    }
    case 'fortianalyzer/connect':
    case 'fortianalyzer/add-handler':
    case 'fortianalyzer/enable-handler':
    case 'fortianalyzer/remove-handler':
    case 'fortianalyzer/log': {
      const { state: after, id } = runFortiAnalyzer(state, command);
      return { state: after, result: { ...noResult, key: String(id) } };
    }
    case 'ems/add-classification-tag':
    case 'ems/remove-classification-tag':
    case 'ems/update-sharing':
      return { state: runEms(state, command), result: noResult };
    case 'ems/endpoint-action':
      return { state: endpointAction(state, command), result: noResult };
    case 'ems/authorize-device':
      return { state: authorizeDevice(state, command), result: noResult };
    case 'ems/set-tag-limit':
      return { state: setTagLimit(state, command), result: noResult };
    case 'ems/connect-device':
      return { state: connectDevice(state, command), result: noResult };
    case 'fortigate/create':
    case 'fortigate/clone':
    case 'fortigate/save-row': {
      const after = runFortiGate(state, command);
      const [old, now] = [
        findFortiGate(state, command.fortigate),
        findFortiGate(after, command.fortigate),
      ];
      const isOld = command.kind === 'fortigate/save-row' && command.key !== null;
      const key = old && now && !isOld ? addedKey(old, now, command.table) : null;
      return { state: after, result: { ...noResult, key } };
    }
    case 'fortigate/update':
    case 'fortigate/delete':
    case 'fortigate/move':
    case 'fortigate/rename':
      return { state: runFortiGate(state, command), result: noResult };
    case 'fortigate/keep-section':
      return { state: keepSection(state, command), result: noResult };
    case 'lab/connect': {
      const { state: after, answer } = connect(state, command);
      return { state: after, result: { ...noResult, connection: answer } };
    }
    case 'lab/end-session':
      return { state: endSession(state, command), result: noResult };
    case 'lab/create-from-log':
      return { state: createFromLog(state, command), result: noResult };
    case 'lab/import-config':
      return { state: importConfig(state, command), result: noResult };
    case 'lab/apply-repair':
      return { state: applyRepair(state, command), result: noResult };
    case 'lab/step-clock':
      return { state: stepped(state, command), result: noResult };
    case 'lab/look-at-step':
      return { state: lookAtStep(state, command), result: noResult };
  }
}

/** Throws a RefusalError, with nothing changed, where the command cannot be carried out. */
export function run(state: WorldState, command: Command): Carried {
  const revision = state.revision + 1;
  const changed = { ...state.changed };
  const steps = command.kind === 'fortigate/batch' ? command.steps : [command];
  let carried: Carried = { state, result: noResult };
  for (const step of steps) {
    const one = carryOne(carried.state, step);
    for (const path of touched(carried.state, step, one)) changed[path] = revision;
    carried = {
      state: followRules(carried.state, one.state),
      result: { ...one.result, key: carried.result.key ?? one.result.key },
    };
  }
  const { state: after, result } = carried;
  return {
    state: { ...after, revision, changed },
    result: { ...result, revision, travelling: travelling(after, { since: state }) },
  };
}

/** What *Undo* calls the command; null for what is no change of settings. */
export function commandWords(command: Command): string | null {
  switch (command.kind) {
    case 'ems/create-tag':
    case 'ems/update-tag':
    case 'ems/delete-tag':
    case 'ems/clone-tag':
    case 'ems/enable-tag':
    case 'ems/import-tags':
      return taggingWords(command);
    case 'ems/change-posture':
      return 'change the posture of an endpoint';
    case 'ems/add-outbreak':
    case 'ems/publish-outbreak':
      return outbreakWords(command);
    case 'fortianalyzer/connect':
    case 'fortianalyzer/add-handler':
    case 'fortianalyzer/enable-handler':
    case 'fortianalyzer/remove-handler':
    case 'fortianalyzer/log':
      return fortiAnalyzerWords(command);
    case 'ems/add-classification-tag':
      return `add the tag ${command.name}`;
    case 'ems/remove-classification-tag':
      return `remove the tag ${command.name}`;
    case 'ems/update-sharing':
      return 'update the sharing settings of a Fabric device';
    case 'ems/endpoint-action':
      return actionWords[command.action];
    case 'ems/authorize-device':
      return `${command.authorized ? 'authorize' : 'deny'} a Fabric device`;
    case 'ems/set-tag-limit':
      return 'change the tag limit of a Fabric device';
    case 'ems/connect-device':
      return `${command.connected ? 'reconnect' : 'disconnect'} a Fabric device`;
    case 'fortigate/create':
      return `create an entry of ${command.table}`;
    case 'fortigate/update':
      return `edit ${command.table} ${command.key}`;
    case 'fortigate/delete':
      return `delete ${command.table} ${command.key}`;
    case 'fortigate/move':
      return `move ${command.table} ${command.key}`;
    case 'fortigate/clone':
      return `clone ${command.table} ${command.key}`;
    case 'fortigate/save-row':
      return command.key === null
        ? `create an entry of ${command.table}`
        : `edit ${command.table} ${command.key}`;
    case 'fortigate/rename':
      return `rename ${command.table} ${command.key}`;
    case 'fortigate/keep-section':
      return `edit ${command.block.path}`;
    case 'fortigate/batch':
      return command.words;
    case 'lab/create-from-log':
      return 'create the objects that a log line names';
    case 'lab/import-config':
      return 'import a configuration';
    case 'lab/apply-repair':
      return applyRepairWords(command.changes);
    case 'lab/connect':
    // What has happened is not taken back: a connection, the end of a session, time that has passed.
    case 'lab/end-session':
    case 'lab/step-clock':
    case 'lab/look-at-step':
      return null;
  }
}
