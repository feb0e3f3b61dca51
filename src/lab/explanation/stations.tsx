import { paths } from '#api/paths.ts';
import { typeOfStep } from '#model/decision/decision.ts';
import { errorSentence } from '#model/words/decision.ts';
import { deviceSentence } from '#model/words/tag-cause.ts';
import type { AskedCause, AskedTag, Explanation, PolicyView } from '#model/decision/explanation.ts';
import { policyName, policyTitle } from '#model/words/policy-name.ts';
import { isBroken } from '#model/ems/standing.ts';
import { linkClause } from '#model/words/standing.ts';
import { categoryWords, tagKey } from '#model/tagging/tags.ts';
import { conditionName } from '#model/words/condition.ts';
import { TagChip } from '#ui/tag-chip.tsx';
import { Connector, Gate } from './gates.tsx';
import { LogIn, type LogInTry } from './log-in.tsx';
import styles from './stations.module.css';
import { Stop } from './stop.tsx';

const signs = { ok: '✓', bad: '✕', off: '–' } as const;
function Sign({ kind }: { readonly kind: keyof typeof signs }) {
  return (
    <span aria-hidden="true" className={`${styles['sign']} ${styles[kind]}`}>
      {signs[kind]}
    </span>
  );
}

interface Props {
  readonly explanation: Explanation;
  readonly broke: boolean;
}

function EndpointHas({ explanation, broke }: Props) {
  const { endpoint, has } = explanation;
  return (
    <Stop
      title="1 The endpoint has"
      broke={broke}
      link={
        endpoint ? { to: paths.ems.endpoint(endpoint.uid), label: `Open ${endpoint.host}` } : null
      }
    >
      {endpoint === null ? (
        <p className={styles['small']}>EMS does not know this device.</p>
      ) : has.length === 0 ? (
        <p className={styles['small']}>No tags.</p>
      ) : (
        <ul className={styles['list']}>
          {has.map((tag) => (
            <li key={tagKey(tag)}>
              <TagChip category={tag.category} name={tag.name} />
            </li>
          ))}
        </ul>
      )}
    </Stop>
  );
}

function EmsShares({ explanation, broke, again }: Props & { readonly again?: string | undefined }) {
  const { shares, fortigate } = explanation;
  return (
    <Stop
      title="2 EMS shares"
      broke={broke}
      link={
        fortigate.serial === null
          ? null
          : {
              to: paths.ems.fabricDevice(fortigate.serial, { next: again }),
              label: 'Open the sync editor',
            }
      }
    >
      {!isBroken(shares.link) || explanation.broke === 'connector' ? null : (
        <p className={styles['small']}>
          Nothing is shared: {linkClause(shares.link, fortigate.name)}.
        </p>
      )}
      {shares.link === 'cached' ? (
        <p className={styles['small']}>
          EMS is out of reach: {fortigate.name} keeps what it last knew until its cache ends.
        </p>
      ) : null}
      <ul className={styles['list']}>
        {shares.categories.map(({ category, shared }) => (
          <li key={category}>
            <Sign kind={shared ? 'ok' : 'off'} />
            <span className={shared ? undefined : styles['off']}>
              {categoryWords[category].sharing}
              <span className="visually-hidden">{shared ? ', shared' : ', not shared'}</span>
            </span>
          </li>
        ))}
      </ul>
    </Stop>
  );
}

function knowsWords(explanation: Explanation): string {
  const { knows, takenFor, kind } = explanation;
  if (knows.why) return deviceSentence(knows.why, explanation);
  if (knows.by === 'nothing' && kind === 'forward')
    return 'No tag’s address list contains the packet’s address.';
  const way = knows.by === 'certificate' ? 'by certificate' : 'by its address';
  const uid = takenFor?.uid ?? '';
  const device = uid === '' ? '' : `, device ${uid.slice(0, 4)}…${uid.slice(-4)}`;
  return `${way}${device}, online`;
}

