import { useState } from 'react';
import { call } from '#api/call.ts';
import { labApi } from '#model/contract/lab.ts';
import { type ServerPair, mostPins } from '#model/lab/policy-map.ts';
import { count, plural } from '#model/plural.ts';
import { policyName } from '#model/words/policy-name.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Section } from '#ui/page.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useToast } from '#ui/toast.tsx';
import { isSamePair } from '../kept-pairs.ts';
import { type ListedPair, usePairList } from './pair-list.ts';
import styles from './side-by-side.module.css';

type Tried = NonNullable<ListedPair['last']>;

function hasTurned({ last, before }: ListedPair): boolean {
  return last !== null && before !== null && last.action !== before.action;
}

function Outcome({ tried }: { readonly tried: Tried | null }) {
  if (!tried) return <Status tone="off">Not tried</Status>;
  const isAllowed = tried.action === 'accept';
  return (
    <Status tone={isAllowed ? 'allow' : 'bad'}>
      {isAllowed ? 'Allowed' : 'Denied'} by {policyName({ ...tried, name: '' })}
    </Status>
  );
}

function columns(
  onLook: (pair: ListedPair) => void,
  onRemove: (pair: ListedPair) => void,
): readonly Column<ListedPair>[] {
  return [
    {
      id: 'endpoint',
      header: 'Endpoint',
      phone: 'first',
      cell: ({ host, uid }) => <CutText text={host === '' ? uid : host} />,
    },
    { id: 'server', header: 'ZTNA server', cell: ({ server }) => <CutText text={server} /> },
    {
      id: 'fortigate',
      header: 'FortiGate',
      phone: 'hidden',
      cell: ({ fortigate }) => <CutText text={fortigate} />,
    },
    { id: 'last', header: 'Comes to', cell: ({ last }) => <Outcome tried={last} /> },
    {
      id: 'turned',
      header: 'Since the last try',
      phone: 'hidden',
      cell: (pair) =>
        hasTurned(pair) ? (
          <span className={styles['turned']}>
            was {pair.before?.action === 'accept' ? 'allowed' : 'denied'}
          </span>
        ) : pair.before ? (
          'the same'
        ) : null,
    },
    {
      id: 'actions',
      width: '110px',
      header: 'Actions',
      phone: 'first',
      cell: (pair) => (
        <>
          <IconButton
            icon="right"
            label={`Look at ${pair.host} to ${pair.server}`}
            onClick={() => onLook(pair)}
          />
          <IconButton
            icon="close"
            label={`Remove ${pair.host} to ${pair.server}`}
            onClick={() => onRemove(pair)}
          />
        </>
      ),
    },
  ];
}

/** A list of pairs that is kept, and tried again with one press. */
export function Batch({
  shown,
  onLook,
}: {
  /** The pairs above, to be put on the list. */
  readonly shown: readonly ServerPair[];
  readonly onLook: (pair: ServerPair) => void;
}) {
  const { pairs, isFull, remove, replace } = usePairList();
  const [isTrying, setTrying] = useState(false);
  const toast = useToast();
  const tryAll = async (all: readonly ListedPair[]): Promise<void> => {
    setTrying(true);
    try {
      const tried: ListedPair[] = [];
      for (let at = 0; at < all.length; at += mostPins) {
        const part = all.slice(at, at + mostPins);
        const asked = part.map(({ fortigate, server, uid }) => ({ fortigate, server, uid }));
        const { pins } = await call(labApi.decidePins, { body: { pairs: asked } });
        tried.push(
          ...part.map((pair, i) => {
            const { host = pair.host, outcome = null } = pins[i] ?? {};
            const last = outcome && {
              action: outcome.action,
              policytype: outcome.policytype,
              policyid: outcome.policyid,
            };
            return { ...pair, host: host === '' ? pair.host : host, last, before: pair.last };
          }),
        );
      }
      replace(tried);
      const turned = tried.filter(hasTurned).length;
      toast({
        text: `${count(tried.length, 'pair')} ${plural(tried.length, 'was', 'were')} tried; ${turned === 0 ? 'none turned' : `${count(turned, 'pair')} turned`}.`,
      });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'bad' });
    } finally {
      setTrying(false);
    }
  };
  const put = (): void => {
    const fresh = shown.filter((pair) => !pairs.some((one) => isSamePair(one, pair)));
    void tryAll([
      ...pairs,
      ...fresh.map((pair) => ({ ...pair, host: '', last: null, before: null })),
    ]);
  };
  return (
    <Section title="Pairs">
      <div className={styles['buttons']}>
        <Button
          icon="play"
          look="primary"
          busy={isTrying}
          disabledReason={pairs.length === 0 ? 'The list is empty.' : null}
          onClick={() => void tryAll(pairs)}
        >
          Try {pairs.length === 0 ? 'all' : count(pairs.length, 'pair')} again
        </Button>
        <Button
          icon="plus"
          disabledReason={
            shown.length === 0
              ? 'Choose an endpoint and a server above.'
              : isFull
                ? 'The list is full. Remove a pair first.'
                : null
          }
          onClick={put}
        >
          Add {shown.length > 1 ? 'both pairs' : 'the pair'} above
        </Button>
      </div>
      <DataTable
        label="Pairs"
        columns={columns(onLook, remove)}
        rows={pairs}
        rowId={({ fortigate, server, uid }) => `${uid} ${fortigate} ${server}`}
        empty={
          <EmptyState title="No pairs are kept">
            Pairs stay in this browser, from world to world. Try them again after a change: those
            that turned are said.
          </EmptyState>
        }
      />
    </Section>
  );
}
