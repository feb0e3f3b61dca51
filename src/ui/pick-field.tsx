import { Combobox } from '@base-ui/react/combobox';
import type { ReactNode, Ref } from 'react';
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx';
import { Icon } from './icons.tsx';
import styles from './pick-field.module.css';

/** Something that can be picked. `label` is what is searched and read out. */
export interface Pick {
  readonly value: string;
  readonly label: string;
  /** Drawn instead of the label. */
  readonly view?: ReactNode;
  /** Options stand under their group's name. */
  readonly group?: string;
}

interface Group {
  readonly value: string;
  readonly items: readonly Pick[];
}

function grouped(options: readonly Pick[]): readonly Group[] {
  const groups = new Map<string, Pick[]>();
  for (const option of options) {
    const name = option.group ?? '';
    const group = groups.get(name);
    if (group) group.push(option);
    else groups.set(name, [option]);
  }
  return [...groups].map(([value, items]) => ({ value, items }));
}

function OptionList() {
  return (
    <Combobox.Portal>
      <Combobox.Positioner className={styles['positioner']} sideOffset={4}>
        <Combobox.Popup className={styles['popup']}>
          <Combobox.Empty>
            <span className={styles['empty']}>Nothing of that name.</span>
          </Combobox.Empty>
          <Combobox.List>
            {(group: Group) => (
              <Combobox.Group key={group.value} items={group.items}>
                {group.value === '' ? null : (
                  <Combobox.GroupLabel className={styles['groupLabel']}>
                    {group.value}
                  </Combobox.GroupLabel>
                )}
                <Combobox.Collection>
                  {(option: Pick) => (
                    <Combobox.Item key={option.value} value={option} className={styles['item']}>
                      <span className={styles['mark']}>
                        <Combobox.ItemIndicator>
                          <Icon name="check" size={14} />
                        </Combobox.ItemIndicator>
                      </span>
                      {option.view ?? option.label}
                    </Combobox.Item>
                  )}
                </Combobox.Collection>
              </Combobox.Group>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

interface Change {
  readonly reason: string;
  readonly cancel: () => void;
  readonly allowPropagation: () => void;
}

/**
 * Base UI empties a closed combobox on Escape. Here Escape belongs to the panel around the field, and
 * must not throw a choice away on its way there.
 */
function isEscape(change: Change): boolean {
  if (change.reason !== 'escape-key') return false;
  change.cancel();
  change.allowPropagation();
  return true;
}

/** Several of a list: type to filter, Enter to pick, Backspace to take the last one away. */
export function PickField({
  label,
  hint,
  error,
  options,
  value,
  onChange,
  onBlur,
  ref,
  placeholder = 'Choose…',
  onSearch,
}: FieldProps & {
  readonly options: readonly Pick[];
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  /** Given where the list is too long to hold: whoever gives the options filters them by this text. */
  readonly onSearch?: (text: string) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly placeholder?: string;
}) {
  const ids = useFieldIds(hint, error);
  // What is chosen and no longer offered stays, so that a broken reference can be seen and removed.
  const picked = value.map(
    (one): Pick => options.find((option) => option.value === one) ?? { value: one, label: one },
  );
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <Combobox.Root
        items={grouped(options)}
        multiple
        value={picked}
        autoHighlight
        {...(onSearch ? { filter: null } : {})}
        onInputValueChange={(text, change) => {
          if (isEscape(change) || !onSearch) return;
          if (change.reason === 'input-change') onSearch(text);
          else if (change.reason === 'input-clear') onSearch('');
        }}
        onOpenChangeComplete={(open) => {
          if (!open) onSearch?.('');
        }}
        onValueChange={(picks, change) => {
          if (!isEscape(change)) onChange(picks.map((pick) => pick.value));
        }}
        itemToStringLabel={(pick) => pick.label}
        isItemEqualToValue={(a, b) => a.value === b.value}
      >
        <Combobox.InputGroup
          className={styles['box']}
          aria-invalid={error !== undefined || undefined}
        >
          <Combobox.Chips
            className={styles['chips']}
            aria-label={picked.length > 0 ? `${label}, chosen` : undefined}
          >
            {picked.map((pick) => (
              <Combobox.Chip key={pick.value} className={styles['chip']} aria-label={pick.label}>
                {pick.view ?? <span className={styles['name']}>{pick.label}</span>}
                <Combobox.ChipRemove
                  className={styles['remove']}
                  aria-label={`Remove ${pick.label}`}
                >
                  <Icon name="close" size={10} />
                </Combobox.ChipRemove>
              </Combobox.Chip>
            ))}
            <Combobox.Input
              ref={ref}
              id={ids.id}
              className={styles['input']}
              placeholder={picked.length === 0 ? placeholder : ''}
              aria-invalid={error !== undefined || undefined}
              aria-describedby={ids.describedBy}
              onBlur={onBlur}
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
        <OptionList />
      </Combobox.Root>
    </FieldFrame>
  );
}

/** One of a list that may be long: type to filter. */
export function PickOneField({
  label,
  hint,
  error,
  options,
  value,
  onChange,
  onBlur,
  ref,
  placeholder = 'Choose…',
  onSearch,
}: FieldProps & {
  readonly options: readonly Pick[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Given where the list is too long to hold: whoever gives the options filters them by this text. */
  readonly onSearch?: (text: string) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly placeholder?: string;
}) {
  const ids = useFieldIds(hint, error);
  const picked: Pick | null =
    value === ''
      ? null
      : (options.find((option) => option.value === value) ?? { value, label: value });
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <Combobox.Root
        items={grouped(options)}
        value={picked}
        autoHighlight
        {...(onSearch ? { filter: null } : {})}
        onInputValueChange={(text, change) => {
          if (isEscape(change) || !onSearch) return;
          if (change.reason === 'input-change') onSearch(text);
          else if (change.reason === 'input-clear') onSearch('');
        }}
        onOpenChangeComplete={(open) => {
          if (!open) onSearch?.('');
        }}
        onValueChange={(pick, change) => {
          if (!isEscape(change)) onChange(pick?.value ?? '');
        }}
        itemToStringLabel={(pick) => pick.label}
        isItemEqualToValue={(a, b) => a.value === b.value}
      >
        <Combobox.InputGroup
          className={styles['box']}
          aria-invalid={error !== undefined || undefined}
        >
          <Combobox.Input
            ref={ref}
            id={ids.id}
            className={styles['input']}
            placeholder={placeholder}
            aria-invalid={error !== undefined || undefined}
            aria-describedby={ids.describedBy}
            onBlur={onBlur}
          />
          <Combobox.Trigger className={styles['open']} aria-label={`Show choices of ${label}`}>
            <Icon name="down" size={14} />
          </Combobox.Trigger>
        </Combobox.InputGroup>
        <OptionList />
      </Combobox.Root>
    </FieldFrame>
  );
}
