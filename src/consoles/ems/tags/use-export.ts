import { useExportTagDefinitions } from '#api/tagging-hooks.ts';
import { useToast } from '#ui/toast.tsx';
import { saveFile } from '#ui/save-file.ts';

/** Export: the tags as a JSON file of the browser. */
export function useExport(): () => void {
  const exporting = useExportTagDefinitions();
  const toast = useToast();
  return () =>
    exporting.mutate(undefined, {
      onSuccess: (text) => saveFile('posture-tags.json', 'application/json', text),
      onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
    });
}
