/** What a server asks for, and whether a session's certificate will do (rules R1 and R2). */
import type { ZtnaTrace } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { ZtnaError } from '#model/decision/ztna-errors.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { AccessProxy, Vip } from '#model/fortios/tables.ts';

type Certificate = ZtnaTrace['certificate'];

/** Read from the access proxy, else from the VIP, else FortiOS's default (R1). */
function setting<V extends string>(own: V | '' | undefined, ofVip: V | '', fallback: V): V {
  return own !== undefined && own !== '' ? own : ofVip !== '' ? ofVip : fallback;
}

/** R1 and R2: whether the server asks for a client certificate at all. */
export function isCertificateAsked(vip: Vip, proxy: AccessProxy | undefined): boolean {
  return isOn('client-cert', vip, proxy);
}

function isOn(
  name: 'client-cert' | 'user-agent-detect',
  vip: Vip,
  proxy: AccessProxy | undefined,
): boolean {
  return setting<'enable' | 'disable'>(proxy?.[name], vip[name], 'enable') === 'enable';
}

/** R1 and R2: what the server asks for, and what the session has. */
export function readCertificate(
  session: Session,
  vip: Vip,
  proxy: AccessProxy | undefined,
  endpoint: Endpoint | null,
): Certificate {
  const emptyCertAction = setting<Certificate['emptyCertAction']>(
    proxy?.['empty-cert-action'],
    vip['empty-cert-action'],
    'block',
  );
  const unmanageable = endpoint
    ? !endpoint.manageable
    : isOn('user-agent-detect', vip, proxy) && (session.os === 'ios' || session.os === 'android');
  const asked = isCertificateAsked(vip, proxy);
  return { asked, state: session.certificate, emptyCertAction, unmanageable };
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
