import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import {
  useFabricDevice,
  useEveryFabricDevice,
  useSharingPreview,
  useUpdateSharing,
} from '#api/ems-hooks.ts';
import { ApiError } from '#api/http.ts';
import { paths } from '#api/paths.ts';
import type { FabricDeviceAnswer } from '#model/ems-api.ts';
import {
  type FabricDevice,
  endpointSharingModes,
  endpointSharingWords,
  fabricDeviceSharingSchema,
  maxSelectedDevices,
} from '#model/ems.ts';
import { type TagCategory, categoryWords, tagCategories } from '#model/tags.ts';
import { useOpened } from '#ui/opened.ts';
import { Button } from '#ui/button.tsx';
import { CheckboxField, RadioField } from '#ui/choice-field.tsx';
import { useConfirm } from '#ui/confirm.tsx';
import { FormBanners } from '#ui/form-banners.tsx';
import { FieldGroup } from '#ui/field.tsx';
import { PickField } from '#ui/pick-field.tsx';
import { SidePanel } from '#ui/side-panel.tsx';
import { Banner, ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUnsavedGuard } from '#ui/unsaved.ts';
import { SharingPreviewBox, brokenPolicies } from './sharing-preview.tsx';
import { TagRoomSection } from './tag-room.tsx';

function valuesOf({ tagTypes, endpointSharing, selected }: FabricDevice) {
  return {
    tagTypes: tagCategories.filter((one) => one === 'zero_trust' || tagTypes.includes(one)),
    endpointSharing,
    selected: [...selected],
  };
}

function sameSharing(one: FabricDevice, other: FabricDevice): boolean {
  return JSON.stringify(valuesOf(one)) === JSON.stringify(valuesOf(other));
}

function typeHint(category: TagCategory, fortiAnalyzer: boolean): string | undefined {
  if (category === 'zero_trust') return 'Always shared.';
  return category === 'fabric' && !fortiAnalyzer
    ? 'FortiAnalyzer is not connected: no new Fabric tags arrive.'
    : undefined;
}

