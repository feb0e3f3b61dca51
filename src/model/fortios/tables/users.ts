/** Local users and groups. */
import { type TableAbout, names, text, toggle, word } from '../fields.ts';
import { localUsers } from './targets.ts';

export const userTables = {
  'user local': {
    key: 'name',
    kept: 'passwd ldap-server radius-server tacacs+-server two-factor two-factor-authentication fortitoken email-to sms-phone sms-server passwd-policy passwd-time authtimeout workstation username-sensitivity id',
    fields: { name: text(64), status: toggle('enable'), type: word('any', 'password') },
  },
  'user group': {
    key: 'name',
    kept: 'group-type authtimeout auth-concurrent-override auth-concurrent-value http-digest-realm sso-attribute-value user-id password user-name sponsor company email mobile-phone expire-type expire',
    fields: { name: text(35), member: names(localUsers) },
  },
} as const satisfies Record<string, TableAbout>;
