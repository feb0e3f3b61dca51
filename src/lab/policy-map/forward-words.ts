/** What the parts of a policy that forwards sessions come to, as sentences. */
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import type { MappedPolicy } from '#model/lab/policy-map.ts';
import { count, listWords, numberWords, plural } from '#model/plural.ts';
import { blockerWords, idleWords, knownWords } from './words.ts';

/** Under each of its places; null for nothing to say. */
interface ForwardWords {
  readonly from: string | null;
  readonly to: string | null;
  readonly who: string | null;
  readonly destination: string | null;
  readonly service: string | null;
}

function sourceWords(mapped: MappedPolicy, endpoints: number): string {
  const { who, fall, way, idle } = mapped;
  const all =
    who === endpoints
      ? count(who, 'endpoint')
      : `${numberWords(who)} of ${count(endpoints, 'endpoint')}`;
  if (idle === 'dstintf' || idle === 'dstaddr' || idle === 'service') return all;
  if (idle !== null) return `${all}, ${idleWords[idle]}`;
  if (!fall || way === null || way.from === null) return all;
  const blocked = fall.taken === 0 ? blockerWords(mapped) : null;
  const after = blocked === null ? '' : `: ${blocked}`;
  if (fall.reached === 0) return `nobody gets this far${after}`;
  if (way.from === 0) return 'nobody comes in there';
  const came = count(way.from, 'endpoint');
  const far = `${plural(way.from, 'gets', 'get')} this far`;
  return fall.who === way.from
    ? `${came} ${far}${after}`
    : `${numberWords(fall.who)} of the ${came} that ${far}${after}`;
}

/**
 * @param endpoints how many there are
 * @param out the policy's outgoing interfaces
 */
export function forwardWords(
  mapped: MappedPolicy,
  endpoints: number,
  out: readonly string[],
): ForwardWords {
  const { way, fall, idle } = mapped;
  const none = { from: null, to: null, destination: null, service: null };
  const who = sourceWords(mapped, endpoints);
  if (way === null) return { ...none, who };
  const { to, isOwn, dstintf, from } = way;
  switch (idle) {
    case 'dstintf':
      return { ...none, who, to: `${to} is behind ${dstintf}` };
    case 'dstaddr':
      return { ...none, who, destination: `not ${to}` };
    case 'service':
      return { ...none, who, service: `not of ${to}` };
    case null:
      return {
        from: !fall || from === null || fall.reached === 0 ? null : `${numberWords(from)} come in`,
        // Where it names but one, that is the one.
        to: dstintf === 'any' || out.join() === dstintf ? null : `by ${dstintf}`,
        who,
        destination: isOwn ? `counted to ${to}` : null,
        service: null,
      };
    default:
      return { ...none, who };
  }
}

/** Under *Source*: the same, and whom of those with its tags the FortiGate knows. */
export function forwardWho(
  mapped: MappedPolicy,
  endpoints: number,
  out: readonly string[],
  device: string,
): string {
  const known = mapped.sources.length === 0 ? null : knownWords(mapped.sources, device);
  return [forwardWords(mapped, endpoints, out).who, known]
    .filter((part) => part !== null)
    .join(', ');
}

/** Under *Service*: what a security policy asks for and no session here has; null for nothing [218574]. */
export function notJudgedWords(policy: PolicyRow): string | null {
  if (policy.table !== 'firewall security-policy') return null;
  const { row } = policy;
  const asked = [
    {
      what: 'application',
      names: [...row.application, ...row['app-category'], ...row['app-group']],
    },
    { what: 'URL category', names: row['url-category'] },
  ].flatMap(({ what, names }) => (names.length === 0 ? [] : what));
  return asked.length === 0 ? null : `whatever the ${listWords(asked, 'or')}`;
}
