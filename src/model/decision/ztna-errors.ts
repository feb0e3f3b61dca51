/** Error codes of a denied ZTNA session, FortiOS 7.4.1 on [765420], in words of our own. */
export const ztnaErrors = [1, 2, 3, 21, 22, 23, 41, 61, 62, 63, 64, 65, 66, 67] as const;
export type ZtnaError = (typeof ztnaErrors)[number];

export type ZtnaErrorTitle =
  | 'Invalid ZTNA Certificate'
  | 'ZTNA Application Not Found'
  | 'ZTNA Portal Error'
  | 'ZTNA Policy Deny';

export const ztnaErrorWords: Record<
  ZtnaError,
  { readonly title: ZtnaErrorTitle; readonly message: string }
> = {
  1: { title: 'Invalid ZTNA Certificate', message: 'The client certificate is not valid.' },
  2: { title: 'Invalid ZTNA Certificate', message: 'No client certificate was presented.' },
  3: {
    title: 'Invalid ZTNA Certificate',
    message: 'A manageable device presented no client certificate.',
  },
  21: { title: 'ZTNA Application Not Found', message: 'No API gateway matched the request.' },
  22: {
    title: 'ZTNA Application Not Found',
    message: 'The API gateway has no usable real server.',
  },
  23: {
    title: 'ZTNA Application Not Found',
    message: 'The real server’s FQDN was not resolved by DNS.',
  },
  41: {
    title: 'ZTNA Portal Error',
    message: 'The address of the portal’s bookmark could not be reached.',
  },
  61: { title: 'ZTNA Policy Deny', message: 'No policy matched.' },
  62: { title: 'ZTNA Policy Deny', message: 'A policy with action deny matched.' },
  63: { title: 'ZTNA Policy Deny', message: 'The client certificate is revoked.' },
  64: { title: 'ZTNA Policy Deny', message: 'Denied by matched tags.' },
  65: { title: 'ZTNA Policy Deny', message: 'Denied by no matched tags.' },
  66: { title: 'ZTNA Policy Deny', message: 'There is no information on the device.' },
  67: { title: 'ZTNA Policy Deny', message: 'The device is offline.' },
};

/** Three digits, as the denied page shows it: `065`. */
export function errorCode(error: ZtnaError): string {
  return String(error).padStart(3, '0');
}
