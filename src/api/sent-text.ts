import { sentPartLength } from '#model/sent-text.ts';
import { labCall } from './lab.ts';

/**
 * Sends a text part by part.
 * @param path of the text, as the API named it
 * @param progress how much has gone, from 0 to 1
 */
export async function sendParts(
  path: string,
  text: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let at = 0; at < text.length; at += sentPartLength) {
    const part = text.slice(at, at + sentPartLength);
    await labCall(`${path}/parts`, { method: 'POST', body: { text: part }, signal });
    progress(Math.min(text.length, at + sentPartLength) / text.length);
  }
}
