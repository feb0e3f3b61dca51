import { useEffect, useRef, useState } from 'react';
import { useChange, useChangeBy } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { ApiError } from '#api/http.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import type { ConnectAnswer } from '#model/lab/lab-api.ts';
import type { Repair } from '#model/decision/repair.ts';
import type { SetFields } from './use-connect-url.ts';

/** What came of a repair: the connection before it and after it. */
export interface Turned {
  readonly repair: Repair;
  readonly before: ConnectAnswer;
  /** Null where the change is on its way: connecting now would tell nothing. */
  readonly after: ConnectAnswer | null;
  /** Names the change for *Undo*; null where nothing in the world changed. */
  readonly revision: number | null;
}

interface Problem {
  readonly field: string;
  readonly message: string;
}

function problemOf(failure: unknown): Problem {
  return {
    field: failure instanceof ApiError ? (failure.field ?? '') : '',
    message: failure instanceof Error ? failure.message : 'The connection failed. Try again.',
  };
}

/**
 * Connects: when it is pressed, at once where the address says so, and again after a repair.
 * @param request what the form asks for; null while its endpoint is looked up
 * @param now the address says to connect at once
 * @param onStart called when a connection is made
 */
export function useConnecting(request: ConnectRequest | null, now: boolean, onStart: () => void) {
  const connect = useChange(labApi.connect);
  const apply = useChangeBy(labApi.applyRepair, (changes: Repair['changes']) => ({
    body: { changes },
  }));
  const [waiting, setWaiting] = useState(false);
  /** What the address says is done once, though it says so until it is cleared. */
  const [nowDone, setNowDone] = useState(false);
  if (!now && nowDone) setNowDone(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turned, setTurned] = useState<Turned | null>(null);

  const send = async (made: ConnectRequest): Promise<ConnectAnswer | null> => {
    setWaiting(false);
    setNowDone(true);
    setProblem(null);
    onStart();
    try {
      return await connect.mutateAsync({ body: made });
    } catch (failure) {
      setProblem(problemOf(failure));
      return null;
    }
  };
  const press = (made: ConnectRequest | null): void => {
    setTurned(null);
    if (made) void send(made);
    else setWaiting(true);
  };
  const repairBy = async (
    repair: Repair,
    before: ConnectAnswer,
    setUrl: SetFields,
  ): Promise<void> => {
    setProblem(null);
    try {
      const { certificate, login, revision, travelling } = await apply.mutateAsync(repair.changes);
      // A certificate and a log-in are the next connection's, not the world's.
      if (certificate) setUrl({ certificate });
      if (login)
        setUrl({
          login: 'ok',
          loginuser: login.user,
          logingroups: login.groups.join(', '),
        });
      const { request: last } = before;
      const after =
        travelling.length > 0
          ? null
          : await send({
              ...last,
              certificate: certificate ?? last.certificate,
              ...(login ? { login: { ...login, groups: [...login.groups] } } : {}),
            });
      if (after !== null || travelling.length > 0) setTurned({ repair, before, after, revision });
    } catch (failure) {
      setProblem({ ...problemOf(failure), field: '' });
    }
  };

  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  // Asked for while the endpoint was still being looked up: it goes off as soon as that is there.
  const goes = (waiting || (now && !nowDone)) && request !== null;
  useEffect(() => {
    if (goes) latest.current(request);
  }, [goes, request]);

  return {
    press,
    repairBy,
    turned,
    problem,
    forgetTurned: () => setTurned(null),
    clearProblem: () => setProblem(null),
    isConnecting: connect.isPending,
    isWaiting: waiting || (now && request === null),
    applying: apply.isPending ? apply.variables : null,
  };
}
