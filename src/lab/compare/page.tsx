import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ComparisonQuery } from '#model/lab/worlds/world-comparison.ts';
import { count } from '#model/plural.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { PageHeader } from '#ui/page.tsx';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { CountedAccess } from '../counted-access.tsx';
import { WorldDifferences } from '../world-differences.tsx';
import styles from './page.module.css';

/** What the select has for it: a number of changes, `@` and a moment, `:` and a scenario, or `/` and a world. */
function chosenIn({ changes, moment, scenario, world }: ComparisonQuery): string {
  if (moment !== undefined) return `@${moment}`;
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
  const at = url.get('moment');
  const moment = at === '' ? undefined : wholeNumber(at);
  const asked = { changes, ...(moment === undefined ? {} : { moment }), scenario, world: other };
  const chosen = chosenIn(asked);
  const isStopped = stoppedAt === chosen;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.compareWorlds,
    chosen === '' ? null : { query: asked },
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
            ...(moment === undefined
              ? []
              : [{ value: chosen, label: 'the moment chosen under History' }]),
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
              moment: value.startsWith('@') ? value.slice(1) : null,
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
          <CountedAccess
            access={data.access}
            counting={data.counting}
            isMade
            isStopped={isStopped}
            onStop={() => setStoppedAt(chosen)}
            onGoOn={() => setStoppedAt(null)}
          />
          <WorldDifferences data={data} />
        </div>
      )}
    </>
  );
}
