/** The session that a person tries in *Connect*, as the form, the API and a stored world say it. */
import { ipNumber } from '#model/fortios/ip.ts';
import { hasPorts } from '#model/fortios/services.ts';
import { operatingSystemSchema } from '#model/ems/ems.ts';
import { certificateStateSchema, loginSchema } from '#model/decision/session.ts';
import { z } from '#model/zod.ts';

const addressSchema = z.string().refine((text) => ipNumber(text) !== null, {
  error: ({ input }) =>
    input === ''
      ? 'Enter an IPv4 address, as 10.0.3.2.'
      : `${String(input)} is not an IPv4 address. Write it as 10.0.3.2.`,
});

const portWords = 'Enter a port from 1 to 65535.';
const portSchema = z
  .int({ error: portWords })
  .min(1, { error: portWords })
  .max(65_535, { error: portWords });

const protocolWords = 'Enter an IP protocol number from 0 to 255, as 47 for GRE.';

const sourceSchema = z.discriminatedUnion('kind', [
  /** `srcip` says by which of its routes it comes, or is another address. */
  z.object({ kind: z.literal('endpoint'), uid: z.string(), srcip: addressSchema }),
  /** A device that EMS does not know. */
  z.object({ kind: z.literal('unknown'), srcip: addressSchema, os: operatingSystemSchema }),
]);

/** An interface's name, or `any` on a FortiGate that has none for it. */
const interfaceSchema = z.string().min(1, { error: 'Choose an interface.' });

const destinationSchema = z.discriminatedUnion('kind', [
  /** A ZTNA server, by its access proxy's name. */
  z.object({
    kind: z.literal('server'),
    server: z.string(),
    path: z.string().startsWith('/', { error: 'Begin the path with /.' }),
    host: z.string().nullable(),
  }),
  /** What FortiClient asks a ZTNA server's TCP forwarding for. */
  z.object({
    kind: z.literal('tcp-forwarding'),
    server: z.string(),
    address: z.string().regex(/^[\w-]+(\.[\w-]+)*$/, {
      error: 'Enter an IPv4 address, as 10.88.0.9, or a host name, as files.example.com.',
    }),
    port: portSchema,
    host: z.string().nullable(),
  }),
  z
    .object({
      kind: z.literal('address'),
      dstip: addressSchema,
      protocol: z
        .int({ error: protocolWords })
        .min(0, { error: protocolWords })
        .max(255, { error: protocolWords }),
      /** 0 for a protocol without ports. */
      dstport: z.int({ error: portWords }).min(0, { error: portWords }).max(65_535, {
        error: portWords,
      }),
      dstintf: interfaceSchema,
    })
    .refine(({ protocol, dstport }) => dstport > 0 || !hasPorts(protocol), {
      path: ['dstport'],
      error: portWords,
    }),
]);

export const connectRequestSchema = z.object({
  fortigate: z.string(),
  source: sourceSchema,
  srcintf: interfaceSchema,
  destination: destinationSchema,
  certificate: certificateStateSchema,
  /** In place of what EMS reports; absent for that. */
  user: z.object({ name: z.string().nullable(), groups: z.array(z.string()) }).optional(),
  /** What happens if the FortiGate asks who it is; absent where nobody logs in. */
  login: loginSchema
    .unwrap()
    .extend({
      user: z.string().min(1, { error: 'Enter who logs in.' }),
      groups: z.array(z.string()),
    })
    .optional(),
});
export type ConnectRequest = z.infer<typeof connectRequestSchema>;

/** As versions before this one stored it: a ZTNA server of a FortiGate, and nothing else. */
export const formerConnectRequestSchema = z.object({
  fortigate: z.string(),
  /** Null for a device that EMS does not know. */
  endpoint: z.string().nullable(),
  server: z.string(),
  certificate: certificateStateSchema,
  srcintf: z.string(),
  srcip: z.string(),
  os: operatingSystemSchema,
  path: z.string(),
  host: z.string().nullable(),
});

type StoredConnectRequest = ConnectRequest | z.infer<typeof formerConnectRequestSchema>;

/** The request as it is said now. */
export function currentRequest(request: StoredConnectRequest): ConnectRequest {
  if ('destination' in request) return request;
  const { fortigate, endpoint, server, certificate, srcintf, srcip, os, path, host } = request;
  return {
    fortigate,
    source:
      endpoint === null
        ? { kind: 'unknown', srcip, os }
        : { kind: 'endpoint', uid: endpoint, srcip },
    srcintf,
    destination: { kind: 'server', server, path, host },
    certificate,
  };
}

/** The request of a connection that is shown; one that a former version made is read as it is said now. */
export const shownRequestSchema = z.union([
  connectRequestSchema,
  formerConnectRequestSchema.transform(currentRequest),
]);

/** The endpoint's uid; null for a device that EMS does not know. */
export function endpointIn({ source }: ConnectRequest): string | null {
  return source.kind === 'endpoint' ? source.uid : null;
}

/** The ZTNA server's name; null for a plain address. */
export function serverIn({ destination }: ConnectRequest): string | null {
  return destination.kind === 'address' ? null : destination.server;
}

/** Where it goes, as a person would say it: a server's name, or address and port. */
export function destinationWords({ destination }: ConnectRequest): string {
  switch (destination.kind) {
    case 'server':
      return destination.server;
    case 'tcp-forwarding':
      return `${destination.address}:${destination.port} through ${destination.server}`;
    case 'address': {
      const { dstip, dstport, protocol } = destination;
      return hasPorts(protocol) ? `${dstip}:${dstport}` : dstip;
    }
  }
}

/** A session to begin with. */
export const connectStartSchema = z.object({ request: connectRequestSchema });
