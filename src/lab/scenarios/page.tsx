import { useNavigate } from 'react-router';
import { useLoadScenario, useScenarios, useUndo, useWorld } from '#api/lab-hooks.ts';
import { paths } from '#api/paths.ts';
import type { Scenario } from '#model/lab-api.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { Note, PageHeader } from '#ui/page.tsx';
import { ErrorState, Skeleton, Status } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './page.module.css';

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
        <h2>{scenario.name}</h2>
        {isHere ? <Status tone="info">this world</Status> : null}
      </div>
      <p>{scenario.summary}</p>
      <ol className={styles['steps']} aria-label={`What to try in ${scenario.name}`}>
        {scenario.tryThis.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className={styles['source']}>{scenario.source}</p>
      <div className={styles['buttons']}>
        <Button look={isHere ? 'plain' : 'primary'} icon="play" busy={isLoading} onClick={onLoad}>
          {isHere ? 'Start over' : 'Load'}
          <span className="visually-hidden"> {scenario.name}</span>
        </Button>
        {isHere ? (
          <ButtonLink to={paths.lab.connect()} look="primary">
            Open Connect
          </ButtonLink>
        ) : null}
      </div>
    </li>
  );
}

/** Lab > Scenarios. One click loads one; what was there before comes back by *Undo*. */
export function Component() {
  const { data: scenarios, error, refetch } = useScenarios();
  const { data: world } = useWorld();
  const load = useLoadScenario();
  const undo = useUndo();
  const toast = useToast();
  const navigate = useNavigate();

  const start = (scenario: Scenario): void =>
    load.mutate(scenario.id, {
      onSuccess: () =>
        toast({
          text: `${scenario.name} is loaded.`,
          action: {
            label: 'Undo',
            onPress: () =>
              undo.mutate(undefined, {
                onSuccess: () => void navigate(paths.lab.scenarios()),
                onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
              }),
          },
        }),
      onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
    });

  return (
    <>
      <PageHeader crumb="Lab" title="Scenarios" />
      {scenarios ? (
        <ul className={styles['list']} aria-label="Scenarios">
          {scenarios.map((scenario) => (
            <ScenarioCard
              key={scenario.id}
              scenario={scenario}
              isHere={world?.scenario.id === scenario.id}
              isLoading={load.isPending && load.variables === scenario.id}
              onLoad={() => start(scenario)}
            />
          ))}
        </ul>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
      <Note>
        Loading replaces the world in this browser: EMS, FortiGates, endpoints and logs. Undo brings
        the old one back as long as this page stays open.
      </Note>
    </>
  );
}
