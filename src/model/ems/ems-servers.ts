/** The EMS servers of a world, sites and tenants of a multitenant EMS included [185333]. */
import { endpointAnswerSchema } from '#model/ems/ems-api.ts';
import { z } from '#model/zod.ts';

export const emsServerDraftSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { message: 'Type the name of the EMS server, or of its site.' })
    .max(63, { message: 'The name can have at most 63 characters. Shorten it.' }),
  /** What a connector says of it [185333]. */
  serial: z.string().regex(/^FCTEMS[0-9A-Z]{10}$/, {
    message:
      'Type a serial number such as FCTEMS8822001975: FCTEMS and ten digits or capital letters.',
  }),
  tenant: z.string().regex(/^[0-9A-F]{32}$/, {
    message: 'A tenant ID has 32 digits and capital letters A to F.',
  }),
});

export const emsServersSchema = z.object({
  servers: z.array(
    emsServerDraftSchema.extend({
      name: z.string(),
      serial: z.string(),
      tenant: z.string(),
      /** Its console is the one that the pages of EMS show. */
      isOpen: z.boolean(),
      endpoints: z.number(),
      /** FortiGates whose connector has its serial number, with the connector's number. */
      connectors: z.array(z.object({ fortigate: z.string(), connector: z.number() })),
    }),
  ),
});
export type EmsServers = z.infer<typeof emsServersSchema>;

/** An endpoint with the server that it belongs to. */
export const deviceSchema = z.object({
  /** The name of the EMS server; null for that of the open console. */
  server: z.string().nullable(),
  endpoint: endpointAnswerSchema,
});
export const devicesSchema = z.object({
  devices: z.array(deviceSchema),
  /** That the text finds, on all servers. */
  total: z.number(),
});
