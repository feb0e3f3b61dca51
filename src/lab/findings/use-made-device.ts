import { useNavigate } from 'react-router';
import { useUndoable } from '#api/undo.ts';
import type { labApi } from '#model/contract/lab.ts';
import type { AnswerOf } from '#model/contract/endpoint.ts';
import { useToast } from '#ui/toast.tsx';
import { againPath } from '../connect/connection.ts';

/** What follows when the device that the lab made up was added: it is told, and the device connects. */
export function useMadeDevice() {
  const navigate = useNavigate();
  const toast = useToast();
  const undoable = useUndoable(toast);
  return {
    onSuccess: ({ request, revision }: AnswerOf<typeof labApi.addCounterexample>): void => {
      toast({ text: 'The device was added to EMS.', ...undoable(revision) });
      void navigate(againPath(request));
    },
    onError: ({ message }: Error): void => toast({ text: message, tone: 'bad' }),
  };
}
