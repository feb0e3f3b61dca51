import { useParams } from 'react-router';
import { PolicyList } from './list/policy-list.tsx';
import { useIsPolicyBased } from './policy-context.ts';

const plainWords = {
  title: 'Firewall Policy',
  order:
    'The first matching policy decides, from the top. ZTNA policies in this list come before those under Proxy Policy.',
  empty:
    'Without a policy, the implicit deny blocks all traffic through this FortiGate. ZTNA servers may still have policies under Proxy Policy.',
};

/** As the product calls the page in policy-based mode, where security policies decide what is forwarded [218574]. */
const policyBasedWords = {
  title: 'SSL Inspection & Authentication',
  endsInDeny: false,
  order:
    'Standard policies say what is inspected; what is forwarded is decided under Security Policy. ZTNA policies decide, before those under Proxy Policy.',
  empty:
    'Without a policy, nothing is inspected. What is forwarded is decided under Security Policy.',
};

/** Policy & Objects > Firewall Policy: standard policies, and simple ZTNA ones. */
export function Component() {
  const { device = '' } = useParams();
  const isPolicyBased = useIsPolicyBased(device) === true;
  return (
    <PolicyList
      key={device}
      device={device}
      table="firewall policy"
      words={isPolicyBased ? policyBasedWords : plainWords}
    />
  );
}
