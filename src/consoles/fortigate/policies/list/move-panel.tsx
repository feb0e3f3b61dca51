import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { plannedMove, useMoveRow } from '#api/rows.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import { policyName } from '#model/words/policy-name.ts';
import { z } from '#model/zod.ts';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import type { Place } from '#ui/table/order-preview.ts';
import { useToast } from '#ui/toast.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { type PolicyRow, namedPolicy, policyId } from '../policy-row.ts';

function moveSchema(own: string) {
  return z.object({
    place: z.enum(['before', 'after']),
    other: z
      .string()
      .trim()
      .regex(/^\d+$/, { message: 'Type the ID of a policy in this list, such as 17.' })
      .refine((id) => id !== own, { message: 'Type the ID of another policy.' }),
  });
}

/** *Move to…*: a place that may be thousands of policies away, by the policy that is there. */
export function MovePanel({
  device,
  policy,
  title,
  onClose,
  onShow,
  onMove,
}: {
  readonly device: string;
  readonly policy: PolicyRow;
  readonly title: string;
  readonly onClose: () => void;
  readonly onShow: (id: string) => void;
  /** Makes the move and tells of it, where the list has a way of its own. */
  readonly onMove?: (id: string, place: Place) => Promise<unknown>;
}) {
  const move = useMoveRow(device, policy.table);
  const toast = useToast();
  const id = policyId(policy);
  const form = useForm({
    resolver: zodResolver(moveSchema(id)),
    defaultValues: { place: 'before' as const, other: '' },
  });
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: () => 'other',
    send: async ({ place, other }) => {
      if (onMove) {
        await onMove(id, place === 'before' ? { before: other } : { after: other });
        return;
      }
      await move.mutateAsync({
        key: id,
        place: place === 'before' ? { before: other } : { after: other },
      });
      toast({
        text: `Policy ${id} moved ${place} policy ${other}.`,
        action: { label: 'Show', onPress: () => onShow(id) },
      });
    },
  });
  const values = form.watch();
  const read = moveSchema(id).safeParse(values);
  const planned = read.success
    ? plannedMove(
        device,
        policy.table,
        id,
        read.data.place === 'before' ? { before: read.data.other } : { after: read.data.other },
      )
    : null;
  return (
    <EditPanel
      edit={edit}
      crumb={title}
      title={`Move ${policyName(namedPolicy(policy))}`}
      saveLabel="OK"
      size="narrow"
      isNew
    >
      <FormSegmentField
        control={form.control}
        name="place"
        label="Place"
        options={[
          { value: 'before', label: 'Before' },
          { value: 'after', label: 'After' },
        ]}
      />
      <FormTextField
        control={form.control}
        name="other"
        label="Policy ID"
        mono
        inputMode="numeric"
      />
      <AccessPreview title="If you save" change={planned} />
    </EditPanel>
  );
}
