import { type ComponentPropsWithRef, type MouseEvent, type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import styles from './button.module.css';
import { classes } from './class-names.ts';
import { Icon, type IconName } from './icons.tsx';
import { Tooltip } from './tooltip.tsx';

type Look = 'primary' | 'plain' | 'danger' | 'quiet';

interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled'> {
  readonly look?: Look;
  readonly icon?: IconName;
  readonly busy?: boolean;
  /** Why the button cannot be pressed now. It stays reachable, so that the reason can be read. */
  readonly disabledReason?: string | null | undefined;
  readonly children: ReactNode;
}

export function Button({
  look = 'plain',
  icon,
  busy = false,
  disabledReason,
  children,
  onClick,
  type = 'button',
  className,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const off = busy || (disabledReason !== null && disabledReason !== undefined);
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  const button = (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type -- a variable, of the three kinds that there are
      type={type}
      className={classes(styles['button'], styles[look], className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-describedby={disabledReason ? reasonId : undefined}
      onClick={press}
    >
      {icon ? <Icon name={icon} size={14} /> : null}
      {children}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <>
      <Tooltip text={disabledReason}>{button}</Tooltip>
      <span id={reasonId} hidden>
        {disabledReason}
      </span>
    </>
  );
}

/** Goes somewhere else, and looks like a button. */
export function ButtonLink({
  to,
  look = 'plain',
  icon,
  children,
}: {
  readonly to: string;
  readonly look?: Look;
  readonly icon?: IconName;
  readonly children: ReactNode;
}) {
  return (
    <Link to={to} className={classes(styles['button'], styles[look])}>
      {icon ? <Icon name={icon} size={14} /> : null}
      {children}
    </Link>
  );
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'disabled'> {
  readonly icon: IconName;
  /** What it does, for those who cannot see the icon and as its tooltip. */
  readonly label: string;
  readonly disabledReason?: string | null;
}

export function IconButton({
  icon,
  label,
  disabledReason = null,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const reasonId = useId();
  const button = (
    <Tooltip text={disabledReason ?? label}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-disabled={disabledReason !== null || undefined}
        aria-describedby={disabledReason === null ? undefined : reasonId}
        className={classes(styles['icon'], className)}
        onClick={(event) => {
          if (disabledReason === null) onClick?.(event);
        }}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
  if (disabledReason === null) return button;
  return (
    <>
      {button}
      <span id={reasonId} hidden>
        {disabledReason}
      </span>
    </>
  );
}
