import { useMemo } from 'react';
import { useParams } from 'react-router';
import { useRows } from '#api/rows.ts';
import { usePolicyContext } from './policy-context.ts';
import { PolicyList } from './policy-list.tsx';
import { proxyPolicyRow } from './policy-row.ts';

/** Policy & Objects > Proxy Policy: full ZTNA policies. */
export function Component() {
  const { device = '' } = useParams();
  const rows = useRows(device, 'firewall proxy-policy');
  const { context, error, refetch } = usePolicyContext(device);
  const policies = useMemo(() => rows.data?.rows.map(proxyPolicyRow), [rows.data]);
  return (
    <PolicyList
      key={device}
      device={device}
      table="firewall proxy-policy"
      words={{
        title: 'Proxy Policy',
        order:
          'The first matching policy decides, from the top, unless a ZTNA policy under Firewall Policy has already decided.',
        empty:
          'Without a policy, the implicit deny blocks every session to a ZTNA server that no ZTNA policy under Firewall Policy accepts.',
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
