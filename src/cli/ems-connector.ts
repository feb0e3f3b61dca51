/** The EMS behind a connector, as the FortiGate finds it. */
import { knowledgeOf } from '#engine/sync.ts';
import type { CliWorld } from './session.ts';

export interface EmsState {
  readonly kind: 'connected' | 'not-authorized' | 'down' | 'not-configured';
  /** The connector's name. */
  readonly name: string;
}

export function emsState({ fortigate, ems }: CliWorld, number: string): EmsState {
  const own = fortigate.config['endpoint-control fctems'].find((one) => String(one.id) === number);
  const name = own && own.name !== '' ? own.name : ems.name;
  const { device, authorized } = knowledgeOf(ems, fortigate.name);
  if (String(fortigate.connector) !== number || !device) return { kind: 'not-configured', name };
  if (authorized) return { kind: 'connected', name };
  return { kind: device.authorized ? 'down' : 'not-authorized', name };
}
