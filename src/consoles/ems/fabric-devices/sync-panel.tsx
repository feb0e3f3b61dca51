import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { choicesOf } from './device-choices.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import type { FabricDeviceAnswer } from '#model/ems/ems-api.ts';
import {
  type FabricDevice,
  type FabricDeviceSharing,
  endpointSharingModes,
  endpointSharingWords,
  fabricDeviceSharingSchema,
  maxSelectedDevices,
} from '#model/ems/ems.ts';
import { count, numberWords, plural } from '#model/plural.ts';
import { type TagCategory, categoryWords, tagCategories } from '#model/tagging/tags.ts';
import { useOpened } from '#ui/opened.ts';
import { CheckboxField, RadioField } from '#ui/fields/choice-field.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { FieldGroup } from '#ui/fields/field.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { Banner, ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { SharingPreviewBox, brokenPolicies } from './sharing-preview.tsx';
import { TagRoomSection } from './tag-room.tsx';

/** What is shared, without what only names the device. */
function sharedOf({ tagTypes, endpointSharing, selected }: FabricDevice | FabricDeviceSharing) {
  return {
    tagTypes: tagCategories.filter((one) => one === 'zero_trust' || tagTypes.includes(one)),
    endpointSharing,
    selected: [...selected],
  };
}

function valuesOf(device: FabricDevice): FabricDeviceSharing {
  return { ...sharedOf(device), alias: device.alias ?? '' };
}

/** What the API would say; the form sees it first. */
const changedMeanwhile = Object.assign(new Error('Changed meanwhile.'), { isConflict: true });

function typeHint(category: TagCategory, fortiAnalyzer: boolean): string | undefined {
  if (category === 'zero_trust')
    return 'Called Security Posture Tags from EMS 7.4 on. Always shared.';
  return category === 'fabric' && !fortiAnalyzer
    ? 'FortiAnalyzer is not connected, so no new Fabric tags arrive.'
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
  const { data: current } = useAnswer(emsApi.fabricDevice, { serial: device.serial });
  const [search, setSearch] = useState('');
  const { data: all, isPlaceholderData } = useAnswer(emsApi.fabricDevices, choicesOf(search), {
    keepsLast: true,
  });
  const update = useChange(emsApi.updateSharing);
  const toast = useToast();
  const ask = useConfirm();
  const navigate = useNavigate();
  const form = useForm({
    resolver: zodResolver(fabricDeviceSharingSchema),
    defaultValues: valuesOf(device),
  });
  const { control, formState, watch } = form;
  const values = watch();
  const sharing = values.endpointSharing;
  const shared = sharedOf(values);
  // A new alias alone changes nothing of what is shared.
  const sharesOther = JSON.stringify(shared) !== JSON.stringify(sharedOf(device));
  const shownSharing = sharesOther ? shared : null;
  const preview = useAnswer(
    emsApi.previewSharing,
    shownSharing && { serial: device.serial, body: shownSharing },
    { keepsLast: true },
  );
  const others = (all?.devices ?? []).filter((one) => one.device.serial !== device.serial);

  /** A tag that a policy asks for may go, as on a device; not without a word, however fast one presses. */
  const askAboutTags = async (): Promise<boolean> => {
    if (!sharesOther) return true;
    const { data: coming } =
      preview.isPlaceholderData || preview.data === undefined
        ? await preview.refetch({ cancelRefetch: false })
        : preview;
    const broken = coming ? brokenPolicies(coming).length : 0;
    if (coming !== undefined && broken === 0) return true;
    return ask({
      title: 'Remove tags that policies ask for?',
      text: coming
        ? `${count(broken, 'policy', 'policies')} on ${device.name} ${plural(broken, 'asks', 'ask')} for tags that ${device.name} would lose. ${plural(broken, 'It', 'They')} would no longer match by ${plural(broken, 'its', 'their')} tags.`
        : `The preview failed. Policies on ${device.name} may ask for tags that ${device.name} would lose.`,
      confirm: 'Update anyway',
      cancel: 'Keep editing',
      danger: true,
    });
  };
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: (path) => (path === 'selected' || path === 'alias' ? path : null),
    send: async (sharing, basedOn) => {
      // The preview starts from the state now: asked of another state, the question would mislead.
      if (basedOn !== null && current && current.revision > basedOn) throw changedMeanwhile;
      if (!(await askAboutTags())) return false;
      await update.mutateAsync({ serial: device.serial, body: sharing, basedOn });
      toast({
        text: `${device.name}: sharing settings updated.`,
        // An address of ours, from Connect; whatever else a link may say is left alone.
        ...(next.startsWith(paths.lab.connect())
          ? { action: { label: 'Connect again', onPress: () => void navigate(next) } }
          : {}),
      });
      return true;
    },
  });

  return (
    <EditPanel
      edit={edit}
      crumb="Fabric Devices"
      title={`Edit ${device.name}`}
      saveLabel="Update"
      conflict={`Someone else has changed the sharing settings of ${device.name}.`}
      size="narrow"
      onReload={onReload}
    >
      {device.authorized ? null : (
        <Banner tone="warn">
          EMS has not authorized {device.name}. EMS shares nothing until you authorize the device
          under Fabric Devices.
        </Banner>
      )}
      <Controller
        control={control}
        name="alias"
        render={({ field }) => (
          <TextField
            label="Alias"
            hint={`The list shows it before the serial number ${device.serial}. Leave empty for none.`}
            error={formState.errors.alias?.message}
            value={field.value ?? ''}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
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
      <Controller
        control={control}
        name="endpointSharing"
        render={({ field }) => (
          <RadioField
            label="FortiClient Endpoint Sharing (for IP/Mac NAC use only)"
            hint="ZTNA does not depend on it."
            value={field.value}
            onChange={field.onChange}
            options={endpointSharingModes.map((mode) => ({
              value: mode,
              label: `${endpointSharingWords[mode].label}${mode === 'connected' ? ' (Recommended)' : ''}`,
              hint:
                mode === 'connected' && all
                  ? `${device.name} is the gateway of ${numberWords(answer.endpoints)} of ${count(all.endpoints, 'endpoint')}.`
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
              hint={`EMS always shares the endpoints of ${device.name} itself. Select up to ${maxSelectedDevices} more FortiGates.`}
              error={formState.errors.selected?.message}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              onSearch={setSearch}
              isSearching={isPlaceholderData}
              options={others.map((one) => ({
                value: one.device.name,
                label: one.device.name,
              }))}
            />
          )}
        />
      ) : null}
      <SharingPreviewBox device={device.name} serial={device.serial} sharing={shownSharing} />
      {current ? (
        <TagRoomSection device={device.name} serial={device.serial} room={current.room} />
      ) : null}
    </EditPanel>
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
  const { data, error, refetch } = useAnswer(emsApi.fabricDevice, { serial });
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