function FortiGateKnows({ explanation, broke }: Props) {
  const { knows, has, fortigate } = explanation;
  const all = has.length > 0 && knows.tags.length === has.length;
  return (
    <Stop
      title="3 FortiGate knows"
      broke={broke}
      reached={knows.reached}
      link={{ to: paths.fgt(fortigate.name).ztnaTags(), label: 'Open Security Posture Tags' }}
    >
      {all && knows.builtIns.length === 0 ? (
        <p>{has.length === 1 ? 'The one tag' : `All ${has.length} tags`}</p>
      ) : (
        <ul className={styles['list']}>
          {knows.tags.map((tag) => (
            <li key={tagKey(tag)}>
              <TagChip category={tag.category} name={tag.name} />
            </li>
          ))}
          {knows.builtIns.map((name) => (
            <li key={name} className="mono">
              {name}
            </li>
          ))}
          {knows.tags.length + knows.builtIns.length === 0 ? <li>No tags</li> : null}
        </ul>
      )}
      <p className={styles['small']}>{knowsWords(explanation)}</p>
    </Stop>
  );
}

/** Why an asked tag does not count, in a few words: the banner above has the sentence. */
function whyWords(cause: AskedCause): string {
  switch (cause.kind) {
    case 'link':
      return 'no connection to EMS';
    case 'no-endpoint':
    case 'not-identified':
      return 'device not identified';
    case 'not-registered':
      return 'the endpoint is not registered';
    case 'offline':
      return 'the endpoint is offline';
    case 'endpoint-lacks':
      return 'not on the endpoint';
    case 'tags-not-pulled':
      return 'tags are not synchronized';
    case 'type-not-shared':
      return 'its type is not shared';
    case 'no-room':
      return 'tag limit reached';
    case 'dangling':
      return 'no such tag on the FortiGate';
    case 'mac-not-seen':
      return 'MAC address not seen';
    case 'address-not-shared':
      return 'address not shared';
    case 'other-address':
      return `the packet has ${cause.address}`;
    case 'other-ems':
      return `a tag of EMS${cause.asked}`;
    case 'not-that-kind-of-device':
      return 'for another kind of device';
    case 'no-member':
      return 'no member known';
  }
}

function Asked({ asked, explanation }: { asked: AskedTag; explanation: Explanation }) {
  const kind = explanation.kind === 'forward' ? asked.addressKind : null;
  const near =
    asked.cause?.kind === 'endpoint-lacks' || asked.cause?.kind === 'dangling'
      ? asked.cause.near
      : null;
  return (
    <>
      <li>
        <Sign kind={asked.known ? 'ok' : 'bad'} />
        {asked.tag ? (
          <TagChip
            category={asked.tag.category}
            name={asked.tag.name}
            missing={!asked.known}
            badge={kind === null ? undefined : kind === 'ip' ? 'IP' : 'MAC'}
          />
        ) : (
          <span className="mono">{asked.name}</span>
        )}
        <span className="visually-hidden">{asked.known ? 'known' : 'not known'}</span>
      </li>
      {near ? (
        <li className={styles['small']}>
          nearest: {near.tag.name}, {categoryWords[near.tag.category].label.toLowerCase()}
        </li>
      ) : asked.cause && asked.cause.kind !== 'endpoint-lacks' ? (
        <li className={styles['small']}>{whyWords(asked.cause)}</li>
      ) : null}
    </>
  );
}

/** `policy 17 asks for all of`. */
function asksWords(policy: PolicyView): string {
  const tags = policy.conditions.find((one) => one.kind === 'tags' && one.list === 'primary');
  const name = policyTitle(policy);
  if (tags?.kind !== 'tags' || tags.asked.length === 0) return `${name} asks`;
  const negated = tags.negate ? 'not ' : '';
  if (tags.asked.length === 1) return `${name} asks for ${tags.negate ? 'not' : ''}`.trimEnd();
  return `${name} asks for ${negated}${tags.logic === 'and' ? 'all' : 'any'} of`;
}

