/** Who is signed in to EMS: a cookie says who, and a token that only the signed-in knows stands in each change. */
import { parse } from 'hono/utils/cookie';

const sessionCookie = 'ems_session';
const tokenCookie = 'csrftoken';
/** Without a request for so long, a session ends [assumed]. */
const idleMs = 30 * 60_000;

interface Session {
  readonly token: string;
  /** The clock's time at which it ends. */
  readonly endMs: number;
}

export class EmsSessions {
  private readonly sessions = new Map<string, Session>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  begin(): { readonly token: string; readonly cookies: readonly string[] } {
    for (const [id, { endMs }] of this.sessions) if (endMs <= this.now()) this.sessions.delete(id);
    const id = crypto.randomUUID();
    const token = crypto.randomUUID();
    this.keep(id, token);
    return {
      token,
      cookies: [
        `${sessionCookie}=${id}; Path=/; SameSite=Strict`,
        `${tokenCookie}=${token}; Path=/; SameSite=Strict`,
      ],
    };
  }

  /** The token of the session whose cookie was sent; null where it is none of this server, or has ended. */
  tokenOf(cookies: string): string | null {
    const id = parse(cookies, sessionCookie)[sessionCookie] ?? '';
    const session = this.sessions.get(id);
    if (!session) return null;
    if (session.endMs <= this.now()) {
      this.sessions.delete(id);
      return null;
    }
    this.keep(id, session.token);
    return session.token;
  }

  end(cookies: string): void {
    this.sessions.delete(parse(cookies, sessionCookie)[sessionCookie] ?? '');
  }

  private keep(id: string, token: string): void {
    this.sessions.set(id, { token, endMs: this.now() + idleMs });
  }
}
