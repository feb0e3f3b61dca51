import { Menu as Base } from '@base-ui/react/menu';
import { Popover } from '@base-ui/react/popover';
import { type ReactElement, type ReactNode, useState } from 'react';
import { classes } from './class-names.ts';
import { Icon, type IconName } from './icons.tsx';
import { LabMark } from './page.tsx';
import styles from './menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  /** The lab's own: the product's menu has no such entry. */
  readonly own?: boolean;
  readonly onSelect: () => void;
}

/** What can be done, behind one button. */
export function Menu({
  trigger,
  items,
}: {
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles['positioner']} sideOffset={4} align="end">
          <Base.Popup className={styles['popup']}>
            {items.map((item) => (
              <Base.Item
                key={item.label}
                className={styles['item']}
                data-danger={item.danger || undefined}
                onClick={item.onSelect}
              >
                {item.icon ? (
                  <Icon name={item.icon} size={14} />
                ) : (
                  <span className={styles['gap']} />
                )}
                {item.label}
                {item.own ? <LabMark /> : null}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** One of a few, as a pill: `Status: any`. */
export function FilterMenu<Value extends string>({
  label,
  value,
  choices,
  onChange,
  compact = false,
}: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  /** On a phone, the choice alone is seen; its name is read out as ever. */
  readonly compact?: boolean;
}) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Base.Root>
      <Base.Trigger className={styles['pill']}>
        <span className={classes(compact && styles['compact'])}>{label}: </span>
        <b>{chosen?.label ?? value}</b> <Icon name="down" size={12} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles['positioner']} sideOffset={4} align="start">
          <Base.Popup className={styles['popup']}>
            <Base.RadioGroup value={value} onValueChange={onChange}>
              {choices.map((choice) => (
                <Base.RadioItem
                  key={choice.value}
                  value={choice.value}
                  className={styles['item']}
                  closeOnClick
                >
                  <span className={styles['gap']}>
                    <Base.RadioItemIndicator>
                      <Icon name="check" size={14} />
                    </Base.RadioItemIndicator>
                  </span>
                  {choice.label}
                </Base.RadioItem>
              ))}
            </Base.RadioGroup>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What one types to filter by, behind a pill like those of other filters. */
export function FilterPopover({
  label,
  value,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={styles['pill']}>
        <span>{label}: </span>
        <b>{value}</b> <Icon name="down" size={12} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles['positioner']} sideOffset={4} align="start">
          <Popover.Popup className={classes(styles['popup'], styles['form'])} aria-label={label}>
            {children(() => setOpen(false))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
