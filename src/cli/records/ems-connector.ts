/** The EMS behind a connector, as the FortiGate finds it. */
import { knowledgeOf } from '#engine/sync/knowledge.ts';
import type { Link } from '#model/ems/standing.ts';
import type { CliWorld } from '../session.ts';

export interface EmsConnector {
  readonly link: Link;
  /** The connector's name. */
  readonly name: string;
}

/** A connector by its number, 1 to 7; the FortiGate has one to its EMS, and no other. */
export function emsConnector({ fortigate, ems }: CliWorld, number: string): EmsConnector {
  const own = fortigate.config['endpoint-control fctems'].find((one) => String(one.id) === number);
  const name = own && own.name !== '' ? own.name : ems.name;
  const isOwn = String(fortigate.connector) === number;
  return { link: isOwn ? knowledgeOf(ems, fortigate.name).link : 'not-configured', name };
}
