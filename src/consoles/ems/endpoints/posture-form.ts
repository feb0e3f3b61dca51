/** An endpoint's posture while it is changed: lists as lines of text, numbers as text. */
import { type Posture, type bitLockerStates, postureSchema } from '#model/tagging/posture.ts';

/** Parts of a line of several. */
const separator = '|';

export interface PostureForm {
  readonly antivirusInstalled: boolean;
  readonly antivirusRunning: boolean;
  readonly antivirusProduct: string;
  readonly signatureAgeDays: string;
  readonly processes: string;
  readonly files: string;
  /** `key | value name | value data` a line. */
  readonly registry: string;
  /** `subject CN | issuer CN` a line. */
  readonly certificates: string;
  /** `severity | name | CVE, CVE` a line. */
  readonly vulnerabilities: string;
  readonly logonKind: Posture['logon']['kind'];
  /** The domain, or the identity provider. */
  readonly logonBy: string;
  readonly defender: boolean;
  readonly bitLocker: (typeof bitLockerStates)[number];
  readonly exploitGuard: boolean;
  readonly applicationGuard: boolean;
  readonly windowsFirewall: boolean;
  readonly automaticUpdates: boolean;
  readonly fileVault: boolean;
  readonly otherIps: string;
  readonly firewallThreats: string;
  /** `file name | days ago` a line. */
  readonly sandboxDetections: string;
  /** Empty without the sensor. */
  readonly ztaScore: string;
  readonly forticlientInstalled: boolean;
  readonly osUpdateAgeDays: string;
}
export type PostureField = keyof PostureForm;

function joined(...parts: readonly (string | number)[]): string {
  return parts.join(` ${separator} `).replace(/( \| ?)+$/, '');
}

export function formOf(posture: Posture): PostureForm {
  const { antivirus, logon, windowsSecurity } = posture;
  return {
    antivirusInstalled: antivirus.installed,
    antivirusRunning: antivirus.running,
    antivirusProduct: antivirus.product,
    signatureAgeDays: String(antivirus.signatureAgeDays),
    processes: posture.processes.join('\n'),
    files: posture.files.join('\n'),
    registry: posture.registry.map(({ key, name, value }) => joined(key, name, value)).join('\n'),
    certificates: posture.certificates
      .map(({ subject, issuer }) => joined(subject, issuer))
      .join('\n'),
    vulnerabilities: posture.vulnerabilities
      .map(({ severity, name, cves }) => joined(severity, name, cves.join(', ')))
      .join('\n'),
    logonKind: logon.kind,
    logonBy: logon.kind === 'domain' ? logon.domain : logon.kind === 'idp' ? logon.provider : '',
    defender: windowsSecurity?.defender ?? false,
    bitLocker: windowsSecurity?.bitLocker ?? 'off',
    exploitGuard: windowsSecurity?.exploitGuard ?? false,
    applicationGuard: windowsSecurity?.applicationGuard ?? false,
    windowsFirewall: windowsSecurity?.firewall ?? false,
    automaticUpdates: windowsSecurity?.automaticUpdates ?? false,
    fileVault: posture.fileVault ?? false,
    otherIps: posture.otherIps.join('\n'),
    firewallThreats: posture.firewallThreats.join('\n'),
    sandboxDetections: posture.sandboxDetections
      .map(({ name, daysAgo }) => joined(name, daysAgo))
      .join('\n'),
    ztaScore: posture.ztaScore === null ? '' : String(posture.ztaScore),
    forticlientInstalled: posture.forticlientInstalled,
    osUpdateAgeDays: String(posture.osUpdateAgeDays),
  };
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function partsOf(line: string): readonly string[] {
  return line.split(separator).map((part) => part.trim());
}

/** A number, or what was typed for the schema to refuse in words. */
function numberOf(text: string): unknown {
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** The form as the schema wants it. What the system does not have stays null. */
function candidate(form: PostureForm, before: Posture): unknown {
  return {
    antivirus: {
      installed: form.antivirusInstalled,
      running: form.antivirusRunning,
      product: form.antivirusProduct.trim(),
      signatureAgeDays: numberOf(form.signatureAgeDays),
    },
    processes: lines(form.processes),
    files: lines(form.files),
    registry: lines(form.registry).map((line) => {
      const [key = '', name = '', ...value] = partsOf(line);
      return { key, name, value: value.join(` ${separator} `) };
    }),
    certificates: lines(form.certificates).map((line) => {
      const [subject = '', issuer = ''] = partsOf(line);
      return { subject, issuer };
    }),
    vulnerabilities: lines(form.vulnerabilities).map((line) => {
      const [severity = '', name = '', cves = ''] = partsOf(line);
      return {
        severity: severity.toLowerCase(),
        name,
        cves: cves.split(/[\s,]+/).filter((cve) => cve !== ''),
      };
    }),
    logon:
      form.logonKind === 'domain'
        ? { kind: 'domain', domain: form.logonBy.trim() }
        : form.logonKind === 'idp'
          ? { kind: 'idp', provider: form.logonBy.trim() }
          : { kind: 'local' },
    windowsSecurity:
      before.windowsSecurity === null
        ? null
        : {
            defender: form.defender,
            bitLocker: form.bitLocker,
            exploitGuard: form.exploitGuard,
            applicationGuard: form.applicationGuard,
            firewall: form.windowsFirewall,
            automaticUpdates: form.automaticUpdates,
          },
    fileVault: before.fileVault === null ? null : form.fileVault,
    otherIps: lines(form.otherIps),
    firewallThreats: lines(form.firewallThreats),
    sandboxDetections: lines(form.sandboxDetections).map((line) => {
      const [name = '', daysAgo = ''] = partsOf(line);
      return { name, daysAgo: numberOf(daysAgo) };
    }),
    ztaScore: form.ztaScore.trim() === '' ? null : numberOf(form.ztaScore),
    forticlientInstalled: form.forticlientInstalled,
    osUpdateAgeDays: numberOf(form.osUpdateAgeDays),
  };
}

const listFields = [
  'processes',
  'files',
  'registry',
  'certificates',
  'vulnerabilities',
  'otherIps',
  'firewallThreats',
  'sandboxDetections',
] as const satisfies readonly PostureField[];

/** The form's field that a path of the posture's schema is about, with the line for a list. */
export function placeOf(
  path: readonly PropertyKey[],
): { readonly field: PostureField; readonly line: number | null } | null {
  const [first, second] = path;
  const list = listFields.find((field) => field === first);
  if (list) return { field: list, line: typeof second === 'number' ? second + 1 : null };
  switch (first) {
    case 'antivirus':
      return {
        field: second === 'product' ? 'antivirusProduct' : 'signatureAgeDays',
        line: null,
      };
    case 'logon':
      return { field: 'logonBy', line: null };
    case 'ztaScore':
    case 'osUpdateAgeDays':
      return { field: first, line: null };
    default:
      return null;
  }
}

export type PostureReading =
  | { readonly ok: true; readonly posture: Posture }
  | { readonly ok: false; readonly errors: Readonly<Partial<Record<PostureField, string>>> };

export function readForm(form: PostureForm, before: Posture): PostureReading {
  const parsed = postureSchema.safeParse(candidate(form, before));
  if (parsed.success) return { ok: true, posture: parsed.data };
  const errors: Partial<Record<PostureField, string>> = {};
  for (const { path, message } of parsed.error.issues) {
    const place = placeOf(path);
    const field = place?.field ?? 'antivirusProduct';
    errors[field] ??= place?.line == null ? message : `Line ${place.line}: ${message}`;
  }
  return { ok: false, errors };
}
