import { useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { type News, useToast } from '#ui/toast.tsx';

interface Gone {
  readonly id: string;
  readonly name: string;
}

/** Brings worlds and drafts back that were deleted a moment ago. */
export function useBringBack() {
  const toast = useToast();
  const restoring = useChange(labApi.restoreWorld);
  const bringBack = ({ id, name }: Gone): void =>
    restoring.mutate(
      { id },
      {
        onSuccess: () => toast({ text: `${name} is back.` }),
        onError: ({ message }) => toast({ text: message, tone: 'bad' }),
      },
    );
  return {
    bringBack,
    isBusy: restoring.isPending,
    /** What a toast about it offers. */
    undo: (gone: Gone): Pick<News, 'action'> => ({
      action: { label: 'Undo', onPress: () => bringBack(gone) },
    }),
  };
}
