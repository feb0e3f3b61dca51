import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useWorld } from '#api/world.ts';
import { ImpactList } from '#consoles/access-preview/impact-list.tsx';
import { labApi } from '#model/contract/lab.ts';
import type { ComparisonQuery, WorldComparison } from '#model/lab/world-comparison.ts';
import { count, listWords } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { Card, PageHeader } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import styles from './page.module.css';

function Configurations({ data }: { readonly data: WorldComparison }) {
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

function Sharing({ sharing }: { readonly sharing: WorldComparison['sharing'] }) {
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

function Tags({ data }: { readonly data: WorldComparison }) {
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

/** What the select has for it: a number of changes, `:` and a scenario, or `/` and a world. */
function chosenIn({ changes, scenario, world }: ComparisonQuery): string {
  if (world !== '') return `/${world}`;
  if (scenario !== '') return `:${scenario}`;
  return changes === 0 ? '' : String(changes);
}

/** Lab > Compare: what differs between the world as it is and an earlier moment, another world, or a scenario. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const scenarios = useAnswer(labApi.scenarios, {}).data?.scenarios ?? [];
  const worlds = useAnswer(labApi.worlds, {}).data?.worlds ?? [];
  const [stoppedAt, setStoppedAt] = useState<string | null>(null);
  const undo = world?.undo ?? [];
  const scenario = url.get('scenario');
  const changes = Math.min(wholeNumber(url.get('changes')), undo.length);
  const other = url.get('world');
  const chosen = chosenIn({ changes, scenario, world: other });
  const isStopped = stoppedAt === chosen;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.compareWorlds,
    chosen === '' ? null : { query: { changes, scenario, world: other } },
    { keepsLast: true, counting: isStopped ? null : ({ counting }) => counting },
  );
  return (
    <>
      <PageHeader crumb="Lab" title="Compare" />
      <div className={styles['choice']}>
        <SelectField
          label="Compare the world with"
          value={chosen}
          options={[
            { value: '', label: 'choose a moment, a world or a scenario' },
            ...undo.map(({ words }, i) => ({
              value: String(i + 1),
              label: `before “${words}” (${count(i + 1, 'change')} ago)`,
            })),
            ...worlds
              .filter(({ isOpen }) => !isOpen)
              .map(({ id, name }) => ({ value: `/${id}`, label: `World: ${name}` })),
            ...scenarios.map(({ id, name }) => ({ value: `:${id}`, label: `Scenario: ${name}` })),
          ]}
          onChange={(value) =>
            url.set({
              scenario: value.startsWith(':') ? value.slice(1) : null,
              world: value.startsWith('/') ? value.slice(1) : null,
              changes: /^\d+$/.test(value) ? value : null,
            })
          }
        />
      </div>
      {chosen === '' ? (
        <EmptyState title="Choose what to compare with">
          The page shows what differs in configuration, sharing, tags and access, from then to now.
        </EmptyState>
      ) : error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        <div className={styles['cards']} aria-busy={isPlaceholderData}>
          <p className={styles['against']} role="status">
            From {data.against} to the present world.
          </p>
          <Card title="Access" padded>
            {data.access ? (
              <ImpactList impact={data.access} isMade />
            ) : isStopped || !data.counting ? (
              <p className={styles['none']}>
                Stopped. <Button onClick={() => setStoppedAt(null)}>Go on</Button>
              </p>
            ) : (
              <Progress
                label="Working out who gained and who lost access"
                {...data.counting}
                stop="Stop"
                onStop={() => setStoppedAt(chosen)}
              />
            )}
          </Card>
          <Card title="Configuration" padded>
            <Configurations data={data} />
          </Card>
          <Card title="Sharing" padded>
            <Sharing sharing={data.sharing} />
          </Card>
          <Card title="Tags" padded>
            <Tags data={data} />
          </Card>
        </div>
      )}
    </>
  );
}
