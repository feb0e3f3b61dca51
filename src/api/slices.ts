/** Long work of the page in slices, between which it draws and answers keys. */

/** A frame has room for it, and for what else the page does in that frame. */
const sliceMs = 8;

/** Does the work, which says by yielding where it may pause. Aborted, it throws. */
export async function inSlices<Result>(
  work: Iterator<unknown, Result>,
  signal: AbortSignal,
): Promise<Result> {
  let until = performance.now() + sliceMs;
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    until = performance.now() + sliceMs;
  }
}

/** Does the work in one go. */
export function atOnce<Result>(work: Iterator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Makes one of each, pausing between them. */
export function* eachOf<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
): Generator<undefined, readonly Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    made.push(make(item));
    yield;
  }
  return made;
}
