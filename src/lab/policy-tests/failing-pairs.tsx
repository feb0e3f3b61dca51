import { Link } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { FailingPair, TestFailures, TestResult } from '#model/lab/policy-test.ts';
import { count } from '#model/plural.ts';
import {
  anyDeviceWords,
  failureReason,
  problemSentence,
  resultWords,
} from '#model/words/policy-test.ts';
import { Button } from '#ui/button.tsx';
import { Disclosure } from '#ui/page.tsx';
import { Banner, ErrorState, Skeleton } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { fieldsOf } from '../connect/connection.ts';
import { OtherTime } from '../findings/example-section.tsx';
import { useMadeDevice } from '../findings/use-made-device.ts';
import { SentenceView } from '../explanation/sentence-view.tsx';
import styles from './panels.module.css';

const ofWords = {
  subjects: '',
  others: ', which the test does not name',
  'without-certificate': ' without a certificate',
} as const;

function Pair({ pair }: { readonly pair: FailingPair }) {
  const { endpoint, destination, fortigate, expected, of, request } = pair;
  const host = endpoint?.host ?? request.source.srcip;
  return (
    <li className={styles['failure']}>
      <p className={styles['names']}>
        <b>
          <CutText text={host} />
        </b>{' '}
        {expected === 'accept' ? 'does not reach' : 'reaches'}{' '}
        <b>
          <CutText text={destination} />
        </b>{' '}
        on <CutText text={fortigate} />
        {ofWords[of]}
      </p>
      <p className={styles['why']}>
        <SentenceView sentence={failureReason(pair)} />
      </p>
      <Link
        to={paths.lab.connect({ ...fieldsOf(request), now: '1' })}
        aria-label={`Open ${host} to ${destination} in Connect`}
      >
        Open in Connect
      </Link>
    </li>
  );
}

const tones = { passed: 'ok', failed: 'bad', nobody: 'warn', error: 'bad' } as const;

const anyDeviceTones = { proven: 'ok', reached: 'warn', 'not-decided': 'info' } as const;

function Outcome({ result }: { readonly result: TestResult }) {
  const { status, problems } = result;
  return (
    <Banner tone={tones[status]}>
      {status === 'error' ? (
        <ul className={styles['problems']}>
          {problems.map((problem) => {
            const words = problemSentence(problem);
            return <li key={words}>{words}</li>;
          })}
        </ul>
      ) : (
        resultWords(result)
      )}
    </Banner>
  );
}

function PairList({
  label,
  pairs,
}: {
  readonly label: string;
  readonly pairs: TestFailures['pairs'];
}) {
  return (
    <ul className={styles['failures']} aria-label={label}>
      {pairs.map((pair, i) => (
        // The same pair can fail in two parts of a test.
        <Pair key={i} pair={pair} />
      ))}
    </ul>
  );
}

/** The form below should not be far away. */
const shownAtOnce = 3;

function Pairs({ data }: { readonly data: TestFailures }) {
  const { result, pairs } = data;
  if (!result || pairs.length === 0) return null;
  const folded = pairs.slice(shownAtOnce);
  const more = result.failed - pairs.length;
  return (
    <>
      <PairList label="Pairs that are not as expected" pairs={pairs.slice(0, shownAtOnce)} />
      {folded.length > 0 ? (
        <Disclosure summary={count(folded.length, 'more pair')}>
          <PairList label="More pairs that are not as expected" pairs={folded} />
          {more > 0 ? <p className={styles['more']}>{count(more, 'pair')} besides.</p> : null}
        </Disclosure>
      ) : null}
    </>
  );
}

/** One press makes the device that was found one of the world, and connects it. */
function TryDevice({
  name,
  otherTime,
}: {
  readonly name: string;
  readonly otherTime: number | null;
}) {
  const add = useChange(labApi.addTestCounterexample);
  const { data: world } = useWorld();
  const made = useMadeDevice();
  return (
    <>
      <OtherTime at={otherTime} offsetMinutes={world?.clock.offsetMinutes ?? 0} />
      <div>
        <Button busy={add.isPending} onClick={() => add.mutate({ name }, made)}>
          Add the device and connect
        </Button>
      </div>
    </>
  );
}

/** What came of a test as it is saved: the first pairs that are otherwise, and why. */
export function FailingPairs({ name }: { readonly name: string }) {
  const { data, error, refetch } = useAnswer(
    labApi.testFailures,
    { name },
    { counting: ({ counting }) => counting },
  );
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data?.result) return <Skeleton lines={2} />;
  return (
    <section aria-label="Result" className={styles['result']}>
      <Outcome result={data.result} />
      {data.anyDevice ? (
        <Banner tone={anyDeviceTones[data.anyDevice.kind]}>{anyDeviceWords(data.anyDevice)}</Banner>
      ) : null}
      {data.anyDevice?.kind === 'reached' ? (
        <TryDevice name={name} otherTime={data.anyDevice.otherTime} />
      ) : null}
      <Pairs data={data} />
    </section>
  );
}
