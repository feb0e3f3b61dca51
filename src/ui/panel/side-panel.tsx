import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, createContext, useContext, useRef, useSyncExternalStore } from 'react';
import { IconButton } from '../button.tsx';
import { classes } from '../class-names.ts';
import { useRowSteps } from '../table/row-steps.ts';
import styles from './side-panel.module.css';

const firstField =
  'input:not(:disabled):not([type="radio"]:not(:checked)), select:not(:disabled), textarea:not(:disabled)';

/** As wide as a list and a panel need side by side. */
const wideScreen = globalThis.matchMedia?.('(min-width: 1280px)');

function useIsWideScreen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wideScreen?.addEventListener('change', listener);
      return () => wideScreen?.removeEventListener('change', listener);
    },
    () => wideScreen?.matches ?? false,
  );
}

/** Whether a list's own keys opened the panel: the focus then stays in the list. */
function isSteppingThroughRows(): boolean {
  return document.activeElement?.closest('tr[data-row]') != null;
}

/** Whether a panel stands over another one, whose form made it. */
const OverPanel = createContext(false);

/**
 * A panel over the list that it is about. On a wide screen the list stays usable beside it: rows can be
 * opened, copied and stepped through. Elsewhere a veil covers the list. Escape, the veil and the cross all go
 * through `onClose`. A panel within a panel stands over it, and has the page to itself.
 */
export function SidePanel({
  crumb,
  title,
  actions,
  children,
  footer,
  wide = false,
  full = false,
  onClose,
}: {
  readonly crumb: ReactNode;
  readonly title: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly wide?: boolean;
  /** As wide as two columns need: a form beside what it does. */
  readonly full?: boolean;
  readonly onClose: () => void;
}) {
  const body = useRef<HTMLDivElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const isOver = useContext(OverPanel);
  const isWide = useIsWideScreen();
  const isBeside = isWide && !isOver;
  const rowSteps = useRowSteps();
  const steps = isOver ? null : rowSteps;
  return (
    <Dialog.Root
      open
      modal={!isBeside}
      disablePointerDismissal={isBeside}
      onOpenChange={(open, details) => {
        if (open) return;
        // A form may still ask whether to throw its changes away: the panel closes when its owner says so.
        details.cancel();
        // Focus may leave for the list; and an Escape that emptied a search field has done its work.
        if (details.reason === 'focus-out') return;
        if (details.reason === 'escape-key' && details.event.defaultPrevented) return;
        onClose();
      }}
    >
      <Dialog.Portal>
        {isBeside ? null : (
          <Dialog.Backdrop
            className={classes(styles['veil'], isOver && styles['overVeil'])}
            // Within another dialog, a veil is not drawn otherwise.
            forceRender={isOver}
          />
        )}
        <Dialog.Popup
          ref={popup}
          className={classes(
            styles['panel'],
            wide && styles['wide'],
            full && styles['full'],
            isOver && styles['over'],
          )}
          // A form begins at its first field; what is only read begins at its title. By touch, a field
          // would bring up the keyboard over what has not been read yet.
          initialFocus={(by) =>
            isBeside && isSteppingThroughRows() && by !== 'touch'
              ? false
              : ((by === 'touch' ? null : body.current?.querySelector<HTMLElement>(firstField)) ??
                popup.current)
          }
        >
          <header className={styles['head']}>
            <div className={styles['titles']}>
              <p className={styles['crumb']}>{crumb}</p>
              <Dialog.Title className={styles['title']}>{title}</Dialog.Title>
            </div>
            <div className={styles['steps']}>
              {steps === null ? null : (
                <>
                  <IconButton
                    icon="up"
                    label="Previous row"
                    disabledReason={steps.previous ? null : 'This is the first row of the page.'}
                    onClick={() => steps.previous?.()}
                  />
                  <IconButton
                    icon="down"
                    label="Next row"
                    disabledReason={steps.next ? null : 'This is the last row of the page.'}
                    onClick={() => steps.next?.()}
                  />
                </>
              )}
              <IconButton icon="close" label="Close" onClick={onClose} />
            </div>
            {actions ? <div className={styles['actions']}>{actions}</div> : null}
          </header>
          <div ref={body} className={styles['body']}>
            <OverPanel value>{children}</OverPanel>
          </div>
          {footer ? <footer className={styles['foot']}>{footer}</footer> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
