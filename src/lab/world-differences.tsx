import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { WorldComparison } from '#model/lab/worlds/world-comparison.ts';
import { count, listWords } from '#model/plural.ts';
import { CodeView } from '#ui/code-view.tsx';
import { Card } from '#ui/page.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './world-differences.module.css';

type Differences = Omit<WorldComparison, 'against' | 'access' | 'counting'>;

function Configurations({ data }: { readonly data: Differences }) {
  const { configs, onlyNow, onlyThen } = data;
  if (configs.length + onlyNow.length + onlyThen.length === 0)
    return <p className={styles['none']}>No configuration differs.</p>;
  return (
    <div className={styles['list']}>
      {onlyNow.length > 0 ? <p>Only now: {listWords(onlyNow)}.</p> : null}
      {onlyThen.length > 0 ? <p>Only then: {listWords(onlyThen)}.</p> : null}
      {configs.map(({ fortigate, text }) => (
        <section key={fortigate}>
          <h3 className={styles['device']}>{fortigate}</h3>
          <CodeView label={`Commands for ${fortigate}`} text={text} />
        </section>
      ))}
    </div>
  );
}

function Sharing({ sharing }: { readonly sharing: Differences['sharing'] }) {
  if (sharing.length === 0) return <p className={styles['none']}>No sharing differs.</p>;
  return (
    <ul className={styles['list']}>
      {sharing.map(({ device, before, now }) => (
        <li key={device}>
          <b>{device}</b>: {before} → {now}
        </li>
      ))}
    </ul>
  );
}

function Tags({ data }: { readonly data: Differences }) {
  const { tags, moreTags, endpoints } = data;
  if (tags.length + endpoints.added.length + endpoints.removed.length === 0)
    return <p className={styles['none']}>No endpoint has other tags.</p>;
  return (
    <ul className={styles['list']}>
      {endpoints.added.length > 0 ? <li>Only now: {listWords(endpoints.added)}.</li> : null}
      {endpoints.removed.length > 0 ? <li>Only then: {listWords(endpoints.removed)}.</li> : null}
      {tags.map(({ uid, host, gained, lost }) => (
        <li key={uid} className={styles['tags']}>
          <Link to={paths.ems.endpoint(uid)}>{host}</Link>
          {gained.map(({ category, name }) => (
            <span key={`+${category}/${name}`}>
              + <TagChip category={category} name={name} />
            </span>
          ))}
          {lost.map(({ category, name }) => (
            <span key={`-${category}/${name}`}>
              − <TagChip category={category} name={name} missing />
            </span>
          ))}
        </li>
      ))}
      {moreTags > 0 ? <li>and {count(moreTags, 'more endpoint')}</li> : null}
    </ul>
  );
}

/** What differs between two states of the world besides access: configuration, sharing, tags. */
export function WorldDifferences({ data }: { readonly data: Differences }) {
  return (
    <>
      <Card title="Configuration" padded>
        <Configurations data={data} />
      </Card>
      <Card title="Sharing" padded>
        <Sharing sharing={data.sharing} />
      </Card>
      <Card title="Tags" padded>
        <Tags data={data} />
      </Card>
    </>
  );
}