function PolicyAsks({ explanation, broke }: Props) {
  const { kind, policies, deciding, fortigate, knows } = explanation;
  const policy = deciding === null ? undefined : policies[deciding];
  if (!policy)
    return (
      <Stop title="4 Policies" broke={broke} reached={knows.reached}>
        <p className={styles['small']}>
          {policies.length > 0
            ? 'Every policy is disabled.'
            : kind === 'ztna'
              ? 'There is no policy for this server.'
              : 'There is no policy for this traffic.'}
        </p>
      </Stop>
    );
  const failed = policy.conditions.filter((one) => one.kind !== 'tags' && !one.held);
  return (
    <Stop
      title={`4 ${asksWords(policy)}`}
      broke={broke}
      link={{
        to: paths.policy(fortigate.name, policy) ?? '',
        label: `Open ${policyName(policy)}`,
      }}
    >
      <ul className={styles['list']}>
        {policy.conditions.flatMap((one) =>
          one.kind === 'tags'
            ? one.asked.map((asked) => (
                <Asked key={`${one.list} ${asked.name}`} asked={asked} explanation={explanation} />
              ))
            : [],
        )}
        {failed.map((one) =>
          one.kind === 'tags' ? null : (
            <li key={one.kind}>
              <Sign kind="bad" />
              <span>
                {conditionName(one.kind)} {one.negate ? 'not ' : ''}
                {one.asked.join(', ')}
              </span>
            </li>
          ),
        )}
        {failed.length === 0 &&
        policy.conditions.every((one) => one.kind !== 'tags' || one.asked.length === 0) ? (
          <li>
            <Sign kind="ok" /> no tags; all conditions met
          </li>
        ) : null}
      </ul>
    </Stop>
  );
}

function Decision({ explanation, broke }: Props) {
  const { action, policyid, policytype, policies } = explanation;
  const name =
    policies.find((one) => one.policyid === policyid && typeOfStep(one) === policytype)?.name ?? '';
  const accepted = action === 'accept';
  const fortigate = paths.fgt(explanation.fortigate.name);
  return (
    <Stop
      title="5 Decision"
      broke={broke}
      link={
        explanation.kind === 'ztna'
          ? { to: fortigate.ztnaTraffic(), label: 'Open ZTNA Traffic' }
          : { to: fortigate.forwardTraffic(), label: 'Open Forward Traffic' }
      }
    >
      <p>
        <span className={`${styles['outcome']} ${accepted ? styles['ok'] : styles['bad']}`}>
          {accepted ? 'Accept' : 'Deny'}
        </span>
        , {policyName({ policytype, policyid, name })}
      </p>
      <p className={styles['small']}>
        {policyid === 0 ? 'no policy matched' : 'first match'}
        {explanation.error === null ? null : `, ${errorSentence(explanation)}`}
      </p>
    </Stop>
  );
}

/** The way of the tags from the endpoint to the decision, left to right. */
export function Stations({
  explanation,
  login,
  again,
}: {
  readonly explanation: Explanation;
  /** Who logged in, or tried to, if the FortiGate asked. */
  readonly login?: LogInTry | undefined;
  /** Where the same is tried again, once something was changed elsewhere. */
  readonly again?: string;
}) {
  const { broke } = explanation;
  const gate = broke === 'certificate' || broke === 'route' ? broke : null;
  return (
    <ol className={styles['stations']} aria-label="Path to the decision">
      {gate ? <Gate explanation={explanation} station={gate} /> : null}
      <EndpointHas explanation={explanation} broke={broke === 'endpoint-has'} />
      <EmsShares explanation={explanation} broke={broke === 'ems-shares'} again={again} />
      {broke === 'connector' ? <Connector explanation={explanation} /> : null}
      <FortiGateKnows explanation={explanation} broke={broke === 'fortigate-knows'} />
      {login ? <LogIn explanation={explanation} login={login} /> : null}
      <PolicyAsks explanation={explanation} broke={broke === 'policy-asks'} />
      <Decision explanation={explanation} broke={broke === 'decision'} />
    </ol>
  );
}
