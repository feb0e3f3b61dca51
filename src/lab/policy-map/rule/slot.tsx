import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import { classes } from '#ui/class-names.ts';
import type { RefusedAt } from '../refusals.ts';
import { chipIn } from './dragged-chip.ts';
import { type MapChip, type SlotName, refusalOf, ruleKindOf, slotWord } from './slots.ts';
import styles from './slot.module.css';

export interface SlotActions {
  readonly onOpen: (slot: SlotName, anchor: HTMLElement) => void;
  readonly onDrop: (slot: SlotName, chip: MapChip) => void;
  /** Says why the place does not take what was dropped on it. */
  readonly onRefuse: (slot: SlotName, message: string) => void;
}

/** A place of a policy: pressed, it offers what can stand there; what is dropped on it is added. */
export function Slot({
  slot,
  policy,
  quiet = false,
  refusal,
  actions,
  children,
}: {
  readonly slot: SlotName;
  readonly policy: PolicyRow;
  /** A small one, for what is seldom changed. */
  readonly quiet?: boolean;
  readonly refusal?: Pick<RefusedAt, 'message' | 'way'> | undefined;
  readonly actions: SlotActions;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLButtonElement>(null);
  const latest = useRef({ actions, kind: ruleKindOf(policy) });
  useEffect(() => {
    latest.current = { actions, kind: ruleKindOf(policy) };
  });
  const [over, setOver] = useState<'takes' | 'refuses' | null>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => chipIn(source.data) !== null,
      onDragEnter: ({ source }) => {
        const chip = chipIn(source.data);
        if (chip)
          setOver(refusalOf(slot, chip, latest.current.kind) === null ? 'takes' : 'refuses');
      },
      onDragLeave: () => setOver(null),
      onDrop: ({ source }) => {
        setOver(null);
        const chip = chipIn(source.data);
        if (!chip) return;
        const refused = refusalOf(slot, chip, latest.current.kind);
        if (refused === null) latest.current.actions.onDrop(slot, chip);
        else latest.current.actions.onRefuse(slot, refused);
      },
    });
  }, [slot]);
  return (
    <>
      <button
        type="button"
        ref={element}
        className={classes(styles['slot'], quiet && styles['quiet'], over !== null && styles[over])}
        aria-haspopup="dialog"
        onClick={(event) => actions.onOpen(slot, event.currentTarget)}
      >
        <span className="visually-hidden">
          {slotWord(slot, ruleKindOf(policy))} of policy {policy.row.policyid}:{' '}
        </span>
        {children}
      </button>
      {refusal === undefined ? null : (
        <span role="alert" className={styles['refusal']}>
          {refusal.message}
          {refusal.way ? (
            <button type="button" className={styles['way']} onClick={refusal.way.onPress}>
              {refusal.way.label}
            </button>
          ) : null}
        </span>
      )}
    </>
  );
}
