import { Combobox } from '@base-ui/react/combobox';
import { Fragment, type Ref, useEffect, useRef, useState } from 'react';
import { CutText } from '../table/cut-text.tsx';
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx';
import { Icon } from '../icons.tsx';
import styles from './pick-field.module.css';
import { useKnownPicks, useShown } from './known-picks.ts';
import {
  type Pick,
  type PickMaker,
  followed,
  isMaker,
  makerGroup,
  offerOptions,
} from './pick-options.ts';
import { PickList } from './pick-list.tsx';

export type { Pick } from './pick-options.ts';

const number = new Intl.NumberFormat('en');

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

interface Search {
  readonly options: readonly Pick[];
  /** Given where the list is too long to hold: whoever gives the options finds them by this text. */
  readonly onSearch?: (text: string) => void;
  /** The options are not yet the answer to what was typed: nothing can be taken from them. */
  readonly isSearching?: boolean;
  /** How many the server found besides the options. */
  readonly more?: number;
  /** Why there are no options, where the server did not answer. */
  readonly problem?: string | null;
  /** The options are about to be looked at: whoever finds them may have waited until now. */
  readonly onWant?: () => void;
}

interface PickFieldProps extends FieldProps, Search {
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly placeholder?: string;
}

/** What was typed to find an option, and the list's being open: the same for one pick and for several. */
function useOffer({
  options,
  onSearch,
  isSearching = false,
  more = 0,
  problem = null,
  onWant,
  maker,
}: Search & { readonly maker?: PickMaker | undefined }) {
  const [open, setOpen] = useState(false);
  /** Null while nothing is being typed: the field then shows what is picked. */
  const [typed, setTyped] = useState<string | null>(null);
  const search = (text: string | null): void => {
    setTyped(text);
    onSearch?.(text ?? '');
  };
  const offer = offerOptions(options, typed ?? '', onSearch !== undefined);
  /** Where Enter was pressed before the answer to what was typed: it is meant for that answer. */
  const early = useRef<HTMLInputElement | null>(null);
  const hasMatch = offer.groups.length > 0;
  useEffect(() => {
    const input = early.current;
    if (isSearching || input === null) return undefined;
    early.current = null;
    // Where nothing was found, the list stays open to say so.
    if (!hasMatch) return undefined;
    // By then the first of the new options is highlighted.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === input)
        input.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
        );
    });
    return () => cancelAnimationFrame(frame);
  }, [isSearching, hasMatch]);
  return {
    list: { more: offer.more + more, hasMatch, isSearching, problem },
    typed,
    stopSearch: () => {
      if (typed !== null) search(null);
    },
    close: () => setOpen(false),
    root: {
      items: maker ? [...offer.groups, makerGroup(maker, options, typed ?? '')] : offer.groups,
      filter: null,
      open,
      onOpenChange: (isOpen: boolean) => {
        if (isOpen) onWant?.();
        setOpen(isOpen);
      },
      onOpenChangeComplete: (isOpen: boolean) => {
        if (!isOpen && typed !== null) search(null);
      },
      // Enter takes the first one; while the list answers an earlier text, `onKeyDown` has it wait.
      autoHighlight: true,
      onInputValueChange: (text: string, change: Change) => {
        if (isEscape(change)) return;
        early.current = null;
        if (change.reason === 'input-change') search(text);
        else if (change.reason === 'input-clear') search('');
      },
      itemToStringLabel: (pick: Pick) => pick.label,
      isItemEqualToValue: (a: Pick, b: Pick) => a.value === b.value,
    },
    onKeyDown: (event: {
      readonly key: string;
      readonly currentTarget: HTMLInputElement;
      preventDefault: () => void;
      preventBaseUIHandler: () => void;
    }) => {
      if (event.key !== 'Enter' || !isSearching) return;
      early.current = event.currentTarget;
      event.preventDefault();
      event.preventBaseUIHandler();
    },
  };
}

