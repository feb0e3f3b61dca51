import { useAnswer, useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import { type FindingDetail, type ListedFinding, policyAt } from '#model/lab/findings.ts';
import { findingKindWords, findingReason } from '#model/words/finding.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Section } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { Banner, ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { SeverityStatus } from './columns.tsx';
import { ExampleSection } from './example-section.tsx';
import styles from './finding-panel.module.css';
import { IgnoreForm } from './ignore-form.tsx';
import { PlaceLink, placePath } from './places.tsx';
import { useMadeDevice } from './use-made-device.ts';

/** The policies that a proof rests on, as links. */
function Because({ finding }: { readonly finding: ListedFinding }) {
  const { because, fortigate, about } = finding;
  if (because.length === 0) return null;
  return (
    <Section title={about.kind === 'shadowed' ? 'Proof' : 'Instead of it'}>
      <p className={styles['text']}>
        {about.kind === 'shadowed'
          ? 'Whatever its tags, address, route, interface, user, groups, certificate and time, a session that this policy would match is taken by one of these first:'
          : 'Every session that this policy would match is taken by these, with the same action:'}
      </p>
      <ul className={styles['list']}>
        {because.map((place) => (
          <li key={`${place.table} ${place.key}`}>
            <PlaceLink fortigate={fortigate} place={place} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Repairs({
  finding,
  repairs,
}: {
  readonly finding: ListedFinding;
  readonly repairs: FindingDetail['repairs'];
}) {
  const apply = useChange(labApi.applyRepair);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const to = placePath(finding.fortigate, finding);
  const run = ({ changes, words }: FindingDetail['repairs'][number]): void =>
    apply.mutate(
      { body: { changes } },
      {
        onSuccess: ({ revision }) =>
          toast({ text: `Done: ${words}`, ...(revision === null ? {} : undoable(revision)) }),
        onError: ({ message }) => toast({ text: message, tone: 'bad' }),
      },
    );
  return (
    <Section title={repairs.length > 0 ? 'Repair' : 'Where to change it'}>
      {repairs.length === 0 ? (
        to === null ? (
          <p className={styles['text']}>On the command line of the FortiGate.</p>
        ) : null
      ) : (
        <>
          <ul className={styles['repairs']} aria-label="Repairs">
            {repairs.map((repair) => (
              <li key={repair.words}>
                <span>{repair.words}</span>
                <Button
                  busy={apply.isPending}
                  aria-label={`Apply: ${repair.words}`}
                  onClick={() => run(repair)}
                >
                  Apply
                </Button>
              </li>
            ))}
          </ul>
          <p className={styles['dim']}>
            Each was tried on a copy of the world, and the finding was gone. Undo takes it back.
          </p>
        </>
      )}
      {to === null ? null : (
        <div>
          <ButtonLink to={to}>Open the setting</ButtonLink>
        </div>
      )}
    </Section>
  );
}

function Body({
  finding,
  detail: { repairs, counterexample },
  onDone,
}: {
  readonly finding: ListedFinding;
  readonly detail: FindingDetail;
  readonly onDone: () => void;
}) {
  const { data: world } = useWorld();
  const add = useChange(labApi.addCounterexample);
  const made = useMadeDevice();
  const policy = policyAt(finding);
  const tryIt = (): void => {
    if (!policy || finding.fortigate === null) return;
    const { policytype, policyid } = policy;
    add.mutate({ body: { fortigate: finding.fortigate, policytype, policyid } }, made);
  };
  const isAboutReach = finding.about.kind === 'not-reached' || finding.about.kind === 'not-decided';
  return (
    <>
      <p className={styles['text']}>{findingReason(finding)}</p>
      <KeyValue
        items={[
          { name: 'Severity', value: <SeverityStatus severity={finding.severity} /> },
          { name: 'FortiGate', value: finding.fortigate ?? 'none: it is about EMS' },
          {
            name: 'Where',
            value: <PlaceLink fortigate={finding.fortigate} place={finding} />,
          },
        ]}
      />
      <Because finding={finding} />
      {isAboutReach ? (
        <ExampleSection
          example={counterexample}
          offsetMinutes={world?.clock.offsetMinutes ?? 0}
          busy={add.isPending}
          onTry={tryIt}
        />
      ) : null}
      <Repairs finding={finding} repairs={repairs} />
      <IgnoreForm finding={finding} onDone={onDone} />
    </>
  );
}

/** One finding: why it is one, what proves it, what mends it. */
export function FindingPanel({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useAnswer(
    labApi.finding,
    { query: { id } },
    { counting: ({ counting }) => counting },
  );
  const finding = data?.finding;
  return (
    <SidePanel
      crumb="Findings"
      title={finding ? findingKindWords[finding.about.kind] : 'Finding'}
      onClose={onClose}
    >
      {finding ? (
        <Body finding={finding} detail={data} onDone={onClose} />
      ) : data && data.counting === null ? (
        <Banner tone="ok" action={<Button onClick={onClose}>Back to the list</Button>}>
          This finding is gone: what it was about has changed.
        </Banner>
      ) : error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </SidePanel>
  );
}
