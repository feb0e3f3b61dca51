import { useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import { Button } from '#ui/button.tsx';
import { useToast } from '#ui/toast.tsx';

/** Makes a policy test that says of a connection what comes of it. */
export function KeepAsTest({
  request,
  action,
}: {
  readonly request: ConnectRequest;
  readonly action: 'accept' | 'deny';
}) {
  const keep = useChange(labApi.keepPolicyTest);
  const toast = useToast();
  const undoable = useUndoable(toast);
  return (
    <Button
      look="quiet"
      icon="check"
      busy={keep.isPending}
      onClick={() =>
        keep.mutate(
          { body: { request, action } },
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
