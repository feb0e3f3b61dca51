import { Controller, useFieldArray, useForm } from 'react-hook-form';
import { plannedChange } from '#api/call.ts';
import { useChange } from '#api/hooks.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { useUndoable } from '#api/undo.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { EndpointAnswer } from '#model/ems/ems-api.ts';
import { endpointRoutesSchema } from '#model/ems/endpoint-routes.ts';
import { count } from '#model/plural.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { CheckboxField, SelectField } from '#ui/fields/choice-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { LabMark, Note } from '#ui/page.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';
import styles from './routes-panel.module.css';

interface RouteForm {
  ip: string;
  /** Empty for none that EMS knows. */
  mac: string;
  interface: string;
  gateway: string;
  vpn: boolean;
}
interface RoutesForm {
  routes: RouteForm[];
}

const newRoute: RouteForm = { ip: '', mac: '', interface: '', gateway: '', vpn: false };
const fields = ['ip', 'mac', 'interface', 'gateway'] as const;

function fieldAt(path: string): `routes.${number}.${(typeof fields)[number]}` | null {
  const match = /^routes\.(\d+)\.(\w+)$/.exec(path);
  const field = fields.find((one) => one === match?.[2]);
  return match && field ? `routes.${Number(match[1])}.${field}` : null;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function readRoutes({ routes }: RoutesForm) {
  return endpointRoutesSchema.safeParse({
    routes: routes.map((one) => ({
      ip: one.ip,
      mac: one.vpn ? null : orNull(one.mac),
      interface: orNull(one.interface),
      gateway: orNull(one.gateway),
      vpn: one.vpn,
    })),
  });
}

/** What saving would send; null while a field cannot be read. */
function plannedRoutes(values: RoutesForm, uid: string): PlannedChange | null {
  const read = readRoutes(values);
  return read.success ? plannedChange(labApi.setRoutes, { uid, body: read.data }) : null;
}

/** The ways by which an endpoint's traffic comes, besides that of its own record [866827, 735065, 236870]. */
export function RoutesPanel({
  endpoint,
  onClose,
}: {
  readonly endpoint: EndpointAnswer;
  readonly onClose: () => void;
}) {
  const { host, ip, gateway, uid } = endpoint;
  const { data: world } = useWorld();
  const save = useChange(labApi.setRoutes);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const form = useForm<RoutesForm>({
    defaultValues: {
      routes: (endpoint.routes ?? []).map((one) => ({
        ip: one.ip,
        mac: one.mac ?? '',
        interface: one.interface ?? '',
        gateway: one.gateway ?? '',
        vpn: one.vpn,
      })),
    },
  });
  const { control, watch, setError } = form;
  const routes = useFieldArray({ control, name: 'routes' });
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: fieldAt,
    send: async (values) => {
      const read = readRoutes(values);
      if (!read.success) {
        for (const { path, message } of read.error.issues) {
          const at = fieldAt(path.join('.'));
          if (at) setError(at, { message });
          else setError('root', { message });
        }
        return false;
      }
      const { revision } = await save.mutateAsync({ uid, body: read.data });
      toast({
        text: `${host} has ${count(read.data.routes.length + 1, 'route')}.`,
        ...undoable(revision),
      });
      return true;
    },
  });
  const gateways = [
    { value: '', label: 'None known to EMS' },
    ...(world?.fortigates ?? []).map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <EditPanel
      edit={edit}
      crumb={
        <>
          {host} <LabMark />
        </>
      }
      title="Routes"
      saveLabel="Save"
    >
      <Note>
        EMS’s own record has {ip}, behind {gateway ?? 'no gateway that EMS knows'}. A FortiGate
        learns the addresses of the routes that have it as their gateway, or end their VPN at it. It
        sees the MAC address on its own network alone.
      </Note>
      {routes.fields.map(({ id }, i) => {
        const isVpn = watch(`routes.${i}.vpn`);
        return (
          <fieldset key={id} className={styles['route']}>
            <legend className={styles['head']}>
              Route {i + 1}
              <IconButton
                icon="trash"
                label={`Remove route ${i + 1}`}
                onClick={() => routes.remove(i)}
              />
            </legend>
            <div className={styles['pair']}>
              <FormTextField
                control={control}
                name={`routes.${i}.ip`}
                label="IP address"
                hint="As 10.212.134.10."
                mono
              />
              {isVpn ? null : (
                <FormTextField
                  control={control}
                  name={`routes.${i}.mac`}
                  label="MAC address"
                  hint="Leave it empty where EMS knows none."
                  mono
                />
              )}
              <Controller
                control={control}
                name={`routes.${i}.gateway`}
                render={({ field, fieldState }) => (
                  <SelectField
                    label={isVpn ? 'FortiGate that ends the VPN' : 'Gateway FortiGate'}
                    options={gateways}
                    error={fieldState.error?.message}
                    value={field.value}
                    onChange={field.onChange}
                    onBlur={field.onBlur}
                    ref={field.ref}
                  />
                )}
              />
              <FormTextField
                control={control}
                name={`routes.${i}.interface`}
                label="Incoming interface"
                hint="As port1 or ssl.root. Leave it empty where EMS does not say."
                mono
              />
            </div>
            <Controller
              control={control}
              name={`routes.${i}.vpn`}
              render={({ field }) => (
                <CheckboxField
                  label="VPN"
                  hint="Over a VPN, the FortiGate never sees the MAC address."
                  checked={field.value}
                  onChange={field.onChange}
                  ref={field.ref}
                />
              )}
            />
          </fieldset>
        );
      })}
      <div>
        <Button icon="plus" onClick={() => routes.append(newRoute)}>
          Add route
        </Button>
      </div>
      <AccessPreview
        title="If you save"
        change={form.formState.isDirty ? plannedRoutes(form.watch(), uid) : null}
      />
    </EditPanel>
  );
}
