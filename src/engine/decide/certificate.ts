/** What a server asks for, and whether a session's certificate will do (rules R1 and R2). */
import type { ZtnaTrace } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { AccessProxy, Vip, VirtualHost } from '#model/fortios/tables.ts';

type Certificate = ZtnaTrace['certificate'];

/** What a server asks of clients, each setting from the first of its objects that has one of its own. */
export interface AskedOfClients {
  readonly clientCert: 'enable' | 'disable';
  readonly emptyCertAction: Certificate['emptyCertAction'];
  readonly userAgentDetect: 'enable' | 'disable';
}

/**
 * R1: the matched virtual host's own [order assumed], else the VIP's, where they stand from 7.6.1 on [1035072],
 * else those of the access proxy, where texts of earlier releases have them, else FortiOS's defaults.
 */
export function askedOfClients(
  virtualHost: VirtualHost | undefined,
  vip: Vip,
  proxy: AccessProxy | undefined,
): AskedOfClients {
  return {
    clientCert:
      virtualHost?.['client-cert'] || vip['client-cert'] || proxy?.['client-cert'] || 'enable',
    emptyCertAction:
      virtualHost?.['empty-cert-action'] ||
      vip['empty-cert-action'] ||
      proxy?.['empty-cert-action'] ||
      'block',
    userAgentDetect:
      virtualHost?.['user-agent-detect'] ||
      vip['user-agent-detect'] ||
      proxy?.['user-agent-detect'] ||
      'enable',
  };
}

/** R2: what the server asks for, and what the session has. */
export function readCertificate(
  session: Session,
  { clientCert, emptyCertAction, userAgentDetect }: AskedOfClients,
  endpoint: Endpoint | null,
): Certificate {
  const isMobile = session.os === 'ios' || session.os === 'android';
  return {
    asked: clientCert === 'enable',
    state: session.certificate,
    emptyCertAction,
    unmanageable: endpoint ? !endpoint.manageable : isMobile && userAgentDetect === 'enable',
  };
}

/** Whether the FortiGate has a certificate of the device: one that it does not ask for, it does not get. */
export function isPresented({ asked, state }: Pick<Certificate, 'asked' | 'state'>): boolean {
  return asked && state !== 'none';
}

/** R2's denials; null if the session goes on. */
export function certificateError(
  certificate: Certificate,
  endpoint: Endpoint | null,
): ZtnaError | null {
  if (!certificate.asked) return null;
  switch (certificate.state) {
    case 'valid':
      return null;
    case 'mismatch':
      return 1;
    case 'revoked':
      return 63;
    case 'none':
      if (certificate.emptyCertAction === 'accept') return null;
      if (certificate.emptyCertAction === 'accept-unmanageable' && certificate.unmanageable)
        return null;
      return endpoint?.manageable ? 3 : 2;
  }
}
