import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ServerPair } from '#model/lab/policy-map.ts';
import { ButtonLink } from '#ui/button.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { Card } from '#ui/page.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { againPath } from '../connect/connection.ts';
import { EndpointField } from '../endpoint-field.tsx';
import { Verdict } from '../explanation/verdict.tsx';
import styles from './side-by-side.module.css';

/** Which state of the world decides. */
export type Against = 'now' | 'base';

/** `FGT-HQ ZTNA-webserver`, of a target. */
function targetKey({ fortigate, server }: Pick<ServerPair, 'fortigate' | 'server'>): string {
  return JSON.stringify([fortigate, server]);
}

/** What a pair comes to, in the open world or in the one that its draft is of. */
export function usePairAnswer(pair: ServerPair | null, against: Against) {
  const query = pair ? { ...pair, srcintf: '' } : null;
  const now = useAnswer(labApi.matrixPair, query && against === 'now' ? { query } : null, {
    keepsLast: true,
  });
  const base = useAnswer(labApi.draftBasePair, query && against === 'base' ? { query } : null, {
    keepsLast: true,
  });
  return against === 'now' ? now : base;
}

/** One of the two connections: who to where, and what it comes to. */
export function PairSide({
  title,
  pair,
  answer,
  isFixed = false,
  onChange,
}: {
  readonly title: string;
  readonly pair: Partial<ServerPair>;
  readonly answer: ReturnType<typeof usePairAnswer>;
  /** The pair is that of the other side. */
  readonly isFixed?: boolean;
  readonly onChange: (pair: Partial<ServerPair>) => void;
}) {
  const { uid = '', fortigate = '', server = '' } = pair;
  const targets = useAnswer(labApi.targets, {}).data?.targets ?? [];
  const device = useAnswer(labApi.device, uid === '' ? null : { uid });
  const { data, error, refetch } = answer;
  return (
    <Card title={title} padded>
      {isFixed ? null : (
        <div className={styles['fields']}>
          <EndpointField
            value={uid}
            chosen={uid === '' ? null : device.data?.endpoint}
            onChange={(next) => onChange({ ...pair, uid: next })}
          />
          <PickOneField
            label="ZTNA server"
            value={server === '' ? '' : targetKey({ fortigate, server })}
            options={targets.map((one) => ({
              value: targetKey(one),
              label: one.server,
              group: one.fortigate,
            }))}
            onChange={(key) => {
              const found = targets.find((one) => targetKey(one) === key);
              if (found) onChange({ ...pair, fortigate: found.fortigate, server: found.server });
            }}
          />
        </div>
      )}
      {uid === '' || server === '' ? (
        <p className={styles['none']}>Choose an endpoint and a server.</p>
      ) : data ? (
        <Verdict explanation={data.explanation}>
          <ButtonLink to={againPath(data.request)}>Open in Connect</ButtonLink>
        </Verdict>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={3} />
      )}
    </Card>
  );
}
