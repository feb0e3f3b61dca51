import { useEffect, useMemo, useState } from 'react';
import { call } from '#api/call.ts';
import { useAnswer } from '#api/hooks.ts';
import { plannedSteps, useTransaction } from '#api/rows.ts';
import { useUndoable } from '#api/undo.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import { TableImportPanel } from '#consoles/table-import/table-import-panel.tsx';
import { labApi } from '#model/contract/lab.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { count, plural } from '#model/plural.ts';
import { inSlices } from '#api/slices.ts';
import { useToast } from '#ui/toast.tsx';
import {
  type UserDraft,
  groupsIn,
  importProblems,
  makingSteps,
  newGroupWords,
  userFields,
  userInRow,
} from './user-drafts.ts';

const nobody: readonly UserDraft[] = [];

/** The question which of the users and groups of a table the FortiGate has. */
function askKnown(device: string, drafts: readonly UserDraft[]) {
  return { device, body: { users: drafts.map(({ name }) => name), groups: groupsIn(drafts) } };
}

async function addition(
  drafts: readonly UserDraft[],
  knownGroups: readonly string[],
  signal: AbortSignal,
) {
  const steps = await inSlices(makingSteps(drafts, new Set(knownGroups)), signal);
  return { words: `add ${count(drafts.length, 'user')}`, steps };
}

/** What would add them, once it is worked out. */
function useAddition(
  device: string,
  drafts: readonly UserDraft[],
  knownGroups: readonly string[] | undefined,
): PlannedChange | null {
  const [change, setChange] = useState<PlannedChange | null>(null);
  useEffect(() => {
    if (knownGroups === undefined) return undefined;
    const over = new AbortController();
    const plan = async (): Promise<void> => {
      const planned = plannedSteps(device, await addition(drafts, knownGroups, over.signal));
      if (!over.signal.aborted) setChange(planned);
    };
    plan().catch((error: unknown) => {
      if (!over.signal.aborted) throw error;
    });
    return () => over.abort();
  }, [device, drafts, knownGroups]);
  return change;
}

/** What the FortiGate makes of the rows: users that it has, groups that it lacks, who gets in by them. */
function useNews(device: string, drafts: readonly UserDraft[], isAdding: boolean) {
  const asked = useMemo(() => askKnown(device, drafts), [device, drafts]);
  const { data, isPlaceholderData } = useAnswer(
    labApi.knownUsers,
    // While they are added, they come to be known.
    drafts.length === 0 || isAdding ? null : asked,
    { keepsLast: true, isLong: true },
  );
  const change = useAddition(device, drafts, isPlaceholderData ? undefined : data?.groups);
  return useMemo(() => {
    const known = data ?? { users: [], groups: [] };
    const there = new Set(known.groups);
    return {
      problems: importProblems(drafts, new Set(known.users), device),
      note: data ? newGroupWords(asked.body.groups.filter((group) => !there.has(group))) : null,
      preview: data ? (
        <AccessPreview title="If you add them" change={change} isMade={isAdding} isLong />
      ) : null,
    };
  }, [asked, change, data, device, drafts, isAdding]);
}

/** Local users from a spreadsheet or a CSV file, with the groups that they are in. */
export function UserTablePanel({
  device,
  onClose,
}: {
  readonly device: string;
  readonly onClose: () => void;
}) {
  const [drafts, setDrafts] = useState(nobody);
  const [isAdding, setAdding] = useState(false);
  const news = useNews(device, drafts, isAdding);
  const save = useTransaction(device);
  const toast = useToast();
  const undoable = useUndoable(toast);
  return (
    <TableImportPanel
      crumb="User Definition"
      title="Add users from a table"
      what="user"
      fields={userFields}
      readRow={userInRow}
      news={news}
      onRead={setDrafts}
      onSave={async (users) => {
        setAdding(true);
        try {
          // As it is now: a group may have come or gone since the rows were read.
          const known = await call(labApi.knownUsers, askKnown(device, users));
          const { revision } = await save.mutateAsync(
            await addition(users, known.groups, new AbortController().signal),
          );
          toast({
            text: `${count(users.length, 'user')} ${plural(users.length, 'was', 'were')} added.`,
            ...undoable(Number(revision)),
          });
        } catch (error) {
          setAdding(false);
          throw error;
        }
      }}
      onClose={onClose}
    />
  );
}
