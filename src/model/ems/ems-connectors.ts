/** What APIs answer of a FortiGate's FortiClient EMS connectors. */
import { linkSchema } from '#model/ems/standing.ts';
import { z } from '#model/zod.ts';

/** `/monitor/endpoint-control/ems/status`, a row a connector [schema 7.6.5; the values of texts assumed]. */
export const emsMonitorSchema = z.object({
  ems_id: z.number(),
  ems_name: z.string(),
  ems_serial: z.string(),
  ems_tenant_id: z.string(),
  ems_status_id: z.number(),
  ems_status: z.string(),
  ems_is_connected: z.boolean(),
  ems_is_verified: z.boolean(),
  api_status: z.array(z.object({ name: z.string(), status: z.string() })),
  ws_status: z.string(),
  mgmt_ip: z.string(),
  mgmt_port: z.number(),
});
export type EmsMonitor = z.infer<typeof emsMonitorSchema>;

export const emsIdSchema = z.object({ ems_id: z.number().int().min(1).max(7) });

/** What the server behind a connector presents. */
export const emsCertificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
});
export type EmsCertificate = z.infer<typeof emsCertificateSchema>;

/** The worlds' EMS has one certificate, of its address, by an authority of its own [assumed]. */
export function emsCertificate(server: string, emsSerial: string): EmsCertificate {
  return {
    subject: `CN = ${server}`,
    issuer: `CN = ${emsSerial} Root CA`,
    serial: emsSerial.replaceAll(/\D/g, '').padStart(20, '0'),
  };
}

/** EMS1 to EMS7, as *Fabric Connectors* lists them. */
export const emsConnectorSchema = z.object({
  number: z.number(),
  /** Null where the slot is free. */
  settings: z
    .object({
      status: z.enum(['enable', 'disable']),
      name: z.string(),
      isCloud: z.boolean(),
      accessKey: z.string(),
      server: z.string(),
      port: z.number(),
      serial: z.string(),
      tenant: z.string(),
      threatFeed: z.enum(['enable', 'disable']),
      pullTags: z.enum(['enable', 'disable']),
    })
    .nullable(),
  link: linkSchema,
  isVerified: z.boolean(),
  certificate: emsCertificateSchema,
  /** Of the entry, for `If-Match`. */
  revision: z.number(),
});
export type EmsConnectorAnswer = z.infer<typeof emsConnectorSchema>;

export const emsConnectorsSchema = z.object({
  connectors: z.array(emsConnectorSchema),
  /** By which EMS lists this FortiGate. */
  device_serial: z.string(),
  ems_serial: z.string(),
});
