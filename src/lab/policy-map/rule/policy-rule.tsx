import { type KeyboardEvent, type SyntheticEvent, memo } from 'react';
import { policyId } from '#consoles/fortigate/policies/policy-row.ts';
import { IconButton } from '#ui/button.tsx';
import { classes } from '#ui/class-names.ts';
import { Menu } from '#ui/menu.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { ReorderHandle, useRowMove } from '#ui/table/reorder.tsx';
import { InterfaceCells, PostureCell, ReachesCells, VerdictCell, WhoCell } from './rule-cells.tsx';
import type { RuleProps } from './rule-props.ts';
import styles from './rule.module.css';

/** What is pressed in a menu over the page comes here as well. */
function isWithin({ currentTarget, target }: SyntheticEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

/** One policy as a sentence whose parts can be changed in place. */
export const PolicyRule = memo(function PolicyRule(props: RuleProps) {
  const { policy, isSelected, refusal, move, index, actions } = props;
  const { row: element, handle } = useRowMove<HTMLDivElement>(policyId(policy), move, index);
  const { row } = policy;
  const id = policyId(policy);
  const isForward = policy.kind !== 'ztna';
  const isSecurity = policy.table === 'firewall security-policy';
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!isWithin(event) || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown'))
      return;
    event.preventDefault();
    actions.onStep(id, event.key === 'ArrowUp' ? 'up' : 'down');
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its parts are controls; a press anywhere chooses it, and Alt with the arrows is a short way to its menu's moves
    <div
      ref={element}
      role="listitem"
      aria-label={`Policy ${id}${row.name === '' ? '' : ` ${row.name}`}`}
      aria-current={isSelected || undefined}
      className={classes(
        styles['rule'],
        isForward && !isSecurity && styles['forward'],
        isSecurity && styles['security'],
        isSelected && styles['selected'],
        row.status === 'disable' && styles['disabled'],
        move?.isHeld && styles['held'],
        move?.isDragged && styles['dragged'],
        move?.dropEdge === 'top' && styles['dropTop'],
        move?.dropEdge === 'bottom' && styles['dropBottom'],
      )}
      onClick={(event) => {
        if (isWithin(event)) actions.onSelect(id);
      }}
      onKeyDown={onKeyDown}
    >
      <span className={styles['id']}>
        {id} <CutText text={row.name} />
      </span>
      {move ? <ReorderHandle handle={handle} move={move} label={`Move policy ${id}`} /> : <span />}
      {isForward ? <InterfaceCells {...props} /> : null}
      <WhoCell {...props} />
      {isSecurity ? null : <PostureCell {...props} />}
      <ReachesCells {...props} />
      <VerdictCell {...props} />
      <Menu
        trigger={<IconButton icon="more" label={`Actions of policy ${id}`} />}
        items={actions.menuOf(policy)}
      />
      {refusal?.slot === null ? (
        <p role="alert" className={styles['refusal']}>
          {refusal.message}
        </p>
      ) : null}
    </div>
  );
});
