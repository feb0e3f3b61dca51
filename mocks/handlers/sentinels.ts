/**
 * Failures that a person can cause: where a request's address or body holds one of these texts, as in a
 * search field or a name, the API fails or dawdles. See docs/failures.md.
 */
const fault = /lab-error-(4\d\d|5\d\d)/;
const slow = 'lab-slow';
/** Long enough to see every waiting state, short enough to wait for. */
const slowMs = 3000;

export async function sentinelStatus(request: Request): Promise<number | null> {
  const body = request.method === 'GET' ? '' : await request.clone().text();
  const text = `${decodeURIComponent(request.url)} ${body}`;
  if (text.includes(slow)) await new Promise((resolve) => setTimeout(resolve, slowMs));
  const match = fault.exec(text);
  return match ? Number(match[1]) : null;
}
