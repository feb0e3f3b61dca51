import { useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ConnectAnswer } from '#model/lab/lab-api.ts';
import { Button } from '#ui/button.tsx';
import { useToast } from '#ui/toast.tsx';

/** Makes a policy test that says of this connection what came of it. */
export function KeepAsTest({ answer }: { readonly answer: ConnectAnswer }) {
  const keep = useChange(labApi.keepPolicyTest);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const { request, explanation } = answer;
  return (
    <Button
      look="quiet"
      icon="check"
      busy={keep.isPending}
      onClick={() =>
        keep.mutate(
          { body: { request, action: explanation.action } },
          {
            onSuccess: ({ revision, name }) =>
              toast({ text: `Kept as a policy test: ${name}.`, ...undoable(revision) }),
            onError: ({ message }) => toast({ text: message, tone: 'bad' }),
          },
        )
      }
    >
      Keep as a test
    </Button>
  );
}
