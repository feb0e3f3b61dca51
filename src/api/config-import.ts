/** The client of import, export and comparison of configurations. */
import {
  type Compare,
  type ExportQuery,
  type ImportMode,
  type ImportState,
  comparisonSchema,
  exportAnswerSchema,
  importStateSchema,
} from '#model/config-import.ts';
import { changedSchema } from '#model/lab-api.ts';
import { sentTextSchema } from '#model/sent-text.ts';
import type { Tag } from '#model/tags.ts';
import { parsed, queryText } from './http.ts';
import { labCall } from './lab.ts';
import { sendParts } from './sent-text.ts';

function fortigatePath(name: string): string {
  return `/fortigates/${encodeURIComponent(name)}`;
}

async function begin(fortigate: string, mode: ImportMode, length: number): Promise<string> {
  const answer = await labCall(`${fortigatePath(fortigate)}/imports`, {
    method: 'POST',
    body: { mode, length },
  });
  return parsed(sentTextSchema, answer).id;
}

async function look(id: string, signal: AbortSignal): Promise<ImportState> {
  return parsed(importStateSchema, await labCall(`/imports/${id}`, { signal }));
}

/** What a preview is at. */
export type PreviewStage = 'sending' | 'reading' | 'comparing';

export const configText = {
  /**
   * Sends a text part by part and has it read, telling how far it is; resolves with the preview. Aborted,
   * it drops what was sent and rejects.
   * @param progress called with what is done, and how much of the whole, from 0 to 1
   */
  async preview(
    input: { readonly fortigate: string; readonly mode: ImportMode; readonly text: string },
    progress: (stage: PreviewStage, share: number) => void,
    signal: AbortSignal,
  ) {
    const { fortigate, mode, text } = input;
    const id = await begin(fortigate, mode, text.length);
    try {
      await sendParts(`/imports/${id}`, text, (share) => progress('sending', 0.3 * share), signal);
      for (;;) {
        const { stage, counting, preview } = await look(id, signal);
        if (preview) return { id, preview };
        const share = counting ? counting.done / counting.total : 0;
        if (stage === 'comparing') progress('comparing', 0.6 + 0.4 * share);
        else progress('reading', 0.3 + 0.3 * share);
      }
    } catch (failure) {
      await configText.drop(id);
      throw failure;
    }
  },
  async drop(id: string): Promise<void> {
    await labCall(`/imports/${id}`, { method: 'DELETE' });
  },
  /** The revision that the import made, which names the change for *Undo*. */
  async apply(id: string, createTags: readonly Tag[]): Promise<number> {
    const path = `/imports/${id}/apply`;
    const answer = await labCall(path, { method: 'POST', body: { createTags } });
    return parsed(changedSchema, answer).revision;
  },
  async exported(fortigate: string, query: ExportQuery, signal?: AbortSignal) {
    const path = `${fortigatePath(fortigate)}/config${queryText({ ...query })}`;
    return parsed(exportAnswerSchema, await labCall(path, { signal }));
  },
  async compare(sides: Compare, signal?: AbortSignal) {
    return parsed(
      comparisonSchema,
      await labCall('/compare', { method: 'POST', body: sides, signal }),
    );
  },
};
