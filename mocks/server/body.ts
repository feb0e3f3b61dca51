/** The text of a request's body; null where it has more bytes than a host allows. */
export async function bodyText(
  request: Request,
  maxBytes: number | undefined,
): Promise<string | null> {
  if (maxBytes === undefined) return request.text();
  // What says how long it is need not be read.
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) return null;
  const reader = request.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  if (!reader) return '';
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
