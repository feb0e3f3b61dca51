import type { AccessImpact, ImpactGroup } from '#model/lab/access-impact.ts';
import { count, listWords, numberWords } from '#model/plural.ts';
import { previewWords } from '#model/words/policy-test.ts';
import { policyName } from '#model/words/policy-name.ts';
import { Disclosure } from '#ui/page.tsx';
import { Banner } from '#ui/states.tsx';
import styles from './access-preview.module.css';
import { unfeltWords } from './felt-impact.ts';

function who({ hosts, count: all }: ImpactGroup): string {
  const more = all - hosts.length;
  return more === 0 ? listWords(hosts) : `${hosts.join(', ')} and ${numberWords(more)} more`;
}

function verb(gains: boolean, isOne: boolean, isMade: boolean): string {
  if (isMade) return gains ? 'gained' : 'lost';
  if (gains) return isOne ? 'gains' : 'gain';
  return isOne ? 'loses' : 'lose';
}

function Group({ group, isMade }: { readonly group: ImpactGroup; readonly isMade: boolean }) {
  const { way, fortigate, server, count: all } = group;
  const gains = way === 'gains';
  return (
    <li>
      <span className={gains ? styles['more'] : styles['less']}>
        {gains ? '+' : '−'}
        {numberWords(all)}
      </span>{' '}
      {who(group)} {verb(gains, all === 1, isMade)} <b>{server}</b> on {fortigate},{' '}
      {gains ? 'by' : 'until now by'} {policyName(group)}
    </li>
  );
}

/** Who gains, who loses, which tests would come out otherwise, and which sessions would end. */
export function ImpactList({
  impact,
  isMade = false,
}: {
  readonly impact: AccessImpact;
  /** It has happened: said in the past. */
  readonly isMade?: boolean;
}) {
  const { gains, loses, groups, moreGroups, ending, moreEnding, tests } = impact;
  return (
    <>
      <p className={styles['sum']}>
        {gains + loses === 0 ? (
          isMade ? (
            unfeltWords
          ) : (
            'Nobody gains or loses access to a ZTNA server.'
          )
        ) : (
          <>
            {gains > 0 ? (
              <>
                <span className={styles['more']}>{count(gains, 'pair')}</span> of endpoint and
                server {isMade ? 'gained' : 'would gain'} access.{' '}
              </>
            ) : null}
            {loses > 0 ? (
              <>
                <span className={styles['less']}>{count(loses, 'pair')}</span> of endpoint and
                server {isMade ? 'lost' : 'would lose'} access.
              </>
            ) : null}
          </>
        )}
      </p>
      {groups.length > 0 ? (
        <Disclosure
          summary={isMade ? 'Who gained, who lost' : 'Who gains, who loses'}
          open={groups.length < 8}
        >
          <ul className={styles['groups']} aria-label="Who gains, who loses">
            {groups.map((group) => (
              <Group
                isMade={isMade}
                key={`${group.way} ${group.fortigate} ${group.server} ${group.policytype} ${group.policyid}`}
                group={group}
              />
            ))}
            {moreGroups > 0 ? <li>and {count(moreGroups, 'more group')}</li> : null}
          </ul>
        </Disclosure>
      ) : null}
      {previewWords(tests) === '' ? null : (
        <Banner tone={tests.fail.length > 0 ? 'bad' : 'info'}>{previewWords(tests)}</Banner>
      )}
      {ending.length > 0 ? (
        <p className={styles['less']}>
          {count(ending.length + moreEnding, 'open session')} would end: {ending.join(', ')}
          {moreEnding > 0 ? ` and ${numberWords(moreEnding)} more` : ''}.
        </p>
      ) : null}
    </>
  );
}
