/** Local users and their groups: what a form and a FortiGate refuse of one, and what lists say of it. */
import { type FieldProblem, type RowDraft, newRow, rowProblems } from '../rows.parse.ts';
import type { LocalUser } from '../tables.ts';

/** As FortiOS's own pages call them; SAML's is [assumed]. */
export const userTypeWords: Readonly<Record<LocalUser['type'], string>> = {
  password: 'Local User',
  radius: 'Remote RADIUS User',
  'tacacs+': 'Remote TACACS+ User',
  ldap: 'Remote LDAP User',
  saml: 'Remote SAML User',
};

export const userStatusWords: Readonly<Record<LocalUser['status'], string>> = {
  enable: 'Enabled',
  disable: 'Disabled',
};

/** The one type of a group whose members are users of the FortiGate's own. */
export const firewallGroup = 'firewall';

/** Types by FortiOS's words for them; one that is not here is shown as it stands. */
const groupTypeWords: Readonly<Record<string, string>> = {
  [firewallGroup]: 'Firewall',
  'fsso-service': 'Fortinet Single Sign-On (FSSO)',
  rsso: 'RADIUS Single Sign-On (RSSO)',
  guest: 'Guest',
};

export function userGroupTypeWords(type: string): string {
  return groupTypeWords[type] ?? type;
}

/** Everything wrong with a user by itself, as its form finds it before it is sent. */
export function userProblems(draft: RowDraft<'user local'>): readonly FieldProblem[] {
  return rowProblems('user local', newRow('user local', draft));
}

/** The same of a group; one without members is one, which EMS's groups of that name are in [schema 7.6.5]. */
export function userGroupProblems(draft: RowDraft<'user group'>): readonly FieldProblem[] {
  return rowProblems('user group', newRow('user group', draft));
}