function SyncForm({
  answer,
  next,
  onClose,
  onReload,
}: {
  readonly answer: FabricDeviceAnswer;
  /** Where one came from, to go on there with what is changed here; empty for nowhere. */
  readonly next: string;
  readonly onClose: () => void;
  readonly onReload: () => void;
}) {
  const { device, revision } = answer;
  // What is no part of the form is shown as it is now, not as it was when the form was opened.
  const { data: current } = useFabricDevice(device.serial);
  const { data: all } = useEveryFabricDevice();
  const update = useUpdateSharing(device.serial);
  const toast = useToast();
  const navigate = useNavigate();
  const [conflict, setConflict] = useState(false);
  const form = useForm({
    resolver: zodResolver(fabricDeviceSharingSchema),
    defaultValues: valuesOf(device),
  });
  const { control, handleSubmit, formState, setError, watch } = form;
  const values = watch();
  const sharing = values.endpointSharing;
  const shownSharing = formState.isDirty ? values : null;
  const preview = useSharingPreview(device.serial, shownSharing, true);
  const ask = useConfirm();
  const { leave } = useUnsavedGuard(formState.isDirty);
  const others = (all?.devices ?? []).filter((one) => one.device.serial !== device.serial);

  const save = (basedOn: number | null) =>
    handleSubmit(async (values) => {
      try {
        await update.mutateAsync({ sharing: values, basedOn });
        toast({
          text: `${device.name}: sharing settings updated.`,
          // An address of ours, from Connect; whatever else a link may say is left alone.
          ...(next.startsWith(paths.lab.connect())
            ? { action: { label: 'Connect again', onPress: () => void navigate(next) } }
            : {}),
        });
        form.reset(values);
        onClose();
      } catch (failure) {
        if (failure instanceof ApiError && failure.isConflict) setConflict(true);
        else if (failure instanceof ApiError && failure.field === 'selected')
          setError('selected', { message: failure.message });
        else
          setError('root', {
            message: failure instanceof Error ? failure.message : 'Not updated. Try again.',
          });
      }
    });
  const submit = async (basedOn: number | null): Promise<void> => {
    // What would follow is reckoned from the state now: asked of another one, the question would mislead.
    if (basedOn !== null && current && !sameSharing(current.device, device)) {
      setConflict(true);
      return;
    }
    // A tag that a policy asks for may go, as on a device; not without a word, however fast one presses.
    const { data: coming } =
      preview.isPlaceholderData || preview.data === undefined
        ? await preview.refetch({ cancelRefetch: false })
        : preview;
    const broken = coming ? brokenPolicies(coming) : [];
    const words = broken.length === 1 ? 'One policy asks' : `${broken.length} policies ask`;
    const sure =
      (coming !== undefined && broken.length === 0) ||
      (await ask({
        title: 'Take away tags that policies ask for?',
        text: coming
          ? `${words} for tags that would be gone from ${device.name}. Their references break: such a tag is never known.`
          : `What would be gone from ${device.name} could not be worked out. Policies there may ask for it.`,
        confirm: 'Update all the same',
        cancel: 'Keep editing',
        danger: true,
      }));
    if (sure) await save(basedOn)();
  };

  return (
    <SidePanel
      crumb="Fabric Devices"
      title={`Edit ${device.name}`}
      onClose={() => leave(onClose)}
      footer={
        <>
          <Button onClick={() => leave(onClose)}>Cancel</Button>
          <Button
            look="primary"
            busy={update.isPending}
            disabledReason={formState.isDirty ? null : 'Nothing has been changed yet.'}
            onClick={() => void submit(revision)}
          >
            Update
          </Button>
        </>
      }
    >
      <FormBanners
        conflict={
          conflict
            ? `The sharing settings of ${device.name} were changed meanwhile by someone else.`
            : null
        }
        problem={formState.errors.root?.message}
        onReload={onReload}
        onOverwrite={() => void submit(null)}
      />
      {device.authorized ? null : (
        <Banner tone="warn">
          EMS has not authorized {device.name}: it receives nothing until it does, whatever is
          chosen here.
        </Banner>
      )}
      <Controller
        control={control}
        name="endpointSharing"
        render={({ field }) => (
          <RadioField
            label="FortiClient Endpoint Sharing"
            hint="For IP and MAC based access control. ZTNA does not depend on it."
            value={field.value}
            onChange={field.onChange}
            options={endpointSharingModes.map((mode) => ({
              value: mode,
              label: `${endpointSharingWords[mode].label}${mode === 'connected' ? ' (Recommended)' : ''}`,
              hint:
                mode === 'connected' && all
                  ? `${answer.endpoints} of ${all.endpoints} endpoints have ${device.name} as their gateway.`
                  : undefined,
            }))}
          />
        )}
      />
      {sharing === 'selected' ? (
        <Controller
          control={control}
          name="selected"
          render={({ field }) => (
            <PickField
              label="Additional FortiGates"
              hint={`${device.name}’s own endpoints are always shared with it. Up to ${maxSelectedDevices} more.`}
              error={formState.errors.selected?.message}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              options={others.map((one) => ({
                value: one.device.name,
                label: one.device.name,
              }))}
            />
          )}
        />
      ) : null}
      <Controller
        control={control}
        name="tagTypes"
        render={({ field }) => (
          <FieldGroup legend="Tag Types Being Shared" error={formState.errors.tagTypes?.message}>
            {tagCategories.map((category) => (
              <CheckboxField
                key={category}
                label={categoryWords[category].sharing}
                hint={typeHint(category, all?.fortiAnalyzerConnected ?? false)}
                locked={category === 'zero_trust'}
                checked={field.value.includes(category)}
                onChange={(checked) =>
                  field.onChange(
                    tagCategories.filter((one) =>
                      one === category ? checked : field.value.includes(one),
                    ),
                  )
                }
              />
            ))}
          </FieldGroup>
        )}
      />
      <SharingPreviewBox device={device.name} serial={device.serial} sharing={shownSharing} />
      {current ? (
        <TagRoomSection device={device.name} serial={device.serial} room={current.room} />
      ) : null}
    </SidePanel>
  );
}

/** The sync editor of one Fabric device. It shows the state that it was opened on until it is told to reload. */
export function SyncPanel({
  serial,
  next,
  onClose,
}: {
  readonly serial: string;
  readonly next: string;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useFabricDevice(serial);
  const { opened, generation, reload } = useOpened(data);
  if (opened === undefined)
    return (
      <SidePanel crumb="Fabric Devices" title="Edit" onClose={onClose}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </SidePanel>
    );
  return (
    <SyncForm
      key={generation}
      answer={opened}
      next={next}
      onClose={onClose}
      onReload={() => void refetch().then(({ data: fresh }) => reload(fresh))}
    />
  );
}
