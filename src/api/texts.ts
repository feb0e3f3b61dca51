/** Long texts go to the lab part by part, and are worked on in slices. */
import { useMutation } from '@tanstack/react-query';
import type { ImportMode } from '#model/fortios/config-import.ts';
import { labApi } from '#model/contract/lab.ts';
import { sentPartLength } from '#model/lab/sent-text.ts';
import { call } from './call.ts';

/**
 * Sends a text in parts.
 * @param progress how much has gone, from 0 to 1
 */
async function sendParts(
  endpoint: typeof labApi.addImportPart | typeof labApi.addLogPart | typeof labApi.addWorldFilePart,
  id: string,
  text: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let at = 0; at < text.length; at += sentPartLength) {
    const part = text.slice(at, at + sentPartLength);
    await call(endpoint, { id, body: { text: part } }, signal);
    progress(Math.min(text.length, at + sentPartLength) / text.length);
  }
}

/** What a preview is at. */
export type PreviewStage = 'sending' | 'reading' | 'comparing';

/** Forgets a text that was sent. */
export async function dropImport(id: string): Promise<void> {
  await call(labApi.dropImport, { id });
}

/**
 * Sends a configuration and has it read, telling how far it is; resolves with the preview. Aborted, it
 * drops what was sent and rejects.
 * @param progress called with what is done, and how much of the whole, from 0 to 1
 */
export async function previewImport(
  input: { readonly fortigate: string; readonly mode: ImportMode; readonly text: string },
  progress: (stage: PreviewStage, share: number) => void,
  signal: AbortSignal,
) {
  const { fortigate: name, mode, text } = input;
  const { id } = await call(labApi.beginImport, { name, body: { mode, length: text.length } });
  try {
    const sent = (share: number): void => progress('sending', 0.3 * share);
    await sendParts(labApi.addImportPart, id, text, sent, signal);
    for (;;) {
      const { stage, counting, preview } = await call(labApi.importState, { id }, signal);
      if (preview) return { id, preview };
      const share = counting ? counting.done / counting.total : 0;
      if (stage === 'comparing') progress('comparing', 0.6 + 0.4 * share);
      else progress('reading', 0.3 + 0.3 * share);
    }
  } catch (failure) {
    await dropImport(id);
    throw failure;
  }
}

/**
 * Sends a world file; gives the id by which a world is made of it.
 * @param progress how much has gone, from 0 to 1
 */
export async function sendWorldFile(
  text: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const { id } = await call(labApi.beginWorldFile, { body: { length: text.length } }, signal);
  await sendParts(labApi.addWorldFilePart, id, text, progress, signal);
  return id;
}

/**
 * A world as a file, which is written and comes part by part; a browser keeps such parts outside of the page.
 * @param progress how much has come, from 0 to 1
 */
export async function exportWorld(
  world: { readonly id: string; readonly secrets: 'masked' | 'kept' },
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ readonly file: string; readonly content: Blob }> {
  const { id: of, secrets } = world;
  const { id, file } = await call(labApi.beginWorldExport, { id: of, body: { secrets } }, signal);
  const parts: Blob[] = [];
  try {
    for (;;) {
      const part = await call(labApi.nextWorldExportPart, { id }, signal);
      parts.push(new Blob([part.text]));
      if (part.progress === null) return { file, content: new Blob(parts) };
      progress(part.progress.done / Math.max(1, part.progress.total));
    }
  } catch (failure) {
    await call(labApi.dropWorldExport, { id });
    throw failure;
  }
}

/** Sends the lines of a log; gives the id to ask about them by. */
export function useSendLog() {
  return useMutation({
    mutationFn: async ({ text, signal }: { text: string; signal: AbortSignal }) => {
      const { id } = await call(labApi.beginLog, { body: { length: text.length } });
      await sendParts(labApi.addLogPart, id, text, () => undefined, signal);
      return id;
    },
  });
}
