// What a page's layout must keep to, whatever it shows.

import type { Page } from '@playwright/test';

/** Runs in the page. A line for each fault. */
function faultsOfLayout(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  if (root.scrollHeight > innerHeight)
    faults.push(`the document is ${root.scrollHeight - innerHeight} px taller than the window`);
  if (root.scrollWidth > innerWidth)
    faults.push(`the document is ${root.scrollWidth - innerWidth} px wider than the window`);

  const isSeen = (element: Element): boolean => {
    const { visibility, display } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return visibility !== 'hidden' && display !== 'none' && width > 1 && height > 1;
  };
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}”`;
  /** What cuts off an element that is wider than it. */
  const clipOf = (element: Element): Element => {
    for (let at = element.parentElement; at; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return at;
    return root;
  };

  for (const head of document.querySelectorAll('thead th')) {
    const { width, height } = head.getBoundingClientRect();
    // A column of handles or check boxes has no words of its own.
    const isWorded = head.textContent.trim() !== '' && !head.querySelector('.visually-hidden');
    if (height > 1 && width < 24 && isWorded)
      faults.push(`the column ${nameOf(head)} is ${Math.round(width)} px wide`);
  }
  for (const element of document.querySelectorAll(
    'main *, [role="dialog"], [role="dialog"] *, header, header *',
  )) {
    // Cheap questions first: nearly every element is none of these.
    const overflows = element.scrollWidth > element.clientWidth + 1;
    const isControl = element.matches('button, a, input, select, textarea');
    if ((!overflows && !isControl) || !isSeen(element)) continue;
    // Code, log lines and a matrix may scroll; so may a field that holds them.
    if (
      overflows &&
      /auto|scroll/.test(getComputedStyle(element).overflowX) &&
      !element.closest('pre, [role="log"], [role="grid"], textarea, nav')
    )
      faults.push(
        `${nameOf(element)} scrolls sideways by ${element.scrollWidth - element.clientWidth} px`,
      );
    // What is cut on purpose is cut by the name's own part, not by its cell.
    if (element.matches('td, th') && element.scrollWidth > element.clientWidth + 2)
      faults.push(
        `${nameOf(element)} is ${element.scrollWidth - element.clientWidth} px wider than its cell`,
      );
    if (!isControl) continue;
    const clip = clipOf(element);
    if (/auto|scroll/.test(getComputedStyle(clip).overflowX)) continue;
    const box = element.getBoundingClientRect();
    const room = clip.getBoundingClientRect();
    if (box.right > room.right + 1 || box.left < room.left - 1)
      faults.push(`${nameOf(element)} is cut off`);
  }
  // Some letters of a chip's name are seen, however little room there is.
  const fewLetters = 24;
  for (const name of document.querySelectorAll('[data-chip] > [data-full]')) {
    if (!isSeen(name.closest('[data-chip]') ?? name)) continue;
    const { left, right } = name.getBoundingClientRect();
    let end = right;
    for (let at = clipOf(name); at !== root; at = clipOf(at))
      end = Math.min(end, at.getBoundingClientRect().right);
    const seen = end - left;
    if (seen < Math.min(fewLetters, name.scrollWidth - 1))
      faults.push(`of the chip ${nameOf(name)} ${Math.round(seen)} px are seen`);
  }
  return faults.slice(0, 10);
}

const longLooks = [
  { width: 1920, height: 1080, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
] as const;

// 1440 is where lists get further columns, and a phone has the least room: those two break first. The
// others are looked at in the long form. The themes differ in colours, so each width is seen in one.
const looks = [
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  ...(process.env['LONG'] === undefined ? [] : longLooks),
] as const;

/** The faults of the page as it is now, at two widths, or at four with LONG. The last size stays. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    // What follows a change of width, as a table's columns do, has followed after two frames.
    await page.evaluate(
      () =>
        new Promise((done) => {
          requestAnimationFrame(() => requestAnimationFrame(done));
        }),
    );
    const found = await page.evaluate(faultsOfLayout);
    faults.push(...found.map((fault) => `${width} px, ${colorScheme}: ${fault}`));
  }
  return faults;
}
