import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import type { DraftFindings } from '#model/lab/worlds/draft.ts';
import { count, numberWords, plural } from '#model/plural.ts';
import { sentenceStart } from '#model/text.ts';
import { findingKindWords, placeWords } from '#model/words/finding.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { ErrorState } from '#ui/states.tsx';
import { SeverityStatus } from '../findings/columns.tsx';
import { PlaceLink } from '../findings/places.tsx';
import styles from './differing-findings.module.css';

/** @param isThere in the draft, which is open: what goes may be about what the draft deleted, so it links nowhere */
function FindingList({
  title,
  listed: { findings, more },
  isThere,
}: {
  readonly title: string;
  readonly listed: DraftFindings['come'];
  readonly isThere: boolean;
}) {
  if (findings.length === 0) return null;
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <ul className={styles['list']} aria-label={title}>
        {findings.map((finding) => {
          const { id, severity, about, fortigate } = finding;
          const words = findingKindWords[about.kind];
          return (
            <li key={id}>
              <SeverityStatus severity={severity} />
              <span className={styles['what']}>
                {isThere ? <Link to={paths.lab.findings({ open: id })}>{words}</Link> : words}
                <span className={styles['place']}>
                  {isThere ? (
                    <PlaceLink fortigate={fortigate} place={finding} />
                  ) : (
                    sentenceStart(placeWords(finding))
                  )}
                  <span className={styles['of']}>{fortigate ?? 'EMS'}</span>
                </span>
              </span>
            </li>
          );
        })}
        {more > 0 ? <li>and {numberWords(more)} more</li> : null}
      </ul>
    </section>
  );
}

function titleOf({ findings, more }: DraftFindings['come'], way: 'come' | 'go'): string {
  const all = findings.length + more;
  return `${count(all, 'finding')} ${way === 'come' ? plural(all, 'comes', 'come') : plural(all, 'goes', 'go')}`;
}

/** What *Findings* would list with the draft and does not list now, and the other way round. */
export function DifferingFindings({ isAsked }: { readonly isAsked: boolean }) {
  const [isStopped, setStopped] = useState(false);
  const { data, error, refetch } = useAnswer(labApi.draftFindings, isAsked ? {} : null, {
    keepsLast: true,
    counting: isStopped ? null : ({ counting }) => counting,
  });
  const answer = data?.counting === null ? data : null;
  const { come, go } = answer ?? {};
  const isNone = come && go && come.findings.length + go.findings.length === 0;
  return (
    <Card title="Findings" padded>
      {come && go ? (
        <div className={styles['lists']}>
          {isNone ? <p className={styles['none']}>No finding comes or goes.</p> : null}
          <FindingList title={titleOf(come, 'come')} listed={come} isThere />
          <FindingList title={titleOf(go, 'go')} listed={go} isThere={false} />
        </div>
      ) : error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isStopped ? (
        <p>
          Stopped. <Button onClick={() => setStopped(false)}>Go on</Button>
        </p>
      ) : (
        <Progress
          label="Looking for findings that come and go"
          {...(data?.counting ?? { done: 0, total: 1 })}
          stop="Stop"
          onStop={() => setStopped(true)}
        />
      )}
      <p role="status" className="visually-hidden">
        {come && go
          ? isNone
            ? 'No finding comes or goes.'
            : `${titleOf(come, 'come')}, ${titleOf(go, 'go')}.`
          : ''}
      </p>
    </Card>
  );
}
