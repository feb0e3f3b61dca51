/** The forms of what can be made in place; what is made stands in the place at once. */
import { useForm } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { useAnswer } from '#api/hooks.ts';
import { AddressPanel } from '#consoles/fortigate/addresses/address-panel.tsx';
import { checkedBy, useSaveObject } from '#consoles/fortigate/objects/saving.ts';
import { UserGroupPanel } from '#consoles/fortigate/users/user-group-panel.tsx';
import { ServerPanel } from '#consoles/fortigate/ztna/servers/server-panel.tsx';
import { TagGroupPanel } from '#consoles/fortigate/ztna/tag-group-panel.tsx';
import { TagPanel } from '#consoles/ems/tags/tag-panel.tsx';
import { labApi } from '#model/contract/lab.ts';
import { type ServerFacts, factoryCertificate } from '#model/fortios/ztna-servers.ts';
import { tagAddressName } from '#model/tagging/tag-names.ts';
import { nameProblem } from '#model/tagging/tags.ts';
import { CheckboxField } from '#ui/fields/choice-field.tsx';
import { FieldGroup } from '#ui/fields/field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import type { MapChip } from './rule/slots.ts';

export type NewObject = 'address' | 'group' | 'tag' | 'tag-group' | 'server' | 'schedule';

interface Props {
  readonly device: string;
  readonly onClose: () => void;
  readonly onMade: (chip: MapChip) => void;
}

const longestName = 31;
const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
type Weekday = (typeof weekdays)[number];

interface ScheduleForm {
  name: string;
  day: Weekday[];
  start: string;
  end: string;
}

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

function scheduleErrors({ name, day, start, end }: ScheduleForm) {
  const time = (value: string, field: 'start' | 'end') =>
    timePattern.test(value)
      ? {}
      : { [field]: { type: 'custom', message: 'Type a time, as in 08:30.' } };
  const problem = nameProblem(name, 'schedule', longestName);
  return {
    ...(problem === null ? {} : { name: { type: 'custom', message: problem } }),
    ...(day.length > 0 ? {} : { day: { type: 'custom', message: 'Choose at least one day.' } }),
    ...time(start, 'start'),
    ...time(end, 'end'),
  };
}

/** A recurring schedule: days, and hours of them. */
function SchedulePanel({ device, onClose, onMade }: Props) {
  const save = useSaveObject(device, 'firewall schedule recurring');
  const form = useForm<ScheduleForm>({
    defaultValues: {
      name: '',
      day: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      start: '08:00',
      end: '18:00',
    },
    resolver: checkedBy(scheduleErrors),
  });
  const { control } = form;
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) => (path === 'day' || path === 'start' || path === 'end' ? path : 'name'),
    send: async ({ name, ...row }, basedOn) => {
      await save({ name, key: null, row: { name, ...row }, basedOn });
      onMade({ kind: 'schedule', name, label: name });
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="Schedules"
      title="New schedule"
      saveLabel="OK"
      isNew
      size="narrow"
    >
      <FormTextField control={control} name="name" label="Name" />
      <Controller
        control={control}
        name="day"
        render={({ field, fieldState }) => (
          <FieldGroup legend="Days" error={fieldState.error?.message}>
            {weekdays.map((day) => (
              <CheckboxField
                key={day}
                label={`${day.slice(0, 1).toUpperCase()}${day.slice(1)}`}
                checked={field.value.includes(day)}
                onChange={(isOn) =>
                  field.onChange(
                    weekdays.filter((one) => (one === day ? isOn : field.value.includes(one))),
                  )
                }
              />
            ))}
          </FieldGroup>
        )}
      />
      <FormTextField control={control} name="start" label="Start Time" mono />
      <FormTextField
        control={control}
        name="end"
        label="Stop Time"
        hint="A stop time before the start time is that of the next day."
        mono
      />
    </EditPanel>
  );
}

const usualPort = 443;
const otherPort = 9443;

/** The first interface with an address of its own, at a port where the FortiGate's own pages are not. */
function suggestedServer({ interfaces, adminPort, certificates }: ServerFacts, number: number) {
  const at = interfaces.find(({ ip }) => ip !== '');
  const port = at?.isManaged && adminPort === usualPort ? otherPort : usualPort;
  return {
    name: `ZTNA-server-${number}`,
    extintf: at?.name ?? 'any',
    extip: at?.ip ?? '',
    extport: String(port),
    certificate: certificates[0] ?? factoryCertificate,
  };
}

function NewServer({ device, onClose, onMade }: Props) {
  const { data: facts } = useAnswer(labApi.ztnaServerFacts, { device });
  const { data: servers } = useAnswer(labApi.ztnaServers, { device, query: { count: 1 } });
  if (!facts || !servers) return null;
  return (
    <ServerPanel
      device={device}
      server={null}
      facts={facts}
      suggested={suggestedServer(facts, servers.matched + 1)}
      onClose={onClose}
      onSaved={(name) => onMade({ kind: 'server', name, label: name })}
    />
  );
}

function NewTag({ device, onClose, onMade }: Props) {
  const { data: ems } = useAnswer(labApi.emsStatus, { device });
  return (
    <TagPanel
      id={null}
      onClose={onClose}
      onSaved={(label) => {
        const tag = { category: 'zero_trust', name: label } as const;
        const name = tagAddressName(tag, 'ip', ems?.id ?? 1);
        onMade({ kind: 'tag', name, label, isNew: true });
      }}
    />
  );
}

export function NewObjectPanel({ what, ...props }: Props & { readonly what: NewObject }) {
  const { device, onClose, onMade } = props;
  switch (what) {
    case 'address':
      return (
        <AddressPanel
          device={device}
          address={null}
          revision={null}
          onReload={onClose}
          onClose={onClose}
          onSaved={(name) => onMade({ kind: 'address', name, label: name })}
        />
      );
    case 'tag-group':
      return (
        <TagGroupPanel
          device={device}
          group={null}
          onReload={onClose}
          onClose={onClose}
          onSaved={(name) => onMade({ kind: 'tag', name, label: name })}
        />
      );
    case 'tag':
      return <NewTag {...props} />;
    case 'server':
      return <NewServer {...props} />;
    case 'schedule':
      return <SchedulePanel {...props} />;
    case 'group':
      return (
        <UserGroupPanel
          device={device}
          group={null}
          onReload={onClose}
          onClose={onClose}
          onSaved={(name) => onMade({ kind: 'group', name, label: name })}
        />
      );
  }
}
