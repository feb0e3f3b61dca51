import { listWords, plural } from '#model/plural.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import { useUndoable } from '#api/undo.ts';
import { repairSentence } from '#model/words/repair.ts';
import { plain } from '#model/words/sentence.ts';
import {
  type Missing,
  type ReplayedLine,
  standInServer,
  standInVip,
} from '#model/decision/log-replay.ts';
import type { Change } from '#model/decision/repair.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { ChipRow } from '#ui/chip.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Card, Section } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { Banner, ErrorState, Skeleton } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useToast } from '#ui/toast.tsx';
import { PolicyTrace } from '../explanation/policy-trace.tsx';
import { SentenceView } from '../explanation/sentence-view.tsx';
import { Stations } from '../explanation/stations.tsx';
import { Verdict } from '../explanation/verdict.tsx';
import { outcomeWords } from './columns.tsx';
import { LineFacts } from './line-facts.tsx';
import styles from './line-panel.module.css';

const missingWords: Record<Missing, string> = {
  fortigate: 'the FortiGate that wrote it',
  endpoint: 'the endpoint',
  server: 'the ZTNA server',
  vip: 'the VIP',
  policy: 'the policy',
};

/** Which address a ZTNA server is made with that the line does not name. */
function standInWords({ taken }: ReplayedLine): string {
  return typeof taken?.gateway === 'number'
    ? ` The line does not name the address of the VIP. ${standInVip.ip}:${standInVip.port} is used instead.`
    : ` The line does not name the real server. ${standInServer} is used instead.`;
}

function Tags({ tags }: { readonly tags: readonly Tag[] }) {
  return (
    <ChipRow>
      {tags.map((tag) => (
        <TagChip key={tagKey(tag)} category={tag.category} name={tag.name} />
      ))}
    </ChipRow>
  );
}

/** Says what is missing, and offers to make it. */
function MissingPart({
  found,
  line,
  onFortiGate,
}: {
  readonly found: ReplayedLine;
  readonly line: string;
  readonly onFortiGate: (name: string) => void;
}) {
  const create = useChange(labApi.createFromLog);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const { missing, candidates, fortigate } = found;
  if (missing.includes('fortigate'))
    return (
      <Banner tone="warn">
        <p>The line does not say which FortiGate wrote it. Choose one:</p>
        <p className={styles['buttons']}>
          {candidates.map((name) => (
            <Button key={name} onClick={() => onFortiGate(name)}>
              {name}
            </Button>
          ))}
        </p>
      </Banner>
    );
  if (missing.length === 0) return null;
  const fail = (problem: Error): void => toast({ text: problem.message, tone: 'bad' });
  return (
    <Banner
      tone="warn"
      action={
        <Button
          busy={create.isPending}
          onClick={() =>
            create.mutate(
              { body: { line, fortigate } },
              {
                onSuccess: ({ revision }) =>
                  toast({
                    text: `Created: ${listWords(missing.map((one) => missingWords[one]))}.`,
                    ...undoable(revision),
                  }),
                onError: fail,
              },
            )
          }
        >
          Create {plural(missing.length, 'it', 'them')}
        </Button>
      }
    >
      This world does not have {listWords(missing.map((one) => missingWords[one]))} that the line
      names.
      {missing.includes('server') ? standInWords(found) : ''}
      {missing.includes('policy')
        ? ' The line does not say which tags the policy asks for. The policy is created without tags.'
        : ''}
    </Banner>
  );
}

function Accounts({ found }: { readonly found: ReplayedLine }) {
  const apply = useChange(labApi.applyRepair);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const fail = (problem: Error): void => toast({ text: problem.message, tone: 'bad' });
  const press = (changes: readonly Change[]): void =>
    apply.mutate(
      { body: { changes } },
      {
        onSuccess: ({ applied, certificate, travelling, revision }) =>
          toast({
            text:
              applied === null
                ? certificate === null
                  ? 'No change of the world is needed.'
                  : 'The certificate is part of the connection. Choose it in Connect.'
                : travelling.length > 0
                  ? 'Pending. The change takes effect when the endpoint reports to EMS.'
                  : 'Done. The lab decides the lines again.',
            ...(revision === null ? {} : undoable(revision)),
          }),
        onError: fail,
      },
    );
  return (
    <Section title="Changes that explain the difference">
      {found.accounts.length === 0 ? (
        <p className={styles['dim']}>
          No change of one or two tags, sharing settings or policies explains the difference. The
          device’s configuration may differ further. Import the configuration and check again.
        </p>
      ) : (
        <ul className={styles['accounts']} aria-label="Changes that explain the difference">
          {found.accounts.map((changes) => (
            <li key={JSON.stringify(changes)}>
              <span>
                <SentenceView sentence={repairSentence({ changes })} />
              </span>
              <Button
                busy={apply.isPending && apply.variables === changes}
                aria-label={`Apply: ${plain(repairSentence({ changes }))}`}
                onClick={() => press(changes)}
              >
                Apply
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Differences({ found }: { readonly found: ReplayedLine }) {
  const { onlyLogged, onlyLab } = found;
  if (onlyLogged.length + onlyLab.length === 0) return null;
  return (
    <Section title="Tags that differ">
      <KeyValue
        items={[
          ...(onlyLogged.length > 0
            ? [{ name: 'Known to the device only', value: <Tags tags={onlyLogged} /> }]
            : []),
          ...(onlyLab.length > 0
            ? [{ name: 'Known to the lab only', value: <Tags tags={onlyLab} /> }]
            : []),
        ]}
      />
    </Section>
  );
}

/** One line: what both decided, why, and what lies between them. */
export function LinePanel({
  line,
  number,
  fortigate,
  onFortiGate,
  onClose,
}: {
  readonly line: string;
  readonly number: number;
  readonly fortigate: string | null;
  readonly onFortiGate: (name: string) => void;
  readonly onClose: () => void;
}) {
  const {
    data: found,
    error,
    refetch,
  } = useAnswer(labApi.explainLogLine, {
    body: { line, fortigate },
  });
  const { logged, lab, verdict, problem } = found?.entry ?? {};
  return (
    <SidePanel crumb="Explain a log" title={`Line ${number}`} wide onClose={onClose}>
      {found ? (
        <>
          {verdict === 'agrees' && logged ? (
            <Banner tone="ok">Device and lab agree: {outcomeWords(logged)}.</Banner>
          ) : verdict === 'differs' && logged && lab ? (
            <Banner tone="bad">
              The device: {outcomeWords(logged)}. The lab: {outcomeWords(lab)}.
            </Banner>
          ) : null}
          {problem ? <Banner tone="warn">{problem}</Banner> : null}
          <MissingPart found={found} line={line} onFortiGate={onFortiGate} />
          {verdict === 'differs' ? <Accounts found={found} /> : null}
          <Differences found={found} />
          {found.explanation ? (
            <Section title="How the lab decides">
              <Verdict explanation={found.explanation} />
              <Stations explanation={found.explanation} />
              <Card title="Policies considered">
                <PolicyTrace explanation={found.explanation} />
              </Card>
            </Section>
          ) : null}
          {logged ? <LineFacts found={found} logged={logged} /> : null}
          <CodeView label={`Log line ${number}`} text={line} />
          {logged && found.fortigate ? (
            <p>
              <ButtonLink to={paths.lab.connectForLine(line, found.fortigate)} icon="play">
                Try this session
              </ButtonLink>
            </p>
          ) : null}
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={10} />
      )}
    </SidePanel>
  );
}
