import { useForm } from 'react-hook-form';
import { plannedChange } from '#api/call.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { EndpointPosture } from '#model/tagging/posture-api.ts';
import { count } from '#model/plural.ts';
import { endpointFactsSchema } from '#model/tagging/posture-api.ts';
import { useOpened } from '#ui/opened.ts';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { LabMark } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { PostureFields, type PostureValues } from './posture-fields.tsx';
import { formOf, placeOf, readForm } from './posture-form.ts';
import styles from './posture-panel.module.css';

const factFields: readonly (keyof PostureValues)[] = [
  'osVersion',
  'forticlientVersion',
  'user',
  'groups',
  'ip',
  'gateway',
];

function factsOf(values: PostureValues, { facts }: EndpointPosture) {
  return endpointFactsSchema.safeParse({
    os: facts.os,
    osVersion: values.osVersion,
    forticlientVersion: values.forticlientVersion,
    user: values.user.trim() === '' ? null : values.user,
    groups: values.groups.split('\n').filter((line) => line.trim() !== ''),
    ip: values.ip,
    onNet: values.onNet,
    gateway: values.gateway === '' ? null : values.gateway,
  });
}

/** What saving would send; null while a field cannot be read. */
function plannedPosture(
  values: PostureValues,
  answer: EndpointPosture,
  uid: string,
): PlannedChange | null {
  const [read, facts] = [readForm(values, answer.posture), factsOf(values, answer)];
  if (!read.ok || !facts.success) return null;
  const body = { posture: read.posture, facts: facts.data };
  return plannedChange(emsApi.changePosture, { uid, body, basedOn: null });
}

function valuesOf({ posture, facts }: EndpointPosture): PostureValues {
  return {
    ...formOf(posture),
    osVersion: facts.osVersion,
    forticlientVersion: facts.forticlientVersion ?? '',
    user: facts.user ?? '',
    groups: facts.groups.join('\n'),
    ip: facts.ip,
    onNet: facts.onNet,
    gateway: facts.gateway ?? '',
  };
}

/** The form's field that a path of the API's answer is about. */
function fieldAt(
  path: string,
): { readonly field: keyof PostureValues; readonly line: number | null } | null {
  const [first = '', second = '', ...rest] = path.split('.');
  const fact = factFields.find((field) => field === (first === 'facts' ? second : first));
  if (fact) return { field: fact, line: null };
  const parts = first === 'posture' ? [second, ...rest] : [first, second, ...rest];
  return placeOf(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
}

function PostureChange({
  endpoint,
  answer,
  onClose,
  onReload,
}: {
  readonly endpoint: Endpoint;
  readonly answer: EndpointPosture;
  readonly onClose: () => void;
  readonly onReload: () => void;
}) {
  const change = useChange(emsApi.changePosture);
  const toast = useToast();
  const form = useForm<PostureValues>({ defaultValues: valuesOf(answer) });
  const { setError } = form;
  const edit = useEditForm({
    form,
    basedOn: answer.revision,
    onClose,
    fieldOf: (path) => fieldAt(path)?.field ?? null,
    send: async (values, basedOn) => {
      const read = readForm(values, answer.posture);
      if (!read.ok)
        for (const [name, message] of Object.entries(read.errors)) {
          const field = fieldAt(name)?.field;
          if (field) setError(field, { message });
        }
      const facts = factsOf(values, answer);
      if (!facts.success)
        for (const { path, message } of facts.error.issues) {
          const field = fieldAt(String(path[0]))?.field;
          if (field) setError(field, { message }, { shouldFocus: true });
        }
      if (!read.ok || !facts.success) return false;
      const { travelling } = await change.mutateAsync({
        uid: endpoint.uid,
        body: { posture: read.posture, facts: facts.data },
        basedOn,
      });
      const waiting = travelling.length;
      toast({
        text:
          waiting === 0
            ? `${endpoint.host} was updated.`
            : `${endpoint.host} was updated. ${count(waiting, 'tag change takes', 'tag changes take')} effect with the next keepalive.`,
      });
      return true;
    },
  });

  return (
    <EditPanel
      edit={edit}
      crumb={<Crumb host={endpoint.host} />}
      title="Posture of the device"
      saveLabel="Save"
      conflict="Someone else has changed this endpoint."
      onReload={onReload}
    >
      <p className={styles['lead']}>
        EMS receives changes of network and logon at once, and all other changes with the endpoint’s
        next keepalive.
      </p>
      <PostureFields form={form} shown={answer} />
      <AccessPreview
        title="If you save, once the keepalive has come"
        change={form.formState.isDirty ? plannedPosture(form.watch(), answer, endpoint.uid) : null}
      />
    </EditPanel>
  );
}

/** Posture is read by FortiClient, not set: the form is the lab's own. */
function Crumb({ host }: { readonly host: string }) {
  return (
    <>
      {host} <LabMark />
    </>
  );
}

/** What is found on an endpoint, changed as if on the device. */
export function PosturePanel({
  endpoint,
  onClose,
}: {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useAnswer(emsApi.posture, { uid: endpoint.uid });
  const { opened, generation, reload } = useOpened(data);
  if (opened === undefined)
    return (
      <SidePanel crumb={<Crumb host={endpoint.host} />} title="Posture" wide onClose={onClose}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </SidePanel>
    );
  return (
    <PostureChange
      key={generation}
      endpoint={endpoint}
      answer={opened}
      onClose={onClose}
      onReload={() => void refetch().then(({ data: fresh }) => reload(fresh))}
    />
  );
}
