import type { ReactNode } from 'react';
import { type ConnectRequest, destinationWords } from '#model/lab/connect-request.ts';
import type { Explanation } from '#model/decision/explanation.ts';
import { policyName } from '#model/words/policy-name.ts';
import { Card } from '#ui/page.tsx';

/** What becomes of traffic that is no browser's: there is no page to show. */
export function TrafficNote({
  request,
  explanation,
}: {
  readonly request: ConnectRequest;
  readonly explanation: Explanation;
}) {
  return (
    <Card title="What happens to the traffic" padded>
      <p>{noteOf(request, explanation)}</p>
    </Card>
  );
}

function noteOf(request: ConnectRequest, explanation: Explanation): ReactNode {
  const { action, policyid, policies, deciding, nat } = explanation;
  const decider = deciding === null ? undefined : policies[deciding];
  const by = policyid === 0 || !decider ? 'the implicit deny' : policyName(decider);
  const { destination } = request;
  const to = <b className="mono">{destinationWords(request)}</b>;
  if (destination.kind === 'tcp-forwarding') {
    const place = <b className="mono">{`${destination.address}:${destination.port}`}</b>;
    return action === 'accept' ? (
      <>
        FortiClient’s connection to {place} opens through {destination.server}, allowed by {by}. The
        program on the endpoint does not notice the FortiGate.
      </>
    ) : (
      <>
        FortiClient’s connection to {place} through {destination.server} is refused
        {policies.length === 0 ? ' before any policy is considered' : `, denied by ${by}`}.
      </>
    );
  }
  return action === 'accept' ? (
    <>
      Allowed through to {to} by {by}.
      {nat ? ` The VIP ${nat.vip} leads it to ${nat.ip}:${nat.port}.` : null}
    </>
  ) : (
    <>
      Dropped by {by}. {to} sees nothing of it, and the sender gets no answer.
    </>
  );
}
