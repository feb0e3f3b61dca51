import { useMemo } from 'react';
import { useParams } from 'react-router';
import { useRows } from '#api/rows.ts';
import { usePolicyContext } from './policy-context.ts';
import { PolicyList } from './policy-list.tsx';
import { firewallPolicyRow } from './policy-row.ts';

/** Policy & Objects > Firewall Policy: standard policies, and simple ZTNA ones. */
export function Component() {
  const { device = '' } = useParams();
  const rows = useRows(device, 'firewall policy');
  const { context, error, refetch } = usePolicyContext(device);
  const policies = useMemo(
    () =>
      context && rows.data
        ? rows.data.rows.map((row) => firewallPolicyRow(row, context.accessVips))
        : undefined,
    [rows.data, context],
  );
  return (
    <PolicyList
      key={device}
      device={device}
      table="firewall policy"
      words={{
        title: 'Firewall Policy',
        order:
          'The first matching policy decides, from the top. ZTNA policies in this list come before those under Proxy Policy.',
        empty:
          'Without a policy, the implicit deny blocks all traffic through this FortiGate. ZTNA servers may still have policies under Proxy Policy.',
      }}
      lookup={{
        policies,
        revision: rows.data?.revision ?? 0,
        context,
        error: rows.error ?? error,
        refetch: () => {
          if (rows.error) void rows.refetch();
          refetch();
        },
      }}
    />
  );
}
