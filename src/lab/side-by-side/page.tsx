import { useWorld } from '#api/world.ts';
import type { ServerPair } from '#model/lab/policy-map.ts';
import { SegmentField } from '#ui/fields/choice-field.tsx';
import { PageHeader } from '#ui/page.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { Batch } from './batch.tsx';
import { PairSide, usePairAnswer } from './pair-side.tsx';
import styles from './side-by-side.module.css';
import { StepsTable } from './steps-table.tsx';

function whole({ uid = '', fortigate = '', server = '' }: Partial<ServerPair>): ServerPair | null {
  return uid === '' || fortigate === '' || server === '' ? null : { uid, fortigate, server };
}

/** Lab > Side by side: two connections on one screen, and where their ways part. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const base = world?.draft?.of ?? null;
  const isDraft = base !== null && url.get('of') === 'draft';
  const pairAt = (side: 'a' | 'b'): Partial<ServerPair> => ({
    uid: url.get(`${side}e`),
    fortigate: url.get(`${side}f`),
    server: url.get(`${side}s`),
  });
  const put = (side: 'a' | 'b', { uid = '', fortigate = '', server = '' }: Partial<ServerPair>) =>
    url.set({
      [`${side}e`]: uid === '' ? null : uid,
      [`${side}f`]: fortigate === '' ? null : fortigate,
      [`${side}s`]: server === '' ? null : server,
    });
  const left = pairAt('a');
  const right = isDraft ? left : pairAt('b');
  const one = usePairAnswer(whole(left), isDraft ? 'base' : 'now');
  const other = usePairAnswer(whole(right), 'now');
  const [leftTitle, rightTitle] = isDraft
    ? [`In ${base.name}`, `In ${world?.name ?? ''}`]
    : ['Left', 'Right'];
  const shown = [whole(left), isDraft ? null : whole(right)].flatMap((pair) => pair ?? []);
  return (
    <>
      <PageHeader crumb="Lab" title="Side by side" />
      {base ? (
        <div className={styles['mode']}>
          <SegmentField
            label="Compare"
            value={isDraft ? 'draft' : 'pairs'}
            options={[
              { value: 'pairs', label: 'Two connections' },
              { value: 'draft', label: 'Before and after the draft' },
            ]}
            onChange={(of) => url.set({ of: of === 'draft' ? 'draft' : null })}
          />
        </div>
      ) : null}
      <div className={styles['sides']}>
        <PairSide title={leftTitle} pair={left} answer={one} onChange={(pair) => put('a', pair)} />
        <PairSide
          title={rightTitle}
          pair={right}
          answer={other}
          isFixed={isDraft}
          onChange={(pair) => put('b', pair)}
        />
      </div>
      <div className={styles['lower']}>
        {one.data && other.data && whole(left) && whole(right) ? (
          <StepsTable
            left={one.data.explanation}
            right={other.data.explanation}
            leftTitle={isDraft ? leftTitle : `${one.data.host} → ${left.server ?? ''}`}
            rightTitle={isDraft ? rightTitle : `${other.data.host} → ${right.server ?? ''}`}
          />
        ) : null}
        <Batch
          shown={shown}
          onLook={(pair) => put(whole(left) && !isDraft && !whole(pairAt('b')) ? 'b' : 'a', pair)}
        />
      </div>
    </>
  );
}
