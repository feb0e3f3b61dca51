import type { CliWorld } from '#cli/session.ts';
import type { FortiGate, WorldState } from '../state.ts';

/** The world as the command line of a FortiGate sees it. */
export function cliWorldOf(state: WorldState, fortigate: FortiGate): CliWorld {
  const ztnaUids = state.openSessions.flatMap(({ shown, session }) =>
    shown.kind === 'ztna' && shown.fortigate === fortigate.name && session.endpointUid !== null
      ? [session.endpointUid]
      : [],
  );
  return { fortigate, ems: state.ems, clock: state.clock, ztnaUids: new Set(ztnaUids) };
}