/** Several of a list: type to filter, Enter to pick, Backspace to take the last one away. */
export function PickField({
  label,
  mark,
  hint,
  error,
  options,
  value,
  onChange,
  onBlur,
  ref,
  placeholder = 'Choose…',
  chosen,
  lead,
  joint,
  maker,
  ...search
}: PickFieldProps & {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  /** A quiet word before what is chosen, as *not*. */
  readonly lead?: string | undefined;
  /** A quiet word between two that are chosen, as *or*. */
  readonly joint?: ((before: Pick, after: Pick) => string) | undefined;
  /** What is known of the chosen ones, where the options of the moment may not hold them. */
  readonly chosen?: readonly Pick[];
  /** A way to make what can be picked. */
  readonly maker?: PickMaker;
}) {
  const ids = useFieldIds(hint, error);
  const known = useKnownPicks(options, chosen);
  const { inOrder, most, rest, showMore } = useShown(value);
  const picked = inOrder.map(known);
  const offer = useOffer({ options, maker, ...search });
  return (
    <FieldFrame label={label} mark={mark} hint={hint} error={error} ids={ids}>
      <Combobox.Root
        {...offer.root}
        multiple
        value={picked}
        onValueChange={(picks, change) => {
          if (isEscape(change)) return;
          if (maker && picks.some(isMaker)) {
            offer.close();
            maker.onMake(offer.typed?.trim() ?? '');
            return;
          }
          onChange(followed(value, picks));
          // The fields below can be seen again; typing or Down opens the list for the next one.
          if (change.reason === 'item-press') offer.close();
        }}
      >
        <Combobox.InputGroup
          className={styles['box']}
          aria-invalid={error !== undefined || undefined}
        >
          <Combobox.Chips
            className={styles['chips']}
            aria-label={picked.length > 0 ? `${label}, chosen` : undefined}
          >
            {lead !== undefined && picked.length > 0 ? (
              <span className={styles['joint']}>{lead}</span>
            ) : null}
            {picked.slice(0, most).map((pick, i) => {
              const last = picked[i - 1];
              return (
                <Fragment key={pick.value}>
                  {last && joint ? (
                    <span className={styles['joint']}>{joint(last, pick)}</span>
                  ) : null}
                  <Combobox.Chip className={styles['chip']} aria-label={pick.spoken ?? pick.label}>
                    {pick.view ?? <CutText text={pick.label} className={styles['name']} />}
                    <Combobox.ChipRemove
                      className={styles['remove']}
                      aria-label={`Remove ${pick.spoken ?? pick.label}`}
                    >
                      <Icon name="close" size={10} />
                    </Combobox.ChipRemove>
                  </Combobox.Chip>
                </Fragment>
              );
            })}
            {rest > 0 ? (
              <button
                type="button"
                className={styles['rest']}
                onClick={() => {
                  showMore();
                  document.getElementById(ids.id)?.focus();
                }}
              >
                {number.format(rest)} more
              </button>
            ) : null}
            <Combobox.Input
              ref={ref}
              id={ids.id}
              className={styles['input']}
              placeholder={picked.length === 0 ? placeholder : ''}
              aria-invalid={error !== undefined || undefined}
              aria-describedby={ids.describedBy}
              onFocus={search.onWant}
              onBlur={onBlur}
              onKeyDown={offer.onKeyDown}
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
        <PickList {...offer.list} />
      </Combobox.Root>
    </FieldFrame>
  );
}

/** One of a list that may be long: type to filter. */
export function PickOneField({
  label,
  mark,
  hint,
  error,
  options,
  value,
  onChange,
  onBlur,
  ref,
  placeholder = 'Choose…',
  chosen,
  ...search
}: PickFieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The chosen one, where the options of the moment may not hold it. */
  readonly chosen?: Pick | undefined;
}) {
  const ids = useFieldIds(hint, error);
  const known = useKnownPicks(options);
  const found = known(value);
  const isFound = found.label !== value;
  const picked =
    value === ''
      ? null
      : chosen?.value === value && !(isFound && chosen.label === '')
        ? chosen
        : found;
  const offer = useOffer({ options, ...search });
  const name = picked?.label ?? '';
  const isTyping = offer.typed !== null;
  // A name that comes to be known under the cursor is replaced by what is typed, as any other.
  const before = useRef({ value, name });
  useEffect(() => {
    const isNew = before.current.value === value && before.current.name === '' && name !== '';
    before.current = { value, name };
    const input = document.activeElement;
    if (isNew && !isTyping && input instanceof HTMLInputElement && input.id === ids.id)
      input.select();
  }, [ids.id, isTyping, name, value]);
  // The name that stands there is replaced by what is typed.
  const selectName = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }): void => {
    if (picked !== null && currentTarget.value === picked.label) currentTarget.select();
  };
  return (
    <FieldFrame label={label} mark={mark} hint={hint} error={error} ids={ids}>
      <Combobox.Root
        {...offer.root}
        value={picked}
        onValueChange={(pick, change) => {
          if (isEscape(change)) return;
          offer.stopSearch();
          onChange(pick?.value ?? '');
        }}
        // What is typed is ours to keep: a pick that becomes known meanwhile must not write over it.
        inputValue={offer.typed ?? name}
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
            onFocus={(event) => {
              search.onWant?.();
              selectName(event);
            }}
            onClick={selectName}
            onBlur={onBlur}
            onKeyDown={offer.onKeyDown}
          />
          <Combobox.Trigger className={styles['open']} aria-label={`Show choices of ${label}`}>
            <Icon name="down" size={14} />
          </Combobox.Trigger>
        </Combobox.InputGroup>
        <PickList {...offer.list} />
      </Combobox.Root>
    </FieldFrame>
  );
}
