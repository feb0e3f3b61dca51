import { Autocomplete } from '@base-ui/react/autocomplete';
import { type ReactNode, useState } from 'react';
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx';
import field from './field.module.css';
import styles from './pick-field.module.css';

/** Free text, with what there is already as suggestions below it. */
export function SuggestField({
  label,
  hint,
  error,
  value,
  onChange,
  suggestions,
  view,
  isOpenAtFirst = false,
  hasFocusAtFirst = isOpenAtFirst,
  onPick,
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly suggestions: readonly string[];
  readonly view?: (suggestion: string) => ReactNode;
  /** The field shows what there is as soon as it is there. */
  readonly isOpenAtFirst?: boolean;
  /** The field takes the keyboard as soon as it is there. */
  readonly hasFocusAtFirst?: boolean;
  /** A suggestion was taken, not just typed. */
  readonly onPick?: (suggestion: string) => void;
}) {
  const ids = useFieldIds(hint, error);
  const [open, setOpen] = useState(isOpenAtFirst);
  // An open list hides the rest of the panel from screen readers, so an empty one must not stay open.
  const typed = value.trim().toLowerCase();
  const matching = suggestions.filter((one) => one.toLowerCase().includes(typed));
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <Autocomplete.Root
        items={matching}
        filter={null}
        open={open && matching.length > 0}
        onOpenChange={setOpen}
        value={value}
        onValueChange={(text, { reason }) => {
          onChange(text);
          if (reason === 'item-press') onPick?.(text);
        }}
        openOnInputClick
      >
        <Autocomplete.Input
          id={ids.id}
          className={field['input']}
          autoFocus={hasFocusAtFirst}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={ids.describedBy}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner className={styles['positioner']} sideOffset={4}>
            <Autocomplete.Popup className={styles['popup']}>
              <Autocomplete.List>
                {(suggestion: string) => (
                  <Autocomplete.Item key={suggestion} value={suggestion} className={styles['item']}>
                    {view?.(suggestion) ?? suggestion}
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </FieldFrame>
  );
}
