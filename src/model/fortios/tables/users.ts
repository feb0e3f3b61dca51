/** Local users and groups, SAML servers, and who has to log in by what [461532, 751123]. */
import { type TableAbout, names, option, text, toggle, words } from '../fields.ts';
import {
  addresses,
  authenticationSchemes,
  interfaces,
  localUsers,
  samlServers,
  userDatabases,
} from './targets.ts';

/** How a FortiGate finds out that a user is who it is [CLI reference]. */
export const userTypes = ['password', 'radius', 'tacacs+', 'ldap', 'saml'] as const;

export const userTables = {
  'user local': {
    key: 'name',
    kept: 'passwd ldap-server radius-server tacacs+-server two-factor two-factor-authentication fortitoken email-to sms-phone sms-server passwd-policy passwd-time authtimeout workstation username-sensitivity id',
    fields: {
      name: text(64),
      status: toggle('enable'),
      type: option(userTypes, 'password'),
    },
  },
  'user saml': {
    key: 'name',
    kept: 'cert idp-cert digest-method limit-relaystate adfs-claim user-claim-type group-claim-type clock-tolerance reauth auth-url scim-client user-name group-name',
    fields: {
      name: text(35),
      'entity-id': text(255),
      'single-sign-on-url': text(255),
      'single-logout-url': text(255),
      'idp-entity-id': text(255),
      'idp-single-sign-on-url': text(255),
      'idp-single-logout-url': text(255),
    },
  },
  'user group': {
    key: 'name',
    kept: 'group-type authtimeout auth-concurrent-override auth-concurrent-value http-digest-realm sso-attribute-value user-id password user-name sponsor company email mobile-phone expire-type expire',
    fields: { name: text(35), member: names(localUsers) },
  },
  'authentication scheme': {
    key: 'name',
    kept: 'negotiate-ntlm kerberos-keytab domain-controller saml-timeout fsso-agent-for-ntlm require-tfa fsso-guest user-cert cert-http-header ssh-ca external-idp group-attr-type digest-algo digest-rfc2069',
    fields: {
      name: text(35),
      method: words(),
      'user-database': names(userDatabases),
      'saml-server': text(35, '', samlServers),
    },
  },
  'authentication rule': {
    key: 'name',
    kept: 'srcaddr6 dstaddr6 ip-based web-auth-cookie cors-stateful cors-depth cert-auth-cookie transaction-based web-portal comments session-logout',
    fields: {
      name: text(35),
      status: toggle('enable'),
      protocol: option(['http', 'ftp', 'socks', 'ssh', 'ztna-portal'], 'http'),
      srcintf: names(interfaces),
      srcaddr: names(addresses),
      dstaddr: names(addresses),
      'active-auth-method': text(35, '', authenticationSchemes),
      'sso-auth-method': text(35, '', authenticationSchemes),
    },
  },
} as const satisfies Record<string, TableAbout>;
