/** Changes of a FortiGate's tables: FortiOS's endpoints are the same for every table. */
import type { RestStep } from '#model/fortios/commands-api.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { draftToWire } from '#model/fortios/wire.parse.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { plannedChange } from './call.ts';
import { useChangeBy } from './hooks.ts';

/** `firewall service custom` is `firewall.service/custom` in an address. */
function placeOf(device: string, table: TableName) {
  const words = table.split(' ');
  return { device, section: words.slice(0, -1).join('.'), name: words.at(-1) ?? '' };
}

/** One change of a transaction. */
export type TransactionStep = Readonly<Required<RestStep>>;

function stepPath(table: TableName): string {
  const { section, name } = placeOf('', table);
  return `${section}/${name}`;
}
/** What most steps leave unsaid. */
const plainStep = { mkey: '', list: '', revision: null, json: {} } as const;

export function createStep<T extends TableName>(table: T, row: RowDraft<T>): TransactionStep {
  return { ...plainStep, method: 'POST', path: stepPath(table), json: draftToWire(table, row) };
}
export function updateStep<T extends TableName>(
  table: T,
  key: string,
  row: RowDraft<T>,
  /** As of `If-Match`. */
  revision: number | null = null,
): TransactionStep {
  return {
    ...plainStep,
    method: 'PUT',
    path: stepPath(table),
    mkey: key,
    revision,
    json: draftToWire(table, row),
  };
}
export function removeStep(table: TableName, key: string): TransactionStep {
  return { ...plainStep, method: 'DELETE', path: stepPath(table), mkey: key };
}
/** Puts names into a list of an entry, or takes them out: who else changes the list loses nothing. */
export function listStep(
  method: 'POST' | 'DELETE',
  { table, key, list }: { readonly table: TableName; readonly key: string; readonly list: string },
  names: readonly string[],
): TransactionStep {
  return {
    ...plainStep,
    method,
    path: stepPath(table),
    mkey: key,
    list,
    json: names.map((name) => ({ name })),
  };
}

interface RowSteps {
  /** What *Undo* calls them. */
  readonly words: string;
  readonly steps: readonly TransactionStep[];
}

/** Makes several changes together, or none. */
export function useRowSteps(device: string) {
  return useChangeBy(fortiosApi.transaction, ({ words, steps }: RowSteps) => ({
    device,
    body: { words, steps: [...steps] },
  }));
}

/** What that would send, for a preview. */
export function plannedSteps(device: string, { words, steps }: RowSteps): PlannedChange | null {
  return plannedChange(fortiosApi.transaction, { device, body: { words, steps: [...steps] } });
}

export function useCreateRow<T extends TableName>(device: string, table: T) {
  return useChangeBy(fortiosApi.create, (row: RowDraft<T>) => ({
    ...placeOf(device, table),
    body: draftToWire(table, row),
  }));
}

interface Update<T extends TableName> {
  readonly key: string;
  readonly row: RowDraft<T>;
  readonly basedOn: number | null;
}

function updateOf<T extends TableName>(device: string, table: T, { row, ...rest }: Update<T>) {
  return { ...placeOf(device, table), ...rest, body: draftToWire(table, row) };
}

/** Changes the given fields alone. */
export function useUpdateRow<T extends TableName>(device: string, table: T) {
  return useChangeBy(fortiosApi.update, (update: Update<T>) => updateOf(device, table, update));
}

/** What that would send, for a preview. */
export function plannedUpdate<T extends TableName>(
  device: string,
  table: T,
  key: string,
  row: RowDraft<T>,
): PlannedChange | null {
  return plannedChange(fortiosApi.update, updateOf(device, table, { key, row, basedOn: null }));
}

/** What removing an entry would send, for a preview. */
export function plannedRemoval(
  device: string,
  table: TableName,
  key: string,
): PlannedChange | null {
  return plannedChange(fortiosApi.remove, { ...placeOf(device, table), key });
}

/** The same of moving a policy. */
export function plannedMove(
  device: string,
  table: TableName,
  key: string,
  place: { before: string } | { after: string },
): PlannedChange | null {
  return plannedChange(fortiosApi.update, {
    ...placeOf(device, table),
    key,
    query: { action: 'move' as const, ...place },
    body: {},
    basedOn: null,
  });
}

export function useRemoveRow(device: string, table: TableName) {
  return useChangeBy(fortiosApi.remove, (key: string) => ({ ...placeOf(device, table), key }));
}

export function useMoveRow(device: string, table: TableName) {
  return useChangeBy(
    fortiosApi.update,
    ({ key, place }: { key: string; place: { before: string } | { after: string } }) => ({
      ...placeOf(device, table),
      key,
      query: { action: 'move' as const, ...place },
      body: {},
      basedOn: null,
    }),
  );
}

export function useCloneRow(device: string, table: TableName) {
  return useChangeBy(fortiosApi.clone, (key: string) => ({
    ...placeOf(device, table),
    key,
    query: { action: 'clone' as const },
    body: {},
  }));
}

/** Several changes of a FortiGate as one, which one *Undo* takes back. */
export function useTransaction(device: string) {
  return useChangeBy(
    fortiosApi.transaction,
    ({ words, steps }: { readonly words: string; readonly steps: readonly TransactionStep[] }) => ({
      device,
      body: { words, steps: [...steps] },
    }),
  );
}
