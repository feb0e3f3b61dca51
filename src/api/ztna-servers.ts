/**
 * A ZTNA server of the console is several objects of FortiOS, changed together: an access proxy, its VIP, and
 * the virtual hosts and addresses that its mappings name.
 */
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { AccessProxy, Vip } from '#model/fortios/tables.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { plannedChange } from './call.ts';
import { useChangeBy } from './hooks.ts';
import { type TransactionStep, createStep, removeStep, updateStep } from './rows.ts';

export interface ZtnaServerDraft {
  /** New ones. */
  readonly addresses: readonly RowDraft<'firewall address'>[];
  /** `key` null makes a new one. */
  readonly hosts: readonly {
    readonly key: string | null;
    readonly row: RowDraft<'firewall access-proxy-virtual-host'>;
  }[];
  readonly vip: RowDraft<'firewall vip'>;
  readonly proxy: RowDraft<'firewall access-proxy'>;
}

interface ServerObjects {
  readonly proxy: AccessProxy;
  readonly vip: Vip | null;
}

const hostTable = 'firewall access-proxy-virtual-host';

/** What saving sends: what others name comes first. */
export function serverSteps(
  { addresses, hosts, vip, proxy }: ZtnaServerDraft,
  before: ServerObjects | null,
): readonly TransactionStep[] {
  return [
    ...addresses.map((row) => createStep('firewall address', row)),
    ...hosts.map(({ key, row }) =>
      key === null ? createStep(hostTable, row) : updateStep(hostTable, key, row),
    ),
    before?.vip
      ? updateStep('firewall vip', before.vip.name, vip)
      : createStep('firewall vip', vip),
    before
      ? updateStep('firewall access-proxy', before.proxy.name, proxy)
      : createStep('firewall access-proxy', proxy),
  ];
}

/** `before`: the objects that are changed; null makes new ones. All are saved, or none. */
export function useSaveZtnaServer(device: string, before: ServerObjects | null) {
  return useChangeBy(fortiosApi.transaction, (draft: ZtnaServerDraft) => ({
    device,
    body: {
      words: `${before ? 'edit' : 'create'} the ZTNA server ${draft.proxy.name ?? before?.proxy.name ?? ''}`,
      steps: serverSteps(draft, before),
    },
  }));
}

function removalOf(device: string, { proxy, vip }: ServerObjects) {
  return {
    device,
    body: {
      words: `delete the ZTNA server ${proxy.name}`,
      steps: [
        removeStep('firewall access-proxy', proxy.name),
        ...(vip ? [removeStep('firewall vip', vip.name)] : []),
      ],
    },
  };
}

export function useRemoveZtnaServer(device: string) {
  return useChangeBy(fortiosApi.transaction, (server: ServerObjects) => removalOf(device, server));
}

/** What removing the server would send, for a preview. */
export function plannedServerRemoval(device: string, server: ServerObjects): PlannedChange | null {
  return plannedChange(fortiosApi.transaction, removalOf(device, server));
}
