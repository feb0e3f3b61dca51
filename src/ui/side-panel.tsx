import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classes } from './class-names.ts';
import styles from './side-panel.module.css';

const firstField =
  'input:not(:disabled):not([type="radio"]:not(:checked)), select:not(:disabled), textarea:not(:disabled)';

/** A panel over the list that it is about. Escape, the veil and the cross all go through `onClose`. */
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
  readonly crumb: string;
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
  return (
    <Dialog.Root
      open
      onOpenChange={(open, details) => {
        if (open) return;
        // A form may still ask whether to throw its changes away: the panel closes when its owner says so.
        details.cancel();
        onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles['veil']} />
        <Dialog.Popup
          ref={popup}
          className={classes(styles['panel'], wide && styles['wide'], full && styles['full'])}
          // A form begins at its first field; what is only read begins at its title. By touch, a field
          // would bring up the keyboard over what has not been read yet.
          initialFocus={(by) =>
            (by === 'touch' ? null : body.current?.querySelector<HTMLElement>(firstField)) ??
            popup.current
          }
        >
          <header className={styles['head']}>
            <div className={styles['titles']}>
              <p className={styles['crumb']}>{crumb}</p>
              <Dialog.Title className={styles['title']}>{title}</Dialog.Title>
            </div>
            {actions ?? null}
            <IconButton icon="close" label="Close" onClick={onClose} />
          </header>
          <div ref={body} className={styles['body']}>
            {children}
          </div>
          {footer ? <footer className={styles['foot']}>{footer}</footer> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
