import type { CliWorld, ProxyUser } from '#cli/session.ts';
import type { FortiGate, WorldState } from '../state.ts';

/** The world as the command line of a FortiGate sees it. */
export function cliWorldOf(state: WorldState, fortigate: FortiGate): CliWorld {
  const sessions = state.openSessions.filter(
    ({ shown }) => shown.kind === 'ztna' && shown.fortigate === fortigate.name,
  );
  const ztnaUids = sessions.flatMap(({ session }) => session.endpointUid ?? []);
  const users = sessions.flatMap(({ shown, facts }): readonly ProxyUser[] =>
    shown.user === null
      ? []
      : [
          {
            srcip: shown.srcip,
            user: shown.user,
            since: shown.since,
            policyid: shown.policyid,
            policytype: shown.policytype,
            lanIn: facts.lanin,
            lanOut: facts.lanout,
          },
        ],
  );
  return { fortigate, ems: state.ems, clock: state.clock, ztnaUids: new Set(ztnaUids), users };
}
