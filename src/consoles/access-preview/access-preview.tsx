import { useEffect, useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { AccessImpact, ImpactGroup, PlannedChange } from '#model/lab/access-impact.ts';
import { count, listWords, numberWords } from '#model/plural.ts';
import { previewWords } from '#model/words/policy-test.ts';
import { policyName } from '#model/words/policy-name.ts';
import { classes } from '#ui/class-names.ts';
import { Disclosure, LabMark } from '#ui/page.tsx';
import { Banner } from '#ui/states.tsx';
import { Progress } from '#ui/progress.tsx';
import styles from './access-preview.module.css';

/** Long enough that typing asks nothing at each key. */
const pauseMs = 200;

/** The value once it has stood still. */
function useStill<Value>(value: Value, key: string): Value {
  const [still, setStill] = useState({ value, key });
  useEffect(() => {
    if (key === still.key) return undefined;
    const timer = setTimeout(() => setStill({ value, key }), pauseMs);
    return () => clearTimeout(timer);
  });
  return still.value;
}

function who({ hosts, count: all }: ImpactGroup): string {
  const more = all - hosts.length;
  return more === 0 ? listWords(hosts) : `${hosts.join(', ')} and ${numberWords(more)} more`;
}

function Group({ group }: { readonly group: ImpactGroup }) {
  const { way, fortigate, server, count: all } = group;
  const gains = way === 'gains';
  return (
    <li>
      <span className={gains ? styles['more'] : styles['less']}>
        {gains ? '+' : '−'}
        {numberWords(all)}
      </span>{' '}
      {who(group)} {gains ? (all === 1 ? 'gains' : 'gain') : all === 1 ? 'loses' : 'lose'}{' '}
      <b>{server}</b> on {fortigate}, {gains ? 'by' : 'until now by'} {policyName(group)}
    </li>
  );
}

function Outcome({ impact }: { readonly impact: AccessImpact }) {
  const { gains, loses, groups, moreGroups, ending, moreEnding, tests } = impact;
  return (
    <>
      <p className={styles['sum']}>
        {gains + loses === 0 ? (
          'Nobody gains or loses access to a ZTNA server.'
        ) : (
          <>
            {gains > 0 ? <span className={styles['more']}>+{numberWords(gains)} </span> : null}
            {loses > 0 ? <span className={styles['less']}>−{numberWords(loses)} </span> : null}
            {gains > 0 ? `${count(gains, 'pair')} of endpoint and server would gain access. ` : ''}
            {loses > 0 ? `${count(loses, 'pair')} of endpoint and server would lose access.` : ''}
          </>
        )}
      </p>
      {groups.length > 0 ? (
        <Disclosure summary="Who gains, who loses" open={groups.length < 8}>
          <ul className={styles['groups']} aria-label="Who gains, who loses">
            {groups.map((group) => (
              <Group
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

/**
 * What a change would do to access before it is made.
 * @param title *If you save*
 * @param change the requests that would be sent; null while there is nothing to save
 */
export function AccessPreview({
  title,
  change,
}: {
  readonly title: string;
  readonly change: PlannedChange | null;
}) {
  const still = useStill(change, JSON.stringify(change));
  const [stoppedAt, setStoppedAt] = useState<PlannedChange | null>(null);
  const isStopped = stoppedAt !== null && stoppedAt === still;
  const { data, error, isPlaceholderData } = useAnswer(labApi.impact, still && { body: still }, {
    keepsLast: true,
    retry: false,
    counting: isStopped ? null : ({ counting }) => counting,
  });
  if (change === null) return null;
  const isOld = isPlaceholderData || change !== still;
  return (
    <section className={styles['box']} aria-label={title} aria-busy={isOld}>
      <div className={styles['title']}>
        <h3>{title}</h3>
        <LabMark />
      </div>
      <div className={classes(isOld && styles['old'])} role="status">
        {error ? (
          <p className={styles['dim']}>The preview failed: {error.message}</p>
        ) : !data ? (
          <p className={styles['dim']}>Working out who gains and who loses access…</p>
        ) : data.problem !== null ? (
          <p className={styles['dim']}>No preview yet: {data.problem}</p>
        ) : data.impact ? (
          <Outcome impact={data.impact} />
        ) : isStopped ? (
          <p className={styles['dim']}>Stopped. Who gains and who loses access is not known.</p>
        ) : data.counting ? (
          <Progress
            label="Working out who gains and who loses access"
            {...data.counting}
            stop="Stop"
            onStop={() => setStoppedAt(still)}
          />
        ) : null}
      </div>
    </section>
  );
}
