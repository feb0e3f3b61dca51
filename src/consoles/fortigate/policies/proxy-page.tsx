import { useParams } from 'react-router';
import { PolicyList } from './list/policy-list.tsx';

/** Policy & Objects > Proxy Policy: full ZTNA policies. */
export function Component() {
  const { device = '' } = useParams();
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
    />
  );
}
