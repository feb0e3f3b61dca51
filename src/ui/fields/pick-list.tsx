import { Combobox } from '@base-ui/react/combobox';
import { Icon } from '../icons.tsx';
import styles from './pick-field.module.css';
import { type Offered, type OfferedGroup, isMaker } from './pick-options.ts';

const number = new Intl.NumberFormat('en');

function Group({ group }: { readonly group: OfferedGroup }) {
  const isMaking = group.items.some(isMaker);
  return (
    <Combobox.Group items={group.items} className={isMaking ? styles['maker'] : undefined}>
      {group.value === '' || isMaking ? null : (
        <Combobox.GroupLabel className={styles['groupLabel']}>{group.value}</Combobox.GroupLabel>
      )}
      <Combobox.Collection>
        {(option: Offered) => (
          <Combobox.Item key={option.value} value={option} className={styles['item']}>
            <span className={styles['mark']}>
              {isMaking ? (
                <Icon name="plus" size={14} />
              ) : (
                <Combobox.ItemIndicator>
                  <Icon name="check" size={14} />
                </Combobox.ItemIndicator>
              )}
            </span>
            <span className={styles['option']}>
              {option.view ?? option.label}
              {option.twin === null ? null : (
                <small className={styles['twin']}>not {option.twin}</small>
              )}
            </span>
          </Combobox.Item>
        )}
      </Combobox.Collection>
    </Combobox.Group>
  );
}

/** What a field offers, and what it says where that is nothing. */
export function PickList({
  more,
  hasMatch,
  isSearching,
  problem,
}: {
  readonly more: number;
  /** An option, not only the way to make one. */
  readonly hasMatch: boolean;
  readonly isSearching: boolean;
  readonly problem: string | null;
}) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner className={styles['positioner']} sideOffset={4}>
        <Combobox.Popup
          className={styles['popup']}
          data-names="whole"
          aria-busy={isSearching || undefined}
        >
          <Combobox.Status>
            {hasMatch ? null : (
              <span className={styles['empty']}>
                {isSearching ? 'Searching…' : (problem ?? 'No match.')}
              </span>
            )}
          </Combobox.Status>
          <Combobox.List>
            {(group: OfferedGroup) => <Group key={group.value} group={group} />}
          </Combobox.List>
          {more > 0 ? (
            <p className={styles['more']}>{number.format(more)} more: type to find them.</p>
          ) : null}
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
