import { useForm } from 'react-hook-form';
import { useAnswer, useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import type { PolicyTest, TestNames } from '#model/lab/policy-test.ts';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';
import { FailingPairs } from './failing-pairs.tsx';
import { type TestValues, emptyValues, readValues, testFieldAt, valuesOf } from './form-values.ts';
import { TestFields } from './test-fields.tsx';

const noNames: TestNames = { users: [], groups: [], tags: [], servers: [], fortigates: [] };

export interface OpenedTest {
  readonly test: PolicyTest;
  readonly revision: number;
}

/** A policy test: what came of it, and its form. */
export function TestPanel({
  opened,
  start,
  onReload,
  onClose,
}: {
  /** Null for a new one. */
  readonly opened: OpenedTest | null;
  /** What a new one begins with, as a copy of another does. */
  readonly start: PolicyTest | null;
  readonly onReload: () => void;
  readonly onClose: () => void;
}) {
  const save = useChange(labApi.savePolicyTest);
  const names = useAnswer(labApi.testNames, {}).data ?? noNames;
  const toast = useToast();
  const undoable = useUndoable(toast);
  const first = opened?.test ?? start;
  const form = useForm<TestValues>({ defaultValues: first ? valuesOf(first) : emptyValues });
  const edit = useEditForm({
    form,
    basedOn: opened?.revision ?? null,
    onClose,
    fieldOf: testFieldAt,
    send: async (values, basedOn) => {
      const read = readValues(values);
      if (!read.ok) {
        for (const { field, message } of read.problems.toReversed())
          form.setError(field, { message }, { shouldFocus: true });
        return false;
      }
      const { test } = read;
      const former = opened?.test.name ?? null;
      const { revision } = await save.mutateAsync({ body: { test, former }, basedOn });
      toast({
        text: `The policy test ${test.name} was ${opened ? 'changed' : 'added'}.`,
        ...undoable(revision),
      });
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="Policy Tests"
      title={opened ? opened.test.name : 'New policy test'}
      saveLabel="Save"
      isNew={opened === null}
      conflict="Someone else has changed this policy test."
      onReload={onReload}
    >
      {opened ? <FailingPairs name={opened.test.name} /> : null}
      <TestFields form={form} names={names} />
    </EditPanel>
  );
}
