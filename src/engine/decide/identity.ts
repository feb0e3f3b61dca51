/** Who the user of a session is: as EMS reports, or as a log-in says that the FortiGate asked for. */
import type { Identity } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { type AddressWorld, endOf } from './addresses.ts';
import type { Compiled } from './compile.ts';
import { interfaceCondition } from './conditions.ts';

type Rule = FortiosConfig['authentication rule'][number];

/** Interfaces and sources that a rule leaves out are any [assumed]. */
function asks(rule: Rule, session: Session, compiled: Compiled, world: AddressWorld): boolean {
  const { status, srcintf, srcaddr } = rule;
  if (status === 'disable') return false;
  if (rule['active-auth-method'] === '' && rule['sso-auth-method'] === '') return false;
  const source = endOf(session.srcip, null);
  return (
    (srcintf.length === 0 ||
      interfaceCondition('srcintf', srcintf, session.srcintf, compiled).held) &&
    (srcaddr.length === 0 || srcaddr.some((name) => compiled.addresses(name)(source, world)))
  );
}

/** What the scheme of a rule checks a log-in against; its own name where it names nothing. */
function serverOf(rule: Rule, { config }: Compiled): string {
  const name = rule['active-auth-method'] || rule['sso-auth-method'];
  const scheme = config['authentication scheme'].find((one) => one.name === name);
  return scheme?.['saml-server'] || scheme?.['user-database'][0] || name;
}

/**
 * Without an authentication rule that takes the session, and where nobody would log in, the user is what EMS
 * reports; nobody where the log-in fails [assumed: the session then goes on without a user].
 */
export function identityOf(session: Session, compiled: Compiled, world: AddressWorld): Identity {
  const { user, groups, login } = session;
  const rule =
    login &&
    compiled.config['authentication rule'].find((one) => asks(one, session, compiled, world));
  if (!rule) return { user, groups, by: 'ems', server: null };
  const server = serverOf(rule, compiled);
  return login.ok
    ? { user: login.user, groups: login.groups, by: 'login', server }
    : { user: null, groups: [], by: 'failed-login', server };
}
