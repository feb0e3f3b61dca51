/**
 * Failures that a person can cause: where a request's address or body holds one of these texts, as in a
 * search field or a name, the API fails or dawdles. See docs/failures.md.
 */
const fault = /lab-error-(4\d\d|5\d\d)/;
const slow = 'lab-slow';
/** Long enough to see every waiting state, short enough to wait for. */
const slowMs = 3000;

/** The status that the texts ask for; null for none. */
export async function sentinelStatus(...texts: readonly string[]): Promise<number | null> {
  const text = texts.join(' ');
  if (text.includes(slow)) await new Promise((resolve) => setTimeout(resolve, slowMs));
  const match = fault.exec(text);
  return match ? Number(match[1]) : null;
}
