import type { ReactNode } from 'react';
import { MovePanel } from '#consoles/fortigate/policies/list/move-panel.tsx';
import { policyId } from '#consoles/fortigate/policies/policy-row.ts';
import type { PolicyMapAnswer } from '#model/lab/policy-map.ts';
import { count, numberWords } from '#model/plural.ts';
import { Lane } from './lane.tsx';
import { type MapAddress, forwards } from './map-address.ts';
import { NewObjectPanel } from './new-object.tsx';
import styles from './page.module.css';
import { PolicyRule } from './rule/policy-rule.tsx';
import { useSteadyMoves } from './rule/steady-moves.ts';
import { SlotEditor } from './rule/slot-editor.tsx';
import type { BoardState } from './use-board.ts';
import type { useMapRows } from './use-map-rows.ts';

function Ends({
  answer,
  server,
  isForward,
}: {
  readonly answer: PolicyMapAnswer | undefined;
  readonly server: string;
  readonly isForward: boolean;
}) {
  const ends = answer?.ends;
  const unit = server === '' && ends && ends.servers > 1 ? 'session' : 'endpoint';
  return (
    <div className={styles['foot']}>
      <b>0 Implicit deny</b>
      {ends ? (
        <span>
          everyone else, {count(ends.left, unit)}
          {ends.before === 0
            ? ''
            : `; ${numberWords(ends.before)} ${isForward ? 'reach a ZTNA server there' : 'stopped before any policy'}`}
          . Of {count(ends.pairs, unit)} {numberWords(ends.accepted)} let in.
        </span>
      ) : answer?.counting ? (
        <span>
          everyone else; {numberWords(answer.counting.done)} of{' '}
          {count(
            answer.counting.total,
            answer.reading ? 'endpoint' : isForward ? 'destination' : 'server',
          )}{' '}
          {answer.reading ? 'read' : 'counted'}
        </span>
      ) : (
        <span>everyone else</span>
      )}
    </div>
  );
}

/** The policies in order, as sentences. */
export function PolicyLane({
  address,
  map,
  board,
}: {
  readonly address: MapAddress;
  readonly map: ReturnType<typeof useMapRows>;
  readonly board: BoardState;
}) {
  const { fortigate, list, policy: selectedId, server } = address;
  const { windows, answer, byId, onSight } = map;
  const { rows, names, reorder, refusals, actions, shownAt } = board;
  const moveOf = useSteadyMoves(reorder.of);
  return (
    <Lane
      list={list}
      total={rows.length}
      rowAt={reorder.rowAt}
      heldAt={reorder.heldAt}
      shownAt={shownAt}
      asked={windows.asked}
      isStale={windows.isStale}
      onSight={onSight}
      foot={<Ends answer={answer} server={server} isForward={forwards(list)} />}
    >
      {(policy, index) => {
        const id = policyId(policy);
        return (
          <PolicyRule
            policy={policy}
            device={fortigate}
            endpoints={answer?.endpoints ?? 0}
            mapped={byId.get(id)}
            names={names}
            isSelected={id === selectedId}
            refusal={refusals.refused?.id === id ? refusals.refused : undefined}
            move={moveOf(policy, index)}
            index={index}
            actions={actions}
          />
        );
      }}
    </Lane>
  );
}

/** What stands over the map: a place that is open, a form of something new, a move. */
export function Overlays({
  device,
  board,
  onSelect,
}: {
  readonly device: string;
  readonly board: BoardState;
  readonly onSelect: (id: string) => void;
}): ReactNode {
  const { open, setOpen, making, make, endMaking, moving, setMoving, rowOf, change, refusals } =
    board;
  const policy = open ? rowOf(open.id) : undefined;
  return (
    <>
      {open && policy ? (
        <SlotEditor
          key={`${open.id} ${open.slot}`}
          slot={open.slot}
          policy={policy}
          device={device}
          known={board.names}
          anchor={open.anchor}
          refusal={refusals.refused?.id === open.id ? refusals.refused.message : undefined}
          onChange={(values) =>
            refusals.told(
              open.id,
              change.edit(open.id, () => values),
            )
          }
          onMake={(what) => {
            make({ what, to: open });
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {making ? (
        <NewObjectPanel
          what={making.what}
          device={device}
          onClose={() => endMaking()}
          onMade={(chip) => {
            if (making.to) board.put(making.to.id, making.to.slot, chip);
          }}
        />
      ) : null}
      {moving ? (
        <MovePanel
          device={device}
          policy={moving}
          title="Policy map"
          onClose={() => setMoving(null)}
          onShow={onSelect}
          onMove={async (id, place) => {
            const refusal = await change.move(id, place);
            // The panel shows it at its field.
            if (refusal) throw new Error(refusal.message);
          }}
        />
      ) : null}
    </>
  );
}
