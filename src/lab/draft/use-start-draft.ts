import { useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { useToast } from '#ui/toast.tsx';

/** Branches the open world; what is changed from then on, is changed in the draft. */
export function useStartDraft(): () => Promise<void> {
  const start = useChange(labApi.startDraft);
  const toast = useToast();
  return async () => {
    if (start.isPending) return;
    try {
      await start.mutateAsync({ body: { name: '' } });
      toast({ text: 'The draft is open. Changes stay in it until you apply it.' });
    } catch (error) {
      toast({
        text: error instanceof Error ? error.message : 'The draft was not started. Try again.',
        tone: 'bad',
      });
    }
  };
}
