import type { KeyboardEvent } from 'react';

/** Controls that use Up and Down themselves, or hold text. */
const keepsArrows = 'input, textarea, select, [role="menuitem"], [role="option"], [aria-haspopup]';

/** The row that Up or Down leads to from the row that holds the focus; null where there is none. */
export function neighbourOf(event: KeyboardEvent<HTMLTableElement>): HTMLElement | null {
  const { key, target } = event;
  if ((key !== 'ArrowUp' && key !== 'ArrowDown') || event.defaultPrevented) return null;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  if (!(target instanceof Element) || target.closest(keepsArrows)) return null;
  const row = target.closest<HTMLElement>('tr[data-row]');
  let next = key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  while (next && !(next instanceof HTMLElement && next.dataset['row'] !== undefined))
    next = key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
  return next instanceof HTMLElement ? next : null;
}

/** Puts the focus on the row's first link or button that is no handle of its order. */
export function focusRow(row: HTMLElement): void {
  const control =
    row.querySelector<HTMLElement>('td:not([data-handle]) a, td:not([data-handle]) button') ??
    row.querySelector<HTMLElement>('a, button');
  control?.focus();
}
