/** A ZTNA server of the console is two objects of FortiOS: an access proxy and its VIP, changed together. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { AccessProxy, Vip } from '#model/fortios/tables.ts';
import { type TransactionStep, createStep, fortios, removeStep, updateStep } from './fortios.ts';

export interface ZtnaServerDraft {
  readonly vip: RowDraft<'firewall vip'>;
  readonly proxy: RowDraft<'firewall access-proxy'>;
}

interface ServerObjects {
  readonly proxy: AccessProxy;
  readonly vip: Vip | null;
}

/** What saving sends. */
export function serverSteps(
  { vip, proxy }: ZtnaServerDraft,
  before: ServerObjects | null,
): readonly TransactionStep[] {
  return [
    before?.vip
      ? updateStep('firewall vip', before.vip.name, vip)
      : createStep('firewall vip', vip),
    before
      ? updateStep('firewall access-proxy', before.proxy.name, proxy)
      : createStep('firewall access-proxy', proxy),
  ];
}

/** `before`: the objects that are changed; null makes new ones. Both are saved, or neither. */
export function useSaveZtnaServer(device: string, before: ServerObjects | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ vip, proxy }: ZtnaServerDraft): Promise<void> => {
      const name = proxy.name ?? before?.proxy.name ?? '';
      await fortios.transaction(
        device,
        `${before ? 'edit' : 'create'} the ZTNA server ${name}`,
        serverSteps({ vip, proxy }, before),
      );
    },
    onSettled: () => client.invalidateQueries(),
  });
}

export function useRemoveZtnaServer(device: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({
      proxy,
      vip,
    }: {
      readonly proxy: AccessProxy;
      readonly vip: Vip | null;
    }): Promise<void> =>
      fortios.transaction(device, `delete the ZTNA server ${proxy.name}`, [
        removeStep('firewall access-proxy', proxy.name),
        ...(vip ? [removeStep('firewall vip', vip.name)] : []),
      ]),
    onSettled: () => client.invalidateQueries(),
  });
}
