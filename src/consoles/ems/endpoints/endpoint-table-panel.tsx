import { useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { TableImportPanel } from '#consoles/table-import/table-import-panel.tsx';
import { labApi } from '#model/contract/lab.ts';
import { count, plural } from '#model/plural.ts';
import { useToast } from '#ui/toast.tsx';
import { endpointFields, endpointInRow } from './endpoint-drafts.ts';

/** Endpoints from a spreadsheet or a CSV file. */
export function EndpointTablePanel({ onClose }: { readonly onClose: () => void }) {
  const save = useChange(labApi.saveEndpoints);
  const toast = useToast();
  const undoable = useUndoable(toast);
  return (
    <TableImportPanel
      crumb="Endpoints"
      title="Add endpoints from a table"
      what="endpoint"
      fields={endpointFields}
      readRow={endpointInRow}
      onSave={async (endpoints) => {
        const { revision } = await save.mutateAsync({ body: { endpoints: [...endpoints] } });
        toast({
          text: `${count(endpoints.length, 'endpoint')} ${plural(endpoints.length, 'was', 'were')} added.`,
          ...undoable(revision),
        });
      }}
      onClose={onClose}
    />
  );
}
