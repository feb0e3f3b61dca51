/** The form of a FortiClient EMS connector, and the entry of `endpoint-control fctems` that it makes. */
import type { EmsConnectorAnswer } from '#model/ems/ems-connectors.ts';
import { accessKeyField, isAccessKey } from '#model/fortios/fctems.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import { z } from '#model/zod.ts';

export const connectorTable = 'endpoint-control fctems';

export const connectorFormSchema = z
  .object({
    status: z.enum(['enable', 'disable']),
    type: z.enum(['ems', 'cloud']),
    name: z.string().trim().min(1, 'Type a name.').max(35, 'A name has at most 35 characters.'),
    server: z.string().trim().max(255, 'An address has at most 255 characters.'),
    port: z
      .string()
      .trim()
      .refine(
        (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
        'Type a port from 1 to 65535.',
      ),
    accessKey: z
      .string()
      .trim()
      .refine((text) => isAccessKey(text), 'An access key has 20 characters.'),
    serial: z.string().trim().max(16, 'A serial number has at most 16 characters.'),
    threatFeed: z.boolean(),
    pullTags: z.boolean(),
  })
  .refine(({ type, server }) => type === 'cloud' || server !== '', {
    path: ['server'],
    message: 'Type the IP address or domain name of EMS.',
  });
export type ConnectorForm = z.infer<typeof connectorFormSchema>;

export function connectorFormOf({ settings }: EmsConnectorAnswer): ConnectorForm {
  return {
    status: settings?.status ?? 'enable',
    type: settings?.isCloud ? 'cloud' : 'ems',
    name: settings?.name ?? '',
    server: settings?.server ?? '',
    port: String(settings?.port ?? 443),
    accessKey: settings?.accessKey ?? '',
    serial: settings?.serial ?? '',
    threatFeed: settings?.threatFeed !== 'disable',
    pullTags: settings?.pullTags !== 'disable',
  };
}

const toggle = (isOn: boolean): 'enable' | 'disable' => (isOn ? 'enable' : 'disable');

/** Settings of the entry that the form does not show stay as they are. */
export function connectorDraftOf(
  number: number,
  form: ConnectorForm,
): RowDraft<typeof connectorTable> {
  return {
    'ems-id': number,
    status: form.status,
    name: form.name.trim(),
    'fortinetone-cloud-authentication': toggle(form.type === 'cloud'),
    [accessKeyField]: form.type === 'cloud' ? form.accessKey.trim() : '',
    server: form.server.trim(),
    'https-port': Number(form.port),
    'serial-number': form.serial.trim(),
    'pull-malware-hash': toggle(form.threatFeed),
    'pull-tags': toggle(form.pullTags),
  };
}

const fields: Readonly<Record<string, keyof ConnectorForm>> = {
  status: 'status',
  name: 'name',
  'fortinetone-cloud-authentication': 'type',
  [accessKeyField]: 'accessKey',
  server: 'server',
  'https-port': 'port',
  'serial-number': 'serial',
  'pull-malware-hash': 'threatFeed',
  'pull-tags': 'pullTags',
};

/** The form's field that a setting of the entry is; null for any other. */
export function fieldOf(path: string): keyof ConnectorForm | null {
  return fields[path] ?? null;
}
