/** What a device prints of EMS, connector by connector: each has an EMS server of its own [185333]. */
import { linesOf } from '#engine/sync/lines.ts';
import type { CliWorld } from '../session.ts';

/** The world as each connector has it: one EMS server, with the connector's number. */
export function worldsByConnector(world: CliWorld): readonly CliWorld[] {
  const { ems, fortigate } = world;
  if (!ems.otherServers) return [world];
  return linesOf(ems, fortigate).flatMap(({ connector, server }) =>
    connector === null ? [] : [{ ...world, ems: server, fortigate: { ...fortigate, connector } }],
  );
}

/** The first that answers; undefined where none does. */
export function firstByConnector<Answer>(
  world: CliWorld,
  ask: (world: CliWorld) => Answer | undefined,
): Answer | undefined {
  for (const one of worldsByConnector(world)) {
    const answer = ask(one);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
