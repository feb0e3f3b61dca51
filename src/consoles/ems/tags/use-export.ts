import { useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { useToast } from '#ui/toast.tsx';
import { saveFile } from '#ui/save-file.ts';

/** Export: the tags as a JSON file of the browser. */
export function useExport(): () => void {
  const exporting = useChange(emsApi.exportTags);
  const toast = useToast();
  return () =>
    exporting.mutate(
      {},
      {
        onSuccess: ({ text }) => saveFile('posture-tags.json', 'application/json', text),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
}
