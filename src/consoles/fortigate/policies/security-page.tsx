import { useParams } from 'react-router';
import { PolicyList } from './list/policy-list.tsx';
import { useIsPolicyBased } from './policy-context.ts';

/** Policy & Objects > Security Policy: what decides forward sessions in policy-based mode [218574]. */
export function Component() {
  const { device = '' } = useParams();
  const isAsked = useIsPolicyBased(device) !== false;
  return (
    <PolicyList
      key={device}
      device={device}
      table="firewall security-policy"
      words={{
        title: 'Security Policy',
        order: isAsked
          ? 'The first matching policy decides, from the top. Tags stand among the addresses.'
          : `Not in force: ${device} is in profile-based mode, where firewall policies decide.`,
        empty: isAsked
          ? 'Without a policy, the implicit deny blocks all traffic through this FortiGate.'
          : `${device} is in profile-based mode, where firewall policies decide.`,
      }}
    />
  );
}
