import { operatingSystemSchema } from '#model/ems/ems.ts';
import { z } from '#model/zod.ts';

const certificateStates = ['valid', 'none', 'mismatch', 'revoked'] as const;
export const certificateStateSchema = z.enum(certificateStates);
/** The client certificate that the device shows; `mismatch`: a serial number other than EMS synchronized. */
export type CertificateState = z.infer<typeof certificateStateSchema>;

/** What the FortiGate sees of a certificate that the device presents: EMS may have revoked it. */
export function asPresented(
  wanted: CertificateState,
  endpoint: { readonly certificateRevoked?: boolean | undefined } | null | undefined,
): CertificateState {
  return wanted === 'valid' && endpoint?.certificateRevoked ? 'revoked' : wanted;
}

/** A point in time with the offset of the FortiGate's zone from UTC, for schedules and log lines. */
const momentSchema = z.object({ epochMs: z.number(), offsetMinutes: z.number() }).readonly();
export type Moment = z.infer<typeof momentSchema>;

/** What happens if the FortiGate asks who it is: `ok` where the log-in succeeds, as who and in which groups [461532]. */
export const loginSchema = z
  .object({ user: z.string(), groups: z.array(z.string()).readonly(), ok: z.boolean() })
  .readonly();

export type Login = z.infer<typeof loginSchema>;

/** A connection that reaches a FortiGate. */
export const sessionSchema = z
  .object({
    fortigate: z.string(),
    /** The endpoint that it really comes from; null for a device that EMS does not know. */
    endpointUid: z.string().nullable(),
    /** The system of a device that EMS does not know, as its user agent gives it away. */
    os: operatingSystemSchema,
    srcintf: z.string(),
    srcip: z.string(),
    dstintf: z.string(),
    dstip: z.string(),
    dstport: z.number(),
    /** IP protocol number: 6 TCP, 17 UDP. */
    protocol: z.number(),
    path: z.string(),
    host: z.string().nullable(),
    certificate: certificateStateSchema,
    /** As EMS reports them. */
    user: z.string().nullable(),
    groups: z.array(z.string()).readonly(),
    /** Absent where nobody would log in: the user is what EMS reports. */
    login: loginSchema.optional(),
    /** How many sessions the API gateway has led to its real servers before; absent is none. */
    turn: z.number().int().min(0).optional(),
    at: momentSchema,
  })
  .readonly();
export type Session = z.infer<typeof sessionSchema>;

/** Tables for what a FortiGate would ask the network: names to addresses, addresses to countries. */
export const resolverSchema = z
  .object({
    fqdn: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
    /** Subnets by two-letter country. */
    geography: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
  })
  .readonly();
export type Resolver = z.infer<typeof resolverSchema>;
export const emptyResolver: Resolver = { fqdn: {}, geography: {} };
