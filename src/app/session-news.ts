import { count } from '#model/plural.ts';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { paths } from '#api/paths.ts';
import type { EndedSession } from '#model/lab/lab-sessions.ts';
import { useToast } from '#ui/toast.tsx';

function keyOf({ session, ended }: EndedSession): string {
  return `${session.id} ${ended}`;
}

function newsOf(ended: readonly EndedSession[]): string {
  const [first] = ended;
  if (!first) return '';
  if (ended.length > 1)
    return `${count(ended.length, 'session')} ended, because the policies no longer allow them.`;
  const { endpoint, server, fortigate } = first.session;
  return `The session of ${endpoint?.host ?? 'an unknown device'} to ${server ?? fortigate} ended, because the policies no longer allow it.`;
}

/** A change on one page may end a session that stands on another: it is said wherever the person is. */
export function useSessionNews(): void {
  const { data } = useAnswer(labApi.sessions, {});
  const toast = useToast();
  const navigate = useNavigate();
  const seen = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!data) return;
    const denied = data.ended.filter(({ why }) => why.kind === 'denied');
    const fresh = denied.filter((one) => seen.current !== null && !seen.current.has(keyOf(one)));
    seen.current = new Set(denied.map(keyOf));
    if (fresh.length > 0)
      toast({
        text: newsOf(fresh),
        tone: 'bad',
        follows: true,
        subject: 'sessions',
        action: { label: 'Open Sessions', onPress: () => void navigate(paths.lab.sessions()) },
      });
  }, [data, toast, navigate]);
}
