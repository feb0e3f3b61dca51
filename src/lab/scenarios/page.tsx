import { useNavigate } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { useLoadScenario, useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import { useUndoable } from '#api/undo.ts';
import type { Scenario, WorldSummary } from '#model/lab/lab-api.ts';
import { count } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { Note, PageHeader } from '#ui/page.tsx';
import { Banner, ErrorState, Skeleton, Status } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { Checklist } from './checklist.tsx';
import { Coverage } from './coverage.tsx';
import styles from './page.module.css';

/** The loaded scenario, and how far one is in it. */
function Loaded({
  scenario,
  world,
}: {
  readonly scenario: Scenario;
  readonly world: WorldSummary;
}) {
  const done = scenario.steps.filter(({ id }) => world.stepsDone.includes(id)).length;
  const all = scenario.steps.length;
  return (
    <section className={styles['loaded']} aria-label={scenario.name}>
      <div className={styles['loadedHead']}>
        <h2>{scenario.name}</h2>
        <p className={styles['progress']} role="status">
          {done} of {count(scenario.steps.length, 'step')} done
        </p>
      </div>
      <p className={styles['summary']}>{scenario.summary}</p>
      <Checklist scenario={scenario} done={world.stepsDone} />
      {done === all ? (
        <div className={styles['finished']}>
          <Banner tone="ok">All steps are done. Start over, or load another scenario.</Banner>
        </div>
      ) : null}
    </section>
  );
}

function ScenarioCard({
  scenario,
  isHere,
  isLoading,
  onLoad,
}: {
  readonly scenario: Scenario;
  readonly isHere: boolean;
  readonly isLoading: boolean;
  readonly onLoad: () => void;
}) {
  return (
    <li className={styles['card']} data-here={isHere || undefined}>
      <div className={styles['head']}>
        <h3>{scenario.name}</h3>
        {isHere ? <Status tone="ok">Loaded</Status> : null}
      </div>
      <p className={styles['text']}>{scenario.summary}</p>
      <div className={styles['foot']}>
        <p className={styles['source']}>
          {count(scenario.steps.length, 'step')}. {scenario.source}
        </p>
        <Button icon={isHere ? 'reset' : 'play'} busy={isLoading} onClick={onLoad}>
          {isHere ? 'Start over' : 'Load'}
          <span className="visually-hidden"> {scenario.name}</span>
        </Button>
      </div>
    </li>
  );
}

/** Lab > Scenarios. One click loads one; what was there before comes back by *Undo*. */
export function Component() {
  const { data, error, refetch } = useAnswer(labApi.scenarios, {});
  const scenarios = data?.scenarios;
  const { data: world } = useWorld();
  const load = useLoadScenario();
  const toast = useToast();
  const undoable = useUndoable(toast);
  const navigate = useNavigate();
  const here = scenarios?.find(({ id }) => id === world?.scenario.id);

  const start = (scenario: Scenario): void =>
    load.mutate(scenario.id, {
      onSuccess: (revision) =>
        toast({
          text: `${scenario.name} was loaded.`,
          ...undoable(revision, () => void navigate(paths.lab.scenarios())),
        }),
      onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
    });

  if (!scenarios || !world)
    return (
      <>
        <PageHeader crumb="Lab" title="Scenarios" />
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </>
    );
  return (
    <>
      <PageHeader crumb="Lab" title="Scenarios" />
      {here ? <Loaded scenario={here} world={world} /> : null}
      <h2 className={styles['allTitle']}>All scenarios</h2>
      <ul className={styles['list']} aria-label="Scenarios">
        {scenarios.map((scenario) => (
          <ScenarioCard
            key={scenario.id}
            scenario={scenario}
            isHere={scenario.id === here?.id}
            isLoading={load.isPending && load.variables === scenario.id}
            onLoad={() => start(scenario)}
          />
        ))}
      </ul>
      <Note>
        Loading replaces the world in this browser: EMS, FortiGates, endpoints and logs. Undo
        restores the previous world.
      </Note>
      <Coverage />
    </>
  );
}
