import type { OperatingSystem } from '#model/ems.ts';
import { z } from '#model/zod.ts';

const certificateStates = ['valid', 'none', 'mismatch', 'revoked'] as const;
export const certificateStateSchema = z.enum(certificateStates);
/** The client certificate that the device shows; `mismatch`: a serial number other than EMS synchronized. */
export type CertificateState = z.infer<typeof certificateStateSchema>;

/** A point in time with the offset of the FortiGate's zone from UTC, for schedules and log lines. */
export interface Moment {
  readonly epochMs: number;
  readonly offsetMinutes: number;
}

/** A connection that reaches a FortiGate. */
export interface Session {
  readonly fortigate: string;
  /** The endpoint that it really comes from; null for a device that EMS does not know. */
  readonly endpointUid: string | null;
  /** The system of a device that EMS does not know, as its user agent gives it away. */
  readonly os: OperatingSystem;
  readonly srcintf: string;
  readonly srcip: string;
  readonly dstintf: string;
  readonly dstip: string;
  readonly dstport: number;
  /** IP protocol number: 6 TCP, 17 UDP. */
  readonly protocol: number;
  readonly path: string;
  readonly host: string | null;
  readonly certificate: CertificateState;
  readonly user: string | null;
  readonly groups: readonly string[];
  readonly at: Moment;
}

/** Tables for what a FortiGate would ask the network: names to addresses, addresses to countries. */
export interface Resolver {
  readonly fqdn: Readonly<Record<string, readonly string[]>>;
  /** Subnets by two-letter country. */
  readonly geography: Readonly<Record<string, readonly string[]>>;
}
export const emptyResolver: Resolver = { fqdn: {}, geography: {} };
