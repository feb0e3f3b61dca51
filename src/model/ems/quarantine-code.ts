/** What a user types on FortiClient to leave quarantine [284547, 176816]. */

const digits = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const length = 8;

/**
 * An endpoint's code. No document says how EMS makes one; here it follows from the UID and the certificate
 * [assumed], so that worlds need not store it.
 */
export function quarantineCode({
  uid,
  certificateSerial,
}: {
  readonly uid: string;
  readonly certificateSerial: string;
}): string {
  // FNV-1a, once a digit.
  let hash = 0x811c9dc5;
  const mix = (text: string): void => {
    for (let i = 0; i < text.length; i++)
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  };
  mix(`${uid} ${certificateSerial}`);
  let code = '';
  while (code.length < length) {
    mix(code);
    code += digits.charAt((hash >>> 8) % digits.length);
    mix('.');
  }
  return code;
}
