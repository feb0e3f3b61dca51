import { Popover } from '@base-ui/react/popover';
import { type ReactNode, useId } from 'react';
import styles from './hover-card.module.css';

/** One card for many triggers: a card of its own for each of a thousand chips would cost more than the chips. */
export type HoverCard<Payload> = Popover.Handle<Payload>;

export function createCard<Payload>(): HoverCard<Payload> {
  return Popover.createHandle<Payload>();
}

/** Cards that Escape closes while the focus is inside: it then comes back to the trigger, and must not open them again. */
const dismissed = new WeakSet<object>();

function isInCard(element: EventTarget | null): boolean {
  return element instanceof Element && element.closest('[data-card]') !== null;
}

/** What has a card: it opens by pointer, by keyboard focus and by a press. Tab leads into it, Escape closes it. */
export function CardTrigger<Payload>({
  card,
  payload,
  children,
}: {
  readonly card: HoverCard<Payload>;
  readonly payload: Payload;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <Popover.Trigger
      id={id}
      handle={card}
      payload={payload}
      openOnHover
      delay={300}
      closeDelay={150}
      data-chip=""
      data-has-card=""
      className={styles['trigger']}
      onFocus={(event) => {
        if (dismissed.delete(card) || isInCard(event.relatedTarget)) return;
        if (event.currentTarget.matches(':focus-visible')) card.open(id);
      }}
      // A row's own click would open the row.
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </Popover.Trigger>
  );
}

/** The card itself, once on a page that has triggers. */
export function CardHost<Payload>({
  card,
  label,
  children,
}: {
  readonly card: HoverCard<Payload>;
  /** Its name, for those who hear it. */
  readonly label: (payload: Payload) => string;
  readonly children: (payload: Payload) => ReactNode;
}) {
  return (
    <Popover.Root
      handle={card}
      onOpenChange={(open, { reason }) => {
        if (!open && reason === 'escape-key' && isInCard(document.activeElement))
          dismissed.add(card);
      }}
    >
      {({ payload }) => (
        <Popover.Portal>
          <Popover.Positioner className={styles['positioner']} sideOffset={6} align="start">
            <Popover.Popup
              className={styles['popup']}
              data-card=""
              initialFocus={false}
              aria-label={payload === undefined ? undefined : label(payload)}
            >
              {payload === undefined ? null : children(payload)}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      )}
    </Popover.Root>
  );
}
