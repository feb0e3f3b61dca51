/** What page and worker say to each other: requests and answers of HTTP, as bytes that nobody reads on the way. */
export interface WireRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [string, string][];
  /** A browser keeps cookies out of the headers that scripts may see, even in a worker. */
  readonly cookies: string;
  readonly body: ArrayBuffer | null;
}
export interface WireAnswer {
  readonly status: number;
  readonly headers: readonly [string, string][];
  readonly cookies: readonly string[];
  readonly body: ArrayBuffer;
}
/** Each message brings a port: to answer on, or to tell of changes that no request of this page made. */
export type WireMessage = WireRequest | { readonly kind: 'news' };
