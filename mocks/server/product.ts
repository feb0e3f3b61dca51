import type { Context } from 'hono';
import type { Refusal } from '#mocks/world/refusal.ts';
import type { Route } from './route.parse.ts';

/** What a browser keeps from scripts, even in a worker: cookies. Who hosts the server there passes them. */
export interface Cookies {
  readonly sent: string;
  readonly set: (cookie: string) => void;
}
export interface Env {
  readonly Bindings: {
    readonly cookies?: Cookies;
    /** A body with more is refused. */
    readonly maxBodyBytes?: number;
    /** The lab itself asks, of a world that nobody else sees: nobody need sign in. */
    readonly isRehearsal?: boolean;
  };
}
export type Request = Context<Env>;

/** Whom a server lets in. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly token: string;
}

/** How a server speaks to one caller, in its own envelope. */
export interface Desk {
  /** Why the caller may not come in; null where it may. */
  readonly admit: () => Response | null;
  readonly answer: (data: unknown) => Response;
  readonly refuse: (refusal: Refusal) => Response;
  /** Whatever is no refusal of the world. */
  readonly fail: (status: number, message: string) => Response;
}

/** One of the three APIs. */
export interface Product {
  readonly name: string;
  readonly base: string;
  readonly routes: readonly Route[];
  /** Of an address that the real product has and the lab has not: what there is. Null for no address at all. */
  readonly absent?: (path: string) => string | null;
  readonly receive: (request: Request) => Desk | Promise<Desk>;
}

/** An answer that is neither the world's nor its refusal. */
export class FailureError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'FailureError';
    this.status = status;
  }
}

/** A refusal that needs no world. */
export const nowhere: Refusal = { kind: 'not-found', message: 'There is nothing at this address.' };
