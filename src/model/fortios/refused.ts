/** Settings that a device would have refused when the configuration was read: an unknown word, a bad mask. */
import { type RowOf, type TableName, tables } from './tables.ts';

/** These say nothing of what a row matches or does. */
const idle: ReadonlySet<string> = new Set([
  'uuid',
  'comment',
  'comments',
  'alias',
  'dirty',
  'logtraffic',
  'nat',
  'ssl-certificate',
  'utm-status',
  'inspection-mode',
  'logtraffic-start',
  'log-blocked-traffic',
  'add-vhost-domain-to-dnsdb',
  'svr-pool-multiplex',
  'svr-pool-ttl',
  'svr-pool-server-max-request',
  'svr-pool-server-max-concurrent-request',
  'h2-support',
  'h3-support',
  'persistence',
  'saml-redirect',
  'health-check',
  'holddown-interval',
  'translate-host',
  'verify-cert',
  // The lab's connectors to EMS Cloud are in force without it.
  'cloud-authentication-access-key',
  // An entry's key is where it stands, whatever is set in it; a policy has a name for people.
  'name',
  'id',
  'policyid',
]);

/** Decisions do not depend on the setting. */
export function isIdleSetting(name: string): boolean {
  return idle.has(name);
}

/** A setting whose value a device would refuse: the setting keeps its default, and the entry stays in force. */
export interface RefusedSetting {
  readonly field: string;
  /** The value, as it was written. */
  readonly value: string;
}

/**
 * The settings of a row that were given a value which is none, those apart that no decision depends on. The
 * reader keeps such a statement among what it does not know, and the field at its default, as a device does
 * that refuses one line of a script (domain.md section 11, *Odd text*).
 */
export function refusedSettings<T extends TableName>(
  table: T,
  row: RowOf<T>,
): readonly RefusedSetting[] {
  // Nearly every row: nothing unknown, nothing to look up.
  if (row.unknown.length === 0) return [];
  const { fields } = tables[table];
  return row.unknown.flatMap(({ place, statement }) =>
    place === 'inside' &&
    (statement.kind === 'set' || statement.kind === 'append') &&
    Object.hasOwn(fields, statement.name) &&
    !isIdleSetting(statement.name)
      ? [{ field: statement.name, value: statement.values.map(({ text }) => text).join(' ') }]
      : [],
  );
}

/**
 * An action that FortiOS has and the lab does not decide by: `ipsec` sends into a tunnel. Its default, deny,
 * would be another answer than the device's, so that the policy is skipped and said to be.
 */
export function isActionNotDecided(refused: readonly RefusedSetting[]): boolean {
  return refused.some(({ field, value }) => field === 'action' && value === 'ipsec');
}
