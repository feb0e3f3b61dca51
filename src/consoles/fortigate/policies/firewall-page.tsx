import { useParams } from 'react-router';
import { PolicyList } from './list/policy-list.tsx';

/** Policy & Objects > Firewall Policy: standard policies, and simple ZTNA ones. */
export function Component() {
  const { device = '' } = useParams();
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
    />
  );
}
